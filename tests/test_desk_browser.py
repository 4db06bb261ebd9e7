"""The desk in a real browser: choose, adjust, look, print, save; by mouse, by keys, at every width, and by ear.

The pictures in HANDLEIDING.md are taken on the way: `make pictures` writes them to styles/handleiding.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pikepdf
import pypdfium2
import pytest
from conftest import REAL, Project, barriers
from desk_cases import NAME, make_desk, served
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from booklet.serve import bench

WIDTHS = {"telefoon": (390, 844), "tablet": (820, 1180), "bureau": (1366, 768), "vergroot": (683, 384)}
SOME = ("leeg", "gekozen")
ALL = (*SOME, "fout", "dialoog", "groot")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PICTURES = REAL / "styles" / "handleiding"
REFUSED = "status of 422"  # how a browser calls a form that something is wrong with
SOON = 60_000  # ms: a page on a machine that does other things too


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project with the real texts."""
    return make_desk(tmp_path_factory.mktemp("scherm") / "project")


@pytest.fixture(scope="module")
def said() -> list[str]:
    """Gather what the window says while the desk is served."""
    return []


@pytest.fixture(scope="module")
def address(project: Project, said: list[str]) -> Iterator[str]:
    """Serve the desk, with one process for pages: a second would make again what the first has made.

    It has made a page already, so that nobody who looks at the desk waits for typefaces.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench, "MOST_WORKERS", 1)
        with served(project.root, said) as found:
            fields, ours = {"kiezen": "ja", "kies": "brug"}, {"origin": found}
            httpx.post(f"{found}/voorbeeld", data=fields, headers=ours, timeout=300).raise_for_status()
            yield found


@contextmanager
def opened(browser: Browser, address: str, size: str = "bureau", *, scripts: bool = True) -> Iterator[Page]:
    """Open the desk in a window that nobody used before; no script may fail, nothing may come from elsewhere."""
    width, height = WIDTHS[size]
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="nl-NL",
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if _is_wrong(line) else None)
    page.on("request", lambda request: None if _is_ours(request.url, address) else wrong.append(request.url))
    page.goto(address)
    yield page
    assert wrong == []
    context.close()


def _is_wrong(line: ConsoleMessage) -> bool:
    return line.type == "error" and REFUSED not in line.text


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, f"blob:{address}", "data:"))


def choose(page: Page, *names: str) -> None:
    """Tick exercises and wait for their rows."""
    for name in names:
        page.locator(f"label[for=kies-{name}]").click()
        expect(page.locator(f"#rij-{name}")).to_be_visible()


def ready(page: Page) -> None:
    """Wait until the page is what the form says."""
    expect(page.locator("#printen")).to_be_enabled(timeout=SOON)


def rows(page: Page) -> list[str]:
    """List what was chosen, in order."""
    return [str(row.get_attribute("data-oefening")) for row in page.locator(".rij").all()]


def complaints(page: Page) -> list[str]:
    """Say what is wrong with the page for who sees, hears or moves otherwise.

    At the end of the page the bar with steps lies over nothing; elsewhere it does, and a scroll helps.
    """
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    return barriers(page, *RULES)


def take(page: Page, name: str) -> None:
    """Take a picture for HANDLEIDING.md, when these are asked for."""
    if os.environ.get("HANDLEIDING_BEELDEN"):
        PICTURES.mkdir(exist_ok=True)
        page.mouse.move(0, 0)
        taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        # Few colours are enough for a page like this, and make the file less than half as large.
        taken.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            PICTURES / f"{name}.png", optimize=True
        )


def test_choose_adjust_look_and_save(browser: Browser, address: str, tmp_path: Path) -> None:
    """The whole way in one minute, and the PDF that came out says what was asked."""
    with opened(browser, address) as page:
        page.fill("#zoek", "bil")
        expect(page.locator("#telling")).to_contain_text("10 oefeningen")
        choose(page, "brug")
        page.fill("#zoek", "")
        choose(page, "kat-koe", "open-boek")
        ready(page)
        for at, name in enumerate(("brug", "open-boek", "kat-koe")):  # in which somebody gets up least
            expect(page.locator(".rij").nth(at)).to_have_attribute("data-oefening", name, timeout=SOON)
        page.locator("#kiezen").evaluate("zone => { zone.scrollTop = 0 }")
        take(page, "oefenblad-gekozen")
        page.locator("#rij-brug summary").click()
        page.get_by_role("button", name="Keer per ronde: meer").first.click()
        page.get_by_role("button", name="Keer per ronde: meer").first.click()
        page.locator("#rij-brug").get_by_label("’s avonds").check()
        page.locator("#rij-brug").get_by_label("zwaarder: tel boven tot 10").check()
        page.locator("#rij-brug").scroll_into_view_if_needed()
        ready(page)
        take(page, "oefenblad-aanpassen")
        page.locator("#rij-open-boek summary").click()
        page.locator("#rij-open-boek").get_by_label("links").check()
        page.fill("#doel", "Weer een half uur fietsen.")
        page.fill("#vervolg-datum", "2026-12-07")
        page.fill("#vervolg-tijd", "10:20")
        page.fill("#therapeut", "J. Bakker")
        page.fill("#naam", NAME)
        expect(page.locator("#rij-brug .woorden")).to_contain_text("12\xa0keer", timeout=SOON)
        ready(page)
        expect(page.locator("#rij-brug .woorden")).to_contain_text("en ’s\xa0avonds")
        with page.expect_download() as caught:
            page.click("#bewaren")
        file = tmp_path / "blad.pdf"
        caught.value.save_as(file)
        assert caught.value.suggested_filename == "oefenblad-brug-open-boek-kat-koe.pdf"
        with pypdfium2.PdfDocument(file) as pdf:
            assert len(pdf) == 1
            text = re.sub(r"\s+", " ", pdf[0].get_textpage().get_text_bounded().replace("\xa0", " "))
        for words in (NAME, "J. Bakker", "Weer een half uur fietsen.", "12 + 12", "7 december, 10.20 uur", "links"):
            assert words in text
        assert "tel boven tot 10" in text
        with pikepdf.open(file) as opened_pdf:
            assert opened_pdf.Root.MarkInfo.Marked
            assert NAME not in str(dict(opened_pdf.docinfo))
        assert NAME not in page.url + page.title()


def test_the_page_is_renewed_and_what_is_printed_is_the_page(browser: Browser, address: str) -> None:
    """Until there is a new one the old page cannot be printed; then one sheet of A4 is filled to its edges with it."""
    with opened(browser, address) as page:
        choose(page, "brug", "kat-koe")
        ready(page)
        first = page.locator("#beeld").get_attribute("src")
        page.fill("#doel", "Weer fietsen.")
        expect(page.locator("#printen")).to_be_disabled()
        ready(page)
        assert page.locator("#beeld").get_attribute("src") != first
        # A browser keeps the picture there as long as its window for printing is open; here it stays for the test.
        page.evaluate("() => { window.print = () => { window.afdruk.id = 'blijft' } }")
        page.click("#printen")
        expect(page.locator("#blijft")).to_have_attribute("src", re.compile("^blob:"), timeout=SOON)
        page.evaluate("window.blijft.hidden = false")
        printed = page.pdf(prefer_css_page_size=True)
        with pypdfium2.PdfDocument(printed) as pdf:
            assert len(pdf) == 1
            assert [round(side) for side in pdf[0].get_size()] in ([595, 842], [596, 842], [595, 843], [596, 843])
            drawn = pdf[0].render(scale=1).to_pil().convert("L")
        dark = [drawn.crop((0, top, 595, top + 210)).getextrema()[0] for top in (0, 210, 420, 630)]
        assert max(dark) < 128, "the page reaches from top to bottom"


@pytest.mark.slow
@pytest.mark.parametrize("size", WIDTHS)
def test_nobody_meets_a_barrier(browser: Browser, address: str, size: str) -> None:
    """Empty, chosen, adjusted, refused, hidden and kept: axe finds nothing, and nothing sticks out of the window."""
    with opened(browser, address, size) as page:
        states = ALL if size in ("telefoon", "bureau") else SOME
        found = {"leeg": complaints(page)}
        choose(page, "brug", "kat-koe")
        page.locator("#rij-brug summary").click()
        for drawer in page.locator("#kiezen .la summary").all():
            drawer.click()
        ready(page)
        found["gekozen"] = complaints(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[size][0]
        if states == SOME:
            assert found == {state: [] for state in SOME}
            return
        page.check("#aandoening-zwanger")
        page.fill("#doel", "x" * 90)
        expect(page.locator("#meldingen li")).to_have_count(2, timeout=SOON)
        page.locator("#verborgen summary").click()
        found["fout"] = complaints(page)
        page.uncheck("#aandoening-zwanger")
        page.fill("#doel", "")
        ready(page)
        page.click("#onthouden")
        found["dialoog"] = complaints(page)
        page.keyboard.press("Escape")
        page.click("#vergroten")
        found["groot"] = complaints(page)
        assert found == {state: [] for state in ALL}


def test_what_clashes_says_why_and_what_was_discussed_returns(browser: Browser, address: str) -> None:
    """A card goes, the reason comes; the row that clashes stops the page until the talk is ticked."""
    with opened(browser, address) as page:
        choose(page, "brug")
        page.get_by_text("Eerst overleggen bij", exact=True).first.click()
        page.check("#aandoening-zwanger")
        expect(page.locator("#kaart-brug")).to_be_hidden()
        expect(page.locator("#telling")).to_contain_text("staan er niet bij")
        page.locator("#verborgen summary").click()
        expect(page.locator("#verborgen-lijst")).to_contain_text("helft van de zwangerschap")
        expect(page.locator("#meldingen")).to_contain_text(
            "bij «zwangerschap» overlegt u eerst", ignore_case=True, timeout=SOON
        )
        take(page, "oefenblad-overleg")
        page.check("#besproken")
        expect(page.locator("#kaart-brug")).to_be_visible()
        expect(page.locator("#kaart-brug .besproken")).to_contain_text("zwangerschap")
        ready(page)
        page.check("#aandoening-minder-kracht")
        expect(page.locator("#altijd")).to_contain_text("bel eerst uw huisarts")


def test_a_seventh_is_not_possible(browser: Browser, address: str) -> None:
    """It says so, and what to do; two to four are encouraged."""
    with opened(browser, address) as page:
        page.get_by_role("button", name="Kracht thuis").click()
        expect(page.locator(".rij")).to_have_count(6)
        page.focus("#kies-kat-koe")
        page.keyboard.press("Space")
        expect(page.locator("#zegt")).to_contain_text("Zes is het meest")
        assert not page.locator("#kies-kat-koe").is_checked()
        assert len(rows(page)) == 6
        ready(page)
        expect(page.locator("#gekozen-telling")).to_contain_text("Twee tot vier houden mensen beter vol")


def test_everything_goes_by_keys_alone(browser: Browser, address: str) -> None:
    """From the first Tab to the file; the focus never falls away, and what changes is said."""
    with opened(browser, address) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
        page.focus("#kies-kat-koe")
        page.keyboard.press("Space")
        expect(page.locator("#zegt")).to_have_text("Kat en koe gekozen. 1 oefening.")
        page.focus("#kies-brug")
        page.keyboard.press("Space")
        expect(page.locator("#rij-brug")).to_be_visible()
        ready(page)
        page.focus("#rij-brug [data-doe=omlaag]")
        page.keyboard.press("Enter")
        expect(page.locator("#zegt")).to_have_text("Bruggetje staat nu op plaats 2 van 2.")
        assert rows(page) == ["kat-koe", "brug"]
        assert page.evaluate("document.activeElement.dataset.doe") == "omlaag"
        assert page.locator("#volgorde-vast").is_checked()
        page.keyboard.press("Alt+ArrowUp")
        assert rows(page) == ["brug", "kat-koe"]
        page.focus("#rij-brug summary")
        page.keyboard.press("Enter")
        page.focus("[id='brug.keer']")
        page.keyboard.press("ArrowUp")
        assert page.input_value("[id='brug.keer']") == "11"
        page.focus("#rij-brug [data-doe=weg]")
        page.keyboard.press("Enter")
        expect(page.locator("#zegt")).to_have_text("Bruggetje weggehaald. 1 oefening.")
        assert page.evaluate("document.activeElement.ariaLabel") == "Kat en koe weghalen"
        ready(page)
        page.focus("#bewaren")
        with page.expect_download():
            page.keyboard.press("Enter")


def test_a_page_that_was_asked_for_before_the_last_change_is_not_printed(browser: Browser, address: str) -> None:
    """It may come just after that change; then printing waits for the next one."""
    with opened(browser, address) as page:
        choose(page, "brug")
        ready(page)
        script = """async () => {
            const wait = (time) => new Promise((go) => setTimeout(go, time));
            const choose = (name) => document.querySelector(`label[for=kies-${name}]`).click();
            const send = window.fetch, print = document.getElementById("printen"), seen = [];
            const late = new Promise((answered) => {
                window.fetch = async (...asked) => {
                    const made = await send(...asked);
                    if (!String(asked[0]).endsWith("/voorbeeld")) return made;
                    window.fetch = send;
                    choose("open-boek");
                    await wait(60);
                    answered();
                    return made;
                };
            });
            choose("kat-koe");
            await late;
            for (let at = 0; at < 8; at += 1) { await wait(10); seen.push(print.disabled); }
            return seen;
        }"""
        assert page.evaluate(script) == [True] * 8
        ready(page)
        assert "3 oefeningen" in (page.locator("#beeld").get_attribute("alt") or "")


def test_rows_are_dragged(browser: Browser, address: str) -> None:
    """With a mouse or a finger; the order is then one's own."""
    with opened(browser, address) as page:
        choose(page, "brug", "open-boek", "kat-koe")
        ready(page)
        grip, last = page.locator("#rij-brug .greep").bounding_box(), page.locator("#rij-kat-koe").bounding_box()
        assert grip
        assert last
        page.mouse.move(grip["x"] + 5, grip["y"] + 5)
        page.mouse.down()
        page.mouse.move(last["x"] + 20, last["y"] + last["height"] - 4, steps=12)
        page.mouse.up()
        assert rows(page) == ["open-boek", "kat-koe", "brug"]
        ready(page)
        assert rows(page) == ["open-boek", "kat-koe", "brug"], "the page keeps it"


