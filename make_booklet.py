"""Make the booklet: `python make_booklet.py`, or `--help` for everything else."""

import gc
import sys

from booklet.cli import main

if __name__ == "__main__":
    code = main()
    gc.freeze()  # the system takes all of it back at once; to look first whether it may go costs a twentieth
    sys.exit(code)
