"""The page to check drawings: whole, in Dutch, and safe to open."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from booklet.figures.sheet import CHECKLIST, Entry, contact_sheet
from booklet.report import Finding, Place, Severity

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0l5 5"/></svg>'
SMALL = SVG.replace("l5 5", "l6 6")
FINDING = Finding(
    place=Place(path="chapters/figuren/brug.yaml", line=7),
    what="de hand komt 7 cm te kort bij «muur» <b>",
    remedy="zet de voeten dichter bij de muur",
    rule="doel-niet-gehaald",
)


def entry(**changes: str | tuple[Finding, ...]) -> Entry:
    """Make an entry."""
    usual: dict[str, str | tuple[Finding, ...]] = {
        "title": "brug",
        "frame": "begin",
        "alt": "Een vrouw ligt op haar rug.",
        "person": "basis",
        "svg": SVG,
        "small_svg": SMALL,
    }
    return Entry(**{**usual, **changes})  # type: ignore[arg-type]


class _Nesting(HTMLParser):
    """Follow how elements are nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_page_is_whole() -> None:
    """Every element that is opened is closed in turn, and no id is given twice."""
    reader = _Nesting()
    reader.feed(contact_sheet([entry(), entry(findings=(FINDING,), alt="")]))
    assert reader.open == []
    assert reader.wrong == []
    assert reader.ids == []


def test_the_page_needs_nothing_else() -> None:
    """No script, no link, no picture from elsewhere; in Dutch."""
    page = contact_sheet([entry()])
    assert '<html lang="nl">' in page
    assert not re.search(r"<script|<link|<img|https?://(?!www\.w3\.org/2000/svg)|url\(|@import", page)


def test_every_drawing_is_there_large_usual_and_small_in_colour_and_in_grey() -> None:
    """Twice two sizes of the one drawing, and twice the heavier one; half of all in grey."""
    page = contact_sheet([entry()])
    assert page.count("l5 5") == 4
    assert page.count("l6 6") == 2
    for size in ("large", "usual", "small"):
        assert page.count(f'class="{size}"') == 1
        assert page.count(f'class="{size} grey"') == 1
    assert "grayscale(1)" in page
    assert ".large svg { width: 100mm;" in page
    assert ".usual svg { width: 40mm;" in page
    assert ".small svg { height: 20mm;" in page


def test_texts_cannot_break_the_page() -> None:
    """Whatever stands in a title, a person, an alt text or a finding is shown as text."""
    page = contact_sheet([entry(title="<i>", frame="a&b", alt='zij "ligt" <b>', person="</div>", findings=(FINDING,))])
    assert "<h2>&lt;i&gt;: a&amp;b</h2>" in page
    assert 'aria-label="zij &quot;ligt&quot; &lt;b&gt;"' in page
    assert "Persoon: &lt;/div&gt;" in page
    assert "«muur» &lt;b&gt;" in page


def test_a_screen_reader_hears_each_drawing_once() -> None:
    """The other five prints of it are hidden from it."""
    page = contact_sheet([entry()])
    assert page.count('role="img"') == 1
    assert page.count('aria-hidden="true"') == 5


def test_findings_stand_with_their_drawing() -> None:
    """Where, what, and what to do; advice looks lighter; the head counts the drawings that have any."""
    advice = Finding(place=FINDING.place, what="w", remedy="r", rule="x", severity=Severity.ADVICE)
    page = contact_sheet([entry(), entry(findings=(FINDING, advice))])
    assert "chapters/figuren/brug.yaml:7: de hand komt 7 cm te kort" in page
    assert "Doe dit: zet de voeten dichter bij de muur" in page
    assert page.count('class="finding"') == 1
    assert page.count('class="finding advice"') == 1
    assert "2 tekeningen, 1 met een melding." in page
    assert "1 tekening, geen met een melding." in contact_sheet([entry()])


def test_fourteen_points_to_look_at_and_a_box_for_each() -> None:
    """The boxes carry the numbers of the list."""
    page = contact_sheet([entry()])
    assert len(CHECKLIST) == 14
    assert page.count("<li>") == 14
    assert [int(number) for number in re.findall(r"☐(\d+)", page)] == list(range(1, 15))
