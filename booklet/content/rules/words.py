"""Rules about words: spelling, hard words, words that the clinic avoids, words that stand twice.

Goes in: a `Reading`. Comes out: remarks. Must not know how they are shown. Each docstring is the help that staff read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.content.rules.lexicon import pattern
from booklet.content.rules.passages import Passage
from booklet.content.rules.reading import Reading, Remark
from booklet.content.rules.sentences import Word, sentences, words_of

_DOUBLE = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf|jouzelf)\b", re.IGNORECASE)


def spelling(reading: Reading) -> Iterator[Remark]:
    """Elk woord staat in het woordenboek, of in de lijst van de praktijk.

    Namen en nieuwe woorden zet u in chapters/taal.yaml bij goed-gespeld. Een samenstelling van gewone woorden, zoals
    handdoekrol, keurt het programma zelf goed.

    Goed: Leg een handdoekrol onder uw knieën.
    Fout: Leg een handoekrol onder uw knieen.
    """
    for word, passage in _once(reading):
        if not reading.lexicon.spelled(word.text):
            meant = ", ".join(f"«{found}»" for found in reading.lexicon.suggestions(word.text))
            yield (
                reading.place(passage, word.at),
                f"«{word.text}» staat niet in het woordenboek",
                (f"Bedoelde u {meant}? " if meant else "") + "Is het goed? Zet het dan in taal.yaml bij goed-gespeld.",
            )


def hard_words(reading: Reading) -> Iterator[Remark]:
    """Een zeldzaam woord staat in de woordenlijst, of is gewoon genoeg.

    Het programma kent de 30.000 meest gebruikte woorden en wat u daarvan maakt. Een ander woord legt u uit in
    chapters/woordenlijst.yaml. Kent iedere patiënt het toch? Zet het dan in chapters/taal.yaml bij gewoon.

    Goed: U bukt, draait en loopt heen en weer.
    Fout: Wij palperen uw bilspier.
    """
    told = (name for term in reading.library.terms for name in (term.id, term.word, *term.also))
    explained = pattern(tuple(f"{part}*" for name in told for part in name.split() if not reading.lexicon.common(part)))
    for word, passage in _once(reading):
        known = reading.lexicon.common(word.text) or explained.search(word.text)
        if not known and reading.lexicon.spelled(word.text):  # of a slip, spelling speaks
            yield (
                reading.place(passage, word.at),
                f"«{word.text}» is een zeldzaam woord",
                "neem een gewoner woord, leg het uit in woordenlijst.yaml, of zet het in taal.yaml bij gewoon.",
            )


def _once(reading: Reading) -> Iterator[tuple[Word, Passage]]:
    """Give every word of every file, the first time that it stands there."""
    seen = set()
    for passage in reading.passages:
        for word in words_of(passage.text):
            key = (passage.file, word.text.lower())
            if key not in seen:
                seen.add(key)
                yield word, passage


def discouraged(reading: Reading) -> Iterator[Remark]:
    """Sommige woorden schrijven we liever niet.

    Ze maken bang, geven een oordeel, of zijn kantoortaal. Richtlijnen voor rugpijn raden een deel ervan af. De lijst
    staat in chapters/taal.yaml bij liever-niet, met wat u wel kunt schrijven. Soms is een woord wel goed in een zin met
    een ander woord: kapot mag bij niet of niets.

    Goed: Vaak is er in uw rug niets kapot.
    Fout: Door slijtage is uw rug kapot.
    """
    watched = [(item, pattern(item.words), pattern(item.unless)) for item in reading.library.wording.discouraged]
    anything = pattern(tuple(word for item, _, _ in watched for word in item.words))
    for passage in reading.passages:
        if not anything.search(passage.text):
            continue
        for sentence in sentences(passage.text):
            for item, words, unless in watched:
                for found in words.finditer(sentence.text):
                    if not unless.search(sentence.text):
                        place = reading.place(passage, sentence.at + found.start())
                        yield place, f"«{found[0]}» schrijven we liever niet", f"schrijf liever: {item.instead}."


def informal(reading: Reading) -> Iterator[Remark]:
    """We zeggen u, nooit je.

    Goed: Doe wat u kunt.
    Fout: Doe wat je kunt.
    """
    for passage in reading.passages:
        for found in _INFORMAL.finditer(passage.text):
            yield reading.place(passage, found.start()), f"hier staat «{found[0]}»", "schrijf u of uw."


def doubled(reading: Reading) -> Iterator[Remark]:
    """Hetzelfde woord staat niet twee keer achter elkaar.

    Goed: Ga op de stoel zitten.
    Fout: Ga op de de stoel zitten.
    """
    for passage in reading.passages:
        for found in _DOUBLE.finditer(passage.text):
            place = reading.place(passage, found.start())
            yield place, f"«{found[1].lower()}» staat hier twee keer", "haal er een weg, of draai de zin om."
