"""The booklet for a screen in a real browser: by finger, keyboard or screen reader, at night, enlarged, printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import barriers
from playwright.sync_api import Browser, Page

from booklet.build.editions import Built

WIDTHS = (320, 768, 1280)
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
A4, A5 = ("A4", 210, 297), ("A5", 148, 210)

# What sticks out of the window to the right, or is cut off inside its own box.
STICKING_OUT = """() => [...document.body.querySelectorAll('*')].filter(element => {
  const box = element.getBoundingClientRect();
  const hidden = element.closest('thead, .sla-over, .voortgang, details:not([open]) > :not(summary)');
  return !hidden && box.width > 1 && (box.right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 1
    && getComputedStyle(element).display !== 'inline' && element.clientWidth > 0 && element.tagName !== 'TEXTAREA');
}).map(element => element.outerHTML.slice(0, 90))"""

# What a finger can hit: alone at least 24 px both ways, or a link in a sentence (WCAG 2.5.8 lets those be).
SMALL = """() => [...document.querySelectorAll('a, summary, input, textarea')].filter(element => {
  const box = element.getBoundingClientRect();
  const alone = element.tagName !== 'A' || element.closest('nav, .in-dit-hoofdstuk, .register, .noten, footer, sup');
  return alone && box.width > 0 && (box.height < 24 || box.width < 24);
}).map(element => element.outerHTML.slice(0, 90))"""

# What has the focus: where it is, whether it can be seen, and whether something lies over it.
FOCUS = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const x = box.left + Math.min(box.width / 2, 40), y = box.top + Math.min(box.height / 2, 12);
  const top = document.elementFromPoint(x, y);
  return {
    name: element.outerHTML.slice(0, 80),
    outlined: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
    covered: !(top && (element === top || element.contains(top) || top.contains(element))),
  };
}"""


@contextmanager
def opened(browser: Browser, path: Path, **options: Any) -> Iterator[Page]:
    """Open a page that may not go anywhere; whatever it asks for elsewhere, or complains of, is a failure."""
    context = browser.new_context(**{"viewport": NARROW, **options})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert [url[:80] for url in asked if not url.startswith(("data:", path.as_uri()))] == []


@pytest.fixture(scope="module")
def real(editions: Mapping[str, Built]) -> Path:
    """Give the real booklet for a screen."""
    return editions["html"].path


