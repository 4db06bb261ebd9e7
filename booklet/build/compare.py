"""Compare two editions of the booklet: from a PDF, from a folder, or as it was at some point in its history.

Goes in: what to compare. Comes out: a report, and what has changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from booklet.build.booklet import make_screen
from booklet.build.progress import Progress, print_nothing
from booklet.content.load import load
from booklet.history import at
from booklet.output import write
from booklet.page.comparison import (
    Change,
    Comparison,
    Leaf,
    Mark,
    Moves,
    Piece,
    Side,
    Sort,
    Spread,
    compose_comparison,
    counted,
)
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


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to compare, where the report goes, and the day that it bears.

    An edition is a PDF, a folder that holds one or that holds chapters/, the name of an edition or a change in git,
    or `NOW`.
    """

    root: Path
    old: str
    new: str
    out: Path
    today: dt.date


def compare_editions(wish: Wish, progress: Progress = print_nothing) -> Comparison:
    """Say what has changed from the old edition to the new, and write the report that shows it.

    Raises `BookletError`.
    """
    names = (wish.old, wish.new)
    with at(wish.root, [name for name in names if name != NOW and not Path(name).exists()]) as past:
        progress("uitgaven opmaken")
        old, new = _pdfs([wish.root if name == NOW else _path(Path(name), past.get(name)) for name in names])
    progress("vergelijken")
    comparison = _comparison(names, wish.today, old, new)
    write(wish.out, compose_comparison(comparison, wish.root / "styles").encode())
    return comparison


def summary(comparison: Comparison) -> str:
    """Say in one sentence how much has changed."""
    return counted(comparison)


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
    found = {path: _read(path) for path in paths if not path.is_dir()}
    found |= side_by_side(_make, list(dict.fromkeys(path for path in paths if path.is_dir())))
    return [found[path] for path in paths]


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
        changes=tuple(_change(pairs, found) for pairs in _together(found.pairs)),
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


def _together(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Put the sentences of one paragraph in one group that came together, or went together."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        last = groups[-1][-1] if groups else None
        if last and _alone(pair) and _alone(last) == _alone(pair):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _alone(pair: Pair) -> tuple[Sort, int, int] | None:
    """Say where a sentence stands that has nothing on the other side: what happened, paragraph and page."""
    sentence = pair.new or pair.old
    return None if sentence is None or (pair.old and pair.new) else (_sort(pair), sentence.passage, sentence.page)


def _change(pairs: Sequence[Pair], found: Differences) -> Change:
    first = pairs[0]
    sentence = first.new or first.old
    marks = found.new if first.new else found.old
    return Change(
        sort=_sort(first),
        chapter=_chapter(marks, sentence.page) if sentence else "",
        told=bool(sentence and sentence.told),
        old=_side([(pair.old, pair.gone) for pair in pairs if pair.old]),
        new=_side([(pair.new, pair.come) for pair in pairs if pair.new]),
        count=len(pairs),
    )


def _sort(pair: Pair) -> Sort:
    if pair.moved:
        return Sort.MOVED
    if pair.old and pair.new:
        return Sort.CHANGED
    return Sort.NEW if pair.new else Sort.GONE


def _side(sentences: Sequence[tuple[Sentence, frozenset[int]]]) -> Side | None:
    """Divide sentences into what changed and what did not."""
    words = [
        (word.text, place in marked) for sentence, marked in sentences for place, word in enumerate(sentence.words)
    ]
    runs = groupby(words, key=lambda item: item[1])
    pieces = tuple(Piece(text=" ".join(text for text, _ in run), changed=changed) for changed, run in runs)
    return Side(page=sentences[0][0].page, pieces=pieces) if sentences else None


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
