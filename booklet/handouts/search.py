"""Find exercises by the words that somebody types.

Goes in: a `Library` and words. Comes out: exercises. Must not know how they are shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from booklet.content.records import Exercise, Library
from booklet.content.text import plain

# How each position, goal and phase of the catalogue is called, on the page where somebody chooses.
POSITIONS = {
    "rug": "op de rug",
    "zij": "op de zij",
    "knieen": "handen en knieën",
    "zittend": "zittend",
    "staand": "staand",
    "lopend": "lopend",
}
GROUPS = {
    "ademen": "tot rust",
    "bewegen": "soepel",
    "romp": "romp",
    "kracht": "kracht",
    "doen": "dagelijks",
    "conditie": "conditie",
    "zenuw": "zenuw",
}
PHASES = {"kalmeren": "kalmeren", "opbouwen": "opbouwen"}
_INSIDE = 4  # letters: from here on a word may also stand inside a longer one, «spier» in «buikspieren»


def search(library: Library, typed: str) -> tuple[Exercise, ...]:
    """Give the exercises of which each word that was typed, or one that means the same, is said.

    What was typed may also be one name of several words, such as «bird dog».
    """
    words = _words(typed)
    wanted = [list(_meanings(word, library.synonyms)) for word in words]
    whole = list(_meanings(" ".join(words), library.synonyms))
    return tuple(exercise for exercise in library.exercises if _suits(_told(exercise, library), wanted, whole))


def _suits(told: str, wanted: list[list[str]], whole: list[str]) -> bool:
    each = all(any(_says(told, word) for word in words) for words in wanted)
    return each or any(_says(told, name) for name in whole)


def fold(text: str) -> str:
    """Write text without capitals and accents.

    >>> fold("Knieën")
    'knieen'
    """
    plain_letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain_letters if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _meanings(word: str, synonyms: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Give a word and all that mean the same; it may still be half typed."""
    yield word
    for row in synonyms:
        folded = [" ".join(_words(other)) for other in row]
        if len(word) > 2 and any(_says(other, word) for other in folded if len(word) >= len(other) - _INSIDE):
            yield from folded


def _says(text: str, word: str) -> bool:
    """Tell whether a word begins somewhere in a text; a longer one may also stand within another."""
    return f" {word}" in f" {text}" or (len(word) >= _INSIDE and word in text)


def _told(exercise: Exercise, library: Library) -> str:
    """Gather what is said of an exercise, without capitals, accents and signs."""
    told = (
        exercise.id,
        exercise.title,
        library.sheets[exercise.id].name,
        exercise.purpose,
        plain(exercise.feel),
        GROUPS[exercise.group],
        POSITIONS[exercise.position],
        *exercise.equipment,
    )
    return " ".join(word for text in told for word in _words(text))
