"""The laws of the house (design/architecture.md), read from the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import REAL

HOUSE = REAL / "booklet"
MODULES = sorted(HOUSE.rglob("*.py"))

# Law 1: what each room may import of the others.
ALLOWED = {
    "__init__": set(),
    "report": set(),
    "content": {"report"},
    "figures": {"report", "content"},
    "handouts": {"report", "content"},
    "page": {"report", "content", "handouts"},
    "cache": {"output"},
    "pdf": {"report", "cache"},
    "web": {"report"},  # what pdf is to paper
    "output": {"report"},
    "workers": set(),
    "history": {"report"},
    "redraw": {"report", "content", "figures", "output"},  # what build is to the booklet
    "build": {"report", "content", "handouts", "page", "pdf", "web", "output", "workers", "history", "cache"},
    "batch": {"report", "content", "handouts", "page", "pdf", "output", "workers", "build"},
    # The screen's templates are its own, made ready by page; it keeps programmes (output) and works beside itself.
    "serve": {"report", "content", "handouts", "page", "pdf", "output", "workers", "build", "batch"},
    "cli": {"report", "content", "redraw", "handouts", "build", "batch", "serve"},
}

# Who owns a library: nobody else imports it.
OWNERS = {
    "pickle": {"content/pickled"},
    "yaml": {"content"},
    "csv": {"handouts"},
    "concurrent": {"workers"},
    "multiprocessing": {"workers"},
    "markdown_it": {"content"},
    "mdit_py_plugins": {"content"},
    "babel": {"content", "page"},
    "hunspell": {"content/rules/lexicon"},
    "jinja2": {"page", "pdf/metadata", "serve/pages"},
    "markupsafe": {"page"},
    "segno": {"page"},
    "weasyprint": {"pdf/inside"},
    "pydyf": {"pdf/inside", "pdf/drawings"},
    "cffi": {"pdf/inside"},
    "_cffi_backend": {"pdf/inside"},
    "fontTools": {"pdf/inside", "pdf/form", "pdf/letters", "web/fonts"},
    "ctypes": {"pdf"},
    "pikepdf": {"pdf"},
    "pypdfium2": {"pdf"},
    "PIL": {"pdf"},
    "fontpkg": {"pdf", "web/fonts"},
    "tinyhtml5": {"web/audit"},
    "pdfua": {"pdf"},
    "page": {"pdf/audit"},  # the package page-validation, not our room
    "numpy": {"figures"},
    "scipy": {"figures"},
    "shapely": {"figures"},
    "cv2": {"figures"},
    "numba": {"figures"},
    # The audit's two validators read files only; sources of long ago are read from a folder that goes away again.
    "tempfile": {"output", "pdf/audit", "history"},
    "tarfile": {"history"},
    "argparse": {"cli"},
    "starlette": {"serve"},
    "uvicorn": {"serve/run"},
    "watchfiles": {"serve"},
    "webbrowser": {"cli"},
    "distributed": {"batch/cluster"},  # for whoever asks for it only
    "socket": set(),
    "urllib": {"pdf/fetcher", "web/enclose"},  # only to take addresses apart
    "http": set(),
    "requests": set(),
    "subprocess": {"history"},  # git alone: no well-kept library reads what it keeps
    "random": set(),
    "uuid": set(),
}

CLOCK = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
WRITING = {"write_text", "write_bytes", "mkstemp", "mkdir", "unlink", "rmdir", "touch", "chmod", "fdopen", "fsync"}


def name_of(module: Path) -> str:
    """Name a module by its place in the house: `pdf/finish`."""
    return module.relative_to(HOUSE).with_suffix("").as_posix()


def room_of(module: Path) -> str:
    """Name the room in which a module stands."""
    return name_of(module).split("/")[0]


@cache
def nodes(module: Path) -> tuple[ast.AST, ...]:
    """Give every piece of the code of a module, the whole of it first; each module is read once for all laws."""
    return tuple(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))


def said_of(module: Path) -> str:
    """Give what a module says of itself at its head."""
    whole = nodes(module)[0]
    assert isinstance(whole, ast.Module)
    return ast.get_docstring(whole) or ""


def imports(module: Path) -> Iterator[str]:
    """Give the full name of everything that a module imports, at the top or later on."""
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(module)} imports relatively"
            if node.module == "booklet":
                yield from (f"booklet.{name.name}" for name in node.names)
            else:
                yield node.module or ""


def calls(module: Path) -> Iterator[tuple[str, str, int]]:
    """Give every call as (what it is called on, its name, line)."""
    for node in nodes(module):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name):
                    yield "", name, node.lineno
                case ast.Attribute(value=value, attr=name):
                    yield ast.unparse(value), name, node.lineno


def broken_by(complaints: Callable[[Path], Iterable[object]]) -> list[str]:
    """List what there is to complain of in any module, with the name of the module."""
    return [f"{name_of(module)}: {complaint}" for module in MODULES for complaint in complaints(module)]


def test_imports_run_one_way() -> None:
    """The rooms from report to cli; page never knows pdf, and pdf knows only report (law 1)."""

    def strangers(module: Path) -> set[str]:
        room = room_of(module)
        entered = {name.split(".")[1] for name in imports(module) if name.startswith("booklet.")}
        return entered - {room} - ALLOWED[room]

    assert {room_of(module) for module in MODULES} - ALLOWED.keys() == set(), "a room has no law yet"
    assert broken_by(strangers) == []


def test_a_library_is_imported_by_its_owner_only() -> None:
    """The table of rooms says who owns what; nobody touches the network or chance."""

    def of_others(module: Path) -> list[str]:
        owned = {name.split(".")[0] for name in imports(module)} & OWNERS.keys()
        return [name for name in owned if not {room_of(module), name_of(module)} & OWNERS[name]]

    assert broken_by(of_others) == []


def test_only_the_command_line_prints() -> None:
    """All others return what there is to say (law 4)."""

    def printing(module: Path) -> list[object]:
        if room_of(module) == "cli":
            return []
        text = module.read_text(encoding="utf-8")
        printed: list[object] = [line for _, name, line in calls(module) if name == "print"]
        return printed + re.findall(r"\bsys\.(?:stdout|stderr|exit)\b", text)

    assert broken_by(printing) == []


def test_only_the_command_line_reads_the_clock() -> None:
    """The date is an argument, so that the same input gives the same bytes (law 4)."""

    def clocks(module: Path) -> list[str]:
        excused = room_of(module) in ("cli", "serve")
        return [] if excused else [f"{on}.{name}" for on, name, _ in calls(module) if on and name in CLOCK]

    assert broken_by(clocks) == []


def test_only_output_writes_files() -> None:
    """A file is written whole or not at all, in one place (law 4)."""

    def written(module: Path) -> list[str]:
        excused = name_of(module) in ("output", "pdf/audit")  # the audit: a folder of its own for validators
        found = [(on, name) for on, name, _ in calls(module) if name in WRITING or (on, name) == ("", "open")]
        return [] if excused else [f"{on}.{name}" for on, name in found]

    assert broken_by(written) == []


def test_errors_are_caught_at_the_edges_only() -> None:
    """A finding reaches the person who started the work (law 5)."""

    def swallowed(module: Path) -> list[str]:
        handlers = [node for node in nodes(module) if isinstance(node, ast.ExceptHandler)]
        caught = ["everything" if node.type is None else ast.unparse(node.type) for node in handlers]
        # A list goes on after a row that is wrong, a run after an edition or a chapter: all is told at once.
        edge = room_of(module) in ("cli", "serve", "batch") or name_of(module) in ("build/editions", "build/chapters")
        return [
            name
            for name in caught
            if name in ("everything", "Exception", "BaseException") or ("BookletError" in name and not edge)
        ]

    assert broken_by(swallowed) == []


def test_values_are_frozen_and_named() -> None:
    """Nothing is changed after it was made (law 2)."""
    excused = {"Problems"}  # findings gather in it while one folder is read

    def loose(module: Path) -> list[str]:
        classes = [node for node in nodes(module) if isinstance(node, ast.ClassDef) and node.name not in excused]
        values = [(node.name, ast.unparse(mark)) for node in classes for mark in node.decorator_list]
        return [
            name
            for name, mark in values
            if mark.startswith("dataclass") and not ("frozen=True" in mark and "kw_only=True" in mark)
        ]

    assert broken_by(loose) == []


def test_a_module_says_what_it_is_in_few_lines() -> None:
    """It is short enough to read in one go: at most 300 lines."""
    assert [name_of(module) for module in MODULES if not said_of(module)] == []
    lengths = {name_of(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_a_module_says_what_goes_in_and_what_comes_out() -> None:
    """Rooms and packages aside, each tells its place in the work."""

    def is_silent(module: Path) -> bool:
        words = " ".join(said_of(module).split())
        return module.name != "__init__.py" and not ("Goes in: " in words and "Comes out: " in words)

    assert [name_of(module) for module in MODULES if is_silent(module)] == []


def functions() -> list[tuple[str, int]]:
    """List every function with its length in lines."""
    return [
        (f"{name_of(module)}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for module in MODULES
        for node in nodes(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_are_short() -> None:
    """Half under 10 lines, nine in ten under 30, none over 60."""
    found = functions()
    lengths = sorted(length for _, length in found)
    assert [name for name, length in found if length > 60] == []
    assert lengths[len(lengths) // 2] < 10
    assert lengths[len(lengths) * 9 // 10] < 30


def test_no_room_is_called_utils() -> None:
    """A name says what is in it (law 3)."""
    assert not {module.stem for module in MODULES} & {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def rules() -> set[str]:
    """List the names of all rules: the last word of every finding that the code makes."""
    found = {"opmaak", "waarde"}  # what `wrong` says when nobody says otherwise
    for node in (node for module in MODULES for node in nodes(module) if isinstance(node, ast.Call)):
        last = [word.value for word in node.keywords if word.arg == "rule"]
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("add", "wrong"):
            last += node.args[-1:]
        words = {ast.literal_eval(value) for value in last if isinstance(value, ast.Constant)}
        found |= {word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)*", str(word))}
    return found


def test_every_rule_has_a_case() -> None:
    """A rule that no test breaks may be broken itself."""
    cases = [*(REAL / "tests").rglob("*.txt"), *(REAL / "tests").rglob("*.md"), *(REAL / "tests").rglob("test_*.py")]
    text = "\n".join(case.read_text(encoding="utf-8") for case in cases)
    known = rules()
    assert len(known) > 15
    assert {rule for rule in known if f"({rule})" not in text and f'"{rule}"' not in text} == set()


@pytest.mark.parametrize("folder", ["markdown", "fouten/*"])
def test_every_case_is_run(folder: str) -> None:
    """A case without ===== would expect nothing, and a folder without cases would test nothing."""
    cases = [path for path in (REAL / "tests" / "cases").glob(f"{folder}/*") if path.suffix in (".md", ".txt")]
    assert len(cases) > 20
    assert [path.name for path in cases if "=====\n" not in path.read_text(encoding="utf-8")] == []
