"""A new edition: everything checked, name and date set, all files with their sums; or nothing at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project, always, names_in

from booklet import output
from booklet.build import release as module
from booklet.build.editions import Built
from booklet.build.release import Order, Released, folder_name, next_name, release
from booklet.cli import main
from booklet.content.load import load
from booklet.content.records import Library
from booklet.content.rules import check
from booklet.report import BookletError, ExitCode, Finding, Place, Severity

DAY = dt.date(2026, 12, 1)
PRACTICE = "chapters/praktijk.yaml"
WRONG = Finding(place=Place(path="chapters/10-pijn.md", line=12), what="te lang", remedy="kort in.", rule="lange-zin")
ADVICE = Finding(place=Place(path="a.md"), what="kan beter", remedy="kort in.", rule="r", severity=Severity.ADVICE)
FILES = {"boekje.pdf": b"%PDF-1.7 boekje", "boekje-vouwen.pdf": b"%PDF-1.7 vouwen", "boekje-drukker.txt": b"brief"}
EDITIONS = ("boekje.pdf", "boekje-vouwen.pdf")
Capture = pytest.CaptureFixture[str]


def build(root: Path, out: Path, **_options: object) -> tuple[Built, ...]:
    """Stand in for `build_editions`: writes two files, a note, and an index that is nobody's business."""
    name = load(root)[0].practice.edition
    for file, content in FILES.items():
        output.write(out / file, content + name.encode())
    output.write(out / "bladzijden.json", b"{}")
    notes = (None, out / "boekje-drukker.txt")
    return tuple(
        Built(path=out / file, pages=28, findings=(), note=note) for file, note in zip(EDITIONS, notes, strict=True)
    )


