"""Telephone numbers are links that a finger can call; other numbers stay numbers."""

from __future__ import annotations

import re

import pytest

from booklet.page.phones import linked


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Bel 112", ["112"]),
        ("Krijgt u niemand? Bel 112.", ["112"]),
        ("Bel\u00a0112 als het erger wordt.", ["112"]),
        ("Denkt u aan zelfdoding? Bel 113 of 0800-0113. Gevaar? 112.", ["113", "08000113", "112"]),
        ("113 en 113.nl", ["113"]),
        ("Van wie liep, had de helft na 112 dagen weer last. Bij 113 mensen niet.", []),
        ("Gemiddeld duurde het 112.", []),
        ("Wandel 112 meter.", []),
        ("Onze telefoon: 035 123 45 67.", ["0351234567"]),
        ("Mobiel 06-12345678 of 0612345678", ["0612345678", "0612345678"]),
        ("De spoedpost: 088 1234567", ["0881234567"]),
        ("Een cijfer van 0 tot 10, in 2026, week 0123.", []),
        ("doi 10.3233/BMR-230054", []),
    ],
)
def test_numbers_that_can_be_called_are_links(text: str, called: list[str]) -> None:
    """Known by the word before them, by their zero and by their length."""
    assert re.findall(r'href="tel:([^"]*)"', linked(text)) == called


def test_the_words_stay_as_they_were() -> None:
    """Escaped, and with the number as it was written."""
    text = "A & B <b> bel 112 of 0800-0113"
    bare = re.sub(r"</?a\b[^>]*>", "", linked(text))
    assert bare == "A &amp; B &lt;b&gt; bel 112 of 0800-0113"
