"""The booklet as HTML: everything that was written stands in it, once, escaped, and in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from conftest import REAL, Project

from booklet.content.directives import DIRECTIVES
from booklet.content.fields import Problems
from booklet.content.load import load
from booklet.content.markdown import parse
from booklet.content.records import Library
from booklet.page.booklet import compose
from booklet.page.layout import Layout

TEMPLATES = sorted((REAL / "booklet/page/templates").rglob("*.j2"))
PAGES = {
    "bellen": 5,
    "pijn": 7,
    "redenen": 9,
    "oefeningen": 13,
    "oefening-bruggetje": 16,
    "oefening-wandelen": 17,
    "bron-3": 23,
}


def read(library: Library, layout: Layout | None = None, words: NullTranslations | None = None) -> Element:
    """Compose a booklet and read its HTML as a reader would: all parts in one document."""
    parts = compose(library, layout or Layout(pages=PAGES), words)
    whole, *others = (tinyhtml5.parse(part.html, namespace_html_elements=False) for part in parts)
    body = whole.find("body")
    assert body is not None
    for other in others:
        body.extend(other.find("body") or ())
    return whole


def text_of(element: Element) -> str:
    """Give the words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def by_class(page: Element, name: str) -> list[Element]:
    """Find the elements of a class, in order."""
    return [element for element in page.iter() if name in element.get("class", "").split()]


def by_id(page: Element, name: str) -> Element:
    """Find the one element with an id."""
    (element,) = (element for element in page.iter() if element.get("id") == name)
    return element


@pytest.fixture(scope="module")
def page(library: Library) -> Element:
    """Compose the small booklet once."""
    return read(library)


def test_no_mark_up_is_left_in_the_text(page: Element) -> None:
    """What a reader sees holds no asterisks, braces or brackets of a source, and nothing of the program."""
    body = page.find("body")
    assert body is not None
    text = text_of(body)
    for leak in (
        "**",
        "](",
        "[^",
        ":::",
        "{#",
        "{beeld",
        "{{",
        "{%",
        "___",
        "None",
        "Undefined",
        "<strong",
        "&lt;",
        "&amp;",
    ):
        assert leak not in text


def test_what_was_written_is_escaped(project: Project) -> None:
    """A sign from a mark-up language is a sign, wherever somebody types it."""
    evil = "<script>alert(1)</script>"
    project.edit("chapters/10-pijn.md", "Uw pijn is echt.\n:::", f"Uw {evil} pijn.\n:::")
    project.edit("chapters/10-pijn.md", "## Wat betekent het?", f"## Wat {evil}?")
    project.edit("chapters/10-pijn.md", "Deze noot heeft eigen", f"Deze {evil} noot")
    project.edit("chapters/20-vragen.md", "titel: Vragen", f"titel: {evil}")
    project.edit("chapters/10-pijn.md", "alt: Een telefoon op een tafel.", "alt: Een \" onload='alert(1)' <b>")
    project.edit("chapters/praktijk.yaml", "naam: Rugpraktijk De Brug", f"naam: {evil}")
    project.edit("chapters/woordenlijst.yaml", "woord: prikkel", f"woord: {evil}")
    project.edit("chapters/bronnen.yaml", "auteurs: NHG-werkgroep", f"auteurs: {evil}")
    project.edit("chapters/oefeningen/bruggetje.md", "titel: Bruggetje", "titel: <i>Brug</i>")
    project.edit("chapters/oefeningen/bruggetje.md", "2. Til uw heupen op.", f"2. {evil}")
    project.edit("chapters/programmas/eerste-week.yaml", "titel: Eerste week", "titel: <i>Week</i>")
    project.edit("chapters/overleg.yaml", "naam: operatie", "naam: <i>iets</i>")
    project.edit("chapters/pijnstoplicht.yaml", "doe: ga door", "doe: <i>ga</i>")
    page = read(load(project.root)[0])
    assert [element.tag for element in page.iter() if element.tag in ("script", "b", "i")] == []
    assert [element for element in page.iter() if element.get("onload")] == []
    assert text_of(page).count(evil) >= 8
    assert "onload=‘alert(1)’ <b>" in [image.get("alt", "") for image in page.iter("img")][1]


