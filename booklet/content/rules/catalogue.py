"""The list of all rules: what each is called, how much it weighs, and the help that staff read.

Goes in: the name of a rule. Comes out: the rule. Must not know who runs them.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from booklet.content.rules import exercises, facts, marks, structure, style, words
from booklet.content.rules.reading import Find
from booklet.report import Severity

_ERROR, _ADVICE = Severity.ERROR, Severity.ADVICE


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: the generator that finds what breaks it, under the name that findings carry."""

    name: str
    severity: Severity
    find: Find

    @property
    def help(self) -> str:
        """The whole help text."""
        return inspect.getdoc(self.find) or ""

    @property
    def summary(self) -> str:
        """The rule in one sentence."""
        return self.help.split("\n", 1)[0]


def _rule(name: str, severity: Severity, find: Find) -> Rule:
    return Rule(name=name, severity=severity, find=find)


RULES = (
    # The shape of a text
    _rule("lege-kop", _ERROR, structure.empty_sections),
    _rule("lijst-van-een", _ADVICE, structure.lists_of_one),
    _rule("kop-vorm", _ADVICE, structure.headings),
    _rule("vage-verwijzing", _ADVICE, structure.vague_references),
    # Exercises, programmes, handouts, drawings
    _rule("tellen-gelijk", _ERROR, exercises.counts_agree),
    _rule("tellen-getypt", _ERROR, exercises.counts_on_handout),
    _rule("rust", _ERROR, exercises.no_rest),
    _rule("adem", _ADVICE, exercises.no_breathing),
    _rule("wie-overlegt", _ADVICE, exercises.no_caution),
    _rule("lange-stap", _ADVICE, exercises.long_steps),
    _rule("beschrijving", _ADVICE, exercises.descriptions),
    _rule("programma-past", _ERROR, exercises.programmes_agree),
    # Sentences
    _rule("lange-zin", _ERROR, style.long_sentences),
    _rule("lange-alinea", _ERROR, style.long_paragraphs),
    _rule("gemiddelde-zin", _ADVICE, style.long_on_average),
    _rule("leesbaarheid", _ADVICE, style.readability),
    _rule("lijdende-vorm", _ADVICE, style.passives),
    # Words
    _rule("spelling", _ERROR, words.spelling),
    _rule("moeilijk-woord", _ADVICE, words.hard_words),
    _rule("liever-niet", _ERROR, words.discouraged),
    _rule("je-of-u", _ERROR, words.informal),
    _rule("woord-dubbel", _ERROR, words.doubled),
    # Numbers and marks
    _rule("getal-zonder-eenheid", _ADVICE, marks.bare_numbers),
    _rule("afkorting", _ADVICE, marks.abbreviations),
    _rule("leesteken", _ADVICE, marks.marks),
    _rule("spatie", _ERROR, marks.spaces),
    _rule("haakje", _ERROR, marks.brackets),
    # Facts
    _rule("lang-geleden", _ADVICE, facts.checked_long_ago),
    _rule("nakijken", _ERROR, facts.review_passed),
    _rule("datum-volgorde", _ERROR, facts.dates_in_order),
    _rule("bron-zonder-jaar", _ADVICE, facts.sources_without_year),
    _rule("bron-ongebruikt", _ADVICE, facts.sources_unused),
    _rule("telefoon", _ERROR, facts.phones),
    _rule("webadres", _ERROR, facts.addresses),
)
SILENCE = """Klopt dit ergens niet? Zet de regel daar uit, en schrijf waarom. In een tekst op een regel erboven:
    <!-- negeer {name}: hier staat waarom -->
en in een bestand met sleutels, of in de kop van een tekst:
    # negeer {name}: hier staat waarom"""
BY_NAME = {rule.name: rule for rule in RULES}
