"""Make the booklet: `python make_booklet.py`, or `--help` for everything else."""

import sys

from booklet.cli import main

if __name__ == "__main__":
    sys.exit(main())
