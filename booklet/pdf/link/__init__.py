"""Compile the pieces of a page once, and link them for each patient: see README.md in this folder."""
