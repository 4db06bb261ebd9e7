"""What became of a list, and the report that lies beside the pages.

Goes in: the outcome of each row. Comes out: text in Dutch. Must not know how a page is made.
The report names rows by their number and key, never by a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booklet.report import ExitCode, Finding, errors

REPORT = "verslag.txt"
_GRAVEST = (ExitCode.WRITE, ExitCode.AUDIT, ExitCode.MISSING, ExitCode.CONTENT)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one row: the file (None: there is none), how roomy its page is, what is to be said.

    `again`: the file was there already, and is still right.
    """

    number: int
    key: str
    path: Path | None
    setting: str
    again: bool
    findings: tuple[Finding, ...]
    code: ExitCode


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What became of a list, row by row; `wanted` counts the rows, also those that were not reached."""

    wanted: int
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    merged: Path | None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Give the pages in the order of the list."""
        return tuple(outcome.path for outcome in self.outcomes if outcome.path)

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """Give the rows without a page."""
        return tuple(outcome for outcome in self.outcomes if not outcome.path)

    @property
    def code(self) -> ExitCode:
        """Give the exit code: that of the gravest thing that went wrong."""
        codes = {outcome.code for outcome in self.outcomes} | ({ExitCode.CONTENT} if errors(self.findings) else set())
        return next((code for code in _GRAVEST if code in codes), ExitCode.GOOD)


def summary(batch: Batch) -> str:
    """Say in one line how many pages there are."""
    again = sum(outcome.again for outcome in batch.outcomes)
    made = len(batch.paths) - again
    parts = [f"{made} gemaakt" if made or not again else ""]
    parts += [f"{again} {'stond' if again == 1 else 'stonden'} er al" if again else ""]
    missing = batch.wanted - len(batch.outcomes)
    parts += [f"{len(batch.wrong)} niet gelukt" if batch.wrong else "", f"{missing} nog te doen" if missing else ""]
    return f"{batch.wanted} {'rij' if batch.wanted == 1 else 'rijen'}: {', '.join(part for part in parts if part)}."


def tell(source: str, batch: Batch) -> str:
    """Write the report: what went wrong first, then where each page is."""
    lines = [f"Verslag van {source}", "", summary(batch)]
    if batch.merged:
        lines.append(f"Alles achter elkaar om te printen, in de volgorde van de lijst: {batch.merged.name}")
    findings = [*batch.findings, *(finding for outcome in batch.outcomes for finding in sorted(outcome.findings))]
    if findings:
        lines += ["", "Wat er mis is of beter kan", "", *map(str, findings)]
    if batch.wrong or batch.wanted > len(batch.outcomes):
        lines += ["", "Verbeter de rijen hierboven en typ dezelfde opdracht nog eens. Wat klaar is, blijft staan."]
    if batch.wrong:
        lines.append("Ligt er van zo'n rij nog wel een blad? Dat is van een vorige keer: gooi het weg.")
    lines += ["", "Rij   Bestand"]
    for outcome in batch.outcomes:
        name = outcome.path.name if outcome.path else "geen blad"
        lines.append(f"{outcome.number:<5} {name}")
    return "\n".join(lines) + "\n"


def unfinished(source: str) -> str:
    """Write the report that lies there until the list is done."""
    todo = "Deze lijst is nog niet af. Typ dezelfde opdracht nog eens; wat klaar is, blijft staan."
    return f"Verslag van {source}\n\n{todo}\n"
