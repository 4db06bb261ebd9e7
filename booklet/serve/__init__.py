"""The desk: pages in a browser on this same computer, for who makes handouts and who changes the booklet."""
