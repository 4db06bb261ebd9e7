"""The booklet set part by part: what has not changed is not set again, and nothing comes out otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import REAL, Project, make_project

from booklet.build import chapters as module
from booklet.build.booklet import booklet_press, settle
from booklet.build.chapters import Kept, changed
from booklet.content.files import Memory
from booklet.content.load import load
from booklet.content.records import Library
from booklet.page.booklet import compose
from booklet.page.layout import Layout
from booklet.pdf.parts import moved, proof
from booklet.pdf.typeset import Press, Typeset, to_pdf, typeset
from booklet.report import BookletError

HEAD = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>t</title></head><body>'
SENTENCES = (
    "Loop elke dag een klein stukje.",
    "Rust is goed, stil zitten is het niet.",
    "Een prikkel is nog geen pijn.[^WHO2023]",
    "Vraag het ons gerust, op [bladzijde](#bellen) staat hoe.",
    "Dat staat ook op [bladzijde](#woordenlijst).",
)


def words(raw: bytes) -> list[str]:
    """Give the words of every page."""
    document = pypdfium2.PdfDocument(raw)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """A project in which somebody goes on editing: the press, and what was kept of the builds before."""

    project: Project
    press: Press
    kept: Kept

    def settle(self) -> Typeset:
        """Build the booklet as it is now."""
        return settle(load(self.project.root)[0], self.press, kept=self.kept)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Give one project to all tests here: each edits it further, as people do."""
    project = make_project(tmp_path_factory.mktemp("werkplek") / "klein")
    return Workplace(project=project, press=booklet_press(project.root), kept=Kept())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note the HTML of every part that is set."""
    found: list[str] = []

    def note(html: str, press: Press, first: int, notes: int) -> object:
        found.append(html)
        return typeset(html, press, first, notes)

    monkeypatch.setattr(module, "typeset", note)
    return found


def titles(parts: list[str]) -> set[str]:
    """Name the parts by their first heading; that of a page of exercises is the name of one."""
    return {re.sub(r"<[^>]*>", "", re.findall(r"<h[12].*?</h[12]>", html)[0]) for html in parts}


def edit(file: Path, chance: random.Random) -> None:
    """Add some paragraphs before a heading of a text, or take one away that was added before."""
    lines = file.read_text(encoding="utf-8").split("\n")
    added = [place for place, line in enumerate(lines) if line.startswith("Erbij: ")]
    if added and chance.random() < 0.4:
        del lines[added[0] : added[0] + 2]
    place = chance.choice([place for place, line in enumerate(lines) if line.startswith("## ")])
    for _ in range(chance.choice((1, 2, 8, 20))):
        lines[place:place] = ["Erbij: " + " ".join(chance.choices(SENTENCES, k=chance.randint(1, 6))), ""]
    file.write_text("\n".join(lines), encoding="utf-8")


def check_edits(root: Path, files: list[str], seed: int, count: int) -> None:
    """Edit texts again and again: a build that remembers, and showed parts before, gives the bytes of any other."""
    chance = random.Random(seed)
    press = booklet_press(root)
    kept, memory = Kept(), Memory()
    places = set()
    for _ in range(count):
        for name in chance.sample(files, chance.choice((1, 1, 2))):
            edit(root / "chapters" / name, chance)
        library, _ = load(root, memory)
        changed(library, press, kept, [name[3:].removesuffix(".md") for name in files])
        remembering = settle(library, press, kept=kept)
        places.add((remembering.pages["woordenlijst"], remembering.count))
    forgetful = settle(load(root)[0], booklet_press(root))
    assert remembering.pages == forgetful.pages
    assert to_pdf(remembering, 0) == to_pdf(forgetful, 0)
    assert len(places) > 1, "no edit moved a page"


@pytest.mark.thorough
def test_what_comes_out_after_edits_is_what_comes_out_of_nothing(project: Project) -> None:
    """Byte for byte, whatever was edited before; also when pages come or go. In every run test_proof.py sees it."""
    check_edits(project.root, ["10-pijn.md", "20-vragen.md"], seed=7, count=3)


@pytest.mark.thorough
def test_that_holds_for_the_real_booklet(tmp_path: Path) -> None:
    """Its texts are longer, and quote each other more."""
    project = make_project(tmp_path / "echt", REAL)
    check_edits(project.root, ["10-wat-is-pijn.md", "14-opbouwfase.md", "17-opvlamming.md"], seed=3, count=2)


def test_only_what_changes_is_set_again(workplace: Workplace, counted: list[str]) -> None:
    """A word in one text sets that text; a page more sets all that comes behind it, and what quotes it."""
    workplace.settle()
    counted.clear()
    workplace.settle()
    assert counted == []
    workplace.project.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij elke dag.")
    workplace.settle()
    assert titles(counted) == {"Vragen"}
    counted.clear()
    workplace.project.edit("chapters/20-vragen.md", "elke dag.", "elke dag.\n\n" + "Nog een zin erbij. " * 120)
    workplace.settle()
    assert {"Vragen", "Werkbladen", "Woordenlijst", "Inhoud"} <= titles(counted)
    assert not {"Welkom", "Waarom blijft pijn?"} & titles(counted)


def test_to_know_where_everything_stands_less_is_set(library: Library, press: Press, counted: list[str]) -> None:
    """What only moved since the round before, is not set again to be printed."""
    whole = settle(library, press)
    needed = len(counted)
    counted.clear()
    landed = settle(library, press, whole=False)
    assert (landed.pages, landed.count) == (whole.pages, whole.count)
    assert landed.document is None
    assert 0 < len(counted) < needed


def test_an_exercise_sets_its_own_page_again(workplace: Workplace, counted: list[str]) -> None:
    """Not the chapter that it stands in."""
    workplace.settle()
    counted.clear()
    workplace.project.edit("chapters/oefeningen/wandelen.md", "Stop op tijd.", "Stop ruim op tijd.")
    workplace.settle()
    assert len(set(counted)) == 1
    assert "Stop ruim op tijd." in counted[0]
    assert "De oefeningen" not in titles(counted)


def test_a_drawing_that_changes_sets_its_chapters_again(workplace: Workplace, counted: list[str]) -> None:
    """Though not a word has changed."""
    before = to_pdf(workplace.settle(), 0)
    library = load(workplace.project.root)[0]
    assert library.chapters[0].picture is not None
    drawing = library.chapters[0].picture.file
    old = drawing.read_text(encoding="utf-8")
    drawing.write_text(old.replace("</svg>", '<path d="M0 0h400v300z"/></svg>'), encoding="utf-8")
    counted.clear()
    after = to_pdf(workplace.settle(), 0)
    shown = [
        part for part in compose(load(workplace.project.root)[0], workplace.kept.layout) if drawing.name in part.html
    ]
    assert len(counted) >= len(shown) >= 1
    assert titles(counted) == titles([part.html for part in shown])
    assert after != before


def test_whoever_edits_sees_the_changed_part_at_once(workplace: Workplace, counted: list[str]) -> None:
    """On the page where it stood, with the page numbers of the last build, and without the rest."""
    whole = workplace.settle()
    root, press, kept = workplace.project.root, workplace.press, workplace.kept
    assert changed(load(root)[0], press, kept, ["pijn", "vragen"]) == ()
    workplace.project.edit("chapters/10-pijn.md", "Uw pijn is echt.\n:::", "Uw pijn is heel echt.\n:::")
    counted.clear()
    (leaf,) = changed(load(root)[0], press, kept, ["pijn", "vragen", "nergens"])
    assert (leaf.name, leaf.pages.number) == ("pijn", whole.pages["pijn"])
    assert len(counted) == 1
    seen = words(proof(leaf.pages))
    assert len(seen) == leaf.pages.count
    assert any("Uw pijn is heel echt." in page for page in seen)
    # Whoever asks again before the whole is settled, gets the same.
    assert changed(load(root)[0], press, kept, ["pijn"]) == (leaf,)
    assert len(counted) == 1
    # The build that follows shows the same, and its links lead where they should.
    start = whole.pages["pijn"] - 1
    assert words(to_pdf(workplace.settle(), 0))[start : start + leaf.pages.count] == seen


def test_no_more_is_held_than_the_last_booklet(workplace: Workplace) -> None:
    """However long somebody goes on editing."""
    sizes = []
    for day in ("maandag", "dinsdag", "woensdag"):
        workplace.project.spoil(f"@ chapters/20-vragen.md\n- Deze vraag …\n+ Deze vraag horen wij {day}.")
        workplace.settle()
        sizes.append(len(workplace.kept))
        library = load(workplace.project.root)[0]
        assert workplace.kept.documents == len(compose(library, workplace.kept.layout))
    assert len(set(sizes)) == 1


def test_builds_that_were_never_settled_do_not_pile_up(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who saves again before the booklet is settled, leaves parts behind; beyond a limit they go."""
    workplace.settle()
    leaves = workplace.kept.leaves
    assert len(workplace.kept) > len(leaves)
    workplace.kept.begin()
    assert len(workplace.kept) > len(leaves)
    monkeypatch.setattr(module, "MOST", len(leaves))
    workplace.kept.begin()
    assert [workplace.kept.find(leaf.key) for leaf in leaves] == [leaf.pages for leaf in leaves]
    assert len(workplace.kept) == len(leaves)


