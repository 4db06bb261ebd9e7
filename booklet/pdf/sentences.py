"""Say which sentences of a document have changed since an older one, word by word.

Goes in: two `Reading`s. Comes out: the sentences of both side by side. Must not know how they look on paper.

A number that names a page, and still leads to that page now that it has moved, has not changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from booklet.pdf.reading import FIGURE, Passage, Reading, Word

_ALIKE = 0.5  # two sentences that share less are two sentences
_TOO_MANY = 60_000  # comparisons of sentences in one gap: who changed that much, rewrote it
_MOVED = 4  # words: a shorter sentence may well stand in two places
_END = re.compile(r"[.?!…][”’\")]*$")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, and which passage it stands in; `told` when a picture tells it to somebody who cannot see."""

    words: tuple[Word, ...]
    passage: int
    told: bool

    @property
    def text(self) -> tuple[str, ...]:
        """Give the words alone."""
        return tuple(word.text for word in self.words)

    @property
    def form(self) -> tuple[str, ...]:
        """Give the words with every number alike: `bladzijde 12` and `bladzijde 14` are one form."""
        return tuple(_NUMBER.sub("#", word.text) for word in self.words)

    @property
    def page(self) -> int:
        """Give the page on which it begins."""
        return self.words[0].page


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A sentence and what has become of it: new (no `old`), gone (no `new`), or changed in the words marked here.

    `moved` when the very same sentence now stands in another place.
    """

    old: Sentence | None
    new: Sentence | None
    gone: frozenset[int] = frozenset()
    come: frozenset[int] = frozenset()
    moved: bool = False

    @property
    def same(self) -> bool:
        """Tell whether nothing has changed."""
        return bool(self.old and self.new) and not (self.gone or self.come or self.moved)


def sentences(reading: Reading) -> list[Sentence]:
    """Divide the passages of a document into sentences."""
    return [sentence for number, passage in enumerate(reading.passages) for sentence in _divided(passage, number)]


def _divided(passage: Passage, number: int) -> Iterator[Sentence]:
    begin = 0
    for place, word in enumerate(passage.words, start=1):
        after = passage.words[place].text if place < len(passage.words) else ""
        ends = _END.search(word.text) and not after[:1].islower() and not (word.text[:-1].isdigit() and place == 1)
        if ends or not after:
            yield Sentence(words=passage.words[begin:place], passage=number, told=passage.kind == FIGURE)
            begin = place


def side_by_side(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Pair]:
    """Put each sentence beside what has become of it, in the order of the new document."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, [one.form for one in old], [one.form for one in new], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            pairs += [_changed(one, two) for one, two in zip(old[start:end], new[begin:stop], strict=True)]
        else:
            pairs += _gap(old[start:end], new[begin:stop])
    return list(_moved(pairs))


