"""Rules for what staff write: structure, sentences, words, facts. Knows a `Library`; never a page.

`check` and `readability` are all that other rooms need. What cannot be read at all was said
while reading; these rules speak of texts that could be printed and would be better otherwise, so that a build never
runs them: `check`, `serve` and `release` do.
"""

from __future__ import annotations

import datetime as dt

from booklet.content.records import Library
from booklet.content.rules.catalogue import BY_NAME, RULES
from booklet.content.rules.passages import passages
from booklet.content.rules.readability import Readability, readabilities
from booklet.content.rules.reading import prepare
from booklet.content.rules.silencers import silence
from booklet.report import Finding

NAMES = tuple(BY_NAME)

__all__ = ["NAMES", "Readability", "check", "readability"]


def check(library: Library, today: dt.date) -> tuple[Finding, ...]:
    """Find everything in the texts of a library that a rule objects to and nobody switched off, sorted by place."""
    reading = prepare(library, today)
    found = {
        Finding(place=place, what=what, remedy=remedy, rule=rule.name, severity=rule.severity)
        for rule in RULES
        for place, what, remedy in rule.find(reading)
    }
    return tuple(sorted(silence(reading.sources, found, BY_NAME)))


def readability(library: Library) -> tuple[Readability, ...]:
    """Give for each text how easy it reads, and how that was in the edition in use."""
    return tuple(readabilities(library, tuple(passages(library))))
