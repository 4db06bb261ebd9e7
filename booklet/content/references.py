"""Check that everything that is referred to is there, once.

Goes in: a `Library`. Comes out: findings. Must not know any page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from booklet.content.directives import captions
from booklet.content.records import Chapter, Library
from booklet.content.text import Aim, Block, Box, Citation, Heading, Reference, Run, inlines, runs, walk
from booklet.report import Finding, Place, nearest


def check_references(library: Library, names: Collection[str], *, complete: bool = True) -> Iterator[Finding]:
    """Report references to nothing, sources that are unknown, and names that two things share.

    `names` are the exercises that have a file. When the library is not `complete`, a chapter could not be
    read: what a reference leads to may stand there, so that only the rest is checked.
    """
    yield from _doubles(library)
    places = known_places(library)
    terms = {term.id for term in library.terms}
    targets: dict[Aim, Collection[str]] = {Aim.EXERCISE: names, Aim.TERM: terms}
    if complete:
        targets[Aim.PLACE] = places
    for place, run in all_runs(library):
        for item in inlines(run):
            match item:
                case Reference(aim=aim, target=target) if aim in targets and target not in targets[aim]:
                    yield _unknown(item.place, f"de verwijzing naar «{target}»", target, targets[aim])
                case Citation(source=code) if code not in library.sources:
                    yield _unknown(item.place, f"de bron «{code}»", code, library.sources)
                case Reference(content=content) if not content:
                    yield Finding(
                        place=place,
                        what="een verwijzing zonder woorden",
                        remedy="schrijf woorden tussen [ en ].",
                        rule="verwijzing",
                    )
    for chapter in library.chapters:
        for code in chapter.sources:
            if code not in library.sources:
                yield _unknown(chapter.place, f"de bron «{code}»", code, library.sources)
        for block in walk(chapter.opening + chapter.body):
            if isinstance(block, Box):
                yield from _shown(block, names, library.pictures)


def _shown(box: Box, names: Collection[str], pictures: Collection[str]) -> Iterator[Finding]:
    """Report an exercise or a picture that a box shows and nobody has."""
    if box.name == "oefening" and box.argument not in names:
        yield _unknown(box.place, f"de oefening «{box.argument}»", box.argument, names)
    for name, _ in captions(box.body) if box.name == "beelden" else ():
        if name not in pictures:
            yield _unknown(box.place, f"de tekening «{name}»", name, pictures)


def known_places(library: Library) -> dict[str, Place]:
    """Give every place that a text can refer to with (#name): chapters and headings."""
    return dict(_named(library))


def all_runs(library: Library) -> Iterator[tuple[Place, Run]]:
    """Give every run of text in the library with the place of the block it stands in."""
    for chapter in library.chapters:
        yield from _block_runs(chapter.opening + chapter.body)
    for exercise in library.exercises:
        for run in (
            *exercise.steps,
            exercise.feel,
            exercise.mistake,
            exercise.easier,
            exercise.harder,
            exercise.safety,
        ):
            yield exercise.place, run
    for programme in (*library.programmes, *library.own):
        yield from _block_runs(programme.ready + programme.swaps)


def headings(chapter: Chapter) -> tuple[Heading, ...]:
    """List the headings of a chapter that a text can refer to."""
    return tuple(block for block in walk(chapter.body) if isinstance(block, Heading))


def _block_runs(blocks: tuple[Block, ...]) -> Iterator[tuple[Place, Run]]:
    for block in walk(blocks):
        for run in runs(block):
            yield block.place, run


def _named(library: Library) -> Iterator[tuple[str, Place]]:
    for chapter in library.chapters:
        yield chapter.id, chapter.place
        for heading in headings(chapter):
            yield heading.id, heading.place


def _doubles(library: Library) -> Iterator[Finding]:
    seen: dict[str, Place] = {}
    for name, place in _named(library):
        if name in seen:
            yield Finding(
                place=place,
                what=f"de naam «{name}» bestaat al ({seen[name]})",
                remedy="geef deze kop een eigen naam met {#naam} erachter.",
                rule="dubbel",
            )
        seen.setdefault(name, place)


def _unknown(place: Place, what: str, name: str, known: Collection[str]) -> Finding:
    return Finding(
        place=place,
        what=f"{what} leidt nergens heen",
        remedy=f"{nearest(name, known)}Kijk de naam na.",
        rule="verwijzing",
    )
