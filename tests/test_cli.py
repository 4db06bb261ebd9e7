"""The command line: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL, Project, always

from booklet.build import editions as building
from booklet.build.editions import NAMES, Built
from booklet.cli import main
from booklet.cli.booklet import EDITIONS
from booklet.content import load
from booklet.report import BookletError, ExitCode, Finding, Place, Severity

Capture = pytest.CaptureFixture[str]
FINDING = Finding(place=Place(path="chapters/a.md", line=3), what="iets", remedy="doe iets.", rule="regel")


def run(project: Project, *arguments: str) -> int:
    """Run a command on a project."""
    return main([arguments[0], "--root", str(project.root), *arguments[1:]])


class Builder:
    """Stands in for `build_editions`: notes what it is asked and gives four pages."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        self.asked: list[tuple[Path, Path]] = []
        self.names: tuple[str, ...] = ()

    def __call__(
        self, root: Path, out: Path, names: tuple[str, ...], progress: Callable[[str], None]
    ) -> tuple[Built, ...]:
        progress("lezen")
        self.asked.append((root, out))
        self.names = names
        return (Built(path=out / "boekje.pdf", pages=4, findings=self.findings),)


def stop(error: BaseException) -> Callable[..., Any]:
    """Make a build that ends in an error."""

    def build(*_arguments: object) -> Built:
        raise error

    return build


def test_a_good_project_is_checked_with_exit_code_0(small: Project, capsys: Capture) -> None:
    """The result stands on stdout, and nothing on stderr."""
    assert run(small, "check") == 0
    assert capsys.readouterr() == ("17 teksten gelezen, geen fouten.\n", "")


def test_a_mistake_gives_exit_code_1(project: Project, capsys: Capture) -> None:
    """Findings stand on stderr in Dutch, with file, line and remedy."""
    project.spoil("@ chapters/10-pijn.md\n- titel: …")
    assert run(project, "check") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "chapters/10-pijn.md:2: de sleutel «titel» ontbreekt (sleutel)\n"
        "    Doe dit: voeg een regel toe die begint met titel:\n"
    )


def test_a_check_may_be_about_some_files_only(project: Project, capsys: Capture) -> None:
    """Somebody who changes one chapter hears about that one; what is wrong elsewhere is not hidden, only named."""
    text = project.root / "chapters/10-pijn.md"
    text.write_text(text.read_text(encoding="utf-8").replace("nagekeken:", "nagekekn:"), encoding="utf-8")
    assert run(project, "check", str(project.root / "chapters/oefeningen")) == ExitCode.GOOD
    said = capsys.readouterr()
    assert said.err == ""
    assert "Elders" in said.out
    assert run(project, "check", str(text)) == ExitCode.CONTENT
    assert "chapters/10-pijn.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["boekje"], "make_booklet.py: deze opdracht begrijp ik niet: «boekje» ken ik niet bij opdracht"),
        (["check", "--gekkigheid"], "deze opdracht begrijp ik niet: «--gekkigheid» ken ik niet."),
        (["booklet", "--edition", "goud"], "«goud» ken ik niet bij --edition; kies uit: 'screen', 'fold', 'press'"),
        (["booklet", "--out"], "achter --out ontbreekt iets."),
        (["exercises", "--phase", "slapen"], "«slapen» ken ik niet bij --phase; kies uit: 'kalmeren', 'opbouwen'"),
    ],
)
def test_arguments_that_mean_nothing_give_exit_code_2(arguments: list[str], said: str, capsys: Capture) -> None:
    """It says in Dutch what is wrong, and what to type instead."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    out, err = capsys.readouterr()
    assert (caught.value.code, out) == (2, "")
    assert said in err
    assert "    Doe dit: typ python make_booklet.py" in err


def test_a_module_that_is_not_installed_gives_exit_code_3(
    small: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody forgot `make booklet`."""
    missing = ModuleNotFoundError("No module named 'weasyprint'", name="weasyprint")
    monkeypatch.setattr(building, "build_editions", stop(missing))
    assert run(small, "booklet") == 3
    assert capsys.readouterr().err == (
        "deze computer: het onderdeel «weasyprint» is niet geïnstalleerd (systeem)\n"
        "    Doe dit: typ make booklet, dat haalt alles op wat nodig is.\n"
    )


def test_a_missing_module_is_noticed_where_it_is_imported(small: Project, tmp_path: Path) -> None:
    """In a process of its own that cannot import YAML: one finding, no stack trace."""
    code = "import sys; sys.modules['yaml'] = None; from booklet.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--root", str(small.root)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REAL)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("deze computer: het onderdeel «yaml» is niet geïnstalleerd (systeem)")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("code", [ExitCode.CONTENT, ExitCode.MISSING, ExitCode.AUDIT, ExitCode.WRITE])
def test_an_error_ends_with_its_own_exit_code(
    small: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch, code: ExitCode
) -> None:
    """1 for the text, 3 for the computer, 4 for the audit, 5 for writing."""
    monkeypatch.setattr(building, "build_editions", stop(BookletError([FINDING], code)))
    assert run(small, "booklet") == code
    assert capsys.readouterr() == ("", f"{FINDING}\n")


