"""Run a program to its end, and say what it cost: on the clock, of the processors, and of memory.

It is started by a small process (this file, run by itself): the system counts the memory of whoever starts a program
as that of the program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds on the clock, seconds of all processors together, and the most MB that one of its processes held."""

    seconds: float
    cpu: float
    peak: float


def cost_of(command: Sequence[str | Path], surroundings: Mapping[str, str], log: Path) -> Cost:
    """Run a program with these settings; it must succeed. What it says goes to `log`.

    Python keeps its modules compiled, as it does for everybody; here beside the log.
    """
    starter = [sys.executable, "-I", __file__, str(log), *map(str, command)]
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(log.parent / "bytecode")}
    settings = {**os.environ, **compiled, **surroundings}
    told = subprocess.run(starter, env=settings, capture_output=True, check=False, text=True)
    assert told.returncode == 0, told.stderr or log.read_text(encoding="utf-8")
    return Cost(**json.loads(told.stdout))


def main() -> int:
    """Start the program that the command line names, and print what it cost."""
    log, *command = sys.argv[1:]
    with Path(log).open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    cost = {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}
    sys.stdout.write(json.dumps(cost))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
