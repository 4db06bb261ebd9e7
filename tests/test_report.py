"""What every room says when something is wrong."""

from __future__ import annotations

import errno

import pytest

from booklet.report import BookletError, ExitCode, Finding, Place, Severity, errors, nearest, reason


def finding(
    path: str = "chapters/a.md", line: int = 1, what: str = "iets", severity: Severity = Severity.ERROR
) -> Finding:
    """Make a finding; what is not given does not matter."""
    return Finding(place=Place(path=path, line=line), what=what, remedy="doe iets.", rule="regel", severity=severity)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(path="chapters/a.md", line=6), "chapters/a.md:6"),
        (Place(path="chapters/a.md"), "chapters/a.md"),
    ],
)
def test_a_place_names_its_line_when_it_has_one(place: Place, expected: str) -> None:
    """A file as a whole has no line 0."""
    assert str(place) == expected


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.ERROR, "chapters/a.md:1: iets (regel)\n    Doe dit: doe iets."),
        (Severity.ADVICE, "chapters/a.md:1: iets (regel) [advies]\n    Doe dit: doe iets."),
    ],
)
def test_a_finding_says_where_what_and_what_to_do(severity: Severity, expected: str) -> None:
    """The form is a contract: editors find the line in it."""
    assert str(finding(severity=severity)) == expected


def test_findings_come_in_the_order_of_the_files_and_once() -> None:
    """Line 9 stands before line 10, and the same finding is said one time."""
    late, early, other = finding(line=10), finding(line=9), finding(path="chapters/b.md", line=1)
    error = BookletError([other, late, early, late])
    assert error.findings == (early, late, other)
    assert str(error) == f"{early}\n{late}\n{other}"


def test_an_error_is_about_the_content_unless_it_says_otherwise() -> None:
    """The exit code travels with the findings."""
    assert BookletError([finding()]).code is ExitCode.CONTENT
    assert BookletError([finding()], ExitCode.WRITE).code is ExitCode.WRITE


def test_exit_codes_are_those_of_the_contract() -> None:
    """Scripts of the clinic lean on these numbers."""
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3, 4, 5, 130]


def test_only_errors_stop_a_run() -> None:
    """Advice is shown and does not stop anything."""
    stop, advice = finding(), finding(severity=Severity.ADVICE)
    assert errors([advice, stop]) == (stop,)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "de schijf is vol"),
        (PermissionError(errno.EACCES, "Permission denied"), "dat mag niet op deze plek"),
        (IsADirectoryError(errno.EISDIR, "Is a directory"), "dat is een map"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("vreemd"), "vreemd"),
    ],
)
def test_what_the_system_says_is_put_into_dutch(error: OSError, expected: str) -> None:
    """What happens in practice, at least; the rest stays as it was said."""
    assert reason(error) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("brugg", "Bedoelde u «brug»? "),
        ("BRUG", "Bedoelde u «brug»? "),
        ("who2023", "Bedoelde u «WHO2023»? "),
        ("kat koe", "Bedoelde u «kat-koe»? "),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_asked_for(word: str, expected: str) -> None:
    """Case does not count; a word that is like nothing gets no question."""
    assert nearest(word, ["brug", "kat-koe", "WHO2023"]) == expected
