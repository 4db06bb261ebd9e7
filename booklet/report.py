"""What every room says when something is wrong: a place, a finding, an exit code.

Goes in: nothing. Comes out: the values that all rooms share. Must not know any other room.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """The contract of the command line: what the shell gets back."""

    GOOD = 0
    CONTENT = 1
    USAGE = 2
    MISSING = 3
    AUDIT = 4
    WRITE = 5
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a finding weighs: `fout` stops the run, `advies` does not."""

    ERROR = "fout"
    ADVICE = "advies"


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """Where something stands: a path as staff know it, a line from 1 (0: the file as a whole), a column where known."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong or could be better, in Dutch, with what to do about it."""

    place: Place
    what: str
    remedy: str
    rule: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "" if self.severity is Severity.ERROR else " [advies]"
        return f"{self.place}: {self.what} ({self.rule}){mark}\n    Doe dit: {self.remedy}"


class BookletError(Exception):
    """Work that cannot go on; carries at least one finding and the exit code that goes with them."""

    def __init__(self, findings: Iterable[Finding], code: ExitCode = ExitCode.CONTENT) -> None:
        self.findings = tuple(sorted(set(findings)))
        self.code = code
        super().__init__("\n".join(str(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[type[BookletError], tuple[tuple[Finding, ...], ExitCode]]:
        """Come whole out of another process."""
        return type(self), (self.findings, self.code)


_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijf is vol",
    errno.EACCES: "dat mag niet op deze plek",
    errno.EPERM: "dat mag niet op deze plek",
    errno.EROFS: "op deze schijf kan niemand schrijven",
    errno.ENOENT: "die map is er niet",
    errno.ENOTDIR: "dat is geen map",
    errno.EISDIR: "dat is een map",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def reason(error: OSError) -> str:
    """Say in Dutch why a file could not be read or written; what is rare stays as the system says it."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the findings that stop a run."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def nearest(word: str, known: Iterable[str]) -> str:
    """Ask «Bedoelde u …?» for the known name most like `word`; empty when none is near."""
    names = sorted(known)
    by_lower = {name.lower(): name for name in names}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"Bedoelde u «{by_lower[found[0]]}»? " if found else ""
