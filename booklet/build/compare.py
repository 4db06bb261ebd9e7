"""Compare two editions of the booklet: from a PDF, from a folder, or as it was at some point in its history.

Goes in: what to compare. Comes out: the report, and whether anything has changed. Must not know the output.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from booklet.build.booklet import make_screen
from booklet.build.progress import Progress, print_nothing
from booklet.content.load import load
from booklet.history import at
from booklet.page.comparison import Change, Comparison, Leaf, Mark, Moves, Piece, Side, Sort, Spread, compose_comparison
from booklet.pdf.differences import Differences, Kind, Sheet, compare
from booklet.pdf.overlay import Box
from booklet.pdf.picture import small_pictures
from booklet.pdf.reading import Bookmark
from booklet.pdf.sentences import Pair, Sentence
from booklet.report import BookletError, Finding, Place, reason
from booklet.workers import side_by_side

BOOKLET = "boekje.pdf"
NOW = "nu"  # the sources as they are in the folder of the project
WIDTH = 620  # pixels of a page in the report: its text can be read
_SHOWN = (Kind.CHANGED, Kind.NEW, Kind.GONE, Kind.LOOKS)
_WHY = {Kind.LOOKS: "De woorden zijn gelijk. Een tekening of de opmaak is anders."}
_LEAST = 0.3  # hundredths of the page: a mark is never thinner


def compare_editions(
    root: Path, names: tuple[str, str], today: dt.date, progress: Progress = print_nothing
) -> tuple[Comparison, str]:
    """Say what has changed from the first edition to the second: in records, and as the report that shows it.

    An edition is a PDF, a folder that holds one or that holds chapters/, the name of an edition or a change in git,
    or `NOW`. Raises `BookletError`.
    """
    with at(root, [name for name in names if name != NOW and not Path(name).exists()]) as past:
        progress("uitgaven opmaken")
        old, new = _pdfs([root if name == NOW else _path(Path(name), past.get(name)) for name in names])
    progress("vergelijken")
    comparison = _comparison(names, today, old, new)
    return comparison, compose_comparison(comparison, root / "styles")


def _called(name: str) -> str:
    return "de teksten van nu" if name == NOW else name


def _path(named: Path, then: Path | None) -> Path:
    """Find the PDF or the folder of sources that is meant."""
    if then is not None:
        return then
    if named.is_dir() and (named / BOOKLET).is_file():
        return named / BOOKLET
    if named.is_file() or (named / "chapters").is_dir():
        return named
    raise BookletError(
        [
            Finding(
                place=Place(path=str(named)),
                what=f"in deze map staat geen {BOOKLET}, en ook geen map chapters",
                remedy="noem een PDF, of de map van een uitgave, zoals output/versie-1.",
                rule="uitgave",
            )
        ]
    )


def _pdfs(paths: Sequence[Path]) -> list[bytes]:
    """Read the PDFs, and make those of sources: two of them side by side."""
    folders = list(dict.fromkeys(path for path in paths if path.is_dir()))
    made = dict(side_by_side(_make, folders))
    return [made[path] if path.is_dir() else _read(path) for path in paths]


def _make(folder: Path) -> tuple[Path, bytes]:
    """Make the booklet of the sources in a folder."""
    library, _ = load(folder)
    return folder, make_screen(library, folder, print_nothing)[0]


def _read(path: Path) -> bytes:
    """Read a PDF. Raises `BookletError` when it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"dit bestand kan niet open: {reason(error)}"
    else:
        if b"%PDF-" in content[:1024]:
            return content
        what = "dit is geen PDF-bestand"
    raise BookletError(
        [Finding(place=Place(path=str(path)), what=what, remedy="noem een PDF van het boekje.", rule="uitgave")]
    )