def _gap(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """Pair the sentences between two that stayed the same: those that are most alike, in their order."""
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = best[i + 1][j + 1] + likeness[i, j] if (i, j) in likeness else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and (i, j) in likeness and best[i][j] == best[i + 1][j + 1] + likeness[i, j]:
            yield _changed(old[i], new[j])
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield Pair(old=old[i], new=None, gone=frozenset(range(len(old[i].words))))
            i += 1
        else:
            yield Pair(old=None, new=new[j], come=frozenset(range(len(new[j].words))))
            j += 1


def _likeness(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[tuple[int, int], float]:
    """Say how much the sentences are alike that are alike at all."""
    if len(old) * len(new) > _TOO_MANY:
        return {}
    found: dict[tuple[int, int], float] = {}
    for j, two in enumerate(new):
        matcher = SequenceMatcher(None, (), two.form, autojunk=False)
        for i, one in enumerate(old):
            matcher.set_seq1(one.form)
            if one.told == two.told and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                found[i, j] = matcher.ratio()
    return found


def _changed(old: Sentence, new: Sentence) -> Pair:
    """Mark the words in which two sentences differ."""
    gone: set[int] = set()
    come: set[int] = set()
    for kind, start, end, begin, stop in SequenceMatcher(None, old.form, new.form, autojunk=False).get_opcodes():
        if kind != "equal":
            gone |= set(range(start, end))
            come |= set(range(begin, stop))
            continue
        for here, there in zip(range(start, end), range(begin, stop), strict=True):
            if old.words[here].text != new.words[there].text:
                gone.add(here)
                come.add(there)
    return Pair(old=old, new=new, gone=frozenset(gone), come=frozenset(come))


def _moved(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Recognise a sentence that went from one place as the one that came in another."""
    gone = {pair.old.text: pair.old for pair in pairs if pair.old and not pair.new and len(pair.old.words) >= _MOVED}
    come = {pair.new.text for pair in pairs if pair.new and not pair.old}
    for pair in pairs:
        if pair.new and not pair.old and pair.new.text in gone:
            yield Pair(old=gone[pair.new.text], new=pair.new, moved=True)
        elif not (pair.old and not pair.new and pair.old.text in gone.keys() & come):
            yield pair


def same_words(pair: Pair) -> Iterator[tuple[Word, Word]]:
    """Give the words of a sentence that stayed, old beside new."""
    if pair.old and pair.new and not pair.moved:
        kept = [word for place, word in enumerate(pair.old.words) if place not in pair.gone]
        stayed = [word for place, word in enumerate(pair.new.words) if place not in pair.come]
        yield from zip(kept, stayed, strict=True)


def align_pages(pairs: Sequence[Pair], old: int, new: int) -> dict[int, int]:
    """Say which old page has become which new one, by the words that they share; the order of pages stays."""
    shared = Counter((one.page, two.page) for pair in pairs for one, two in same_words(pair))
    best = [[0] * (new + 2) for _ in range(old + 2)]
    for i in range(old, 0, -1):
        for j in range(new, 0, -1):
            best[i][j] = max(best[i + 1][j + 1] + shared[i, j], best[i + 1][j], best[i][j + 1])
    found: dict[int, int] = {}
    i = j = 1
    while i <= old and j <= new:
        if shared[i, j] and best[i][j] == best[i + 1][j + 1] + shared[i, j]:
            found[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return _filled(found, old, new)


def _filled(found: Mapping[int, int], old: int, new: int) -> dict[int, int]:
    """Put pages without words in common beside each other where as many were lost as came."""
    whole = dict(found)
    marks = [(0, 0), *sorted(found.items()), (old + 1, new + 1)]
    for (i, j), (k, m) in pairwise(marks):
        if k - i == m - j:
            whole |= {i + step: j + step for step in range(1, k - i)}
    return whole


def follow(pairs: Sequence[Pair], pages: Mapping[int, int]) -> list[Pair]:
    """Leave out the page numbers that only followed their page."""
    return [_followed(pair, lambda one, two: pages.get(one) == two) for pair in pairs]


def _followed(pair: Pair, leads: Callable[[int, int], bool]) -> Pair:
    if not (pair.old and pair.new) or pair.moved or len(pair.gone) != len(pair.come):
        return pair
    both = zip(sorted(pair.gone), sorted(pair.come), strict=True)
    still = [
        (here, there)
        for here, there in both
        if not _leads(pair.old.words[here].text, pair.new.words[there].text, leads)
    ]
    gone, come = frozenset(here for here, _ in still), frozenset(there for _, there in still)
    return Pair(old=pair.old, new=pair.new, gone=gone, come=come)


def _leads(old: str, new: str, leads: Callable[[int, int], bool]) -> bool:
    """Tell whether two words are the number of one page, before and after."""
    one, two = _NUMBER.findall(old), _NUMBER.findall(new)
    return (
        len(one) == len(two) == 1 and _NUMBER.sub("#", old) == _NUMBER.sub("#", new) and leads(int(one[0]), int(two[0]))
    )
