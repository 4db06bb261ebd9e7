"""Take text apart into sentences, words and syllables, and count what makes it easy or hard to read.

Goes in: plain text. Comes out: sentences with their words, counts, the Flesch-Douma figure. Must not know any rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

_END = re.compile(r"[.?!]+[\"”’')]*\s+(?=[\"“‘'’(]*[A-ZÀ-Þ0-9'’])")
_TOKEN = re.compile(r"\S*\w\S*")
_WORD = re.compile(r"[\w'’-]*\w[\w'’-]*")
_DIGIT = re.compile(r"\d")
_KEPT = 16384  # texts: several rules look at each, and a preview reads all of them again after one has changed
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|eu)\b")
# One syllable for each group of vowels that is spoken as one; an y alone (as in baby) is one too.
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyàáâäèéêëìíîïòóôöùúûü]")
_TENS = {20: 2, 30: 2, 40: 2, 50: 2, 60: 2, 70: 3, 80: 2, 90: 3}
_UNITS = (1, 1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 1, 1, 2, 2, 2, 2, 3, 2, 3)  # nul, een … zeven … negentien


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word as typed, and where in the text it starts."""

    text: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, where in the text it starts, and its words (numbers count as words)."""

    text: str
    at: int
    words: tuple[str, ...]


@lru_cache(maxsize=_KEPT)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Split text after a full stop, question mark or exclamation mark with a capital or a number behind it."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    starts = [0, *(found.end() for found in _END.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        if words := tuple(_TOKEN.findall(piece)):
            yield Sentence(text=piece.strip(), at=start, words=words)


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> tuple[Word, ...]:
    """Give the words of a text with their places; web addresses, e-mail addresses and numbers are none."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    for found in _WORD.finditer(text):
        bare = found[0].replace("’", "'").strip("'-_")
        if bare and not _DIGIT.search(bare):
            yield Word(text=bare, at=found.start() + found[0].replace("’", "'").index(bare))


@cache
def syllables(word: str) -> int:
    """Count the syllables of a word; a number counts as it is spoken.

    >>> [syllables(word) for word in ("rug", "pijn", "geeuwen", "beïnvloeden", "zenuwstelsel", "25", "1,5")]
    [1, 1, 2, 4, 4, 4, 3]
    """
    numbers = re.findall(r"\d+", word)
    spoken = sum(map(_spoken, numbers)) + (1 if re.search(r"\d,\d", word) else 0)
    letters = len(_VOWELS.findall(re.sub(r"\d", "", word.lower())))
    return max(1, spoken + letters)


def _spoken(digits: str) -> int:
    """Count the syllables of a whole number as it is read out; of a long one, as for a telephone, digit by digit."""
    number = int(digits)
    if len(digits) > 4 or (digits[0] == "0" and len(digits) > 1):
        return sum(_UNITS[int(digit)] for digit in digits)
    return _up_to_9999(number)


def _up_to_9999(number: int) -> int:
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 100:
        tens, units = number // 10 * 10, number % 10
        return _TENS[tens] + (_UNITS[units] + 1 if units else 0)  # vijf-en-twintig
    # Years and the like are spoken in hundreds: negentien honderd; two thousand and on as duizend.
    size, name = (1000, 2) if number >= 2000 or number == 1000 else (100, 2)
    many, rest = divmod(number, size)
    return (_up_to_9999(many) if many > 1 else 0) + name + (_up_to_9999(rest) if rest else 0)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What there is to count in a text."""

    sentences: int
    words: int
    syllables: int

    @property
    def mean(self) -> float:
        """Words in a sentence, on average."""
        return self.words / max(self.sentences, 1)

    @property
    def ease(self) -> int:
        """Flesch-Douma: 100 is very easy, below 65 is too hard for this booklet."""
        if not self.words:
            return 100
        return max(0, round(206.84 - 0.93 * self.mean - 77 * self.syllables / self.words))


def count(texts: Iterable[str]) -> Counts:
    """Count sentences, words and syllables of several texts together."""
    found = [sentence for text in texts for sentence in sentences(text)]
    return Counts(
        sentences=len(found),
        words=sum(len(sentence.words) for sentence in found),
        syllables=sum(syllables(word) for sentence in found for word in sentence.words),
    )
