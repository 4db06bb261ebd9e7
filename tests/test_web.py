"""The booklet for a screen as HTML: the same words as on paper, with links where paper has pages."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from conftest import Project
from test_booklet import BODIES, Marked, by_class, by_id, text_of

from booklet.content.directives import DIRECTIVES
from booklet.content.fields import Problems
from booklet.content.load import load
from booklet.content.markdown import parse
from booklet.content.records import Library, Sort
from booklet.content.text import Aim, Reference, Strong, Words
from booklet.page.web import compose_web, without_pages
from booklet.report import Place
from booklet.web.audit import audit

TITLES = {"bellen": "Wanneer belt u?", "oefening-brug": "Bruggetje"}
ARGUMENTS = {"alarm": " 112 Bel", "oefening": " bruggetje", "redenen": " Eén"}
SIGNS = {"pijnstoplicht": "stoplicht", "oefening": "oefenkaart", "nieuwe-bladzijde": "nieuwe-bladzijde"}


def read(library: Library, words: NullTranslations | None = None) -> Element:
    """Compose a page and read it as a browser would."""
    return tinyhtml5.parse(compose_web(library, words), namespace_html_elements=False)


@pytest.fixture(scope="module")
def page(library: Library) -> Element:
    """Compose the small booklet for a screen, once."""
    return read(library)


def refer(target: str, text: str = "bladzijde", aim: Aim = Aim.PLACE) -> Reference:
    """Make a reference."""
    return Reference(aim=aim, target=target, content=(Words(text=text),), place=Place(path="a.md"))


@pytest.mark.parametrize(
    ("run", "read_as"),
    [
        ((Words(text="Zie "), refer("bellen"), Words(text=".")), "Zie ‘Wanneer belt u?’."),
        (
            (Words(text="Kijk op "), refer("bellen"), Words(text=" wie u belt.")),
            "Kijk bij ‘Wanneer belt u?’ wie u belt.",
        ),
        ((Words(text="Op "), refer("bellen"), Words(text=" staat het.")), "Bij ‘Wanneer belt u?’ staat het."),
        ((Words(text="zoals op "), refer("brug", aim=Aim.EXERCISE)), "zoals bij ‘Bruggetje’"),
        ((Words(text="Ga staan op "), refer("bellen", "de mat")), "Ga staan op de mat"),
        ((refer("bellen"),), "Wanneer belt u?"),
        ((Strong(content=(Words(text="Kijk op "), refer("bellen"))), Words(text="!")), "Kijk bij ‘Wanneer belt u?’!"),
    ],
)
def test_a_page_becomes_the_title_of_what_stands_there(run: tuple[Words, ...], read_as: str) -> None:
    """Nobody can turn to page 4 of a screen; other references keep their words."""

    def words(item: Words | Strong | Reference) -> str:
        return item.text if isinstance(item, Words) else "".join(words(inner) for inner in item.content)

    assert "".join(words(item) for item in without_pages(run, TITLES, "bladzijde")) == read_as


def test_no_page_is_named(page: Element) -> None:
    """No number of a page is left anywhere, not even an unknown one."""
    assert not re.search(r"\b[Bb]ladzijde\s\d|\bblz\.|\b00\b(?! 00)", text_of(page))


def test_all_that_stands_on_paper_stands_on_the_screen(page: Element, library: Library) -> None:
    """Chapters, headings, exercises with their steps, programmes, words and sources."""
    text = text_of(page)
    told = [chapter.title for chapter in library.chapters]
    told += [name.title for name in (*library.exercises, *library.programmes)]
    told += [caption for item in library.exercises for caption in (item.purpose, *vars(item.briefly).values())]
    told += [term.word for term in library.terms] + [lamp.meaning for lamp in library.lamps]
    assert [words for words in told if words.replace("'", "’") not in text] == []
    assert len(told) > 25


def test_there_is_one_way_through_the_headings(page: Element) -> None:
    """The booklet is of level 1, its chapters of level 2; exercises stand below the goal that they serve."""
    assert [text_of(heading) for heading in page.iter("h1")] == ["Klein boekje"]
    assert "Wat is pijn?" in [text_of(heading) for heading in page.iter("h2")]
    section = by_id(page, "oefeningen")
    levels = [(heading.tag, text_of(heading)) for heading in section.iter() if re.fullmatch("h[34]", str(heading.tag))]
    assert ("h3", "Sterker worden") in levels
    assert levels[levels.index(("h3", "Sterker worden")) + 1] == ("h4", "Bruggetje")


def test_the_contents_and_whom_to_call_are_always_at_hand(page: Element) -> None:
    """First the way to the text, then the two that stay in view; then all chapters."""
    links = [(link.get("href"), text_of(link)) for link in page.iter("a")]
    assert links[:3] == [("#tekst", "Naar de tekst"), ("#bellen", "Wanneer bellen?"), ("#inhoud", "Inhoud")]
    contents = [link.get("href") for link in by_id(page, "inhoud").iter("a")]
    assert contents[:3] == ["#bellen", "#pijn", "#redenen"]
    names = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.iter("nav")]
    assert len(names) == len(set(names)) == 2


def test_without_contents_or_alarm_signs_the_page_still_stands(library: Library) -> None:
    """A booklet may do without them: then nothing leads there."""
    kept = [chapter for chapter in library.chapters if chapter.sort is not Sort.CONTENTS]
    plain = tuple(replace(item, sort=Sort.PAGE) if item.sort is Sort.ALARM else item for item in kept)
    html = compose_web(replace(library, chapters=plain))
    assert 'id="inhoud"' in html
    assert "Wanneer bellen?" not in html


def test_a_note_leads_there_and_back(page: Element) -> None:
    """At the end of its chapter, numbered on through the booklet, with a link to its source."""
    calls = by_class(page, "noot")
    assert [(call.get("href"), call.text) for call in calls] == [("#noot-1", "1"), ("#noot-2", "2")]
    notes = [by_id(by_id(page, "pijn"), f"noot-{number}") for number in (1, 2)]
    assert text_of(notes[0]) == "WHO, 2023, bron 3. Terug naar de tekst"
    assert text_of(notes[1]) == "Deze noot heeft eigen woorden. Terug naar de tekst"
    assert [link.get("href") for link in notes[0].iter("a")] == ["#bron-3", "#naar-noot-1"]
    assert [call.get("id") for call in calls] == ["naar-noot-1", "naar-noot-2"]


def test_a_word_leads_to_its_meaning_and_back(page: Element) -> None:
    """The glossary names the chapters in which a word is explained."""
    assert by_id(page, "uitleg-zenuwstelsel-1").get("href") == "#woord-zenuwstelsel"
    back = next(link for link in by_id(page, "woord-zenuwstelsel").iter("a"))
    assert (back.get("href"), text_of(back)) == ("#uitleg-zenuwstelsel-1", "Wat is pijn?")


def test_numbers_can_be_called(page: Element) -> None:
    """The emergency number in its heading, in sentences, and the number of the clinic."""
    headings = [text_of(by_id(page, "bellen-112"))]
    assert headings == ["Bel 112"]
    assert [link.get("href") for link in by_id(page, "bellen-112").iter("a")] == ["tel:112"]
    called = [link.get("href") for link in page.iter("a") if link.get("href", "").startswith("tel:")]
    assert called == ["tel:112", "tel:112", "tel:0350000000"]
    assert "mailto:info@voorbeeld.nl" in [link.get("href") for link in page.iter("a")]


def test_a_table_keeps_its_heads_when_it_becomes_cards(page: Element) -> None:
    """Every cell carries the head of its column, and every element its role."""
    for table in page.iter("table"):
        head, *rows = table.iter("tr")
        heads = [text_of(cell) for cell in head]
        assert table.get("role") == "table"
        for row in rows:
            assert [cell.get("data-kop") for cell in row] == heads
            assert {cell.get("role") for cell in row} <= {"cell", "rowheader"}


def test_worksheets_can_be_filled_in(page: Element) -> None:
    """A field for every line, each with a name; the reader is told that nothing is kept."""
    sheet = by_id(page, "werkbladen")
    fields = [(text_of(label), label.findall("textarea")[0].get("rows")) for label in sheet.iter("label")]
    assert fields == [("Dit wil ik doen:", "1"), ("Wat helpt mij daarbij?", "2")]
    cells = [field.get("aria-label") for field in sheet.iter("textarea") if field.get("aria-label")]
    assert cells == ["Maandag, Ochtend", "Maandag, Avond", "Dinsdag, Ochtend", "Dinsdag, Avond"]
    assert "wordt niet bewaard" in text_of(by_class(sheet, "bewaren")[0])
    assert {field.get("autocomplete") for field in page.iter("textarea")} == {"off"}


def test_an_exercise_tells_more_than_paper_has_room_for(page: Element) -> None:
    """What it is for, begin and end, how much, how, and behind one touch what to feel, how to breathe, what is safe."""
    bridge = by_id(page, "oefening-bruggetje")
    assert bridge.tag == "article"
    assert text_of(by_id(page, bridge.get("aria-labelledby", ""))) == "Bruggetje"
    assert [text_of(caption) for caption in bridge.iter("figcaption")] == ["Begin voeten plat", "Eind heupen hoog"]
    assert text_of(by_class(bridge, "dosis")[0]) == "’s ochtends 10 keer, rust, 10 keer"
    more = next(bridge.iter("details"))
    assert [text_of(name) for name in more.iter("dt")] == [
        "Nodig",
        "U voelt",
        "Liever niet",
        "Makkelijker",
        "Zwaarder",
        "Veilig",
        "Tempo",
        "Adem",
    ]


def test_what_is_not_known_is_left_out(project: Project, page: Element) -> None:
    """Paper has a line to write on; a screen says nothing."""
    footer = next(page.iter("footer"))
    assert "Website" not in text_of(footer)
    assert "Nagekeken door" not in text_of(page)
    project.spoil(
        "@ chapters/praktijk.yaml\n- nagekeken-door:\n+ nagekeken-door: A. Arts\n- website:\n+ website: https://a.nl\n"
        "- telefoon: …\n+ telefoon:"
    )
    known = read(load(project.root)[0])
    assert "Nagekeken door A. Arts." in text_of(known)
    links = {text_of(link): link.get("href") for link in next(known.iter("footer")).iter("a")}
    assert links["a.nl"] == "https://a.nl"
    assert "Telefoon" not in text_of(next(known.iter("footer")))


def test_what_was_written_is_escaped(project: Project) -> None:
    """A sign from a mark-up language is a sign, wherever somebody types it."""
    evil = "<script>alert(1)</script>"
    project.edit("chapters/10-pijn.md", "Deze noot heeft eigen", f"Deze {evil} noot")
    project.edit("chapters/10-pijn.md", "alt: Een telefoon op een tafel.", "alt: Een \" onload='alert(1)' <b>")
    project.edit("chapters/20-vragen.md", "titel: Vragen", f"titel: {evil}")
    project.edit("chapters/praktijk.yaml", "adres: Brugstraat 1, Hilversum", f'adres: "{evil}"')
    project.edit("chapters/oefeningen/bruggetje.md", "titel: Bruggetje", f"titel: {evil}")
    project.edit("chapters/21-werkbladen.md", "| Dag | Ochtend", '| Dag | Och"tend')
    page = read(load(project.root)[0])
    assert [element.tag for element in page.iter() if element.tag in ("script", "b")] == []
    assert [element for element in page.iter() if element.get("onload")] == []
    assert text_of(page).count(evil) >= 4


def test_the_words_of_the_templates_come_from_a_catalogue(library: Library) -> None:
    """A booklet in another language is a catalogue and a folder, not a rewrite."""
    text = text_of(read(library, Marked()))
    for message in ("Naar de tekst", "Inhoud", "Wanneer bellen?", "Terug naar de tekst", "Meer over deze oefening"):
        assert f"¤{message}" in text


@pytest.mark.parametrize("name", sorted(DIRECTIVES))
def test_every_box_that_a_text_may_use_is_shown(library: Library, name: str) -> None:
    """A box that no template knows would vanish without a word."""
    body = "" if DIRECTIVES[name].empty else BODIES.get(name, "SCHILDPAD")
    problems = Problems()
    blocks = parse(f"::: {name}{ARGUMENTS.get(name, '')}\n{body}\n:::", "a.md", problems)
    assert not problems.findings
    chapters = [replace(item, body=blocks) if item.id == "pijn" else item for item in library.chapters]
    chapter = by_id(read(replace(library, chapters=tuple(chapters))), "pijn")
    assert by_class(chapter, SIGNS[name]) if name in SIGNS else "SCHILDPAD" in text_of(chapter)


def test_the_real_booklet_passes_its_audit(whole: Library) -> None:
    """All but what enclosing settles: its drawings are still files."""
    complaints = [finding.what for finding in audit(compose_web(whole), "boekje.html")]
    assert [complaint for complaint in complaints if "file:" not in complaint] == []
    assert not re.search(r"\b[Bb]ladzijde\s\d", compose_web(whole))