def _comparison(names: tuple[str, str], today: dt.date, old: bytes, new: bytes) -> Comparison:
    """Turn differences into what the report shows."""
    found = compare(old, new)
    pictures = _pictures(found, old, new)
    shown = [sheet for sheet in found.sheets if sheet.kind in _SHOWN]
    return Comparison(
        old=_called(names[0]),
        new=_called(names[1]),
        day=today,
        changes=tuple(_change(pair, found) for pair in found.pairs),
        spreads=tuple(_spread(sheet, found, pictures) for sheet in shown),
        flowed=tuple(_spread(sheet, found, pictures) for sheet in found.sheets if sheet.kind is Kind.FLOWED),
        moves=tuple(_moves(found.sheets)),
    )


_Pictures = tuple[Mapping[int, bytes], Mapping[int, bytes]]


def _pictures(found: Differences, old: bytes, new: bytes) -> _Pictures:
    """Draw the pages that the report shows."""
    sheets = [sheet for sheet in found.sheets if sheet.kind in (*_SHOWN, Kind.FLOWED)]
    before = [sheet.old for sheet in sheets if sheet.old]
    after = [sheet.new for sheet in sheets if sheet.new]
    return dict(small_pictures(old, before, WIDTH)), dict(small_pictures(new, after, WIDTH))


def _change(pair: Pair, found: Differences) -> Change:
    sentence = pair.new or pair.old
    marks = found.new if pair.new else found.old
    return Change(
        sort=_sort(pair),
        chapter=_chapter(marks, sentence.page) if sentence else "",
        told=bool(sentence and sentence.told),
        old=_side(pair.old, pair.gone) if pair.old else None,
        new=_side(pair.new, pair.come) if pair.new else None,
    )


def _sort(pair: Pair) -> Sort:
    if pair.moved:
        return Sort.MOVED
    if pair.old and pair.new:
        return Sort.CHANGED
    return Sort.NEW if pair.new else Sort.GONE


def _side(sentence: Sentence, marked: frozenset[int]) -> Side:
    """Divide a sentence into what changed and what did not."""
    words = enumerate(word.text for word in sentence.words)
    runs = groupby(words, key=lambda item: item[0] in marked)
    pieces = (Piece(text=" ".join(text for _, text in run), changed=changed) for changed, run in runs)
    return Side(page=sentence.page, pieces=tuple(pieces))


def _chapter(marks: Sequence[Bookmark], page: int) -> str:
    """Name the chapter in which a page stands."""
    return next((mark.title for mark in reversed(marks) if mark.page <= page), "")


def _spread(sheet: Sheet, found: Differences, pictures: _Pictures) -> Spread:
    marks, page = (found.new, sheet.new) if sheet.new else (found.old, sheet.old)
    return Spread(
        chapter=_chapter(marks, page or 0),
        why=_WHY.get(sheet.kind, ""),
        old=Leaf(number=sheet.old, png=pictures[0][sheet.old], marks=_marks(sheet.gone)) if sheet.old else None,
        new=Leaf(number=sheet.new, png=pictures[1][sheet.new], marks=_marks(sheet.come)) if sheet.new else None,
    )


def _marks(boxes: Iterable[Box]) -> tuple[Mark, ...]:
    """Turn places into hundredths of the page."""
    return tuple(
        Mark(
            left=round(100 * box.left, 2),
            top=round(100 * box.top, 2),
            width=round(max(_LEAST, 100 * (box.right - box.left)), 2),
            height=round(max(_LEAST, 100 * (box.bottom - box.top)), 2),
        )
        for box in boxes
    )


def _moves(sheets: Iterable[Sheet]) -> list[Moves]:
    """Put pages that moved equally far in one row."""
    found: list[Moves] = []
    for sheet in sheets:
        if sheet.kind is Kind.MOVED and sheet.old and sheet.new:
            step = sheet.new - sheet.old
            last = found[-1] if found else None
            if last and last.step == step and last.last == sheet.old - 1:
                found[-1] = replace(last, last=sheet.old)
            else:
                found.append(Moves(first=sheet.old, last=sheet.old, step=step))
    return found
