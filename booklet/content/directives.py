"""The boxes that a text may use: their names, what they take, and what belongs in them.

Goes in: the name and words behind `:::`. Comes out: a checked `Box`. Must not know what a box looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from booklet.content.fields import Problems
from booklet.content.text import Block, Box, Heading, Listing, Paragraph, WritingLine, plain
from booklet.report import Place, nearest

TEMPOS = ("112", "meteen", "vandaag", "binnenkort")
MOST_LINES = 6
MOST_PICTURES = 3


def _anything(_body: tuple[Block, ...]) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Directive:
    """What a directive takes: an argument (the first word behind the name), a body, and which body it needs.

    `arguments` lists the allowed words; None where any word will do; empty where there is no argument.
    """

    takes_argument: bool = False
    arguments: tuple[str, ...] = ()
    empty: bool = False
    body: Callable[[tuple[Block, ...]], str] = _anything


def _only_list(low: int, high: int) -> Callable[[tuple[Block, ...]], str]:
    def rule(body: tuple[Block, ...]) -> str:
        lists = [block for block in body if isinstance(block, Listing)]
        if len(lists) == 1 == len(body) and low <= len(lists[0].items) <= high:
            return ""
        amount = f"{low}" if low == high else f"{low} tot {high}"
        return f"zet hier één lijst met {amount} regels in"

    return rule


def _some_list(body: tuple[Block, ...]) -> str:
    return "" if any(isinstance(block, Listing) for block in body) else "zet hier een lijst in"


def _lines(body: tuple[Block, ...]) -> str:
    items = (item for block in body if isinstance(block, Listing) for item in block.items)
    most = max((sum(isinstance(part, WritingLine) for part in item) for item in items), default=0)
    return "" if most <= MOST_LINES else f"zet bij een vraag hoogstens {MOST_LINES} lijnen"


def _paragraphs(body: tuple[Block, ...]) -> str:
    return "" if all(isinstance(block, Paragraph) for block in body) else "zet hier alleen gewone zinnen in"


def _cards(body: tuple[Block, ...]) -> str:
    cards = [block for block in body if isinstance(block, Heading) and block.level == 3]
    if cards and all(card.picture for card in cards):
        return ""
    return "begin elke kaart met een kop als ### Stress {beeld=stress}"


def captions(body: tuple[Block, ...]) -> tuple[tuple[str, str], ...]:
    """Give the name and the caption of each picture in a row: `- zitten: Even rechtop`."""
    items = (plain(item) for block in body if isinstance(block, Listing) for item in block.items)
    parts = (item.partition(":") for item in items)
    return tuple((name.strip(), caption.strip()) for name, _, caption in parts)


def _pictures(body: tuple[Block, ...]) -> str:
    named = captions(body)
    if len(body) == 1 and 1 <= len(named) <= MOST_PICTURES and all(name and caption for name, caption in named):
        return ""
    return f"zet hier één lijst in, van 1 tot {MOST_PICTURES} regels als - zitten: Even rechtop"


DIRECTIVES = {
    "kernpunt": Directive(body=_paragraphs),
    "bel": Directive(),
    "doe-dit": Directive(body=_only_list(3, 6)),
    "citaat": Directive(body=_paragraphs),
    "stappen": Directive(body=_only_list(2, 10)),
    "schrijf": Directive(body=_lines),
    "kort": Directive(body=_only_list(3, 8)),
    "in-het-kort": Directive(body=_only_list(3, 3)),
    "redenen": Directive(body=_cards),
    "alarm": Directive(takes_argument=True, arguments=TEMPOS, body=_some_list),
    "pijnstoplicht": Directive(empty=True),
    "beelden": Directive(body=_pictures),
    "oefening": Directive(takes_argument=True, empty=True),
    "nieuwe-bladzijde": Directive(empty=True),
}


def make_box(info: str, body: tuple[Block, ...], place: Place, problems: Problems) -> Box | None:
    """Check one directive; None (with a finding) when its name or argument is unknown."""
    name, _, rest = info.strip().partition(" ")
    directive = DIRECTIVES.get(name)
    if directive is None:
        problems.add(
            place,
            f"het vak «{name}» bestaat niet" if name else "achter ::: staat geen naam",
            f"{nearest(name, DIRECTIVES)}Kies uit: {', '.join(sorted(DIRECTIVES))}.",
            "vak",
        )
        return None
    argument, label = "", rest.strip()
    if directive.takes_argument:
        argument, _, label = label.partition(" ")
        if not argument or (directive.arguments and argument not in directive.arguments):
            problems.add(
                place,
                f"«{name}» mist het woord dat zegt welke",
                f"schrijf bijvoorbeeld ::: {name} {(directive.arguments or ('brug',))[0]}",
                "vak",
            )
            return None
    _check_body(name, directive, body, place, problems)
    return Box(name=name, argument=argument, label=label.strip(), body=body, place=place)


def _check_body(name: str, directive: Directive, body: tuple[Block, ...], place: Place, problems: Problems) -> None:
    if directive.empty:
        if body:
            problems.add(place, f"in «{name}» hoort geen tekst", "zet de tekst onder het vak.", "vak")
        return
    if not body:
        problems.add(place, f"het vak «{name}» is leeg", "zet er tekst in of haal het weg.", "vak")
    elif remedy := directive.body(body):
        problems.add(place, f"de inhoud van «{name}» klopt niet", f"{remedy}.", "vak")
