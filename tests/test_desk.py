"""The desk over HTTP, as a browser without scripts, a stranger, a crash and ten therapists meet it."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pikepdf
import pypdfium2
import pytest
from conftest import Project
from desk_cases import NAME, in_a_loop, make_desk, served
from PIL import Image

from booklet.build.sources import stamp_of
from booklet.pdf.picture import quick_picture
from booklet.serve import desk, printing, words
from booklet.serve.bench import Bench
from booklet.workers import LostError

PATIENT = {"naam": NAME, "doel": f"Weer naar {NAME}.", "notitie": f"Bel {NAME}."}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project with the real texts."""
    return make_desk(tmp_path_factory.mktemp("bureau") / "project")


@pytest.fixture(scope="module")
def said() -> list[str]:
    """Gather what the window says while the desk is served."""
    return []


@pytest.fixture(scope="module")
def browser_like(project: Project, said: list[str]) -> Iterator[httpx.Client]:
    """Give a client that sends its forms from our own pages."""
    with (
        served(project.root, said) as address,
        httpx.Client(base_url=address, headers={"origin": address}, timeout=120) as client,
    ):
        yield client


def post(client: httpx.Client, path: str, **fields: Any) -> httpx.Response:
    """Send a form; a field that holds a list is sent that often."""
    return client.post(path, data={"kiezen": "ja"} | fields)


