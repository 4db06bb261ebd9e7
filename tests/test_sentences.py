"""Text taken apart: sentences, words, syllables, and the figure of readability that follows from them."""

from __future__ import annotations

import pytest

from booklet.content.rules.sentences import count, sentences, syllables, words_of
from booklet.content.rules.style import is_passive


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Sta op. Loop dan.", ["Sta op.", "Loop dan."]),
        ("Is dat erg? Meestal niet.", ["Is dat erg?", "Meestal niet."]),
        ("Loop 1,5 kilometer om 10.30 uur.", ["Loop 1,5 kilometer om 10.30 uur."]),
        ("Kies een dag. 's Ochtends kan ook.", ["Kies een dag.", "'s Ochtends kan ook."]),
        ("Zeg “stop.” Dan stoppen we.", ["Zeg “stop.”", "Dan stoppen we."]),
        ("Gevaar? 112.", ["Gevaar?", "112."]),
        ("een stap zonder punt", ["een stap zonder punt"]),
        ("Kijk op thuisarts.nl en lees.", ["Kijk op thuisarts.nl en lees."]),
        (" . ", []),
    ],
)
def test_a_text_is_split_into_sentences(text: str, starts: list[str]) -> None:
    """A capital or a number begins a new one; each knows where in the text it stands."""
    found = list(sentences(text))
    assert [sentence.text for sentence in found] == starts
    assert all(text[sentence.at :].startswith(sentence.text) for sentence in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'s Ochtends zo'n 5 keer.", ["s", "Ochtends", "zo'n", "keer"]),
        ("arm-been, 65-plussers en 50e", ["arm-been", "en"]),
        ("Kijk op https://www.thuisarts.nl/rug of 113.nl, mail a@b.nl.", ["Kijk", "op", "of", "mail"]),
        ("programma’s", ["programma's"]),
        ("___ en --", ["en"]),
    ],
)
def test_words_are_what_can_be_misspelled(text: str, words: list[str]) -> None:
    """Numbers and addresses are not."""
    assert [word.text for word in words_of(text)] == words


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("pijn", 1), ("rug", 1), ("zenuwstelsel", 4), ("geeuwen", 2), ("mooie", 2), ("nieuwe", 2), ("baby", 2)),
        *(("beïnvloeden", 4), ("knieën", 2), ("programma's", 3), ("sst", 1)),
        *(("8", 1), ("7", 2), ("0", 1), ("25", 4), ("30", 2), ("71", 5), ("112", 3), ("1,5", 3), ("150", 4)),
        *(("1000", 2), ("1995", 10), ("2020", 5), ("0800", 4), ("65-plussers", 6)),
    ],
)
def test_syllables_are_groups_of_vowels_and_numbers_as_spoken(word: str, number: int) -> None:
    """As design asks for Flesch-Douma."""
    assert syllables(word) == number


def test_the_figure_of_readability() -> None:
    """206,84 − 0,93 × words in a sentence − 77 × syllables in a word."""
    found = count(["Zet thee. Loop naar de deur."])
    assert (found.sentences, found.words, found.syllables) == (2, 6, 6)
    assert found.mean == 3
    assert found.ease == round(206.84 - 0.93 * 3 - 77 * 1)
    assert count([]).ease == 100


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Er wordt gekeken hoe er gelopen wordt.", 2),
        ("Uw heupen worden onderzocht.", 1),
        ("Het been werd langzaam opgetild.", 1),
        ("De pijn wordt erger.", 0),
        ("Wordt u gezond?", 0),
        ("U heeft gelopen en geoefend.", 0),
        ("Ze worden zwaar of doof.", 0),
    ],
)
def test_a_passive_needs_a_form_of_worden_and_a_participle(text: str, times: int) -> None:
    """Getting worse is not being done to."""
    assert is_passive(text) == times
