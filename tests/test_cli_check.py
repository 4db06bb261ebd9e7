"""The command `check`: what it prints where, for people, for editors and for programs, and its exit code."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from pathlib import Path

import pytest
import yaml
from conftest import REAL, Project

from booklet.cli import check as command
from booklet.cli import main
from booklet.content.rules import NAMES
from booklet.report import ExitCode

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the same day for ever: texts grow old."""
    monkeypatch.setattr(command, "today", lambda: dt.date(2026, 11, 26))


def run(project: Project, *arguments: str) -> int:
    """Check a project."""
    return main(["check", "--root", str(project.root), *arguments])


@pytest.fixture
def spoilt(project: Project) -> Project:
    """Give a project with a mistake and a piece of advice."""
    project.edit("chapters/24-kort.md", "Dit is het hele boekje.", "Dit is het hele boekjje!")
    return project


SAID = """\
chapters/24-kort.md:7:17: hier staat het teken «!» (leesteken) [advies]
    Doe dit: zet een punt of een komma, of maak er twee zinnen van.
chapters/24-kort.md:7:17: «boekjje» staat niet in het woordenboek (spelling)
    Doe dit: Bedoelde u «boekje»? Is het goed? Zet het dan in taal.yaml bij goed-gespeld.
17 teksten gelezen, 1 fout, 1 advies.
Meer over een regel: typ check --uitleg spelling
"""


def test_findings_stand_on_stderr_with_line_and_column(spoilt: Project, capsys: Capture) -> None:
    """A mistake gives exit code 1."""
    assert run(spoilt) == ExitCode.CONTENT
    assert capsys.readouterr() == ("", SAID)


def test_advice_gives_exit_code_0(project: Project, capsys: Capture) -> None:
    """It can wait."""
    project.edit("chapters/24-kort.md", "Dit is het hele boekje.", "Dit is het hele boekje!")
    assert run(project) == ExitCode.GOOD
    out, err = capsys.readouterr()
    assert out == "17 teksten gelezen, geen fouten, 1 advies.\n"
    assert "(leesteken) [advies]" in err


def test_an_editor_can_jump_there(spoilt: Project, capsys: Capture) -> None:
    """Every finding begins as compilers write it."""
    run(spoilt)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("chapters/")]
    assert len(lines) == 2
    assert all(re.match(r"[^:\s]+:\d+:\d+: ", line) for line in lines)


@pytest.mark.parametrize(("path", "found"), [("chapters/24-kort.md", True), ("chapters/oefeningen", False)])
def test_rules_speak_of_what_was_asked(spoilt: Project, path: str, found: bool, capsys: Capture) -> None:
    """Somebody who changes one text hears about that one."""
    code = run(spoilt, str(spoilt.root / path))
    assert (code == ExitCode.CONTENT) is found
    assert ("boekjje" in capsys.readouterr().err) is found


def test_a_program_gets_one_document(spoilt: Project, capsys: Capture) -> None:
    """Findings with their place, and how each text reads; nothing on stderr."""
    assert run(spoilt, "--json") == ExitCode.CONTENT
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert err == ""
    assert document.keys() == {"findings", "readability"}
    assert document["findings"][1] == {
        "place": {"path": "chapters/24-kort.md", "line": 7, "column": 17},
        "what": "«boekjje» staat niet in het woordenboek",
        "remedy": "Bedoelde u «boekje»? Is het goed? Zet het dan in taal.yaml bij goed-gespeld.",
        "rule": "spelling",
        "severity": "fout",
    }
    assert [finding["severity"] for finding in document["findings"]] == ["advies", "fout"]
    keys = {"text", "title", "path", "sentences", "words", "mean", "ease", "before"}
    assert all(text.keys() == keys for text in document["readability"])


def test_a_program_also_hears_what_cannot_be_read(project: Project, capsys: Capture) -> None:
    """Then there are no figures, and the code is that of the mistake."""
    project.spoil("@ chapters/10-pijn.md\n- titel: …")
    assert run(project, "--json") == ExitCode.CONTENT
    document = json.loads(capsys.readouterr().out)
    assert [finding["rule"] for finding in document["findings"]] == ["sleutel"]
    assert document["readability"] == []
    assert run(project, "--json", str(project.root / "chapters/oefeningen")) == ExitCode.GOOD


def test_the_figures_make_a_table(project: Project, capsys: Capture) -> None:
    """With what they were in the edition in use."""
    project.write("chapters/leesbaarheid.yaml", "uitgave: Versie 0\ncijfers:\n  pijn: 97\n")
    assert run(project, "--cijfers") == ExitCode.GOOD
    out = capsys.readouterr().out
    assert "Vergeleken met: Versie 0." in out
    assert re.search(r"^Wat is pijn\? +\d+ +\d+,\d +\d+ +97$", out, flags=re.MULTILINE)
    assert re.search(r"^Vragen +\d+ +\d+,\d +\d+ *$", out, flags=re.MULTILINE)


def test_all_rules_are_listed(capsys: Capture) -> None:
    """Each with its weight and one sentence, also outside a project."""
    assert main(["check", "--regels"]) == ExitCode.GOOD
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if re.match(r"[a-z-]+ +(fout|advies) ", line)] == list(NAMES)


def test_one_rule_is_explained(capsys: Capture) -> None:
    """With what is good, what is not, and how to switch it off."""
    assert main(["check", "--uitleg", "je-of-u"]) == ExitCode.GOOD
    out = capsys.readouterr().out
    for said in ("je-of-u (fout)", "Goed: Doe wat u kunt.", "Fout: Doe wat je kunt.", "<!-- negeer je-of-u: "):
        assert said in out


def test_a_rule_that_nobody_knows_gives_exit_code_2(capsys: Capture) -> None:
    """With the name that comes nearest."""
    assert main(["check", "--uitleg", "lange-zn"]) == ExitCode.USAGE
    assert "Bedoelde u «lange-zin»?" in capsys.readouterr().err


def test_texts_that_grow_old_are_noticed(project: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of today is an argument of the rules."""
    monkeypatch.setattr(command, "today", lambda: dt.date(2028, 12, 1))
    assert run(project) == ExitCode.CONTENT
    err = capsys.readouterr().err
    assert "(nakijken)" in err
    assert "(lang-geleden) [advies]" in err


def test_the_hook_runs_a_command_that_exists(small: Project) -> None:
    """What is described for pre-commit is what the command line takes."""
    (hook,) = yaml.safe_load((REAL / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    python, script, *arguments = shlex.split(hook["entry"])
    assert (python, script, hook["language"], hook["pass_filenames"]) == (
        ".venv/bin/python",
        "make_booklet.py",
        "system",
        False,
    )
    assert (REAL / script).is_file()
    assert main([*arguments, "--root", str(small.root)]) == ExitCode.GOOD
    assert re.search(hook["files"], Path("chapters/10-pijn.md").as_posix())
