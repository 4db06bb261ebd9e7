"""Which words exist, and which of them everybody knows: a spelling dictionary, common words, the clinic's own list.

Goes in: a word. Comes out: whether it is spelled well, whether it is common, and what may have been meant.
Must not know where the word stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hunspell import Hunspell

from booklet.content.records import Term, Wording

_FOLDER = Path(__file__).parent / "taal"
# Words that open or close no compound: with them a space was forgotten. The list of common words begins with these.
_FUNCTION_WORDS = 250
_ALWAYS_COMMON = 4  # letters: nobody looks up what is shorter
_SHORT = 2500  # of the common words: so many may be half a compound when they have three letters
_PARTICLE = re.compile(
    "(?:aan|achter|achteruit|achterover|af|bij|binnen|boven|dicht|door|heen|in|langs|mee|na|naar|neer|om|omhoog|omlaag|"
    "onder|op|open|opzij|over|rond|samen|tegen|terug|thuis|toe|uit|vast|verder|voor|voorover|vooruit|weg|zijwaarts)"
)
_LINKS = ("", "s", "en", "n", "-")
_SPELLED_ANYWAY = {"Eén"}  # what everybody types for Één


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The words of the language and of the clinic; `known` are spelled well, `plain` need no explanation."""

    known: re.Pattern[str]
    plain: re.Pattern[str]

    def spelled(self, word: str) -> bool:
        """Tell whether a word is spelled well, by itself or as a compound of common words."""
        return word in _SPELLED_ANYWAY or bool(self.known.fullmatch(word)) or _spelled(word)

    def common(self, word: str) -> bool:
        """Tell whether everybody knows a word, or the words it is made of."""
        return len(word) < _ALWAYS_COMMON or bool(self.plain.fullmatch(word)) or _common(word)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Give at most three words that may have been meant, the most common first."""
        return _suggestions(word.lower())


def lexicon(wording: Wording, terms: Iterable[Term]) -> Lexicon:
    """Add the clinic's words to those of the language; the other names of a term may be in any language."""
    foreign = {part for term in terms for name in term.also for part in name.split()}
    return Lexicon(known=pattern((*wording.known, *wording.plain, *foreign)), plain=pattern(wording.plain))


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Make one pattern of words; a `*` stands for any letters, `…` for any words, a capital or none for the same.

    >>> [bool(pattern(("tintel*", "niet … maar")).search(text)) for text in ("Tintelingen", "niet dit, maar dat")]
    [True, True]
    """
    if not words:
        return re.compile(r"(?!)")
    told = (r"\s+".join(map(_loose, word.split())) for word in words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(told)})(?![\w-])", re.IGNORECASE)


def _loose(part: str) -> str:
    return r"\S+(?:\s+\S+)*?" if part == "…" else re.escape(part).replace(r"\*", r"\w*")


@cache
def _dictionary() -> Hunspell:
    return Hunspell("nl", hunspell_data_dir=str(_FOLDER))


@cache
def _ranks() -> dict[str, int]:
    """Read the common words, the most common first."""
    words = (_FOLDER / "gewone-woorden.txt").read_text(encoding="utf-8").split()
    return {word: rank for rank, word in enumerate(words)}


@cache
def _spelled(word: str) -> bool:
    spell = _dictionary().spell
    if spell(word) or spell(word.lower()):
        return True
    if "-" in word:
        return all(_spelled(part) for part in word.split("-") if part)
    lower = word.lower()
    if any(spell(rest) and _is_verb(rest) for rest in _behind_a_particle(lower) if len(rest) > 4 or len(lower) > 9):
        return True
    return any(_noun_like(first) and _noun_like(last) for first, last in _halves(lower))


@cache
def _common(word: str) -> bool:
    lower = word.lower()
    if _is_common(lower):
        return True
    if re.search("[-']", lower):  # a plural such as auto's, or words tied together
        return all(len(part) < _ALWAYS_COMMON or _common(part) for part in re.split("[-']", lower))
    return any(_is_common(rest) for rest in _behind_a_particle(lower)) or any(
        _is_common(first) and _is_common(last) for first, last in _halves(lower)
    )


def _is_common(word: str) -> bool:
    """Look up a word and what it is a form of; of a compound the dictionary names the first part, which says little."""
    stems = map(str.lower, _stems(word))
    whole = [stem for stem in stems if len(stem) + 3 >= len(word) or not word.startswith(stem)]
    return not _ranks().keys().isdisjoint((word, *whole))


def _stems(word: str) -> tuple[str, ...]:
    """Give what a word is a form of, as the dictionary has it (of a compound: its first part)."""
    return tuple(_dictionary().stem(word))


def _behind_a_particle(word: str) -> Iterator[str]:
    """Take the particle off a verb: of vooroverleunen leave leunen, of opgetild getild."""
    return (word[cut:] for cut in range(2, len(word) - 3) if _PARTICLE.fullmatch(word, 0, cut))


def _suggestions(word: str) -> tuple[str, ...]:
    """Look among the words that differ by one letter; the dictionary's own suggestions take half a second a word."""
    found = _apart(word) + _nearby(word) or _mended(word) or sorted(filter(_dictionary().spell, _one_letter_away(word)))
    return tuple(dict.fromkeys(sorted(found, key=lambda other: _bare(other) != word)))[:3]


