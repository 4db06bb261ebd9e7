"""From a request to a handout: what one patient takes home on one page."""
