"""Which words exist, and which everybody knows: compounds and verbs may be new, slips may not."""

from __future__ import annotations

import pytest

from booklet.content.records import Library, Term, Wording
from booklet.content.rules.lexicon import Lexicon, lexicon, pattern
from booklet.content.rules.passages import passages
from booklet.content.rules.sentences import words_of
from booklet.report import Place

WORDING = Wording(
    known=("fascie*", "Rugcentrum"), plain=("tintel*", "heupscharnier"), discouraged=(), ease={}, ease_of=""
)
TERM = Term(id="x", word="opbouwen", meaning="Iets meer doen.", also=("graded activity",), place=Place(path="a.yaml"))


@pytest.fixture(scope="module")
def words() -> Lexicon:
    """Give a lexicon with a few words of a clinic."""
    return lexicon(WORDING, [TERM])


@pytest.mark.parametrize(
    "word",
    [
        *("rug", "Rug", "RUG", "knieën", "één", "Eén", "vóór", "zo'n", "auto's", "e-mail"),
        *("pijnstoplicht", "handdoekrol", "oefenschema", "ochtendpijn", "rugschool"),  # compounds of common words
        *("vooroverleunen", "doorademt", "omhoogreiken", "achteroverleunt", "omhoogkomt"),  # a particle before a verb
        *("arm-been", "huisartsen-spoedpost"),
        *("fascie", "Fascies", "rugcentrum", "Tintelingen", "graded", "activity"),  # the clinic's own
    ],
)
def test_a_word_that_exists_is_spelled_well(words: Lexicon, word: str) -> None:
    """Nobody must write a word down first that everybody can make."""
    assert words.spelled(word)


@pytest.mark.parametrize(
    "word",
    [
        *("wort", "handoekrol", "oefenschemma", "knieen", "zenuwstesel"),
        *("derug", "zijnrug", "zwarerug", "naarhuis", "opde", "gebruikterug"),  # a space was forgotten
        *("vooroverleunnen", "fascinatiee", "sensitisatiee", "graaded"),
    ],
)
def test_a_slip_is_seen(words: Lexicon, word: str) -> None:
    """Also inside a compound, and between two words."""
    assert not words.spelled(word)


def slip(word: str) -> str:
    """Swap the two letters in the middle, as fast fingers do."""
    half = len(word) // 2
    return word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]


def test_nine_in_ten_slips_in_our_own_words_are_seen(whole: Library, words: Lexicon) -> None:
    """Letting compounds pass must not let slips pass."""
    ours = sorted({word.text for passage in passages(whole) for word in words_of(passage.text) if len(word.text) > 5})
    slips = [slip(word) for word in ours[::3] if slip(word) != word]
    assert len(slips) > 300
    assert sum(not words.spelled(word) for word in slips) > 0.9 * len(slips)


@pytest.mark.parametrize(
    ("word", "common"),
    [
        ("rug", True),
        ("aanrecht", True),
        ("kookwekkers", True),
        ("opgetild", True),
        ("zo'n", True),
        ("tintelt", True),
        ("heupscharnier", True),
        ("sensitisatie", False),
        ("nociceptief", False),
        ("psoriasis", False),
        ("iteratief", False),
    ],
)
def test_a_word_is_common_when_what_it_is_made_of_is(words: Lexicon, word: str, common: bool) -> None:
    """The forms of a common word are common, and so are two common words together."""
    assert words.common(word) is common


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("knieen", "knieën"),  # a forgotten accent comes first
        ("langzam", "langzaam"),
        ("opde", "op de"),
        ("stofzuigr", "stofzuiger"),
        ("oefenschemma", "oefenschema"),
        ("xqzxqz", None),
    ],
)
def test_what_may_have_been_meant_comes_first(words: Lexicon, word: str, meant: str | None) -> None:
    """At most three words, the likeliest first."""
    given = words.suggestions(word)
    assert (given[0] if given else None) == meant
    assert len(given) <= 3


def test_half_a_compound_is_mended(words: Lexicon) -> None:
    """Whole compounds stand in no list."""
    assert "handdoekrol" in words.suggestions("handoekrol")


@pytest.mark.parametrize(
    ("told", "text", "found"),
    [
        (("slijtage",), "Door Slijtage.", True),
        (("slijtage",), "Kraakbeenslijtage", False),
        (("degenerat*",), "een degeneratieve rug", True),
        (("in balans",), "niet in\nbalans", True),
        (("a.b",), "axb", False),  # a point is a point
        (("niet alleen … maar ook",), "Niet alleen voor uw rug, maar ook voor uw humeur.", True),
        (("niet alleen … maar ook",), "Terug gaat u op een stil uur, en niet alleen.", False),
        ((), "wat dan ook", False),
    ],
)
def test_a_pattern_of_words(told: tuple[str, ...], text: str, found: bool) -> None:
    """Whole words, also when a line ends between two of them."""
    assert bool(pattern(told).search(text)) is found