def text_of(pdf: bytes) -> str:
    """Read what stands on the pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_desk_opens_with_every_exercise(browser_like: httpx.Client, project: Project) -> None:
    """Each with its drawing, which comes when it is in sight."""
    page = browser_like.get("/").text
    drawings = re.findall(r'<img src="(/tekening/[^"]+)"[^>]*loading="lazy"', page)
    assert len(drawings) == len(list((project.root / "chapters/oefeningen").glob("*.md")))
    answer = browser_like.get(drawings[0])
    assert answer.headers["content-type"] == "image/svg+xml"
    assert browser_like.get("/tekening/../praktijk.yaml").status_code == 404
    assert browser_like.get("/tekening/houdingen.yaml").status_code == 404


def test_the_page_is_light(browser_like: httpx.Client) -> None:
    """Everything but the drawings stays under 500 kB, and nothing comes from elsewhere."""
    page = browser_like.get("/").text
    files = set(re.findall(r'(?:href|src)="(/(?:stijl|script)/[^"]+)"', page)) | {"/letters.woff2"}
    scripts = {f"/script/{path.name}" for path in (Path(desk.__file__).parent / "static").glob("*.js")}
    total = len(page.encode()) + sum(len(browser_like.get(path).raise_for_status().content) for path in files | scripts)
    assert 100_000 < total < 500_000
    assert set(re.findall(r"https?://[^/\"' ]+", page)) <= {"http://www.w3.org"}


def test_without_scripts_a_form_makes_a_handout(browser_like: httpx.Client) -> None:
    """Tick, look, change, and get the PDF: by forms alone."""
    first = post(browser_like, "/", kies=["brug", "kat-koe"]).text
    assert first.index('id="rij-kat-koe"') > 0
    assert re.search(r'name="brug\.keer" value="10"', first)
    answer = post(
        browser_like, "/oefenblad.pdf", kies=["brug", "kat-koe"], oefening=["brug"], **{"brug.keer": "12"}, naam=NAME
    )
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="oefenblad-brug-kat-koe.pdf"'
    assert "12 keer, rust" in text_of(answer.content).replace("\xa0", " ") or "12 + 12" in text_of(answer.content)
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.docinfo.Title == "Oefeningen voor thuis"


def test_without_scripts_a_programme_fills_the_rows(browser_like: httpx.Client) -> None:
    """In the place of what was there."""
    page = post(browser_like, "/", start="eerste-opbouw", oefening=["schelp"], kies=["schelp"]).text
    rows = re.findall(r'id="rij-([^"]+)"', page)
    assert rows == ["kat-koe", "diepe-buikspieren", "hiel-schuiven", "brug", "opstaan-uit-stoel", "wandelen-opbouwen"]
    assert 'name="programma" id="programma" value="eerste-opbouw"' in page


def test_without_scripts_what_is_wrong_is_said_and_nothing_typed_is_lost(browser_like: httpx.Client) -> None:
    """The desk comes back filled, with what stops the page and where."""
    answer = post(
        browser_like,
        "/oefenblad.pdf",
        kies=["brug"],
        oefening=["brug"],
        **{"brug.keer": "99"},
        naam=NAME,
        doel="Fietsen.",
    )
    assert answer.status_code == 422
    assert '<a href="#rij-brug">«99» kan niet bij «keer»' in answer.text
    assert f'value="{NAME}"' in answer.text
    assert 'value="Fietsen."' in answer.text


def test_cards_that_clash_are_hidden_without_scripts_too(browser_like: httpx.Client) -> None:
    """And what was ticked before stays ticked."""
    page = post(browser_like, "/", kies=["brug"], aandoeningen=["zwanger"], zoek="bil").text
    assert re.search(r'id="kaart-brug" hidden>\s*<input[^>]*checked', page)
    assert "<strong>zwangerschap</strong><p>Vanaf ongeveer de helft" in page
    assert "Bruggetje</p></li>" in page


@pytest.mark.parametrize(
    ("fields", "field", "what"),
    [
        ({"kies": []}, "", "Er staat geen oefening"),
        ({"kies": ["brug"], "doel": "x" * 99}, "doel", "«doel» heeft 99 tekens"),
        ({"kies": ["brug"], "aandoeningen": ["zwanger"]}, "aandoeningen", "overlegt u eerst over «Bruggetje»"),
        (
            {"kies": ["brug", "kat-koe", "schelp", "muurzit", "opstapje", "open-boek", "vogel-hond"]},
            "",
            "7 oefeningen, en op een oefenblad passen er 6",
        ),
        ({"kies": ["brug", "kat-koe", "schelp", "muurzit"], "grote-letters": "ja"}, "", "in grote letters passen er 3"),
        ({"kies": ["brug", "nergens"]}, "", "deze oefening ken ik niet"),
    ],
)
def test_what_stops_the_page_is_said_at_its_field(
    browser_like: httpx.Client, fields: dict[str, Any], field: str, what: str
) -> None:
    """In words for whoever sits before the form: no word of files or commands."""
    told = post(browser_like, "/voorbeeld", **fields).json()
    (notice,) = told["meldingen"]
    assert notice["field"] == field
    assert what.lower() in notice["what"].lower()
    assert not re.search(r"python|\.yaml|schrijf besproken|recept", notice["remedy"])
    assert "beeld" not in told


def test_the_preview_is_the_page_itself(browser_like: httpx.Client) -> None:
    """The picture is drawn of the very PDF that is saved; the words beside it are those on it."""
    told = post(browser_like, "/voorbeeld", kies=["kat-koe", "brug"], naam=NAME, doel="Weer fietsen.").json()
    pdf = base64.b64decode(told["pdf"])
    assert told["volgorde"] == ["brug", "kat-koe"]
    assert told["bestand"] == "oefenblad-brug-kat-koe.pdf"
    assert base64.b64decode(told["beeld"]) == quick_picture(pdf, printing.SCREEN)
    assert NAME in text_of(pdf)
    assert told["rijen"]["brug"].startswith("’s\xa0Ochtends 10\xa0keer")


def test_for_the_printer_the_page_is_fine(browser_like: httpx.Client) -> None:
    """300 dots to an inch: as fine as the eye sees on paper."""
    answer = post(browser_like, "/afdruk", kies=["brug"])
    assert Image.open(io.BytesIO(answer.content)).size == (2480, 3508) or answer.headers["content-type"] == "image/png"
    assert post(browser_like, "/afdruk", kies=[]).status_code == 422


def test_nothing_of_a_patient_stays(
    browser_like: httpx.Client, project: Project, said: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in a file of the project or the temporary folder; not in an address, a title, or what is said."""
    for path in ("/voorbeeld", "/oefenblad.pdf", "/", "/kies", "/programmas"):
        answer = post(browser_like, path, kies=["brug"], **PATIENT)
        assert NAME not in str(answer.url)
        assert NAME not in str(answer.headers)
        assert answer.headers["cache-control"] == "no-store"
        assert NAME not in re.findall(r"<title>.*</title>", answer.text)
    for path in ("/voorbeeld", "/oefenblad.pdf"):
        assert browser_like.get(path, params=PATIENT).status_code == 405
    out, err = capfd.readouterr()
    assert NAME not in out + err + "".join(said)
    written = [path for path in project.root.rglob("*") if path.is_file()]
    assert [path for path in written if NAME.encode() in path.read_bytes()] == []
    assert list(tmp_path.iterdir()) == []
    with pikepdf.open(io.BytesIO(post(browser_like, "/oefenblad.pdf", kies=["brug"], **PATIENT).content)) as pdf:
        assert NAME not in str(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize(
    "body",
    [
        b"kies=brug&" + b"a=1&" * 1500,
        b"%%%&=&&&==&kies=%ff%fe&zoek=%00",
        b"kies=" + b"brug&kies=" * 500,
        "naam=\u202e\u0000☠&kies=brug".encode(),
        b"datum=9999999999-1-1&vervolg-tijd=99:99&kies=brug&weken=-1&brug.keer=1e9&brug.sets=" + b"9" * 4000,
    ],
)
def test_a_bad_form_gets_a_clear_page(browser_like: httpx.Client, said: list[str], body: bytes) -> None:
    """Never a trace, never a wait, never an error of the program."""
    head = {"content-type": "application/x-www-form-urlencoded"}
    for path in ("/", "/voorbeeld", "/kies", "/oefenblad.pdf", "/programmas"):
        answer = browser_like.post(path, content=body, headers=head)
        assert answer.status_code in (200, 400, 422)
        assert "Traceback" not in answer.text
    assert said == []


@pytest.mark.slow
def test_ten_therapists_at_once_get_their_pages(browser_like: httpx.Client) -> None:
    """Each their own, while one of the processes that make them dies."""

    def page(number: int) -> str:
        told = post(browser_like, "/voorbeeld", kies=["brug", "kat-koe"], naam=f"Therapeut {number}").json()
        return text_of(base64.b64decode(told["pdf"]))

    with ThreadPoolExecutor(10) as threads:
        pages = list(threads.map(page, range(10)))
    assert [f"Therapeut {number}" in text for number, text in enumerate(pages)] == [True] * 10


def crash(_job: object) -> None:
    """End as a crash in a library does."""
    os._exit(139)


@in_a_loop
async def test_a_crash_of_one_page_leaves_the_desk_up(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and the next page is made."""
    bench = Bench(project.root)
    async with bench.open():
        request, findings = desk.request_from_form({"oefening": ["brug"]}, bench.library, None)  # type: ignore[arg-type]
        handout = desk.resolve(request, bench.library, findings)  # type: ignore[arg-type]
        with monkeypatch.context() as broken:
            broken.setattr("booklet.serve.bench.make_page", crash)
            with pytest.raises(LostError):
                await bench.page(handout, printing.SCREEN)
        assert (await bench.page(handout, printing.SCREEN)).pdf.startswith(b"%PDF")
    (notice,) = words.notices((desk.LOST,), {})
    assert desk.LOST.rule == "gestopt"
    assert notice.what == "Het maken van deze bladzijde stopte"


def test_a_programme_is_kept_and_can_be_begun_with(browser_like: httpx.Client, project: Project) -> None:
    """At once; a second of the same name is refused, and the first stays as it was."""
    fields = {"kies": ["brug", "kat-koe"], "eigen-naam": "Rustig begin", "eigen-voor-wie": "Na een week rust."}
    answer = post(browser_like, "/programmas", **fields, **PATIENT)
    assert (answer.status_code, answer.json()["bestand"]) == (201, "chapters/programmas/eigen/rustig-begin.yaml")
    path = project.root / answer.json()["bestand"]
    before = path.read_bytes()
    assert NAME.encode() not in before
    assert "Rustig begin" in browser_like.get("/").text
    rows = browser_like.get("/rijen", params={"start": "rustig-begin"}).text
    assert re.findall(r'id="rij-([^"]+)"', rows) == ["brug", "kat-koe"]
    again = post(browser_like, "/programmas", **fields | {"kies": ["schelp"]})
    assert again.status_code == 422
    assert again.json()["meldingen"][0]["field"] == "eigen-naam"
    assert path.read_bytes() == before


def read_along(sources: printing.Sources) -> None:
    """Read the texts in another process as `get_ready` does, and open no workshop, which takes seconds."""
    printing._desk(sources)


@in_a_loop
async def test_texts_that_change_take_over_when_they_are_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake leaves the texts that there were; mended, the new ones take their place."""
    monkeypatch.setattr("booklet.serve.bench.get_ready", read_along)
    project = make_desk(tmp_path / "project")
    bench = Bench(project.root)
    async with bench.open():
        first = await bench.look()
        await bench.settled()
        project.edit("chapters/oefenblad/brug.yaml", "naam: Bruggetje", "naam: Brug")
        stamp = stamp_of(project.root)
        bench.forget()
        assert await bench.look() is first, "the new texts are read, but a process must have them too"
        await bench.settled()
        library = await bench.look()
        assert library is not None
        assert library.sheets["brug"].name == "Brug"
        assert stamp == stamp_of(project.root)
        project.edit("chapters/oefenblad/brug.yaml", "naam: Brug", "naam: [")
        bench.forget()
        assert await bench.look() is library
        assert [finding.rule for finding in bench.findings] != []