def test_this_computer_remembers_the_therapist_and_no_patient(browser: Browser, address: str) -> None:
    """Until somebody asks to forget; a new patient begins with nothing; earlier combinations come without notes."""
    with opened(browser, address) as page:
        page.fill("#therapeut", "J. Bakker")
        page.fill("#naam", NAME)
        page.fill("#doel", f"Naar {NAME}.")
        choose(page, "brug", "kat-koe", "open-boek")
        page.locator("#rij-brug summary").click()
        page.fill("[id='brug.notitie']", NAME)
        page.fill("[id='brug.keer']", "14")
        ready(page)
        with page.expect_download():
            page.click("#bewaren")
        expect(page.locator("#eerder-lijst button")).to_have_count(1)
        page.click("#opnieuw")
        assert rows(page) == []
        assert page.input_value("#naam") == ""
        assert page.input_value("#therapeut") == "J. Bakker"
        expect(page.locator("#printen")).to_be_disabled()
        assert not page.locator("#beeld").is_visible()
        kept = page.evaluate("JSON.stringify({ ...localStorage })")
        assert NAME not in kept
        assert set(json.loads(kept)) == {"therapeut", "eerder"}
        page.reload()
        assert page.input_value("#therapeut") == "J. Bakker"
        assert page.input_value("#naam") == page.input_value("#doel") == ""
        page.locator("#eerder-lijst button").click()
        expect(page.locator(".rij")).to_have_count(3)
        assert page.input_value("[id='brug.keer']") == "14"
        assert page.input_value("[id='brug.notitie']") == ""
        page.click("#vergeet")
        assert page.input_value("#therapeut") == ""
        assert "therapeut" not in page.evaluate("Object.keys(localStorage)")


