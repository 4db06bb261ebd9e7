"""The rules for what staff write: each bites where it should and nowhere else; our own texts pass all of them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CASES, REAL, Project, check_said

from booklet.content.load import load
from booklet.content.records import Library
from booklet.content.rules import NAMES, check, readability
from booklet.content.rules.catalogue import BY_NAME, RULES, Rule
from booklet.content.rules.passages import Form, Passage, passages
from booklet.content.rules.reading import Reading, prepare
from booklet.content.rules.silencers import RULE
from booklet.report import Place, Severity

TODAY = dt.date(2026, 11, 26)
FOLDER = CASES / "regels"
FILES = sorted(FOLDER.glob("*/*.txt"))
# What the examples in the help of a rule are; the examples of other rules are told, not written out.
EXAMPLES = {
    "kop-vorm": Form.HEADING,
    "vage-verwijzing": Form.PARAGRAPH,
    "lange-stap": Form.STEP,
    "beschrijving": Form.SPOKEN,
    "lange-zin": Form.PARAGRAPH,
    "lijdende-vorm": Form.PARAGRAPH,
    "spelling": Form.PARAGRAPH,
    "moeilijk-woord": Form.PARAGRAPH,
    "liever-niet": Form.PARAGRAPH,
    "je-of-u": Form.PARAGRAPH,
    "woord-dubbel": Form.PARAGRAPH,
    "getal-zonder-eenheid": Form.PARAGRAPH,
    "afkorting": Form.PARAGRAPH,
    "leesteken": Form.PARAGRAPH,
    "spatie": Form.PARAGRAPH,
    "haakje": Form.PARAGRAPH,
    "telefoon": Form.PARAGRAPH,
    "webadres": Form.PARAGRAPH,
}


def small_copy(folder: Path) -> Project:
    """Copy the words of the small project, without styles."""
    shutil.copytree(CASES / "klein", folder)
    return Project(root=folder)


def found_in(root: Path, rule: str) -> list[str]:
    """Give what one rule says of a project."""
    return [str(finding) for finding in check(load(root)[0], TODAY) if finding.rule == rule]


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_a_rule_bites_where_it_should_and_nowhere_else(case: Path, tmp_path: Path) -> None:
    """Changes to the small project; below =====, what the rule that names the folder says then."""
    project = small_copy(tmp_path / "klein")
    changes, _, expected = case.read_text(encoding="utf-8").partition("=====\n")
    project.spoil(changes)
    check_said("\n".join(found_in(project.root, case.parent.name)), expected)


@pytest.mark.parametrize("name", [*NAMES, RULE])
def test_every_rule_has_good_and_bad_cases(name: str) -> None:
    """A good case says nothing and a bad one something: otherwise it would prove nothing."""
    said = {
        path.stem: path.read_text(encoding="utf-8").partition("=====\n")[2] for path in FOLDER.glob(f"{name}/*.txt")
    }
    assert {stem.split("-")[0] for stem in said} == {"goed", "fout"}
    assert [stem for stem, expected in said.items() if stem.startswith("goed") and expected] == []
    assert [stem for stem, expected in said.items() if stem.startswith("fout") and f"({name})" not in expected] == []


def test_every_case_is_of_a_rule() -> None:
    """A folder with another name would test nothing."""
    assert {path.parent.name for path in FILES} == {*NAMES, RULE}
    assert len(set(NAMES)) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """One sentence for the list, and an example of what is good and of what is not."""
    assert re.fullmatch(r"[A-ZÉ][^\n]+\.", rule.summary)
    assert len(rule.summary) < 100
    assert re.search(r"^Goed: \S", rule.help, flags=re.MULTILINE)
    assert re.search(r"^Fout: \S", rule.help, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def reading(library: Library) -> Reading:
    """Give the small project as rules read it."""
    return prepare(library, TODAY)


def example(rule: Rule, kind: str) -> str:
    """Take an example out of the help of a rule; it runs on until the next line that begins with a word and a colon."""
    found = re.search(rf"^{kind}: (.*?)(?=\n\n|\n\w+: |\Z)", rule.help, flags=re.MULTILINE | re.DOTALL)
    assert found
    return re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", " ".join(found[1].split()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_in_the_help_are_true(name: str, reading: Reading) -> None:
    """The rule says nothing of the good example, and something of the other."""
    rule, place = BY_NAME[name], Place(path="chapters/x.md", line=1)

    def remarks(kind: str) -> list[str]:
        told = Passage(text=example(rule, kind), form=EXAMPLES[name], place=place)
        return [what for _, what, _ in rule.find(replace(reading, passages=(told,)))]

    assert remarks("Goed") == []
    assert remarks("Fout") != []


def test_our_own_texts_pass(whole: Library) -> None:
    """No rule cries wolf: no mistakes, no advice, and nothing switched off that would say nothing."""
    assert [str(finding) for finding in check(whole, TODAY)] == []


def test_the_small_project_passes(library: Library) -> None:
    """Otherwise no case would prove anything."""
    assert check(library, TODAY) == ()


# Mistakes in our own chapters, of the kind that people make: the file, what stood there, what stands there now, and the
# rule that sees it.
MISTAKES = (
    ("10-wat-is-pijn.md", "Loop na het eten een blokje om.\n\n", "Loop na het etn een blokje om.\n\n", "spelling"),
    ("11-waarom.md", "Kies één kruis en vertel ons welk.", "Kies één kruis en vertel ons je keuze.", "je-of-u"),
    ("12-onderzoek.md", "Wij kijken verder dan", "Wij kijken kijken verder dan", "woord-dubbel"),
    ("13-rustfase.md", "Vaak geeft dat al wat verlichting.", "Slijtage geeft dat niet.", "liever-niet"),
    (
        "14-opbouwfase.md",
        "Zet na elke keer een kruis op de kalender. Ramen verdeelt u ook:",
        "Zet na elke keer een kruis op de kalender, ook als het niet ging zoals u wilde, want ramen verdeelt u ook:",
        "lange-zin",
    ),
    ("15-thuis.md", "Doe dan 4 tot 6 keer in plaats van 8.", "Doe dan 4 of 6.", "getal-zonder-eenheid"),
    ("16-leefstijl.md", "Zet uw printer in de gang.", "Implementeer een ergonomische routine.", "moeilijk-woord"),
    ("17-opvlamming.md", "U zet thee en wacht", "U zet thee , en wacht", "spatie"),
    ("20-vragen.md", "Kijk wel eerst op [bladzijde](#bellen).", "Kijk wel eerst op bladzijde 6!", "leesteken"),
    (
        "20-vragen.md",
        "Neem volgende week pas",
        "Er wordt dan gekeken wat er getild wordt. Neem dan pas",
        "lijdende-vorm",
    ),
    ("21-werkbladen.md", "met een getal en een datum", "(met een getal en een datum", "haakje"),
    ("03-bellen.md", "0800-0113", "0800-011", "telefoon"),
    ("praktijk.yaml", "nakijken-voor: 2028-11-22", "nakijken-voor: 2026-11-22", "nakijken"),
    ("woordenlijst.yaml", "Werk en pauzes over de dag verdelen.", "Werk & pauzes over de dag verdelen.", "afkorting"),
    ("oefeningen/brug.md", "4. Blijf 2 tellen boven", "4. Blijf 4 tellen boven", "tellen-gelijk"),
    ("oefeningen/muurzit.md", ", rust: 45}", ", rust: 0}", "rust"),
    ("oefenblad/kat-koe.yaml", "naam: Kat", "naam: Katt", "spelling"),
    ("programmas/kracht-thuis.yaml", "fase: opbouwen", "fase: kalmeren", "programma-past"),
    ("figuren/brug.yaml", '"De heupen zijn', '"Tekening: de heupen zijn', "beschrijving"),
    ("bronnen.yaml", '  jaar: 2021\n  kort: "KNGF, 2021"', '  jaar: null\n  kort: "KNGF, 2021"', "bron-zonder-jaar"),
)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Make all mistakes in a copy of our own chapters, and give the files and rules of what is found."""
    root = tmp_path_factory.mktemp("spoilt")
    shutil.copytree(REAL / "chapters", root / "chapters")
    project = Project(root=root)
    for path, old, new, _ in MISTAKES:
        project.edit(f"chapters/{path}", old, new)
    return {(found.place.path, found.rule) for found in check(load(root)[0], TODAY)}