def test_the_document_says_its_language_and_title(page: Element) -> None:
    """A screen reader asks for both."""
    assert page.get("lang") == "nl"
    assert page.findtext("head/title") == "Klein boekje: Een boekje om mee te proeven"


def test_the_contents_list_every_text_with_its_number_and_page(page: Element) -> None:
    """What comes before the first chapter, the parts, and what is there to be used."""
    contents = by_id(page, "inhoud")
    rows = [
        (row.findtext("span[@class='nummer']") or "", row.findtext("a"), row.findtext("span[@class='blad']"))
        for row in by_class(contents, "rij")
    ]
    assert rows[:4] == [
        ("", "Wanneer belt u, en wie?", "5"),
        ("1", "Wat is pijn?", "7"),
        ("2", "Waarom blijft pijn?", "9"),
        ("3", "De oefeningen", "13"),
    ]
    assert [title for _, title, _ in rows[4:]] == [
        "De programma’s",
        "Vragen",
        "Werkbladen",
        "Woordenlijst",
        "Bronnen",
        "Alles op een rij",
    ]
    assert [text_of(name) for name in by_class(contents, "deel")] == [
        "Begrijpen",
        "Tot rust komen",
        "Volhouden",
        "Om te gebruiken",
    ]


def test_every_link_leads_to_something_in_the_booklet(page: Element) -> None:
    """No reference is dead, and no name is given twice."""
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))
    targets = {link.get("href", "") for link in page.iter("a")}
    assert targets
    assert {target.removeprefix("#") for target in targets if target.startswith("#")} <= set(names)


def test_nothing_but_words_stands_in_a_link(page: Element) -> None:
    """An element inside a link breaks the tags (PDF/UA-1, 7.18.5)."""
    assert [list(link) for link in page.iter("a") if len(link)] == []


def test_headings_do_not_skip_a_level(page: Element) -> None:
    """And the first is of level 1 (PDF/UA-1, 7.4.2)."""
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_is_described(page: Element) -> None:
    """The description is never empty (7.3-1)."""
    pictures = list(page.iter("img"))
    assert len(pictures) >= 8
    assert all(picture.get("alt") for picture in pictures)


def test_an_opening_announces_the_sections_of_its_chapter(page: Element) -> None:
    """Cards count as one section."""
    openings = [by_class(by_id(page, name), "in-dit-hoofdstuk")[0] for name in ("pijn", "redenen")]
    assert [[link.text for link in opening.iter("a")] for opening in openings] == [
        ["Wat betekent het?", "Waar begint het?"],
        ["Vijf redenen", "Wat doet u vandaag?"],
    ]


def test_cards_stand_four_on_a_page_and_are_numbered_on(page: Element) -> None:
    """What stands before the fifth card goes above it on the second page."""
    sheets = by_class(page, "redenen")
    assert [[card.findtext("h3") for card in by_class(sheet, "reden")] for sheet in sheets] == [
        ["1. Zenuwen", "2. Sparen", "3. Zitten", "4. Stress"],
        ["5. Slaap"],
    ]
    assert [[text_of(words) for words in by_class(sheet, "boven")[0].iter("p")] for sheet in sheets] == [
        ["Zet een kruis waar u zich herkent."],
        ["Kernpunt", "De meeste mensen zetten twee kruisen."],
    ]


def test_exercises_are_found_by_the_position_of_the_body(page: Element) -> None:
    """A register with page numbers, positions without exercises left out."""
    assert [text_of(name) for name in by_class(by_class(page, "register")[0], "deel")] == ["Op uw rug", "Lopend"]
    rows = [text_of(row) for row in by_class(by_class(page, "register")[0], "rij")]
    assert rows == ["Bruggetje16", "Wandelen17"]


def test_an_exercise_stands_whole_on_the_page(page: Element) -> None:
    """Drawings with captions, dose by moment of the day, steps, and the three notes."""
    bridge, walk = (by_id(page, f"oefening-{name}") for name in ("bruggetje", "wandelen"))
    assert [text_of(caption) for caption in bridge.iter("figcaption")] == ["Begin voeten plat", "Eind heupen hoog"]
    assert [text_of(step) for step in bridge.iter("li")] == [
        "Ga op uw rug liggen.",
        "Til uw heupen op.",
        "Zak langzaam terug.",
    ]
    assert text_of(by_class(bridge, "dosis")[0]) == "’s ochtends 10 keer, rust, 10 keer"
    assert text_of(by_class(walk, "dosis")[0]) == "’s ochtends 5 minuten ’s avonds 5 minuten"
    assert [text_of(by_class(item, "vaak")[0]) for item in (bridge, walk)] == ["3 dagen per week", "elke dag"]
    assert text_of(by_class(bridge, "kort-gezegd")[0]) == (
        "Liever nietRug hol trekken MakkelijkerHalf zo hoog ZwaarderTel boven tot 10"
    )


