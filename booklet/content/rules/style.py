"""Rules about sentences: their length, who acts in them, and how easy a text is to read.

Goes in: a `Reading`. Comes out: remarks. Must not know how they are shown. Each docstring is the help that staff read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.content.rules.passages import PROSE, Passage
from booklet.content.rules.readability import readabilities, running
from booklet.content.rules.reading import Reading, Remark
from booklet.content.rules.sentences import Sentence, count, sentences

MOST_WORDS, MEAN_WORDS, PARAGRAPH_WORDS, LEAST_EASE, FALL = 20, 12, 100, 65, 5
_FEW = 10  # sentences: in fewer an average says nothing
_BECOMES = re.compile(r"\b(?:wordt|worden|werd|werden|geworden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?!(?:gezond|geduld|gebied|gewicht|gezicht|gerecht|gevecht|gesprek|gegeven|geheugen|geen|bekend|bed|best|beurt|"
    r"beleid|verband|verstand|verst|erg|ernst|onderst|herfst)\b)"
    r"(?:(?:aan|af|bij|door|in|mee|na|om|op|over|terug|toe|uit|vast|voor|weg|los|neer|samen|tegen)?ge\w{2,}(?:d|t|en)"
    r"|(?:be|ver|her|ont|onder|over)\w{2,}(?:d|t))\b",
    re.IGNORECASE,
)


def long_sentences(reading: Reading) -> Iterator[Remark]:
    """Een zin heeft hoogstens 20 woorden.

    Wie pijn heeft of moe is, raakt in een lange zin de draad kwijt. De meeste zinnen zijn 5 tot 10 woorden lang.

    Goed: Wordt de pijn erger bij het stofzuigen? Zet hem weg. De gang kan ook na de koffie.
    Fout: Wanneer u tijdens het stofzuigen merkt dat de pijn toeneemt, is het verstandig om de stofzuiger een tijdje weg
    te zetten en later verder te gaan.
    """
    for passage in reading.passages:
        for sentence in sentences(passage.text):
            if len(sentence.words) > MOST_WORDS:
                yield (
                    reading.place(passage, sentence.at),
                    f"deze zin heeft {len(sentence.words)} woorden: «{_start(sentence)}»",
                    f"maak er twee zinnen van, elk van hoogstens {MOST_WORDS} woorden.",
                )


def long_paragraphs(reading: Reading) -> Iterator[Remark]:
    """Een alinea heeft hoogstens 100 woorden.

    Eén boodschap per alinea. Een blok tekst zonder wit slaat de lezer over.

    Goed: een alinea van drie tot zeven korte zinnen.
    Fout: een alinea die een halve bladzijde vult.
    """
    for passage in reading.passages:
        words = count([passage.text]).words
        if words > PARAGRAPH_WORDS:
            remedy = "zet een lege regel waar een nieuwe gedachte begint."
            yield reading.place(passage), f"deze alinea heeft {words} woorden", remedy


def long_on_average(reading: Reading) -> Iterator[Remark]:
    """In een hoofdstuk heeft een zin gemiddeld hoogstens 12 woorden.

    Goed: Sta op. Rek uw armen uit terwijl u wacht tot het water voor de thee kookt.
    Fout: een hoofdstuk waarin bijna elke zin 15 woorden heeft, ook al heeft er geen een meer dan 20.
    """
    for text in readabilities(reading.library, reading.passages):
        if text.counts.sentences >= _FEW and text.counts.mean > MEAN_WORDS:
            mean = f"{text.counts.mean:.1f}".replace(".", ",")
            remedy = "knip de langste zinnen in tweeën."
            yield text.place, f"de zinnen hebben hier gemiddeld {mean} woorden", remedy


def readability(reading: Reading) -> Iterator[Remark]:
    """Een hoofdstuk is makkelijk te lezen, en niet moeilijker dan in de vorige uitgave.

    Het cijfer is dat van Flesch en Douma: korte zinnen en korte woorden maken het hoger. Onder 65 is het te moeilijk,
    80 is goed. Ook als het cijfer 5 punten lager is dan in de vorige uitgave krijgt u een melding. De cijfers van die
    uitgave staan in chapters/leesbaarheid.yaml. Typ check --cijfers om alle cijfers te zien.

    Goed: Wie af en toe opstaat, voelt zich vaak minder stijf.
    Fout: Regelmatige afwisseling van lichaamshouding resulteert in vermindering van stijfheidsklachten.
    """
    remedy = "gebruik kortere zinnen en kortere woorden."
    for text in readabilities(reading.library, reading.passages):
        ease = text.counts.ease
        if text.counts.sentences < _FEW:
            continue
        if ease < LEAST_EASE:
            yield text.place, f"het leescijfer van «{text.title}» is {ease}, en {LEAST_EASE} is het minste", remedy
        elif text.before is not None and text.before - ease >= FALL:
            yield text.place, f"het leescijfer van «{text.title}» zakte van {text.before} naar {ease}", remedy


def passives(reading: Reading) -> Iterator[Remark]:
    """Zeg wie iets doet.

    Af en toe een zin met wordt mag. Twee na elkaar, of meer dan een op de tien in een hoofdstuk, maken een tekst kil.

    Goed: Wij kijken hoe u loopt.
    Fout: Er wordt door de therapeut gekeken hoe er gelopen wordt. Daarna worden uw heupen onderzocht.
    """
    remedy = "zeg wie het doet: wij kijken, u loopt, uw therapeut beweegt."
    found: dict[str, list[tuple[Passage, Sentence]]] = {}
    for passage in (item for item in reading.passages if item.form in PROSE):
        before = False
        for sentence in sentences(passage.text):
            passive = is_passive(sentence.text)
            if passive and (before or passive > 1):
                yield (
                    reading.place(passage, sentence.at),
                    f"lijdende zinnen op een stapel: «{_start(sentence)}»",
                    remedy,
                )
            if passive:
                found.setdefault(passage.file, []).append((passage, sentence))
            before = bool(passive)
    for chapter in running(reading.library):
        of = count(item.text for item in reading.passages if item.file == chapter.place.path and item.form in PROSE)
        some = found.get(chapter.place.path, [])
        if of.sentences >= _FEW and len(some) * 10 > of.sentences:
            what = f"{len(some)} van de {of.sentences} zinnen zijn lijdend, zoals «{_start(some[0][1])}»"
            yield reading.place(some[0][0], some[0][1].at), what, remedy


def is_passive(text: str) -> int:
    """Count how often something is done in a sentence and nobody says by whom.

    >>> [is_passive(text) for text in ("Er wordt gekeken hoe u loopt.", "De pijn wordt erger.", "U heeft gelopen.")]
    [1, 0, 0]
    """
    return min(len(_BECOMES.findall(text)), len(_PARTICIPLE.findall(text)))


def _start(sentence: Sentence) -> str:
    """Give the first words of a sentence, enough to find it."""
    return " ".join(sentence.words[:5]) + (" …" if len(sentence.words) > 5 else "")