@pytest.mark.parametrize(("path", "rule"), [(path, rule) for path, _, _, rule in MISTAKES])
def test_a_mistake_in_our_own_texts_is_seen(path: str, rule: str, spoilt: set[tuple[str, str]]) -> None:
    """Rules that never bite would let our texts pass too."""
    assert (f"chapters/{path}", rule) in spoilt


def test_nothing_else_is_seen_in_them(spoilt: set[tuple[str, str]]) -> None:
    """What goes with a mistake may be said; elsewhere all stays quiet."""
    assert {path for path, _ in spoilt} == {f"chapters/{path}" for path, _, _, _ in MISTAKES}


# Where a word of a passage stands in its file: whatever marks stand in between.
PLACES = (
    ("a.md", "Een regel.\n\nLoop **heel\nrustig** door.", 3, "Loop heel rustig door.", "rustig", (4, 1)),
    ("a.md", "Zie [de stoel](#stoel) en de stoel.", 1, "Zie de stoel en de stoel.", "stoel.", (1, 30)),
    ("a.md", "Pijn.[^WHO2023] Pijn die zakt.", 1, "Pijn. Pijn die zakt.", "die", (1, 22)),
    ("a.md", "- Huisarts: ___\n- Post: ___", 1, "Post: ", "Post", (2, 3)),
    ("a.yaml", 'titel: x\ndoel: "Voor \'s avonds, thuis"', 1, "Voor 's avonds, thuis", "avonds", (2, 16)),
    ("a.yaml", "uitleg: |\n  Eerst dit.\n  Dan dat.", 1, "Eerst dit. Dan dat.", "dat", (3, 7)),
    ("a.md", "Iets heel anders.", 7, "Deze woorden staan er niet.", "staan", (7, 0)),
)