def test_only_conditions_that_are_special_stand_under_an_exercise(page: Element) -> None:
    """What holds for every exercise is said once, before all of them."""
    assert [text_of(item) for item in by_class(page, "overleg")] == ["Eerst overleggen bij: operatie"]


def test_a_programme_goes_by_the_moments_of_the_day(page: Element) -> None:
    """A task with two moments stands at both."""
    rows = [[text_of(cell) for cell in row] for row in by_class(page, "programma-tabel")[0].iter("tr")][1:]
    assert [row[1:] for row in rows] == [
        ["Wandelen", "3 minuten", "17"],
        ["Bruggetje", "zo vaak als het lukt", "16"],
        ["Wandelen", "3 minuten", "17"],
    ]


def test_only_what_is_cited_stands_in_the_list_of_sources(page: Element) -> None:
    """In alphabetical order; a source that only a head names counts as well."""
    assert [text_of(item)[:4] for item in by_class(page, "bronnenlijst")[0]] == ["Apen", "NHG-", "Worl"]


def test_a_citation_says_the_number_and_the_page_of_its_source(page: Element) -> None:
    """So that it can be looked up on paper; a note of one's own stands as it was written."""
    assert [text_of(note) for note in by_class(page, "noot")] == [
        "WHO, 2023. Bron 3 op bladzijde 23.",
        "Deze noot heeft eigen woorden.",
    ]


def test_the_glossary_says_where_a_word_is_explained(library: Library) -> None:
    """Each page once."""
    anchors = {"uitleg-prikkel-1": 8, "uitleg-prikkel-2": 8, "uitleg-prikkel-3": 12}
    page = read(library, Layout(pages=anchors))
    words = text_of(by_id(page, "woordenlijst"))
    assert text_of(by_id(page, "woord-prikkel")).startswith("prikkel")
    assert "stimulus, signaal" in words
    assert re.search(r"Bladzijde 8, 12\b", words)


@pytest.mark.parametrize("notes", [0, 1, 3])
def test_note_pages_stand_before_the_back_cover(library: Library, notes: int) -> None:
    """As many as the layout asks for."""
    page = read(library, Layout(notes=notes))
    sections = [text_of(section) for section in page.iter("section")]
    assert [text.startswith("Aantekeningen") for text in sections[-1 - notes :]] == [True] * notes + [False]
    assert sum(text.startswith("Aantekeningen") for text in sections) == notes


def test_a_chapter_ends_with_a_page_to_write_on_when_the_layout_says_so(library: Library) -> None:
    """The others only mark where they end."""
    page = read(library, Layout(fillers=frozenset({"pijn"})))
    assert (by_id(page, "einde-pijn").tag, text_of(by_id(page, "einde-pijn"))) == ("h2", "Wat ik wil onthouden")
    assert (by_id(page, "einde-redenen").tag, text_of(by_id(page, "einde-redenen"))) == ("div", "")


def test_what_is_not_known_prints_as_a_line_to_write_on(project: Project, page: Element) -> None:
    """Who checked the booklet, and the website, are empty in the small project."""
    assert "Nagekeken door" in [text_of(line) for line in by_class(by_id(page, "welkom"), "veld")]
    assert [text_of(line) for line in by_class(by_class(page, "adres")[0], "veld")] == ["Website"]
    project.spoil(
        "@ chapters/praktijk.yaml\n- nagekeken-door:\n+ nagekeken-door: A. Arts\n- website:\n+ website: https://a.nl"
    )
    known = read(load(project.root)[0])
    assert "Nagekeken door A. Arts." in text_of(by_id(known, "welkom"))
    assert by_class(by_class(known, "adres")[0], "veld") == []


