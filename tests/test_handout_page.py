"""The handout's page: geometry, drawings, log, rows and refusals, and what a typeset page is checked for."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import REAL
from handout_cases import Bench, make_bench, page_text

from booklet.build.sources import digests
from booklet.content.records import Frame, Library, Picture
from booklet.page.handout import Leads, compose_handout
from booklet.page.handout_code import code
from booklet.page.handout_geometry import LARGE, NORMAL, PAGE_HEIGHT, ROOMY, TIGHT, geometry, settings
from booklet.page.handout_log import days_head, pain_squares, squares
from booklet.page.handout_pictures import arrange
from booklet.page.handout_refusal import refusal
from booklet.page.handout_rows import row
from booklet.page.index import packed, unpacked
from booklet.pdf.sheet import misfits
from booklet.pdf.typeset import typeset

WORDS = NullTranslations()
NO_LEADS = Leads(exercises={}, programme=None, alarm=None)
EVERY_PAGE = [(count, setting) for count in range(1, 7) for setting in settings(count, large=False)]
EVERY_PAGE += [(count, LARGE) for count in (1, 2, 3)]


@pytest.fixture(scope="module")
def bench() -> Bench:
    """Read the real sources once."""
    return make_bench()


@pytest.mark.parametrize(("count", "setting"), EVERY_PAGE)
def test_blocks_fill_the_page_without_touching(count: int, setting: str) -> None:
    """From head to foot each block begins below the one before it, and all stay within the margins."""
    page = geometry(count, setting, band_lines=1)
    blocks = list(page.blocks.values())
    assert blocks[0].top == 8
    assert all(one.top + one.height <= other.top + 0.01 for one, other in pairwise(blocks))
    assert blocks[-1].top + blocks[-1].height == pytest.approx(PAGE_HEIGHT - 8)
    assert page.card * count == pytest.approx(page.blocks["kaarten"].height, abs=0.05)


def test_the_roomiest_setting_is_tried_first() -> None:
    """Roomy exists up to three exercises, normal up to four; large letters have one setting."""
    assert [settings(count, large=False) for count in (1, 3, 4, 5, 6)] == [
        (ROOMY, NORMAL, TIGHT),
        (ROOMY, NORMAL, TIGHT),
        (NORMAL, TIGHT),
        (TIGHT,),
        (TIGHT,),
    ]
    assert [settings(count, large=True) for count in (1, 3, 4)] == [(LARGE,), (LARGE,), ()]


def frames(count: int, width: float, height: float) -> tuple[Frame, ...]:
    """Make frames of one size, in hundredths of a decimetre."""
    picture = Picture(file=Path("x.svg"), alt="Iemand staat.", width=width, height=height)
    return (Frame(picture=picture, name="Begin", caption=""),) * count


@pytest.mark.parametrize(
    ("count", "size", "stackable", "stacked"),
    [
        (2, (1700, 520), True, True),  # lying: one above the other prints them larger
        (2, (1700, 520), False, False),
        (2, (1000, 1800), True, False),  # standing
        (3, (1000, 1800), True, False),
        (1, (1600, 980), True, False),
    ],
)
def test_drawings_stay_in_their_room(count: int, size: tuple[float, float], stackable: bool, stacked: bool) -> None:
    """All at one scale, within the room, none over another, with a triangle between each two."""
    made = arrange(frames(count, *size), 72, 36, stackable=stackable)
    assert len(made.prints) == count
    assert len(made.arrows) == count - 1
    assert all(arrow.down == stacked for arrow in made.arrows)
    assert len({(item.width, item.height) for item in made.prints}) == 1
    for item in made.prints:
        assert item.left >= 0
        assert item.top >= 0
        assert item.left + item.width <= 72.01
        assert item.top + item.height <= 36.01
    for one, other in pairwise(made.prints):
        assert one.left + one.width <= other.left or one.top + one.height <= other.top


def test_small_prints_take_the_heavier_drawing(tmp_path: Path) -> None:
    """Under 1.5 mm per decimetre, if the heavier set has it."""
    (tmp_path / "klein").mkdir()
    (tmp_path / "klein" / "x.svg").touch()
    picture = Picture(file=tmp_path / "x.svg", alt="Iemand staat.", width=1000, height=1800)
    standing = (Frame(picture=picture, name="Begin", caption=""),) * 2
    assert arrange(standing, 76, 20, stackable=False).prints[0].file == tmp_path / "klein" / "x.svg"
    assert arrange(standing, 76, 40, stackable=False).prints[0].file == tmp_path / "x.svg"


def test_the_log_has_a_square_for_each_planned_day() -> None:
    """Monday, Wednesday and Friday of two weeks: six squares and eight dots, said in words too."""
    drawn = squares((1, 3, 5), geometry(4, NORMAL, 1), WORDS)
    assert (drawn.count("<rect"), drawn.count("<circle")) == (6, 8)
    assert "<title>Hokjes voor maandag, woensdag en vrijdag.</title>" in drawn
    assert squares((1, 2, 3, 4, 5, 6, 7), geometry(2, NORMAL, 1), WORDS).count("<rect") == 28
    assert pain_squares(geometry(4, NORMAL, 1), WORDS).count("<rect") == 14


def test_squares_are_wide_enough_and_in_the_drawing() -> None:
    """At least 6 mm wide and 5.9 mm high, and none cut off."""
    for count, setting in EVERY_PAGE:
        page = geometry(count, setting, 1)
        drawn = str(pain_squares(page, WORDS))
        width = float(re.findall(r'viewBox="0 0 ([\d.]+)', drawn)[0])
        placed = re.findall(r'<rect width="([\d.]+)" height="([\d.]+)"[^>]+translate\(([\d.]+),[\d.]+\)"/>', drawn)
        assert len(placed) == 7 * page.weeks
        for wide, high, left in placed:
            assert float(wide) >= 6
            assert float(high) >= 5.9
            assert 0.2 <= float(left) <= width - float(wide) - 0.2


def test_an_exercise_that_starts_later_says_so() -> None:
    """In the second week, or after the log has ended."""
    page = geometry(6, TIGHT, 1)
    second = squares((1, 3, 5), page, WORDS, first_week=2)
    assert second.count("<rect") == 3
    assert "Begin in week 2." in second
    assert "Begin hiermee in week 3." in squares((1, 3, 5), page, WORDS, first_week=3)


def test_the_head_of_the_log_names_weeks_and_days() -> None:
    """Two weeks side by side, four in two lines, in large letters one below the other."""
    assert ">week 2</text>" in days_head(geometry(4, NORMAL, 1), WORDS)
    assert "week 1, eronder 3" in days_head(geometry(1, ROOMY, 1), WORDS)
    assert "week 1, eronder 2" in days_head(geometry(1, LARGE, 1), WORDS)
    assert "deze week" in days_head(geometry(3, LARGE, 1), WORDS)


def test_the_dose_is_said_so_that_nobody_calculates(bench: Bench) -> None:
    """By moment of the day, with the rest in it; a row for one, one line for two or three."""
    cards = bench.handout("bekken-kantelen").cards
    alone = row(cards[0], 1, geometry(1, ROOMY, 1), 44, WORDS)
    assert alone.dose == (
        "’s\xa0Ochtends 10\xa0keer, 30\xa0tellen rust, 10\xa0keer.",
        "’s\xa0Middags 10\xa0keer, 30\xa0tellen rust, 10\xa0keer.",
    )
    assert alone.cells == ("10 + 10", "10 + 10", "")
    assert [chip.text for chip in alone.chips] == ["elke dag", "blz. 44"]
    assert row(cards[0], 1, geometry(3, NORMAL, 1), 44, WORDS).dose == (
        "’s\xa0Ochtends en ’s\xa0middags 10\xa0keer, rust, 10\xa0keer.",
    )
    assert row(cards[0], 1, geometry(4, NORMAL, 1), 44, WORDS).dose == ()


def test_a_remark_for_somebody_goes_before_what_the_booklet_says(bench: Bench) -> None:
    """In a full row a note takes the place of «U voelt», and with six that of «Liever niet» as well."""
    card = replace(bench.handout("brug").cards[0], note="Eerst op bed")
    kinds = {
        count: [item.kind for item in row(card, 1, geometry(count, settings(count, large=False)[0], 1), 1, WORDS).side]
        for count in (4, 6)
    }
    assert kinds == {4: ["niet", "onthoud", "tik"], 6: ["onthoud", "tik"]}


def test_a_chosen_variant_is_said_in_words(bench: Bench) -> None:
    """It takes the place of the boxes to tick."""
    card = replace(bench.handout("brug").cards[0], variant="makkelijker")
    (chosen,) = (item for item in row(card, 1, geometry(4, NORMAL, 1), 1, WORDS).side if item.kind == "keuze")
    assert (chosen.label, chosen.text) == ("Doe het makkelijker", "half zo hoog")


@pytest.mark.parametrize(("count", "setting"), [(1, ROOMY), (2, TIGHT), (4, TIGHT), (6, TIGHT), (3, LARGE)])
def test_a_page_holds_everything(bench: Bench, count: int, setting: str) -> None:
    """Who, when, goal, names, doses, pain, whom to call: all on one page, and nothing over anything else."""
    handout = bench.handout(*bench.ids[:count], naam="Anna de Wit", doel="Weer fietsen", large=setting == LARGE)
    leads = Leads(exercises=dict.fromkeys(bench.ids, 40), programme=63, alarm=4)
    result = typeset(compose_handout(handout, setting, leads), bench.press)
    assert misfits(result.document.pages, 16 if setting == LARGE else 10.5, (11, 8)) == ()
    text = page_text(result)
    names = [card.name for card in handout.cards]
    for words in ("Anna de Wit", "Weer fietsen", "Pijn 6 tot 10", "Bel 112", "ochtend", "Meer doen?", *names):
        assert words in text or (words == "Meer doen?" and "Ochtend erna gewoon?" in text), words
    assert result.count == 1


def test_what_is_not_known_is_a_line_to_write_on(bench: Bench) -> None:
    """Without a name, therapist, date, appointment, goal or telephone the labels stay."""
    handout = bench.handout("brug", "kat-koe")
    html = compose_handout(handout, ROOMY, NO_LEADS)
    assert html.count('class="lijn"') == (2 if not handout.practice.phone else 0)
    assert 'class="doel leeg"' in html
    text = page_text(typeset(html, bench.press))
    assert all(label in text for label in ("Voor", "Van", "Datum", "Volgende keer", "Uw doel"))


def test_what_somebody_typed_is_text(bench: Bench) -> None:
    """A name with signs of HTML in it is printed, not obeyed."""
    html = compose_handout(bench.handout("brug", naam="<b>Jan & Co</b>"), ROOMY, NO_LEADS)
    assert "&lt;b&gt;Jan &amp; Co&lt;/b&gt;" in html


def test_what_was_discussed_stands_under_the_head(bench: Bench) -> None:
    """With the exercises that it touches, where it does not touch all of them."""
    handout = bench.handout("brug", "kat-koe", aandoeningen="zwanger", besproken="ja")
    html = compose_handout(handout, TIGHT, NO_LEADS)
    assert "<strong>Besproken</strong>" in html
    assert "zwangerschap" in html


TWICE = """<p style="position:absolute;left:30mm;top:30mm" data-vak="x">een</p>
<p style="position:absolute;left:31mm;top:31mm" data-vak="x">twee</p>"""
BROKEN = """<html lang="nl"><head><title>x</title></head><body>{}</body></html>"""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<p style="position:absolute;left:30mm;top:30mm;width:20mm" data-vak="x">veelteveelletters</p>', "steekt-uit"),
        ('<p style="position:absolute;left:30mm;top:30mm;height:3mm" data-vak="x">een<br>twee</p>', "steekt-uit"),
        ('<p style="position:absolute;left:5mm;top:30mm" data-vak="x">rand</p>', "rand"),
        ('<p style="position:absolute;left:30mm;top:30mm;font-size:9pt" data-vak="x">klein</p>', "klein"),
        (TWICE, "over-elkaar"),
    ],
)
def test_what_cannot_be_printed_is_seen(bench: Bench, body: str, kind: str) -> None:
    """Text out of its place, in the margin, too small, or over other text."""
    found = misfits(typeset(BROKEN.format(body), bench.press).document.pages, 10.5, (11, 8))
    assert {misfit.kind for misfit in found} == {kind}
    assert {misfit.vak for misfit in found} == {"x"}


def test_a_picture_over_text_is_seen(bench: Bench) -> None:
    """Drawings are boxes too."""
    drawing = (REAL / "chapters" / "figuren" / "brug-1.svg").as_uri()
    body = (
        f'<img src="{drawing}" alt="x" style="position:absolute;left:30mm;top:30mm;width:40mm;height:20mm">'
        '<p style="position:absolute;left:40mm;top:35mm">tekst</p>'
    )
    found = misfits(typeset(BROKEN.format(body), bench.press).document.pages, 10.5, (11, 8))
    assert {misfit.kind for misfit in found} == {"over-elkaar"}


def test_a_refusal_names_the_field_and_never_what_it_says(bench: Bench) -> None:
    """Each field once, with what to do."""
    handout = bench.handout("brug", "kat-koe", naam="Anna de Wit")
    said = [str(finding) for finding in refusal(handout, ["naam", "naam", "kaart-2"])]
    assert len(said) == 2
    assert "«naam» past niet op zijn regel (past-niet)" in said[0]
    assert "oefening 2, «kat-koe», past niet in haar rij (past-niet)" in said[1]
    assert "Anna" not in "".join(said)


def test_a_refusal_says_what_to_drop(bench: Bench) -> None:
    """A note that makes all rows too low is named before the rows are."""
    handout = bench.handout("brug", "kat-koe", notitie="Rustig aan.")
    (finding,) = refusal(handout, ["kaart-1", "kaart-2"])
    assert "laat de notitie weg, of kies een oefening minder" in str(finding)
    assert "praktijk.yaml" in str(refusal(handout, ["regels"])[0])


def test_the_code_of_the_site_is_a_drawing_with_words() -> None:
    """At least 25 modules wide, black, and said aloud."""
    drawn = code("www.rugcentrum.nl", WORDS)
    assert "<title>QR-code van www.rugcentrum.nl</title>" in drawn
    assert int(re.findall(r'viewBox="0 0 (\d+)', drawn)[0]) >= 27


def test_the_index_of_pages_is_true_for_its_sources_only(tmp_path: Path) -> None:
    """One word changed, and the pages are counted again; a damaged index is none."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "a.md").write_text("een", encoding="utf-8")
    before = digests(tmp_path).booklet
    index = tmp_path / "bladzijden.json"
    index.write_bytes(packed(before, {"oefening-brug": 56}))
    assert unpacked(index, before) == {"oefening-brug": 56}
    (tmp_path / "chapters" / "a.md").write_text("twee", encoding="utf-8")
    assert digests(tmp_path).booklet != before
    assert unpacked(index, digests(tmp_path).booklet) is None
    index.write_text("{", encoding="utf-8")
    assert unpacked(index, before) is None
    assert unpacked(tmp_path / "geen.json", before) is None


def test_words_of_the_handout_do_not_move_the_booklet(tmp_path: Path) -> None:
    """Staff who change a step on the handout do not wait for the booklet to be set again."""
    (tmp_path / "chapters" / "oefenblad").mkdir(parents=True)
    before = digests(tmp_path).booklet
    (tmp_path / "chapters" / "oefenblad" / "brug.yaml").write_text("naam: Brug", encoding="utf-8")
    assert digests(tmp_path).booklet == before


def test_the_library_is_the_real_one(bench: Bench) -> None:
    """The tables above stand on the catalogue as it is."""
    assert isinstance(bench.library, Library)
    assert len(bench.ids) >= 36
