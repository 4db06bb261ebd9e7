"""What all tests share: the small project in cases/klein, and the small booklet that is made of it once."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from _pytest.mark import ParameterSet
from axe_playwright_python.sync_playwright import Axe
from once import Once
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from booklet.build.booklet import STYLES
from booklet.build.editions import NAMES, Built, build, build_editions
from booklet.build.printing import make_fold, make_press
from booklet.cache import folder
from booklet.content.load import load
from booklet.content.records import Library
from booklet.pdf.typeset import Press, make_ready
from booklet.report import BookletError

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
REAL = HERE.parent


def pytest_configure(config: pytest.Config) -> None:
    """Keep typefaces and pieces among what pytest keeps, for all processes and the next run, not among our own.

    WeasyPrint leaves its colour profile open; every other warning is an error.
    """
    if cache := getattr(config, "cache", None):  # who runs pytest without it, keeps them where everybody does
        os.environ["XDG_CACHE_HOME"] = str(cache.mkdir("bewaard"))
    config.addinivalue_line("filterwarnings", "ignore:unclosed file .*sRGB2014.icc:ResourceWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have most slow tests, so that no process is still busy when the others are done."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project that a test may spoil: the small chapters with the real styles."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file, with the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words that stand in a file exactly once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"«{old}» stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def drop(self, path: str) -> None:
        """Take a file away."""
        (self.root / path).unlink()

    def spoil(self, changes: str) -> None:
        """Change files as a case says: `@ file` with changes below it, `@ nieuw file`, or `@ weg file`."""
        for change in re.split(r"^@ ", changes, flags=re.MULTILINE)[1:]:
            head, *edits = change.splitlines()
            *kind, path = head.split()
            if kind == ["weg"]:
                self.drop(path)
            else:
                old = "" if kind else (self.root / path).read_text(encoding="utf-8")
                self.write(path, revise(old.splitlines(), edits))

    def complaints(self) -> list[str]:
        """Load the project: what is said of it, as staff read it."""
        try:
            _, findings = load(self.root)
        except BookletError as error:
            findings = error.findings
        return [str(finding) for finding in findings]


def revise(lines: list[str], edits: list[str]) -> str:
    """Replace lines marked `-` (`…` stands for the rest of a line) by the lines marked `+` that follow them."""
    at = 0
    for mark, text in ((edit[:1], edit[2:]) for edit in edits):
        if mark == "-":
            pattern = re.compile(re.escape(text).replace("…", ".*"))
            (at,) = (index for index, line in enumerate(lines) if pattern.fullmatch(line))
            del lines[at]
        elif mark == "+":
            lines.insert(at, text)
            at += 1
    return "\n".join(lines) + "\n"


def check_said(said: str, expected: str) -> None:
    """Compare line by line what is said with what a case expects (`…` stands for the rest of a line)."""
    lines, wanted = said.splitlines(), expected.splitlines()
    for line, want in zip_longest(lines, wanted, fillvalue="nothing"):
        assert re.fullmatch(re.escape(want).replace("…", ".*"), line), f"expected: {want}\nbut said: {line}"


def mistakes(kind: str) -> list[ParameterSet]:
    """List the cases in a folder of cases/fouten: changes to the small project and, below =====, what is said then."""
    return [pytest.param(path, id=path.stem) for path in sorted((CASES / "fouten" / kind).glob("*.txt"))]


def check_mistake(project: Project, case: Path) -> None:
    """Make the mistakes of a case: exactly the findings that it names are said (`…`: the rest of a line)."""
    changes, _, expected = case.read_text(encoding="utf-8").partition("=====\n")
    project.spoil(changes)
    check_said("\n".join(project.complaints()), expected)


def make_project(folder: Path, source: Path = CASES / "klein") -> Project:
    """Copy the small project to a folder, or another one."""
    shutil.copytree(source / "chapters", folder / "chapters")
    shutil.copytree(REAL / "styles", folder / "styles")
    return Project(root=folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a copy of the small project that a test may spoil."""
    return make_project(tmp_path / "klein")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make things once for all processes that run the tests, in the folder above those of each."""
    own = tmp_path_factory.getbasetemp()
    return Once(folder=own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def small(once: Once) -> Project:
    """Give the small project that nobody may spoil."""
    return once("klein", make_project)


@pytest.fixture(scope="session")
def library(small: Project) -> Library:
    """Give the small project, read."""
    return load(small.root)[0]


@pytest.fixture(scope="session")
def whole() -> Library:
    """Give the real chapters, read."""
    return load(REAL)[0]


@pytest.fixture(scope="session")
def clinic(once: Once) -> Project:
    """Give the real texts in a project that nobody may spoil; its booklet needs no counting."""
    from desk_cases import make_desk  # noqa: PLC0415 - which needs what stands here

    return once("praktijk", make_desk)


@pytest.fixture(scope="session")
def press(small: Project) -> Press:
    """Give the real styles, made ready for the small project."""
    return make_ready(small.root / "styles", STYLES, (small.root / "chapters",))


@pytest.fixture(scope="session")
def built(once: Once, small: Project) -> Built:
    """Build the small booklet, once for all tests."""
    return once("klein-boekje", lambda _: build(small.root, small.root / "output"))


@pytest.fixture(scope="session")
def folded(once: Once, library: Library, built: Built) -> bytes:
    """Lay the small booklet on sheets to fold, once for all tests."""
    return once("klein-vouwen", lambda _: make_fold(library, built.path.read_bytes()))


@pytest.fixture(scope="session")
def pressed(once: Once, library: Library, small: Project, built: Built) -> bytes:
    """Make the small booklet ready for the print shop, once for all tests."""
    return once("klein-drukker", lambda _: make_press(library, small.root, built.path.read_bytes()))


@pytest.fixture(scope="session")
def web(once: Once, small: Project) -> Path:
    """Build the small booklet for a screen, once for all tests."""
    return once("klein-scherm", lambda _: build_editions(small.root, small.root / "output", ("html",))[0].path)


@pytest.fixture(scope="session")
def editions(once: Once) -> Mapping[str, Built]:
    """Build the real booklet in every edition, once for all tests: each by its name on the command line."""
    return dict(zip(NAMES, once("boekje", lambda folder: build_editions(REAL, folder)), strict=True))


@pytest.fixture
def pdf(built: Built) -> Iterator[pikepdf.Pdf]:
    """Open the small booklet."""
    with pikepdf.open(built.path) as opened:
        yield opened


Element = tuple[pikepdf.Dictionary, pikepdf.Dictionary | None]


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Change a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def drawn(pdf: bytes, scale: float, *pages: int) -> list[Image.Image]:
    """Draw pages (from 1; none: all) as grey pictures, with so many dots to a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        numbers = pages or range(1, len(document) + 1)
        return [document[number - 1].render(scale=scale).to_pil().convert("L") for number in numbers]


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Give what stands below an element of the structure tree."""
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def structure(pdf: pikepdf.Pdf) -> list[Element]:
    """List the elements of the structure tree in reading order, each with its parent."""
    found: list[Element] = []

    def walk(element: pikepdf.Object, parent: pikepdf.Dictionary | None) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((element, parent))
            for kid in kids_of(element):
                walk(kid, element)

    for top in kids_of(pdf.Root.StructTreeRoot):
        walk(top, None)
    return found


def always(answer: Any) -> Callable[..., Any]:
    """Make a function that gives the same answer whatever it is asked."""

    def give(*_arguments: Any, **_named: Any) -> Any:
        return answer

    return give


def lend(home: Path, *names: str) -> None:
    """Put what the tests kept under these names in the cache of somebody who has kept nothing yet."""
    (home / "rugboekje").mkdir(parents=True)
    for name in names:
        for path in folder().glob(f"{name}-*"):
            shutil.copy(path, home / "rugboekje")


def names_in(folder: Path) -> list[str]:
    """List the names of everything in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """List the links of all pages."""
    return [
        note for page in pdf.pages for note in page.obj.get("/Annots", []) if note.get("/Subtype") == pikepdf.Name.Link
    ]


# Without these a browser on a closed network keeps looking for its maker.
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a headless Chromium; on a machine without one its tests are skipped, in CI they fail."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        assert not os.environ.get("CI"), "CI needs Chromium: see .ci/run"
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    # The typesetter hides all fonts of the system from this process; a browser without any falls over.
    surroundings = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=path, args=list(CHROMIUM), env=surroundings)
        yield started
        started.close()


def barriers(page: Page, *tags: str) -> list[str]:
    """Ask axe-core what somebody who sees, hears or moves otherwise would meet, by all rules or those with a tag.

    It tells what is wrong only: to tell what is right as well takes it more than twice as long.
    """
    wanted = {"runOnly": {"type": "tag", "values": tags}} if tags else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **wanted}).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]