def test_dates_are_written_in_dutch(page: Element) -> None:
    """By Babel, whatever the language of the machine."""
    welcome = text_of(by_id(page, "welkom"))
    assert "november 2026" in welcome
    assert "22 november 2028" in welcome


def test_head_cells_head_a_column_or_a_row(page: Element) -> None:
    """Every table has heads above its columns; rows of more than two cells have a head as well."""
    tables = list(page.iter("table"))
    for table in tables:
        head, *rows = table.iter("tr")
        assert {(cell.tag, cell.get("scope")) for cell in head} == {("th", "col")}
        assert {cell.get("scope") for row in rows for cell in row if cell.tag == "th"} <= {"row"}
        assert len({len(row) for row in (head, *rows)}) == 1
    wide = [table for table in tables if len(next(table.iter("tr"))) > 2]
    assert len(wide) >= 3
    assert all(table.findall(".//th[@scope='row']") for table in wide)


def test_a_heading_that_begins_a_page_is_marked(library: Library) -> None:
    """The layout says which."""
    page = read(library, Layout(tops=frozenset({"begin"})))
    assert [element.get("id") for element in by_class(page, "bovenaan")] == ["begin"]


class Marked(NullTranslations):
    """A catalogue that marks everything it is asked for."""

    def gettext(self, message: str) -> str:
        """Mark a message."""
        return f"¤{message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Mark the form of a message that goes with a number."""
        return f"¤{msgid1 if n == 1 else msgid2}"


def test_the_words_of_the_templates_come_from_a_catalogue(library: Library) -> None:
    """A booklet in another language is a catalogue and a folder, not a rewrite."""
    text = text_of(read(library, words=Marked()))
    for message in (
        "In dit hoofdstuk",
        "In het kort",
        "Kernpunt",
        "Zoek op houding",
        "Liever niet",
        "Dit boekje is van",
        "bladzijde",
    ):
        assert f"¤{message}" in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_outside_the_catalogue(template: Path) -> None:
    """Between the tags of a template stands nothing that would have to be translated."""
    marked = r"\{#.*?#\}|\{% trans.*?endtrans %\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>"
    left = re.sub(marked, "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[^\W\d]+", re.sub(r"<[^>]*>", "", left)) == []


BODIES = {
    "doe-dit": "1. SCHILDPAD\n2. b\n3. c",
    "stappen": "1. SCHILDPAD\n2. b",
    "kort": "1. SCHILDPAD\n2. b\n3. c",
    "in-het-kort": "- SCHILDPAD\n- b\n- c",
    "redenen": "### SCHILDPAD {beeld=zenuw}\nTekst.",
    "alarm": "- SCHILDPAD",
    "schrijf": "- SCHILDPAD: ___",
    "beelden": "- zitten: SCHILDPAD",
}
ARGUMENTS = {"alarm": " 112 Bel", "oefening": " bruggetje", "redenen": " Eén"}
SIGNS = {"pijnstoplicht": "stoplicht", "oefening": "oefenkaart", "nieuwe-bladzijde": "nieuwe-bladzijde"}


@pytest.mark.parametrize("name", sorted(DIRECTIVES))
def test_every_box_that_a_text_may_use_is_printed(library: Library, name: str) -> None:
    """A box that no template knows would vanish from print without a word."""
    body = "" if DIRECTIVES[name].empty else BODIES.get(name, "SCHILDPAD")
    problems = Problems()
    blocks = parse(f"::: {name}{ARGUMENTS.get(name, '')}\n{body}\n:::", "a.md", problems)
    assert not problems.findings
    chapters = [replace(item, body=blocks) if item.id == "pijn" else item for item in library.chapters]
    chapter = by_id(read(replace(library, chapters=tuple(chapters))), "pijn")
    assert by_class(chapter, SIGNS[name]) if name in SIGNS else "SCHILDPAD" in text_of(chapter)


def test_writing_lines_stand_beside_or_below_their_words(page: Element) -> None:
    """One line behind a colon stands beside the words; otherwise lines stand below, as many as were typed."""
    sheet = by_id(page, "werkbladen")
    assert [text_of(line) for line in by_class(sheet, "veld")] == ["Dit wil ik doen:"]
    assert [text_of(line) for line in by_class(sheet, "vraag")] == ["Wat helpt mij daarbij?"]
    assert len(by_class(sheet, "regels-2")) == 1
