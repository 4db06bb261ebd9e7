"""What a handout of four exercises says and where, as plain words and numbers: for a peer that does not know us."""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import Any

from booklet.handouts.records import Card, Handout
from booklet.page.handout import Leads, band_lines, foot, head, rest_of, who
from booklet.page.handout_geometry import NORMAL, Geometry, geometry
from booklet.page.handout_log import days_head, pain_squares, squares
from booklet.page.handout_rows import Remark, Row, row

WORDS = NullTranslations()


def words_of(handout: Handout, leads: Leads) -> dict[str, Any]:
    """Tell everything that the page in its normal setting says; drawings by name, the log as SVG."""
    band = band_lines(handout, WORDS)
    page = geometry(len(handout.cards), NORMAL, sum(line.lines for line in band))
    practice = head(handout.practice, WORDS)
    return {
        "blocks": {name: [block.top, block.height] for name, block in page.blocks.items()},
        "head": page.head,
        "pitch": page.pitch,
        "card": page.card,
        "practice": {"name": handout.practice.name, "phone": practice["phone"], "edition": handout.practice.edition},
        "who": who(handout, WORDS, large=False),
        "band": [[line.label, line.text] for line in band],
        "rest": rest_of(handout.cards, WORDS),
        "days": _drawn(days_head(page, WORDS)),
        "pain": _drawn(pain_squares(page, WORDS)),
        "rows": [_row(card, number, page, leads) for number, card in enumerate(handout.cards, start=1)],
        "lamps": [[lamp.colour, lamp.scores, lamp.name.lower(), lamp.act.capitalize()] for lamp in handout.lamps],
        "alarm": foot(handout, leads)["alarm_page"],
    }


def _row(card: Card, number: int, page: Geometry, leads: Leads) -> dict[str, Any]:
    shown: Row = row(card, number, page, leads.exercises.get(card.exercise.id), WORDS)
    return {
        "name": shown.name,
        "cells": shown.cells,
        "log": _drawn(squares(card.days, page, WORDS, card.from_week)),
        "chips": [[chip.sign, chip.text] for chip in shown.chips],
        "steps": shown.steps,
        "side": [_remark(item) for item in shown.side],
        "prints": [
            {"file": str(one.file), "alt": one.alt, "at": [one.left, one.top, one.width, one.height]}
            for one in shown.pictures.prints
        ],
        "arrows": [[arrow.left, arrow.top, arrow.down] for arrow in shown.pictures.arrows],
    }


def _remark(item: Remark) -> list[str]:
    return [item.kind, item.label, item.text]


def _drawn(svg: str) -> list[str]:
    """Give a drawing and, apart, what is said of it."""
    said = re.search("<title>(.*)</title>", svg)
    assert said
    return [svg, said[1]]