def violations(page: Page) -> list[str]:
    """Ask axe-core what is wrong with the page, and with what is shown of it at a touch."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    return barriers(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Browser, web: Path, width: int, scheme: Any) -> None:
    """No violation of any rule that axe-core knows, in every width, by day and at night."""
    with opened(browser, web, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        assert violations(page) == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_the_real_booklet(browser: Browser, real: Path, width: int, scheme: Any) -> None:
    """Every rule in every width; colours do not change with the width, so one of them is seen at night."""
    with opened(browser, real, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        assert violations(page) == []


def test_nobody_scrolls_sideways(browser: Browser, real: Path) -> None:
    """At any width; 320 px is also what 400 % makes of a screen of 1280 (WCAG 1.4.10)."""
    with opened(browser, real) as page:
        for width in (320, 360, 390, 600, 768, 991, 992, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate(STICKING_OUT) == [], width


def test_text_can_be_twice_as_large(browser: Browser, real: Path) -> None:
    """When the reader has set larger letters, everything grows along and nothing falls off (WCAG 1.4.4)."""
    with opened(browser, real) as page:
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "38px"
        for width in (320, 640, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_text_may_be_spaced_wider(browser: Browser, real: Path) -> None:
    """Lines, words and letters as WCAG 1.4.12 asks: nothing is cut off."""
    spaced = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    with opened(browser, real) as page:
        page.add_style_tag(content=spaced + " p { margin-bottom: 2em !important }")
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_finger_can_hit_everything(browser: Browser, real: Path) -> None:
    """24 px at least; what is always at hand, fields and crosses 44 px high."""
    with opened(browser, real) as page:
        assert page.evaluate(SMALL) == []
        for name in (".balk a", ".inhoud li a", "summary", "textarea", ".kruis"):
            sizes = page.locator(name).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
            assert min(sizes) >= 44, name


def test_lines_are_no_longer_than_70_characters(browser: Browser, real: Path) -> None:
    """Running text at 18 px or more, on every screen."""
    count = """() => [...document.querySelectorAll('main p')].map(paragraph => {
      const range = document.createRange(), tops = new Map();
      for (const text of (function* walk(node) {
        if (node.nodeType === 3) yield node; else for (const child of node.childNodes) yield* walk(child)
      })(paragraph)) for (let at = 0; at < text.length; at++) {
        range.setStart(text, at); range.setEnd(text, at + 1);
        const box = range.getBoundingClientRect(), line = Math.round(box.bottom / 8);
        if (box.width) tops.set(line, (tops.get(line) || 0) + 1);
      }
      return Math.max(0, ...tops.values());
    })"""
    with opened(browser, real, viewport=WIDE) as page:
        assert float(page.evaluate("getComputedStyle(document.body).fontSize")[:-2]) >= 18
        lengths = sorted(page.evaluate(count))
        assert lengths[len(lengths) * 98 // 100] <= 70
        assert lengths[-1] <= 73  # narrow letters by chance


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["phone", "desktop"])
def test_the_keyboard_reaches_everything_in_order(browser: Browser, web: Path, viewport: Any) -> None:
    """From the way to the text to the last link; the focus is always seen and never behind the bar (2.4.7, 2.4.11)."""
    with opened(browser, web, viewport=viewport) as page:
        reachable = page.evaluate(
            "[...document.querySelectorAll('a, summary, input, textarea')].filter(e => e.checkVisibility())"
            ".map(e => e.outerHTML.slice(0, 80))"
        )
        seen = []
        for _ in reachable:
            page.keyboard.press("Tab")
            seen.append(page.evaluate(FOCUS))
        assert [one["name"] for one in seen] == reachable
        assert [one["name"] for one in seen if not one["outlined"]] == []
        assert [one["name"] for one in seen if one["covered"]] == []


def test_it_works_without_javascript(browser: Browser, web: Path) -> None:
    """Links lead to their place, more is shown at a touch, and fields can be filled in."""
    with opened(browser, web, java_script_enabled=False) as page:
        page.get_by_role("link", name="Wanneer bellen?").click()
        assert page.url.endswith("#bellen")
        heading = page.get_by_role("heading", name="Wanneer belt u, en wie?")
        box = heading.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 320
        more = page.locator("#oefening-bruggetje details")
        inside = more.locator("dl")
        assert not inside.is_visible()
        more.locator("summary").click()
        assert inside.is_visible()
        page.get_by_label("Dit wil ik doen:").fill("Fietsen naar het strand")
        page.get_by_label("Maandag, Ochtend").fill("10 minuten lopen")
        assert page.get_by_label("Dit wil ik doen:").input_value() == "Fietsen naar het strand"


def test_a_note_and_its_way_back_can_be_touched(browser: Browser, web: Path) -> None:
    """There, and back to the sentence."""
    with opened(browser, web) as page:
        page.get_by_role("link", name="Noot 1", exact=True).click()
        assert page.url.endswith("#noot-1")
        page.get_by_role("link", name="Terug naar de tekst bij noot 1").click()
        assert page.url.endswith("#naar-noot-1")
        assert page.locator("#naar-noot-1").is_visible()


def test_a_table_of_cards_is_still_a_table_for_who_listens(browser: Browser, web: Path) -> None:
    """With heads of columns and rows, on a phone as well."""
    with opened(browser, web) as page:
        table = page.locator("#pijn table").first
        tree = table.aria_snapshot()
        assert 'columnheader "Voorbeeld"' in tree
        assert 'rowheader "spier"' in tree
        assert 'cell "een gestoten teen"' in tree


def test_whom_to_call_is_always_in_view(browser: Browser, web: Path) -> None:
    """Wherever somebody reads, on a phone and on a desktop; on a very low screen it stands at the top."""
    for viewport in (NARROW, WIDE):
        with opened(browser, web, viewport=viewport) as page:
            page.evaluate("scrollTo(0, 6000)")
            box = page.get_by_role("link", name="Wanneer bellen?").bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= viewport["height"] - box["height"]
    with opened(browser, web, viewport={"width": 320, "height": 256}) as page:
        assert page.evaluate("getComputedStyle(document.querySelector('.balk')).position") == "static"


def test_the_letters_of_the_booklet_are_used(browser: Browser, web: Path) -> None:
    """They stand in the file."""
    with opened(browser, web) as page:
        page.evaluate("document.fonts.ready")
        assert page.evaluate("[...document.fonts].map(font => font.status)") == ["loaded", "loaded"]


def test_at_night_the_page_is_dark_and_drawings_stand_on_light(browser: Browser, web: Path) -> None:
    """And by day the page is white."""
    ground = "name => getComputedStyle(document.querySelector(name)).backgroundColor"
    with opened(browser, web) as page:
        assert page.evaluate(ground, "html") == "rgb(255, 255, 255)"
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(ground, "html") == "rgb(17, 27, 31)"
        assert page.evaluate(ground, ".beelden img") == "rgb(233, 240, 239)"


def test_who_wants_no_motion_gets_none(browser: Browser, web: Path) -> None:
    """The line that tells how far one is, stays away."""
    moving = "getComputedStyle(document.querySelector('.voortgang')).animationName"
    with opened(browser, web) as page:
        assert page.evaluate(moving) == "lezen"
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(moving) == "none"


def printed(page: Page, size: str) -> pypdfium2.PdfDocument:
    """Print a page as a browser does, without its own head and foot and without «background graphics»."""
    return pypdfium2.PdfDocument(page.pdf(format=size, prefer_css_page_size=True))


@pytest.mark.parametrize(("size", "width", "height"), [A4, A5], ids=["A4", "A5"])
def test_it_prints_like_the_booklet(browser: Browser, web: Path, size: str, width: int, height: int) -> None:
    """On the paper that is there, in dark letters also when the screen is dark; chapters begin a page."""
    with opened(browser, web, color_scheme="dark") as page:
        page.get_by_label("Dit wil ik doen:").fill("Fietsen naar het strand")
        document = printed(page, size)
    texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    picture = document[2].render(scale=0.3).to_pil().convert("L")
    sizes = {tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in document}
    document.close()
    assert sizes == {(width, height)}
    assert picture.getpixel((2, 2)) == 255
    assert "Wanneer bellen?" not in " ".join(texts)
    assert "Meer over deze oefening" not in " ".join(texts)
    beginnings = [line for text in texts for line in text.strip().splitlines()[:2]]
    for title in ("Inhoud", "Welkom", "Wanneer belt u, en wie?", "Hoofdstuk 1 · Begrijpen", "Woordenlijst", "Bronnen"):
        assert title in beginnings
    assert "Fietsen naar het strand" in " ".join(texts)
    assert min(len(text.strip()) for text in texts) > 20
    assert [str(number) in text.split() for number, text in enumerate(texts, start=1)] == [True] * len(texts)
