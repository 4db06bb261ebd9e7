"""The booklet to look at while somebody changes it: soon, and never otherwise than a build from nothing gives it."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from conftest import Project

from booklet.build import chapters
from booklet.build import proof as module
from booklet.build.proof import (
    AT_ONCE,
    Drafted,
    Glance,
    OutdatedError,
    Piece,
    Proof,
    glance,
    make_draft,
    make_proof,
    make_whole,
    tidy,
)
from booklet.page.booklet import NOTES
from booklet.pdf.typeset import typeset
from booklet.report import BookletError

QUESTIONS, OPENING = "chapters/20-vragen.md", "Vanochtend was de koffie op, en 's middags ook."
A_PAGE = "Nog een zin erbij. " * 150
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 40"><path d="M0 0h20v40z"/></svg>'
OTHER_NAME = "@ weg chapters/24-kort.md\n@ nieuw chapters/05-kort.md\n+ ---\n+ titel: Kort\n+ soort: bladzijde\n"
# What people do to their sources, one thing after the other; the proof is made after each.
EDITS = (
    f"@ {QUESTIONS}\n- Deze vraag …\n+ Deze vraag horen wij elke dag.",
    "@ styles/text.css\n- .tekst > h2:first-child…\n+ h2 { margin-top: 9mm }",
    "@ chapters/oefeningen/wandelen.md\n- 3. Stop op tijd.\n+ 3. Stop ruim op tijd.",
    f"@ {QUESTIONS}\n- Deze vraag …\n+ Deze vraag horen wij vaak.",
    f"@ {QUESTIONS}\n- ## Mag ik sporten?\n+ <!-- een regel verder -->\n+ ## Mag ik sporten?",
    "@ chapters/woordenlijst.yaml\n-   uitleg: Wat een …\n+   uitleg: Wat u voelt.",
    "@ chapters/bronnen.yaml\n-   waar: Utrecht, 2017\n+   waar: Hilversum, 2017",
    f"@ chapters/figuren/wandelen-1.svg\n- <svg…\n+ {DRAWING}",
    "@ chapters/praktijk.yaml\n- adres: …\n+ adres: Brugstraat 2, Hilversum",
    f"@ {QUESTIONS}\n- ## Mag ik sporten?\n+ {A_PAGE}\n+ \n+ ## Mag ik sporten?",
    f"{OTHER_NAME}+ ---\n+ \n+ Dit is het.",
    "@ weg chapters/05-kort.md",
    f"@ {QUESTIONS}\n- {A_PAGE}\n+ Een zin.",
)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Begin with nothing kept."""
    module._table.cache_clear()
    yield
    module._table.cache_clear()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Note what is set, and on which page."""
    found: list[tuple[str, int]] = []

    def note(html: str, press: chapters.Press, first: int, notes: int) -> object:
        found.append((html, first))
        return typeset(html, press, first, notes)

    monkeypatch.setattr(chapters, "typeset", note)
    return found


def look(project: Project, proof: Proof, *files: str) -> tuple[Piece, ...]:
    """Look at what stands in the files that somebody has just changed."""
    return glance(Glance(root=project.root, names=proof.names(set(files))))


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_after_edits_it_is_the_booklet_of_now(project: Project) -> None:
    """Whatever was seen before: piece by piece, byte for byte, and as one PDF."""
    proof = make_proof(project.root)
    for changes in EDITS:
        before = proof
        project.spoil(changes)
        look(project, proof, *(line.split()[-1] for line in changes.splitlines() if line.startswith("@ ")))
        proof = make_proof(project.root)
        tidy(project.root)
        assert proof != before
    whole = make_whole(project.root)
    module._table.cache_clear()
    assert make_proof(project.root) == proof
    assert make_whole(project.root) == whole


@pytest.mark.usefixtures("fresh")
def test_a_glance_shows_the_edited_text_and_sets_nothing_else(project: Project, counted: list[tuple[str, int]]) -> None:
    """The page is that of the whole booklet, to the last dot; what did not change is not given again."""
    proof = make_proof(project.root)
    project.edit(QUESTIONS, "Deze vraag horen wij vaak.", "Deze vraag horen wij elke dag.")
    counted.clear()
    (piece,) = look(project, proof, QUESTIONS, "chapters/10-pijn.md")
    assert (piece.name, len(counted)) == ("vragen", 1)
    seen = proof.with_new([piece])
    (number,) = (at for at, (old, new) in enumerate(zip(proof.prints, seen.prints, strict=True), start=1) if old != new)
    settled = make_proof(project.root)
    assert settled.prints == seen.prints
    found = settled.find(seen.prints[number - 1])
    assert found is not None
    assert drawn(*found) == drawn(make_whole(project.root), number)
    assert look(project, settled, QUESTIONS) == ()


def drawn(pdf: bytes, page: int) -> bytes:
    """Draw a page (from 1)."""
    with pypdfium2.PdfDocument(pdf) as document:
        return bytes(document[page - 1].render(scale=1).to_pil().tobytes())


@pytest.mark.usefixtures("fresh")
def test_a_text_that_is_wrong_is_never_shown(project: Project) -> None:
    """Neither at a glance nor as a whole; the one PDF stays that of the last good texts."""
    proof = make_proof(project.root)
    whole = make_whole(project.root)
    project.edit(QUESTIONS, "titel: Vragen", "titel: [Vragen")
    for make in (lambda: look(project, proof, QUESTIONS), lambda: make_proof(project.root)):
        with pytest.raises(BookletError) as caught:
            make()
        assert caught.value.findings[0].place.path == QUESTIONS
    assert make_whole(project.root) == whole


@pytest.mark.usefixtures("fresh")
def test_a_first_booklet_is_seen_while_it_is_made(project: Project, counted: list[tuple[str, int]]) -> None:
    """Some pieces at a time, in their order; the proof begins with the very same ones."""
    pieces: tuple[Piece, ...] = ()
    while more := make_draft(Drafted(root=project.root, pieces=len(pieces))):
        assert len(more) <= AT_ONCE
        pieces += more
    proof = make_proof(project.root)
    # How many pages for notes there are at the end, is known last of all.
    assert [piece.name for piece in pieces] == [piece.name for piece in proof.pieces if piece.name != NOTES]
    assert len(counted) == len(set(counted)) > len(pieces)
    assert {one.id for one in Proof(pieces=pieces).sections} == {one.id for one in proof.sections}


@pytest.mark.usefixtures("fresh")
def test_texts_that_change_meanwhile_are_not_set_to_the_end(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever saves again waits for the last text only, and what was set before serves there."""
    done: list[str] = []

    def change(html: str, press: chapters.Press, first: int, notes: int) -> object:
        if len(done) == 3:
            project.edit(QUESTIONS, "Deze vraag horen wij vaak.", "Deze vraag horen wij elke dag.")
        done.append(html)
        return typeset(html, press, first, notes)

    monkeypatch.setattr(chapters, "typeset", change)
    with pytest.raises(OutdatedError):
        make_proof(project.root)
    assert len(done) == 4
    proof = make_proof(project.root)
    assert done.count(done[0]) == 1
    module._table.cache_clear()
    assert make_proof(project.root) == proof


@pytest.mark.usefixtures("fresh")
def test_what_does_not_fit_is_told_and_not_shown(project: Project) -> None:
    """Words that fall off a page would be gone from the screen without a sign."""
    proof = make_proof(project.root)
    project.edit("chapters/10-pijn.md", OPENING, f"{'Nog een zin erbij. ' * 90}\n\n{OPENING}")
    assert look(project, proof, "chapters/10-pijn.md") == ()
    with pytest.raises(BookletError) as caught:
        make_proof(project.root)
    assert caught.value.findings[0].rule == "past-niet"
