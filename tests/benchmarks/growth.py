"""Make pages in memory, one after the other, in a process of its own: `growth.py ROOT PAGES FIRST`.

Every page is made as a list makes it, from its row on: read, resolved, set, judged where nobody judged before. Only
nothing is written. What it cost, without the start of the program, is printed as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.patients import handouts
from booklet.batch import AT_ONCE
from booklet.build.handouts import draft_handout, judge_drafts, make_pieces_for, prepare_handouts


def main() -> None:
    """Make as many pages as the command line asks, and say what they cost."""
    root, pages, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    desk = prepare_handouts(root)
    desk.linker(large=False)
    begun, used = time.perf_counter(), time.process_time()
    size = 0
    for start in range(0, pages, AT_ONCE):
        some = handouts(desk.library, min(AT_ONCE, pages - start), first + start)
        pieces = make_pieces_for(some, desk)
        drafts = [draft_handout(one, desk, composed) for one, composed in zip(some, pieces, strict=True)]
        assert not judge_drafts(drafts, desk, "groei", large=False)
        size += sum(len(draft.printed.pdf) for draft in drafts)
    cost = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - used, "size": size / pages}
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    main()