@pytest.mark.parametrize(("path", "source", "line", "text", "word", "expected"), PLACES)
def test_a_place_is_exact(
    reading: Reading, path: str, source: str, line: int, text: str, word: str, expected: tuple[int, int]
) -> None:
    """Editors jump to the line and the column; when the words cannot be found, to where the passage stands."""
    passage = Passage(text=text, form=Form.PARAGRAPH, place=Place(path=path, line=line))
    place = replace(reading, sources={path: source}).place(passage, text.index(word))
    assert (place.line, place.column) == expected


def test_nearly_every_word_is_found_in_its_file(whole: Library) -> None:
    """In our own texts every passage has a line and a column."""
    read = prepare(whole, TODAY)
    assert [item.text for item in read.passages if not read.place(item).column] == []


def printed(library: Library) -> Iterator[str]:
    """Give all texts that rules read."""
    return (passage.text for passage in passages(library))


@pytest.mark.parametrize(
    "text",
    [
        "Vijf redenen.",  # a summary
        "Een trap met een lichte tree.",  # what a picture tells
        "Zet een kruis waar u zich herkent.",  # a box
        "Deze noot heeft eigen woorden.",  # a note
        "een duim op uw arm",  # a definition
        "voeten plat",  # under a drawing
        "Half zo hoog",  # in short
        "zo vaak als het lukt",  # in a programme
        "Loop 5 minuten.",  # the build-up of a programme
        "U bent kort geleden geopereerd.",  # a condition
        "Liever liggen? Neem Bruggetje vaker.",  # a key that holds Markdown
    ],
)
def test_all_that_gets_printed_is_read(library: Library, text: str) -> None:
    """Nobody spells well by luck."""
    assert text in set(printed(library))


def test_readability_knows_the_edition_in_use(whole: Library) -> None:
    """Every text has a figure, and one to compare with: a release keeps them, a new text has none yet."""
    figures = {text.id: text for text in readability(whole)}
    assert {"wat-is-pijn", "vragen", "oefeningen/", "programmas/", "oefenblad/"} <= figures.keys()
    assert all(text.counts.ease >= 80 for text in figures.values())
    assert whole.wording.ease_of
    assert whole.wording.ease.keys() == figures.keys()


def test_what_should_be_mended_first_comes_with_its_weight(library: Library) -> None:
    """A mistake stops a release, advice does not."""
    assert {rule.severity for rule in RULES} == {Severity.ERROR, Severity.ADVICE}
    assert BY_NAME["spelling"].severity is Severity.ERROR
    assert BY_NAME["moeilijk-woord"].severity is Severity.ADVICE
    late = check(library, library.practice.review)
    assert "nakijken" in {finding.rule for finding in late}
