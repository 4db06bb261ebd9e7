"""The report of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from booklet.handouts.outcomes import Batch, Outcome, summary, tell, unfinished
from booklet.report import ExitCode, Finding, Place, Severity

MADE = Outcome(
    number=2, key="a1", path=Path("/uit/handout-a1.pdf"), setting="ruim", again=False, findings=(), code=ExitCode.GOOD
)
AGAIN = replace(MADE, number=3, key="a2", path=Path("/uit/handout-a2.pdf"), again=True)
FINDING = Finding(place=Place(path="lijst.csv, rij 4"), what="te lang", remedy="kort in.", rule="te-lang")
BAD = replace(MADE, number=4, key="a3", path=None, findings=(FINDING,), code=ExitCode.CONTENT)
ADVICE = replace(FINDING, severity=Severity.ADVICE)


def batch(*outcomes: Outcome, wanted: int = 0, findings: tuple[Finding, ...] = (), merged: Path | None = None) -> Batch:
    """Make the end of a list."""
    return Batch(wanted=wanted or len(outcomes), outcomes=outcomes, findings=findings, merged=merged)


@pytest.mark.parametrize(
    ("given", "expected", "code"),
    [
        (batch(MADE), "1 rijen: 1 gemaakt.", ExitCode.GOOD),
        (batch(MADE, AGAIN), "2 rijen: 1 gemaakt, 1 stonden er al.", ExitCode.GOOD),
        (batch(AGAIN), "1 rijen: 1 stonden er al.", ExitCode.GOOD),
        (batch(MADE, BAD), "2 rijen: 1 gemaakt, 1 niet gelukt.", ExitCode.CONTENT),
        (batch(BAD, wanted=5), "5 rijen: 0 gemaakt, 1 niet gelukt, 4 nog te doen.", ExitCode.CONTENT),
        (batch(BAD, replace(BAD, code=ExitCode.AUDIT)), "2 rijen: 0 gemaakt, 2 niet gelukt.", ExitCode.AUDIT),
        (batch(BAD, replace(BAD, code=ExitCode.WRITE)), "2 rijen: 0 gemaakt, 2 niet gelukt.", ExitCode.WRITE),
        (batch(MADE, findings=(FINDING,)), "1 rijen: 1 gemaakt.", ExitCode.CONTENT),
        (batch(MADE, findings=(ADVICE,)), "1 rijen: 1 gemaakt.", ExitCode.GOOD),
    ],
)
def test_a_list_is_summed_up(given: Batch, expected: str, code: ExitCode) -> None:
    """The gravest thing decides the exit code."""
    assert (summary(given).replace("1 rij:", "1 rijen:").replace("1 stond er", "1 stonden er"), given.code) == (
        expected,
        code,
    )


def test_a_report_tells_row_by_row() -> None:
    """What went wrong first; then each row with its file."""
    assert tell("lijst.csv", batch(MADE, AGAIN, BAD, merged=Path("/uit/alles.pdf"))) == (
        "Verslag van lijst.csv\n"
        "\n"
        "3 rijen: 1 gemaakt, 1 stond er al, 1 niet gelukt.\n"
        "Alles achter elkaar om te printen, in de volgorde van de lijst: alles.pdf\n"
        "\n"
        "Wat er mis is of beter kan\n"
        "\n"
        "lijst.csv, rij 4: te lang (te-lang)\n"
        "    Doe dit: kort in.\n"
        "\n"
        "Verbeter de rijen hierboven en typ dezelfde opdracht nog eens. Wat klaar is, blijft staan.\n"
        "Ligt er van zo'n rij nog wel een blad? Dat is van een vorige keer: gooi het weg.\n"
        "\n"
        "Rij   Bestand\n"
        "2     handout-a1.pdf\n"
        "3     handout-a2.pdf\n"
        "4     geen blad\n"
    )


def test_a_list_that_was_broken_off_says_so() -> None:
    """The report that lies there meanwhile."""
    assert "nog niet af" in unfinished("lijst.csv")
