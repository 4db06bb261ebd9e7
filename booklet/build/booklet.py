"""Set the booklet until its page numbers are right, and make its tagged editions: for a screen, in large letters.

Goes in: the sources, read. Comes out: a typeset document, or PDF bytes. Must not know the output.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from booklet.build.chapters import Kept, Key, set_parts
from booklet.build.progress import Progress
from booklet.build.sources import STYLES, moment
from booklet.content.records import Library
from booklet.content.references import known_places
from booklet.page.booklet import compose
from booklet.page.formats import A5, LARGE, Format
from booklet.page.layout import Layout, next_layout
from booklet.page.plan import titles
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.typeset import Press, Typeset, make_ready, to_pdf
from booklet.report import BookletError, Finding, Place

# Large letters: the same styles and tokens first, so that a colour or a box is changed in one place.
LARGE_STYLES = (*STYLES, "large-page.css", "large-text.css", "large-parts.css", "large-exercises.css")
ROUNDS = 6


def make_screen(library: Library, root: Path, progress: Progress) -> tuple[bytes, Typeset]:
    """Make the booklet of A5 pages as tagged PDF; give it with the document that it was written from.

    Raises `BookletError`.
    """
    return _make(library, booklet_press(root), A5, progress)


def make_large(library: Library, root: Path, progress: Progress) -> tuple[bytes, Typeset]:
    """Make the booklet in large letters on A4, in the same way; its page numbers are its own."""
    return _make(library, booklet_press(root, LARGE_STYLES), LARGE, progress)


def _make(library: Library, press: Press, pages: Format, progress: Progress) -> tuple[bytes, Typeset]:
    progress("opmaken")
    result = settle(library, press, pages)
    progress("afwerken")
    raw = to_pdf(result, moment(library.practice.published))
    return finish(raw, particulars(library, pages)), result


def booklet_press(root: Path, styles: tuple[str, ...] = STYLES) -> Press:
    """Make the styles of an edition ready."""
    return make_ready(root / "styles", styles, (root / "chapters",), partial(find_character, root / "chapters"))


def settle(
    library: Library, press: Press, pages: Format = A5, *, kept: Kept | None = None, whole: bool = True
) -> Typeset:
    """Typeset in rounds until every page number in the text is the page where it leads.

    What is `kept` of earlier builds with the same press need not be set again; the result is the same, byte for byte.
    Who only asks on which page everything stands, need not have it `whole`.
    """
    kept = Kept() if kept is None else kept
    kept.begin()
    layout = Layout(format=pages)
    used: dict[Key, str] = {}
    for _ in range(ROUNDS):
        parts = compose(library, layout)
        keys, result = set_parts(parts, press, kept)
        used |= keys
        learnt = next_layout(library, layout, result.pages, result.count, result.first)
        if learnt == layout:
            _must_fit(result, library)
            if whole and result.document is None:
                result = set_parts(parts, press, kept, whole=True)[1]
            kept.settle(layout, used, keys, result)
            return result
        layout = learnt
    raise BookletError(
        [
            Finding(
                place=Place(path="chapters"),
                what="de bladzijdenummers komen niet tot rust",
                remedy="kort de tekst rond een verwijzing een paar woorden in; een regel springt nu heen en weer.",
                rule="bladzijden",
            )
        ]
    )


def _must_fit(result: Typeset, library: Library) -> None:
    """Refuse pages on which something lies over its neighbour, and those that dropped what did not fit."""
    places = known_places(library) | {f"oefening-{exercise.id}": exercise.place for exercise in library.exercises}
    said = [
        (
            places.get(spot.name, Place(path=f"bladzijde {spot.page}")),
            f"op bladzijde {spot.page} is «{spot.name}» {spot.excess} mm te hoog voor zijn plaats",
        )
        for spot in result.too_tall
    ]
    said += [
        (places.get(lost.name, Place(path="chapters")), f"«{lost.words}» past niet meer op de bladzijde en valt weg")
        for lost in result.missing
    ]
    if said:
        raise BookletError(
            Finding(place=place, what=what, remedy="kort de tekst van dat deel een paar woorden in.", rule="past-niet")
            for place, what in said
        )


def find_character(folder: Path, character: str) -> Place | None:
    """Find the file and line in which a character stands that the fonts do not have."""
    for path in sorted(folder.rglob("*.[my]*")):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if character in line:
                return Place(path=path.relative_to(folder.parent).as_posix(), line=number)
    return None


def particulars(library: Library, pages: Format = A5) -> Particulars:
    """Say what the booklet tells a reader's program about itself."""
    cover = library.chapters[0]
    kind = " (grote letters)" if pages.large else ""
    return Particulars(
        title=f"{cover.title}: {cover.subtitle}{kind}",
        author=library.practice.name,
        subject=cover.subtitle,
        language="nl",
        date=library.practice.published.isoformat(),
        titles=titles(library),
    )
