"""From a folder to files for paper: written when they are sound, and otherwise the old ones stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL, Project, always, names_in

from booklet.build import editions
from booklet.build.editions import Built, Product, build_editions
from booklet.build.printing import INKS, find_colour, make_press, order_note
from booklet.content.records import Library
from booklet.report import BookletError, ExitCode, Finding, Place

ALL = ("screen", "fold", "press")
FILES = ["boekje-drukker.pdf", "boekje-drukker.txt", "boekje-vouwen.pdf", "boekje.pdf"]
BAD = Finding(place=Place(path="x.pdf"), what="kapot", remedy="meld dit.", rule="keuring")


def maker(product: Product) -> Callable[..., Product]:
    """Make a maker of an edition that is there at once."""
    return always(product)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, built: Built) -> None:
    """Let the screen's edition be there without typesetting; the others are made of it as always."""
    product = Product(pages=built.pages, file=built.path.read_bytes(), beside={}, complaints=())
    (family,) = (family for family in editions.FAMILIES if family[0].name == "screen")
    screen = editions.Edition(name="screen", file="boekje.pdf", make=maker(product))
    others = tuple(other for other in editions.FAMILIES if other is not family)
    monkeypatch.setattr(editions, "FAMILIES", ((screen, *family[1:]), *others))


def run(project: Project, *names: str) -> tuple[Built, ...]:
    """Build editions into the folder output."""
    return build_editions(project.root, project.root / "output", names)


@pytest.mark.usefixtures("quick")
def test_the_editions_for_paper_are_written_with_the_note(
    project: Project, built: Built, folded: bytes, pressed: bytes
) -> None:
    """In one run, all of the same pages."""
    done = run(project, *ALL)
    out = project.root / "output"
    assert [(one.path.name, one.pages) for one in done] == [
        ("boekje.pdf", built.pages),
        ("boekje-vouwen.pdf", built.pages),
        ("boekje-drukker.pdf", built.pages),
    ]
    assert names_in(out) == FILES
    assert [one.note for one in done] == [None, None, out / "boekje-drukker.txt"]
    assert (out / "boekje-vouwen.pdf").read_bytes() == folded
    assert (out / "boekje-drukker.pdf").read_bytes() == pressed
    assert (out / "boekje-drukker.txt").read_text(encoding="utf-8").startswith("Drukopdracht: Klein boekje\n")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("name", "files"), [("fold", FILES[2:3]), ("press", FILES[:2])])
def test_an_edition_for_paper_can_be_asked_for_alone(project: Project, name: str, files: list[str]) -> None:
    """The booklet that it is made of is then made, and not written."""
    run(project, name)
    assert names_in(project.root / "output") == files


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("audit", "kept", "made"),
    [
        ("audit_fold", ["boekje-vouwen.pdf"], ["boekje-drukker.pdf", "boekje.pdf"]),
        ("audit_press", ["boekje-drukker.pdf", "boekje-drukker.txt"], ["boekje-vouwen.pdf", "boekje.pdf"]),
    ],
)
def test_an_edition_that_fails_its_audit_leaves_the_old_file_and_the_others_are_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, audit: str, kept: list[str], made: list[str]
) -> None:
    """Also the note of before stays: it belongs to the file of before."""
    out = project.root / "output"
    for name in FILES:
        project.write(f"output/{name}", "oud")
    monkeypatch.setattr(editions, audit, always((BAD,)))
    with pytest.raises(BookletError) as caught:
        run(project, *ALL)
    assert (caught.value.code, caught.value.findings) == (ExitCode.AUDIT, (BAD,))
    assert {name for name in FILES if (out / name).read_bytes() == b"oud"} == set(kept)
    assert all((out / name).read_bytes().startswith(b"%PDF") for name in made)
    assert names_in(out) == FILES


def test_nothing_is_made_of_a_booklet_that_fails_its_audit(
    project: Project, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    """Asked for with it, or alone."""
    product = Product(pages=built.pages, file=built.path.read_bytes(), beside={}, complaints=(BAD,))
    screen = editions.Edition(name="screen", file="boekje.pdf", make=maker(product))
    monkeypatch.setattr(editions, "FAMILIES", ((screen, *editions.FAMILIES[0][1:]),))
    for names in (ALL, ("fold",), ("press",)):
        with pytest.raises(BookletError) as caught:
            run(project, *names)
        assert caught.value.findings == (BAD,)
    assert not (project.root / "output").exists()


def test_a_colour_without_inks_is_named_with_its_place_and_a_line_for_the_table(
    project: Project, library: Library, built: Built
) -> None:
    """Staff who draw with a new colour copy that line."""
    project.edit(INKS, "\n#8a3110", "\n8a3110")
    with pytest.raises(BookletError) as caught:
        make_press(library, project.root, built.path.read_bytes())
    (finding,) = caught.value.findings
    assert str(finding).startswith("styles/tekens/bel.svg:2: de kleur #8a3110 heeft geen drukkleur (drukkleur)")
    line = finding.remedy.rpartition(": ")[2]
    project.edit(INKS, "\n8a3110", f"\n{line} nieuw\nwas 8a3110")
    assert make_press(library, project.root, built.path.read_bytes()).startswith(b"%PDF-1.6")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.unlink(), "styles/drukkleuren.txt: deze tabel ontbreekt (drukkleur)"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "styles/drukkleuren.txt: deze tabel is niet als UTF-8 opgeslagen"),
        (lambda path: path.write_text("#1 2"), "styles/drukkleuren.txt:1: «#1 2» is geen regel van de tabel"),
    ],
)
def test_a_table_that_cannot_be_read_is_a_finding(
    project: Project, library: Library, change: Callable[[Path], Any], expected: str
) -> None:
    """And not a stack of lines that nobody understands."""
    change(project.root / INKS)
    with pytest.raises(BookletError) as caught:
        make_press(library, project.root, b"")
    assert str(caught.value).startswith(expected)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#abcdef", "chapters/beelden/nieuw.svg:2"),
        ("#ffcc00", "chapters/beelden/nieuw.svg:3"),
        ("#fc0fc0", "None"),
    ],
)
def test_a_colour_is_found_where_it_stands(project: Project, colour: str, expected: str) -> None:
    """In capitals or written short."""
    project.write("chapters/beelden/nieuw.svg", '<svg>\n<path fill="#ABCDEF"/>\n<path fill="#fc0"/>\n</svg>')
    assert str(find_colour(project.root, colour)) == expected


def test_the_note_is_measured_from_the_file(library: Library, pressed: bytes) -> None:
    """Its pages, format and bleed are those of the PDF that goes with it."""
    note = order_note(library, "boekje-drukker.pdf", pressed).decode()
    for words in ("148 × 210 mm", "28, met de omslag", "3 mm rondom", "FOGRA39", "meer dan 238 procent"):
        assert words in note


def test_the_real_particulars_say_how_to_fold_and_order(whole: Library) -> None:
    """What stands in praktijk.yaml comes out as it was meant."""
    assert (REAL / "chapters/praktijk.yaml").is_file()
    folding, order = whole.practice.folding, whole.practice.order
    assert (folding.thickness, folding.fold_marks, folding.staple_marks) == (0.1, True, True)
    assert "115 gram" in order.paper
    assert order.copies == 0