def test_a_combination_is_kept_as_a_programme(browser: Browser, address: str, project: Project) -> None:
    """With a name; it stands with the others at once, and a mistake is said in the window itself."""
    with opened(browser, address) as page:
        choose(page, "schelp", "kat-koe")
        ready(page)
        page.click("#onthouden")
        page.click("#bewaar-ja")
        expect(page.locator("#bewaar-meldingen li")).to_have_count(2)
        page.fill("#eigen-naam", "Zachte start")
        page.fill("#eigen-voor-wie", "Voor wie lang heeft stilgezeten.")
        page.click("#bewaar-ja")
        expect(page.locator("#bewaar-vak")).to_be_hidden()
        assert (project.root / "chapters/programmas/eigen/zachte-start.yaml").is_file()
        page.click("#opnieuw")
        page.get_by_role("button", name="Zachte start").click()
        expect(page.locator(".rij")).to_have_count(2)


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    """Tick, zoek, change a number, save: by a form alone."""
    with opened(browser, address, scripts=False) as page:
        page.check("#kies-brug")
        page.locator(".kies-knop button").click()
        page.locator("#rij-brug summary").click()
        page.fill("[id='brug.keer']", "7")
        expect(page.locator("#printen")).to_be_hidden()
        with page.expect_download() as caught:
            page.click("#bewaren")
        with pypdfium2.PdfDocument(caught.value.path()) as pdf:
            assert "7 + 7" in pdf[0].get_textpage().get_text_bounded().replace("\xa0", " ")
        page.fill("#doel", "x" * 90)
        page.click("#bewaren")
        expect(page.locator("#meldingen")).to_contain_text("90 tekens")
        assert page.input_value("[id='brug.keer']") == "7"


def test_nothing_was_said_but_what_was_asked(said: list[str]) -> None:
    """After all of this the window heard of no error."""
    assert said == []