def _bare(word: str) -> str:
    """Take the accents off: whoever forgets them means the same word."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()


def _nearby(word: str) -> list[str]:
    """Give the common words that differ by one letter, the most common first."""
    ranks = _ranks()
    return sorted(ranks.keys() & _one_letter_away(word), key=lambda other: ranks[other])


def _apart(word: str) -> list[str]:
    """Put back the space that was forgotten beside a word such as «de»."""
    ranks = _ranks()
    halves = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 1))
    known = (two for two in halves if all(half in ranks for half in two))
    return [" ".join(two) for two in known if min(ranks[half] for half in two) < _FUNCTION_WORDS][:1]


def _mended(word: str) -> list[str]:
    """Mend one half of a compound, the longest that can be: handoekrol becomes handdoekrol."""
    halves = [(word[:cut], word[cut:]) for cut in range(3, len(word) - 2)]
    firsts = [(half, near + last) for half, last in halves if _noun_like(last) for near in _nearby(half)[:2]]
    lasts = [(half, first + near) for first, half in halves if _noun_like(first) for near in _nearby(half)[:2]]
    return [better for _, better in sorted(firsts + lasts, key=lambda found: -len(found[0]))]


@cache
def _one_letter_away(word: str) -> frozenset[str]:
    """Give every word that becomes this one when a letter is dropped, added, changed, or swapped with its neighbour."""
    return frozenset(_changed(word))


def _changed(word: str) -> Iterator[str]:
    for cut in range(len(word) + 1):
        before, behind = word[:cut], word[cut:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in "abcdefghijklmnopqrstuvwxyzéëïö":
            yield before + letter + behind
            yield before + letter + behind[1:]


def _is_verb(word: str) -> bool:
    return word.endswith("en") or any("ts:VB" in form for form in _dictionary().analyze(word))


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """Give every way in which a word can be two words, with or without a letter between."""
    for cut in range(3, len(word) - 2):
        for link in _LINKS:
            first, last = word[:cut].removesuffix(link), word[cut:]
            if word[:cut].endswith(link) and _may_be_half(first) and _may_be_half(last):
                yield first, last


def _may_be_half(word: str) -> bool:
    """Tell whether a word is long enough; one of three letters must be as well known as «rug»."""
    return len(word) > 3 or (len(word) == 3 and _ranks().get(word, _SHORT) < _SHORT)


def _noun_like(word: str) -> bool:
    """Tell whether a word may be part of a compound: common, but no word such as «maar», and no adjective with an e."""
    rank = _ranks().get(word, 0)
    return rank >= _FUNCTION_WORDS and not word.endswith("e")
