"""Rules about numbers and marks: units, abbreviations, punctuation, brackets.

Goes in: a `Reading`. Comes out: remarks. Must not know how they are shown. Each docstring is the help that staff read.

Straight quotes are left alone: composing a page sets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.content.rules.passages import Form
from booklet.content.rules.reading import Reading, Remark
from booklet.content.rules.sentences import sentences

_DOING = re.compile(
    r"\b(?:loop|wandel|doe|herhaal|(?-i:Rust)|wacht|adem|houd|blijf|oefen|zit|sta|lig|til|draag|fiets|zwem|neem)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:minu\w+|uur|uren|kwartier|keer|keren|tel|telt|tellen|seconde\w*|dag\w*|nacht\w*|we[e]?k\w*|maand\w*|jaar|jaren|"
    r"kilometer|meter|centimeter|kilo\w*|gram|graden|procent|punt\w*|ronde\w*|rij\w*|kant\w*|stap\w*|tree|treden|ademteug\w*|"
    r"oefening\w*|bladzijde\w*|cijfer\w*|nummer\w*|bus|lijn|band|mensen|banen|schaal)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\w,.-])\d+(?:[.,]\d+)?(?=\s*(?:[.;:?!)]|,(?!\d)|$)|\s+(?:en|of|tot|vast|elke|met|dan|op|in)\b)"
)
_SHORT = re.compile(
    r"\b\d+ ?(?:x|×)(?!\w)|\b\d+ ?(?:min|sec|wk|mnd|km|kg|mm|u)\b\.?|%|&"
    r"|\b(?:bv|bijv|enz|etc|evt|i\.v\.m|m\.b\.v|o\.a|t\.o\.v|d\.w\.z|a\.u\.b|i\.p\.v|max|min|incl|excl)\.(?!\w)",
    re.IGNORECASE,
)
_MARK = re.compile(r"!|;| [–—-] |\.\.\.|…|\?\?")
_SPACE = re.compile(r" [,.;:?!](?=\s|$)|,(?=[^\W\d_])|(?<=[a-zé])[.?!](?=[A-Z])|[,;:][.,;:]")


def bare_numbers(reading: Reading) -> Iterator[Remark]:
    """Achter een getal staat wat u telt.

    Goed: Loop 8 minuten.
    Fout: Loop 8.
    """
    for passage in reading.passages:
        for sentence in sentences(passage.text) if passage.form is not Form.CELL else ():
            number = _BARE.search(sentence.text)
            if number and _DOING.search(sentence.text) and not _UNIT.search(sentence.text):
                yield (
                    reading.place(passage, sentence.at + number.start()),
                    f"achter «{number[0]}» staat niet wat u telt",
                    "schrijf erachter: keer, tellen, minuten of dagen.",
                )


def abbreviations(reading: Reading) -> Iterator[Remark]:
    """Schrijf woorden voluit.

    Wie weinig leest, kent afkortingen niet, en een voorleesprogramma spreekt ze verkeerd uit. Alleen cm mag: dat
    staat op elke liniaal.

    Goed: drie keer, bijvoorbeeld, 10 minuten, 7 van de 10 mensen
    Fout: 3x, bijv., 10 min, 70%
    """
    for passage in reading.passages:
        for found in _SHORT.finditer(passage.text):
            yield reading.place(passage, found.start()), f"«{found[0].strip()}» is een afkorting", "schrijf het voluit."


def marks(reading: Reading) -> Iterator[Remark]:
    """Geen uitroeptekens, puntkomma's, gedachtestrepen of puntjes.

    Een uitroepteken klinkt als aanmoedigen of waarschuwen. De andere tekens maken een zin lang. Rechte aanhalingstekens
    mag u gewoon typen, het programma maakt ze rond.

    Goed: Bewegen helpt vaak, ook met pijn.
    Fout: Bewegen helpt – ook bij pijn!
    """
    for passage in reading.passages:
        for found in _MARK.finditer(passage.text):
            yield (
                reading.place(passage, found.start()),
                f"hier staat het teken «{found[0].strip()}»",
                "zet een punt of een komma, of maak er twee zinnen van.",
            )


def spaces(reading: Reading) -> Iterator[Remark]:
    """Achter een komma of punt staat een spatie, ervoor niet.

    Goed: Sta op, rek uw armen uit. Loop dan.
    Fout: Sta op , rek uw armen uit.Loop dan.
    """
    for passage in reading.passages:
        for found in _SPACE.finditer(passage.text):
            yield (
                reading.place(passage, found.start()),
                f"bij het teken «{found[0].strip()}» staat de spatie verkeerd",
                "zet geen spatie voor een komma of punt, en er wel een achter.",
            )


def brackets(reading: Reading) -> Iterator[Remark]:
    """Een haakje dat opengaat, gaat ook dicht.

    Goed: een vast schema (graded activity)
    Fout: een vast schema (graded activity
    """
    for passage in reading.passages:
        depth = 0
        for mark in re.findall(r"[()]", passage.text):
            depth += 1 if mark == "(" else -1
            if depth < 0:
                break
        if depth:
            what = "hier gaat een haakje open en niet dicht" if depth > 0 else "hier gaat een haakje dicht en niet open"
            yield reading.place(passage), what, "zet het andere haakje erbij, of haal dit weg."
