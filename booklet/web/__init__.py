"""Make one file of a page for the screen, and judge it: what `pdf` is to paper."""