@pytest.fixture
def ready(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project in which all is well, and that is built in no time."""
    monkeypatch.setattr(module, "check", always((ADVICE,)))
    monkeypatch.setattr(module, "build_editions", build)
    return project


def snapshot(project: Project) -> dict[str, bytes]:
    """Read all that stands in a project."""
    return {
        str(path.relative_to(project.root)): path.read_bytes() for path in project.root.rglob("*") if path.is_file()
    }


def released(project: Project, name: str = "", today: dt.date = DAY) -> Released:
    """Release an edition of a project."""
    return release(Order(root=project.root, name=name, today=today))


def test_an_edition_has_its_own_folder_with_sums(ready: Project) -> None:
    """Anybody can see that the files are still the same; nothing else stands there."""
    made = released(ready, "Versie 2")
    folder = ready.root / "output" / "versie-2"
    assert (made.name, made.folder, made.findings) == ("Versie 2", folder, (ADVICE,))
    assert names_in(folder) == ["LEESMIJ.txt", "SHA256SUMS", *sorted(FILES)]
    assert names_in(ready.root / "output") == ["versie-2"]
    assert hashlib.sha256(FILES["boekje.pdf"] + b"Versie 2").hexdigest() in (folder / "SHA256SUMS").read_text()
    assert [built.path for built in made.built] == [folder / file for file in EDITIONS]


def test_the_sums_are_those_that_the_system_reads(ready: Project) -> None:
    """`sha256sum -c` says that all is well, and that it is not when a file has changed."""
    folder = released(ready).folder
    asked = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(asked, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / "boekje.pdf").write_bytes(b"anders")
    assert subprocess.run(asked, cwd=folder, check=False, capture_output=True).returncode == 1


def test_name_and_date_stand_in_the_sources(ready: Project) -> None:
    """And how the text reads; all other lines of praktijk.yaml are as somebody typed them."""
    before = (ready.root / PRACTICE).read_text(encoding="utf-8").splitlines()
    released(ready, "Versie 2")
    after = (ready.root / PRACTICE).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["versie: Versie 2", "datum: 2026-12-01"]
    assert len(before) == len(after)
    library, _ = load(ready.root)
    assert (library.practice.edition, library.practice.published) == ("Versie 2", DAY)
    assert library.wording.ease_of == "Versie 2"


def test_what_the_files_are_is_said_in_dutch(ready: Project) -> None:
    """For who opens the folder in three years."""
    text = (released(ready).folder / "LEESMIJ.txt").read_text(encoding="utf-8")
    assert text.startswith("Rugpraktijk De Brug\nVersie 1, 1 december 2026\n")
    assert "Nagekeken op 22 november 2026." in text
    assert "\nboekje.pdf: 28 bladzijden, 1 kB\n    om te lezen op een scherm" in text
    assert "\nboekje-drukker.txt: 1 kB\n    wat u bij de drukker bestelt" in text
    assert "om zelf dubbelzijdig te printen" in text
    assert "sha256sum -c SHA256SUMS" in text


def failing(error: BaseException) -> Callable[..., tuple[Built, ...]]:
    """Make a build that gets halfway."""

    def build_half(root: Path, out: Path, **options: object) -> tuple[Built, ...]:
        build(root, out, **options)
        raise error

    return build_half


def stop(error: BaseException) -> Callable[..., str]:
    """Make a step that fails."""

    def fail(*_arguments: object) -> str:
        raise error

    return fail


@pytest.mark.parametrize(
    ("part", "stand_in"),
    [
        ("check", always((WRONG, ADVICE))),
        ("build_editions", failing(BookletError([WRONG], ExitCode.AUDIT))),
        ("build_editions", failing(KeyboardInterrupt())),
        ("build_editions", failing(OSError(28, "vol"))),
        ("compose_release", stop(BookletError([WRONG]))),
    ],
    ids=["regels", "keuring", "onderbroken", "schijf-vol", "halverwege"],
)
def test_a_release_that_fails_leaves_everything_as_it_was(
    ready: Project, monkeypatch: pytest.MonkeyPatch, part: str, stand_in: Callable[..., object]
) -> None:
    """Sources and output, to the letter."""
    before = snapshot(ready)
    monkeypatch.setattr(module, part, stand_in)
    with pytest.raises((BookletError, KeyboardInterrupt)):
        released(ready)
    assert snapshot(ready) == before
    assert not (ready.root / "output").exists() or names_in(ready.root / "output") == []


def test_a_folder_that_cannot_get_its_name_leaves_everything_as_it_was(
    ready: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when praktijk.yaml was written already."""
    before = snapshot(ready)

    def refuse(_folder: Path, _target: Path) -> None:
        assert "2026-12-01" in (ready.root / PRACTICE).read_text(encoding="utf-8")
        raise PermissionError(13, "mag niet")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(BookletError) as caught:
        released(ready)
    assert caught.value.code == ExitCode.WRITE
    assert snapshot(ready) == before


def test_only_what_stops_a_release_is_told(ready: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Advice can wait."""
    monkeypatch.setattr(module, "check", always((WRONG, ADVICE)))
    with pytest.raises(BookletError) as caught:
        released(ready)
    assert caught.value.findings == (WRONG,)


@pytest.mark.parametrize(("day", "refused"), [("2028-11-21", False), ("2028-11-22", True), ("2030-01-01", True)])
def test_a_review_that_is_overdue_stops_a_release(
    ready: Project, monkeypatch: pytest.MonkeyPatch, day: str, refused: bool
) -> None:
    """The text must be looked over before that day: a rule says so, and a release listens to every rule."""

    def only_dates(library: Library, today: dt.date) -> tuple[Finding, ...]:
        return tuple(finding for finding in check(library, today) if finding.rule == "nakijken")

    monkeypatch.setattr(module, "check", only_dates)
    if not refused:
        assert released(ready, today=dt.date.fromisoformat(day)).name == "Versie 1"
        return
    with pytest.raises(BookletError) as caught:
        released(ready, today=dt.date.fromisoformat(day))
    (finding,) = caught.value.findings
    assert str(finding.place) == "chapters/praktijk.yaml:12"
    assert finding.rule == "nakijken"


def test_an_edition_is_never_written_over(ready: Project) -> None:
    """What was given out, stays."""
    folder = released(ready, "Versie 1").folder
    before = snapshot(ready)
    with pytest.raises(BookletError, match="de map versie-1 in output bestaat al") as caught:
        released(ready, "versie 1")
    assert caught.value.code == ExitCode.USAGE
    assert snapshot(ready) == before
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("name", "said"), [("...", "hierin staat geen letter of cijfer"), ("v" * 41, "langer dan 40 tekens")]
)
def test_a_name_must_be_one(ready: Project, name: str, said: str) -> None:
    """It names a folder and stands in the colophon."""
    with pytest.raises(BookletError, match=said):
        released(ready, name)


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Versie 2", "versie-2"), ("Lente 2027 (proef)", "lente-2027-proef"), ("Één", "een"), ("../../weg", "weg")],
)
def test_a_folder_has_a_plain_name(name: str, folder: str) -> None:
    """And never leads elsewhere."""
    assert folder_name(name) == folder


@pytest.mark.parametrize(
    ("edition", "there", "expected"),
    [
        ("Versie 1", [], "Versie 1"),
        ("Versie 1", ["versie-1"], "Versie 2"),
        ("Versie 9 (2026)", ["versie-9-2026"], "Versie 9 (2027)"),
        ("Lente", ["lente"], "Lente 2"),
    ],
)
def test_the_next_name_is_one_number_on(tmp_path: Path, edition: str, there: list[str], expected: str) -> None:
    """Unless the name in praktijk.yaml has not been given out yet."""
    for name in there:
        (tmp_path / name).mkdir()
    assert next_name(edition, tmp_path) == expected


def test_what_to_do_next_is_said(ready: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files, and then the steps, with the commands to type."""
    released(ready)
    capsys.readouterr()
    monkeypatch.chdir(ready.root)
    assert main(["release", "--edition-name", "Versie 2", "--root", str(ready.root)]) == ExitCode.GOOD
    out = capsys.readouterr().out
    assert out.startswith("Versie 2 staat in output/versie-2:\n    boekje.pdf: 28 bladzijden\n")
    assert "1. Kijk wat er is veranderd: python make_booklet.py compare output/versie-1 output/versie-2" in out
    assert "git tag versie-2" in out
