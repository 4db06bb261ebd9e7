"""Draws people doing exercises: a posed body in three dimensions, inked to clean outlines in SVG."""