def test_a_folder_that_cannot_be_written_gives_exit_code_5(
    project: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    """The folder of --out is a file."""
    project.write("vol", "een bestand")
    product = building.Product(pages=built.pages, file=built.path.read_bytes(), beside={}, complaints=())
    family = (building.Edition(name="screen", file="boekje.pdf", make=always(product)),)
    monkeypatch.setattr(building, "FAMILIES", (family,))
    assert run(project, "booklet", "--out", str(project.root / "vol")) == 5
    assert "schrijven lukt niet: " in capsys.readouterr().err


def test_an_interruption_gives_exit_code_130(small: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says that nothing is half written."""
    monkeypatch.setattr(building, "build_editions", stop(KeyboardInterrupt()))
    assert run(small, "booklet") == 130
    assert capsys.readouterr() == ("", "Gestopt. Er is niets half geschreven.\n")


@pytest.mark.parametrize("command", ["check", "exercises"])
def test_a_reader_that_has_gone_is_no_error(small: Project, command: str) -> None:
    """`make_booklet.py exercises | head` ends without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, str(REAL / "make_booklet.py"), command, "--root", str(small.root)],
        env=environment,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [[], ["booklet"], ["booklet", "--edition", "screen", "--force"]])
def test_the_booklet_is_made_in_the_folder_output(
    project: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Without a command as well; the file is named from the folder one stands in, and advice stands on stderr."""
    builder = Builder(FINDING)
    monkeypatch.setattr(building, "build_editions", builder)
    monkeypatch.chdir(project.root)
    assert main(["--root", str(project.root), *arguments]) == 0
    assert builder.asked == [(project.root, project.root / "output")]
    assert builder.names == (("screen",) if "screen" in arguments else EDITIONS)
    assert capsys.readouterr() == ("output/boekje.pdf: 4 bladzijden\n", f"{FINDING}\n")


def test_another_folder_may_be_named(project: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file outside the folder one stands in is named in full."""
    monkeypatch.setattr(building, "build_editions", Builder())
    monkeypatch.chdir(project.root / "chapters")
    assert run(project, "booklet", "--out", str(project.root / "elders")) == 0
    assert capsys.readouterr().out == f"{project.root}/elders/boekje.pdf: 4 bladzijden\n"


def test_without_a_root_the_project_around_the_program_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wherever one stands."""
    builder = Builder()
    monkeypatch.setattr(building, "build_editions", builder)
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    assert builder.asked == [(REAL, REAL / "output")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["bruggetje", "wandelen"]),
        (["--phase", "kalmeren"], ["bruggetje"]),
        (["--phase", "opbouwen"], ["bruggetje", "wandelen"]),
        (["--goal", "conditie"], ["wandelen"]),
        (["--goal", "BILLEN"], ["bruggetje"]),
        (["--goal", "conditie", "--phase", "kalmeren"], []),
    ],
)
def test_exercises_are_listed(small: Project, capsys: Capture, arguments: list[str], expected: list[str]) -> None:
    """By phase, and by a word of their group, purpose or title."""
    assert run(small, "exercises", *arguments) == 0
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == expected
    assert err == ""


def test_advice_of_a_check_is_shown(small: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not stop anything."""
    advice = Finding(place=Place(path="a.md"), what="kan beter", remedy="kort in.", rule="r", severity=Severity.ADVICE)
    monkeypatch.setattr(load, "check_references", always([advice]))
    assert run(small, "check") == 0
    assert capsys.readouterr().err == f"{advice}\n"


def test_long_work_is_shown_on_a_terminal_only(
    small: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe gets the result and nothing else; the line on a terminal is wiped at the end."""
    monkeypatch.setattr(building, "build_editions", Builder())
    run(small, "booklet")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run(small, "booklet")
    assert capsys.readouterr().err == "\r\033[Klezen (0 s)\r\033[K"


@pytest.mark.parametrize("arguments", [["--help"], ["booklet", "-h"], ["check", "--help"], ["exercises", "--help"]])
def test_help_is_in_dutch(capsys: Capture, arguments: list[str]) -> None:
    """Whole, also the words that Python puts in."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    out = capsys.readouterr().out
    assert caught.value.code == 0
    assert out.startswith("gebruik: make_booklet.py")
    for word in ("opties:", "toon deze uitleg", "--root MAP"):
        assert word in out
    assert not re.search(r"\b(usage|options|show|exit|arguments)\b", out)


def test_help_names_every_command(capsys: Capture) -> None:
    """With a few words on each."""
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    for command in ("booklet", "check", "exercises"):
        assert re.search(rf"^ +{command}\s+\w+", out, flags=re.MULTILINE)


def test_help_does_not_wait_for_the_typesetter(tmp_path: Path) -> None:
    """Nothing heavy is imported before it is needed."""
    late = "[name for name in ('weasyprint', 'pikepdf', 'yaml') if name in sys.modules]"
    code = f"import sys; from booklet.cli import main\ntry: main(['--help'])\nfinally: print({late})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REAL)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]")


def test_the_program_starts_from_any_folder(small: Project, tmp_path: Path) -> None:
    """As staff type it."""
    done = subprocess.run(
        [sys.executable, str(REAL / "make_booklet.py"), "check", "--root", str(small.root)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "17 teksten gelezen, geen fouten.\n", "")


def test_the_command_line_names_every_edition() -> None:
    """It knows them by heart, so that --help does not wait for the typesetter."""
    assert EDITIONS == NAMES
