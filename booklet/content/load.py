"""Read the whole folder chapters/ into a `Library`.

Goes in: the folder that holds chapters/. Comes out: a `Library`, or every finding at once.
Must not know any page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from booklet.content import reference_works as works
from booklet.content.drawings import drawn_pictures
from booklet.content.exercises import names_of, read_exercises, read_own, read_programmes
from booklet.content.fields import Fields, Problems
from booklet.content.files import Memory, Shelf
from booklet.content.markdown import parse
from booklet.content.pictures import check_alt, find_picture
from booklet.content.pose_records import Illustration
from booklet.content.poses import digest, read_illustrations
from booklet.content.records import NUMBERED, PARTS, Chapter, Library, Picture, Sort
from booklet.content.references import check_references
from booklet.content.sheets import read_sheets
from booklet.content.text import Block, Box, Heading, walk
from booklet.content.wording import read_wording
from booklet.report import BookletError, ExitCode, Finding, Place, errors

TITLE_LIMIT = 40
INTRODUCED = (*NUMBERED, Sort.WELCOME, Sort.BACK)
WITHOUT_TEXT = (Sort.COVER, Sort.CONTENTS)


def load(root: Path, memory: Memory | None = None) -> tuple[Library, tuple[Finding, ...]]:
    """Read chapters/ below `root`: the library and the findings that do not stop a run.

    With a `memory`, what is in it is not read again; the same comes out.

    Raises `BookletError` with all findings when anything is wrong.
    """
    folder = root / "chapters"
    shelf = Shelf(root=root, problems=Problems(), memory=memory or Memory())
    findings = shelf.problems.findings
    if not folder.is_dir():
        shelf.missing(folder, "de map chapters ontbreekt", "start in de map van het boekje, of geef die met --root.")
        raise BookletError(findings, ExitCode.CONTENT)
    practice = works.read_practice(shelf, folder / "praktijk.yaml")
    conditions = works.read_conditions(shelf, folder / "overleg.yaml")
    illustrations = read_illustrations(shelf, folder)
    exercises = read_exercises(shelf, folder, conditions, illustrations)
    programmes = read_programmes(shelf, folder, exercises)
    chapters = _chapters(shelf, folder, illustrations)
    sheets = read_sheets(shelf, folder, exercises, names_of(folder))
    terms = works.read_terms(shelf, folder / "woordenlijst.yaml")
    sources = works.read_sources(shelf, folder / "bronnen.yaml")
    lamps = works.read_lamps(shelf, folder / "pijnstoplicht.yaml")
    if practice is None:
        raise BookletError(findings)
    library = Library(
        folder=folder,
        practice=practice,
        chapters=chapters,
        exercises=exercises,
        programmes=programmes,
        own=read_own(shelf, folder, exercises, programmes),
        sheets=sheets,
        terms=terms,
        sources=sources,
        conditions=conditions,
        lamps=lamps,
        synonyms=works.read_synonyms(shelf, folder / "zoekwoorden.yaml"),
        illustrations=illustrations,
        wording=read_wording(shelf, folder),
        pictures=drawn_pictures(shelf, folder / "beelden", illustrations),
    )
    complete = len(chapters) == len(list(folder.glob("*.md")))
    if complete:
        _check_whole(shelf, folder, {chapter.sort for chapter in chapters})
    findings.extend(check_references(library, names_of(folder), complete=complete))
    if errors(findings):
        raise BookletError(findings)
    return library, tuple(dict.fromkeys(findings))  # two chapters may show one drawing


def load_poses(root: Path) -> Mapping[str, Illustration]:
    """Read only what the drawings are made from, by name. Raises `BookletError` with all findings about it."""
    shelf = Shelf(root=root, problems=Problems())
    illustrations = read_illustrations(shelf, root / "chapters")
    if errors(shelf.problems.findings):
        raise BookletError(shelf.problems.findings)
    return illustrations


def _check_whole(shelf: Shelf, folder: Path, sorts: set[Sort]) -> None:
    """Check that nothing is gone that the rest leans on: the title stands on the cover, notes name the list."""
    for sort in (Sort.COVER, Sort.SOURCES):
        if sort not in sorts:
            shelf.missing(folder, f"er is geen tekst met soort: {sort}", "zet het bestand terug.")


def _chapters(shelf: Shelf, folder: Path, illustrations: Mapping[str, Illustration]) -> tuple[Chapter, ...]:
    """Read the texts in the order of their file names, and number the chapters among them."""
    found: list[Chapter] = []
    for path in sorted(folder.glob("*.md")):
        chapter = shelf.once(_chapter, path, illustrations)
        if chapter:
            count = sum(1 for other in found if other.number)
            found.append(replace(chapter, number=count + 1 if chapter.sort in NUMBERED else 0))
    if not found:
        shelf.missing(folder, "er staat geen enkel hoofdstuk in de map", "zet de bestanden terug.")
    return tuple(found)


def _chapter(shelf: Shelf, path: Path, illustrations: Mapping[str, Illustration]) -> Chapter | None:
    headed = shelf.headed(path)
    if headed is None:
        return None
    head = headed.fields
    blocks = parse(headed.text, shelf.name(path), shelf.problems, headed.first_line)
    first = next((index for index, block in enumerate(blocks) if isinstance(block, Heading | Box)), len(blocks))
    sort = _sort(head)
    chapter = Chapter(
        id=head.maybe("id") or path.stem.lstrip("0123456789-"),
        sort=sort,
        number=0,
        title=head.text("titel", limit=TITLE_LIMIT),
        subtitle=head.maybe("ondertitel"),
        part=_part(head, sort),
        summary=head.text("samenvatting") if sort in NUMBERED else head.maybe("samenvatting"),
        picture=_picture(head, shelf, path.parent / "beelden", sort, illustrations),
        checked=_checked(head, sort),
        sources=head.texts("bronnen"),
        opening=blocks[:first],
        body=blocks[first:],
        place=head.value.place,
    )
    head.done()
    _check_shape(chapter, blocks, shelf.problems)
    return chapter


def _sort(head: Fields) -> Sort:
    value = head.need("soort")
    name = value.choice([sort.value for sort in Sort]) if value else ""
    return Sort(name) if name in set(Sort) else Sort.PAGE


def _part(head: Fields, sort: Sort) -> str:
    if sort not in NUMBERED:
        return head.maybe("deel")
    value = head.need("deel")
    return value.choice(PARTS) if value else ""


def _checked(head: Fields, sort: Sort) -> dt.date | None:
    value = head.filled("nagekeken") if sort in NUMBERED else head.get("nagekeken")
    return value.date() if value else None


def _picture(
    head: Fields, shelf: Shelf, folder: Path, sort: Sort, illustrations: Mapping[str, Illustration]
) -> Picture | None:
    value = head.need("beeld") if sort in (*NUMBERED, Sort.COVER) else head.get("beeld")
    alt = head.maybe("alt")
    if value is None:
        return None
    name = value.text()
    made_from = illustrations.get(Path(name).stem)
    picture = find_picture(shelf, folder, name, alt, value, digest(made_from) if made_from else "")
    if picture:
        check_alt(picture.file.name, alt, value)
    return picture


def _check_shape(chapter: Chapter, blocks: tuple[Block, ...], problems: Problems) -> None:
    """Check that a chapter begins with an introduction, skips no level of heading, and ends in short."""
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                problems.add(
                    block.place, "deze kop slaat een niveau over", "gebruik ## voor een kop, en ### pas eronder.", "kop"
                )
            level = block.level
    if chapter.sort in INTRODUCED and not chapter.opening:
        problems.add(
            chapter.place,
            "deze tekst heeft geen inleiding",
            "schrijf twee tot vier zinnen voor de eerste kop.",
            "inleiding",
        )
    if chapter.sort in WITHOUT_TEXT and blocks:
        problems.add(
            blocks[0].place,
            "deze tekst komt nergens in het boekje",
            "een omslag of inhoud heeft alleen een kop.",
            "kop",
        )
    for box in walk(blocks):
        if isinstance(box, Box) and box.name == "redenen" and (chapter.sort is not Sort.CHAPTER or box not in blocks):
            problems.add(
                box.place,
                "het vak «redenen» komt hier niet op papier",
                "zet het los in een hoofdstuk.",
                "vak",
            )
    if chapter.sort is not Sort.CHAPTER:
        return
    names = [getattr(block, "name", "") for block in blocks]
    if names.count("in-het-kort") != 1 or names[-1:] != ["in-het-kort"]:
        place = blocks[-1].place if blocks else Place(path=chapter.place.path)
        problems.add(
            place,
            "dit hoofdstuk sluit niet af met «in-het-kort»",
            "zet onderaan een vak ::: in-het-kort met drie regels.",
            "in-het-kort",
        )