def test_a_part_is_numbered_from_where_it_stands(press: Press) -> None:
    """Its pages, left or right, and its notes."""
    note = '<p>Tekst<span class="noot">Een noot.</span></p>'
    part = typeset(f"{HEAD}<h1 id=a>Kop</h1>{note}<h2 id=b style='break-before: page'>Verder</h2>{note}", press, 8, 3)
    assert (part.pages, part.number, part.count) == ({"a": 8, "b": 9}, 8, 2)
    first, second = words(to_pdf(part, 0))
    assert {"8", "4"} <= set(first.split())
    assert {"9", "5"} <= set(second.split())
    assert part.document.pages[0]._page_box.page_type.side == "left"


def test_a_part_lands_alike_on_every_page_of_its_side(library: Library, press: Press) -> None:
    """So that one that only moved need not be set to know where everything in it comes to stand."""
    for part in compose(library, Layout())[3:]:
        here, there = (typeset(part.html, press, number, part.notes) for number in (8, 110))
        told = moved(here, 110)
        assert told.document is None
        assert replace(told, document=there.document) == there


def test_what_is_wrong_in_two_chapters_is_told_at_once(project: Project) -> None:
    """Staff need not build twice to hear of both."""
    parts = compose(load(project.root)[0], Layout())[3:6]
    spoilt = [replace(part, html=part.html.replace("<body>", f'<body><p style="{part.name}: 1">')) for part in parts]
    with pytest.raises(BookletError) as caught:
        module.set_parts(spoilt, booklet_press(project.root), Kept())
    said = [finding.what for finding in caught.value.findings]
    assert [part.name in what for part, what in zip(parts, said, strict=True)] == [True] * 3


def test_exercises_and_programmes_are_parts_of_their_own(library: Library, press: Press) -> None:
    """Behind the beginning of their chapter, whose name they bear at the foot of the page."""
    (programme,) = library.programmes
    other = replace(programme, id="tweede-week", title="Tweede week")
    parts = {part.name: part for part in compose(replace(library, programmes=(programme, other)), Layout())}
    assert [name for name in parts if name.startswith(("oefening", "programma"))] == [
        "oefeningen",
        "oefening-bruggetje",
        "programmas",
        "programma-tweede-week",
    ]
    assert [parts[name].right for name in ("oefeningen", "oefening-bruggetje")] == [True, False]
    part = typeset(parts["programma-tweede-week"].html, press, 9, 0)
    (page,) = words(proof(part))
    assert "Tweede week" in page
    assert "De programma’s" in page
    assert part.pages["einde-programmas"] == 9


def test_the_notes_of_all_parts_are_numbered_on(library: Library) -> None:
    """A part knows how many come before it."""
    parts = compose(library, Layout())
    counts = [part.html.count('class="noot"') for part in parts]
    assert sum(counts) >= 2
    assert [part.notes for part in parts] == [sum(counts[:place]) for place in range(len(parts))]
