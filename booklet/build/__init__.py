"""Build the editions of the booklet, and handouts: sources in, files or PDF bytes out."""
