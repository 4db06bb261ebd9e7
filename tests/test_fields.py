"""YAML read strictly: every reader with what it takes, what it refuses, and on which line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from operator import methodcaller
from typing import Any

import pytest

from booklet.content.fields import Fields, Problems, Value, compose

Reader = Callable[[Value], Any]

TEXT: Reader = methodcaller("text")
SHORT: Reader = methodcaller("text", limit=5)
NUMBER: Reader = methodcaller("number", 1, 20)
DECIMAL: Reader = methodcaller("decimal", 0, 10)
TRUTH: Reader = methodcaller("truth")
DATE: Reader = methodcaller("date")
CHOICE: Reader = methodcaller("choice", ("ochtend", "middag", "avond"))


def WORDS(value: Value) -> list[str]:  # noqa: N802 - a reader among readers
    """Read a list of words."""
    return [item.text() for item in value.items()]


def PAIRS(value: Value) -> dict[str, str]:  # noqa: N802 - a reader among readers
    """Read keys and their words."""
    return {key: inner.text() for key, inner in value.pairs()}


def read(text: str, reader: Reader) -> tuple[Any, list[str]]:
    """Read the value of the key `sleutel`, on line 2: what came out, and what was said about it."""
    problems = Problems()
    node = compose(f"# eerste regel\nsleutel: {text}\n", "a.yaml", problems)
    assert node is not None
    value = Value(node, "a.yaml", problems).fields().need("sleutel")
    assert value is not None
    return reader(value), [str(finding).splitlines()[0] for finding in problems.findings]


def fields_of(text: str) -> tuple[Fields, Problems]:
    """Read a mapping: its fields and where findings gather."""
    problems = Problems()
    node = compose(text, "a.yaml", problems)
    assert node is not None
    return Value(node, "a.yaml", problems).fields(), problems


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        (TEXT, "Bruggetje", "Bruggetje"),
        (TEXT, '"met: dubbele punt"', "met: dubbele punt"),
        (TEXT, "|\n  twee\n  regels", "twee regels"),
        (TEXT, "", ""),
        (TEXT, "null", ""),
        (TEXT, "~", ""),
        (TEXT, '"null"', "null"),
        # What YAML 1.1 would turn into something else stays what somebody typed.
        (TEXT, "nee", "nee"),
        (TEXT, "on", "on"),
        (TEXT, "no", "no"),
        (TEXT, "10:20", "10:20"),
        (TEXT, "2026-11-22", "2026-11-22"),
        (TEXT, "012", "012"),
        (TEXT, "1e3", "1e3"),
        (SHORT, "vijf!", "vijf!"),
        (NUMBER, "10", 10),
        (NUMBER, "", None),
        (NUMBER, "null", None),
        (DECIMAL, "2,5", 2.5),
        (DECIMAL, "2.5", 2.5),
        (DECIMAL, "10", 10.0),
        (DECIMAL, "", None),
        (TRUTH, "ja", True),
        (TRUTH, "Nee", False),
        (DATE, "2026-11-22", dt.date(2026, 11, 22)),
        (DATE, "22-11-2026", dt.date(2026, 11, 22)),
        (DATE, "", None),
        (CHOICE, "middag", "middag"),
        (WORDS, "[mat, stoel]", ["mat", "stoel"]),
        (WORDS, "[]", []),
        (WORDS, "", []),
        (PAIRS, "{a: 1, b: nee}", {"a": "1", "b": "nee"}),
    ],
)
def test_a_good_value_is_read_without_a_word(reader: Reader, text: str, expected: object) -> None:
    """What is right gives a value and no finding."""
    assert read(text, reader) == (expected, [])


@pytest.mark.parametrize(
    ("reader", "text", "expected", "said"),
    [
        (TEXT, "[a, b]", "", "a.yaml:2: hier hoort gewone tekst (waarde)"),
        (TEXT, "{a: b}", "", "a.yaml:2: hier hoort gewone tekst (waarde)"),
        (SHORT, "te lang", "te lang", "a.yaml:2: «te lang» heeft 7 tekens en er passen er 5 (te-lang)"),
        (NUMBER, "0", None, "a.yaml:2: «0» is geen heel getal van 1 tot 20 (waarde)"),
        (NUMBER, "21", None, "a.yaml:2: «21» is geen heel getal van 1 tot 20 (waarde)"),
        (NUMBER, "-1", None, "a.yaml:2: «-1» is geen heel getal van 1 tot 20 (waarde)"),
        (NUMBER, "tien", None, "a.yaml:2: «tien» is geen heel getal van 1 tot 20 (waarde)"),
        (NUMBER, "1,5", None, "a.yaml:2: «1,5» is geen heel getal van 1 tot 20 (waarde)"),
        (DECIMAL, "veel", None, "a.yaml:2: «veel» is geen getal van 0 tot 10 (waarde)"),
        (DECIMAL, "10,5", None, "a.yaml:2: «10,5» is geen getal van 0 tot 10 (waarde)"),
        (DECIMAL, "nan", None, "a.yaml:2: «nan» is geen getal van 0 tot 10 (waarde)"),
        (TRUTH, "true", False, "a.yaml:2: «true» is geen ja of nee (waarde)"),
        (TRUTH, "", False, "a.yaml:2: «» is geen ja of nee (waarde)"),
        (DATE, "22 november 2026", None, "a.yaml:2: «22 november 2026» is geen datum (datum)"),
        (DATE, "2026-02-30", None, "a.yaml:2: «2026-02-30» is geen datum (datum)"),
        (CHOICE, "ochtent", "ochtent", "a.yaml:2: «ochtent» kan hier niet (keuze)"),
        (WORDS, "mat", [], "a.yaml:2: hier hoort een lijst (waarde)"),
        (PAIRS, "tekst", {}, "a.yaml:2: hier horen sleutels met een dubbele punt (yaml)"),
        (PAIRS, "{a: 1, a: 2}", {"a": "1"}, "a.yaml:2: de sleutel «a» staat hier twee keer (dubbel)"),
    ],
)
def test_a_bad_value_is_a_finding_with_its_line(reader: Reader, text: str, expected: object, said: str) -> None:
    """What is wrong gives a neutral value, so that reading goes on, and one finding."""
    assert read(text, reader) == (expected, [said])


@pytest.mark.parametrize(
    ("known", "word", "remedy"),
    [
        (("ochtend", "avond"), "ochtent", "Bedoelde u «ochtend»? Kies uit: ochtend, avond."),
        (("ochtend", "avond"), "kerst", "Kies uit: ochtend, avond."),
        (tuple(f"woord{index:02}" for index in range(20)), "woord3", "Bedoelde u «woord13»?"),
    ],
)
def test_a_wrong_choice_says_what_there_is(known: tuple[str, ...], word: str, remedy: str) -> None:
    """A long list is not read out when one of its words is near."""
    problems = Problems()
    node = compose(word, "a.yaml", problems)
    assert node is not None
    Value(node, "a.yaml", problems).choice(known)
    assert [finding.remedy for finding in problems.findings] == [remedy]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.yaml:1: hier staat niets (yaml)"),
        ("# alleen een opmerking", "a.yaml:1: hier staat niets (yaml)"),
        ("a: b\nc: 'open", "a.yaml:2: dit is geen geldige YAML"),
        ("a: b\n\tc: d", "a.yaml:2: dit is geen geldige YAML"),
        ("a: b: c", "a.yaml:1: dit is geen geldige YAML"),
        ("a: *nergens", "a.yaml:1: dit is geen geldige YAML"),
        ("a: !!python/object:os.system x", None),
        ("a: \x07", "a.yaml:1: dit is geen geldige YAML"),
    ],
)
def test_what_is_no_yaml_is_one_finding(text: str, said: str | None) -> None:
    """The line is that of the mistake; a tag makes no object, for nothing is constructed."""
    problems = Problems()
    node = compose(text, "a.yaml", problems)
    assert (node is None) == (said is not None)
    assert [str(finding).startswith(said or "?") for finding in problems.findings] == [True] * (said is not None)


def test_lines_count_from_the_top_of_the_file() -> None:
    """A head starts on the second line of its file, a text further on."""
    problems = Problems()
    node = compose("a: 1\nb: 2", "a.md", problems, first_line=2)
    assert node is not None
    fields = Value(node, "a.md", problems, offset=1).fields()
    value = fields.get("b")
    assert value is not None
    assert value.place.line == 3
    assert compose("a: 'open", "a.md", problems, first_line=7) is None
    assert problems.findings[-1].place.line >= 7


def test_a_key_that_must_be_there_is_asked_for() -> None:
    """A missing key and a key without a value are different mistakes."""
    fields, problems = fields_of("titel:\nsoort: hoofdstuk")
    assert [fields.text("titel"), fields.text("alt"), fields.text("soort")] == ["", "", "hoofdstuk"]
    assert [str(finding) for finding in problems.findings] == [
        "a.yaml:1: bij «titel» staat niets (sleutel)\n    Doe dit: schrijf iets achter titel:",
        "a.yaml:1: de sleutel «alt» ontbreekt (sleutel)\n    Doe dit: voeg een regel toe die begint met alt:",
    ]


def test_a_key_that_may_be_missing_gives_nothing() -> None:
    """Nothing is said about what nobody has to fill in."""
    fields, problems = fields_of("leeg:")
    assert (fields.maybe("nergens"), fields.maybe("leeg")) == ("", "")
    assert (fields.texts("nergens"), fields.items("nergens"), fields.texts("leeg")) == ((), [], ())
    assert not problems.findings


def test_an_unknown_key_is_a_finding_with_the_nearest_known_one() -> None:
    """A typing mistake in an optional key would otherwise make its text vanish."""
    fields, problems = fields_of("titel: a\nondertitle: b")
    assert (fields.text("titel"), fields.maybe("ondertitel")) == ("a", "")
    fields.done()
    (finding,) = problems.findings
    assert str(finding).splitlines() == [
        "a.yaml:2: de sleutel «ondertitle» is onbekend (sleutel)",
        "    Doe dit: Bedoelde u «ondertitel»? Bekende sleutels: ondertitel, titel.",
    ]


def test_every_problem_of_a_file_is_told_at_once() -> None:
    """Reading goes on after a mistake."""
    fields, problems = fields_of("getal: x\ndatum: y\nkeuze: z\nvreemd: q")
    for key, reader in (("getal", NUMBER), ("datum", DATE), ("keuze", CHOICE)):
        value = fields.need(key)
        assert value is not None
        reader(value)
    fields.done()
    assert [finding.place.line for finding in problems.findings] == [1, 2, 3, 4]
