"""Handouts from the command line: what is said, where it is said, and the exit code."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import REAL, Project, always, lend, names_in

from booklet import batch
from booklet.batch import Copies, Made
from booklet.cli import main
from booklet.cli.show import today
from booklet.handouts.outcomes import REPORT
from booklet.handouts.records import Request
from booklet.report import BookletError, ExitCode, Finding, Place

Capture = pytest.CaptureFixture[str]
NAME = "Xantippe Ypsilon-Zwaluwstaart"


class Maker:
    """Stands in for the making: remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Request, Path | None, Copies]] = []

    def __call__(
        self, root: Path, wanted: tuple[Request, tuple[Finding, ...]], out: Path | None, copies: Copies, _: object
    ) -> Made:
        if wanted[1]:
            raise BookletError(wanted[1])
        self.asked.append((wanted[0], out, copies))
        path = out or root / "output" / "handout-x.pdf"
        return Made(paths=(path,), findings=())


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Make nothing, and remember everything."""
    maker = Maker()
    monkeypatch.setattr(batch, "make_handout", maker)
    return maker


def test_a_handout_is_asked_for_with_options(maker: Maker, capsys: Capture, tmp_path: Path) -> None:
    """Every key has one; a switch means yes."""
    arguments = ["--exercises", "brug: 2x8, kat-koe", "--name", NAME, "--date", "22-11-2026", "--large", "--discussed"]
    assert main(["handout", *arguments, "--out", str(tmp_path / "x.pdf")]) == 0
    ((request, out, copies),) = maker.asked
    assert [wish.exercise for wish in request.wishes] == ["brug", "kat-koe"]
    assert (request.name, request.large, request.discussed, request.fixed_order) == (NAME, True, True, False)
    assert (out, copies) == (tmp_path / "x.pdf", Copies())
    assert capsys.readouterr() == (f"{tmp_path / 'x.pdf'}\n", "")


def test_a_handout_is_asked_for_with_a_file(maker: Maker, tmp_path: Path) -> None:
    """An option goes before it."""
    path = tmp_path / "recept.yaml"
    path.write_text("oefeningen: [brug]\ndoel: lopen\ndatum: vandaag\n", encoding="utf-8")
    assert main(["handout", str(path), "--goal", "fietsen"]) == 0
    ((request, _, _),) = maker.asked
    assert (request.goal, request.wishes[0].exercise) == ("fietsen", "brug")
    assert request.day == today()


def test_what_is_wrong_with_a_request_is_said_on_stderr(maker: Maker, capsys: Capture, tmp_path: Path) -> None:
    """All at once, without the name, and with exit code 1."""
    path = tmp_path / "recept.yaml"
    path.write_text(f"oefeningen: [brug]\nnaam: {NAME * 4}\ndatum: 31-2-2026\n", encoding="utf-8")
    assert main(["handout", str(path)]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("Doe dit:"), maker.asked) == ("", 2, [])
    assert NAME not in err


def test_a_file_that_is_not_there(capsys: Capture, tmp_path: Path) -> None:
    """Is no stack trace."""
    assert main(["handout", str(tmp_path / "weg.yaml")]) == 1
    assert "dit bestand is er niet (bestand)" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "code"), [("lang genoeg\n", 0), ("kort\n", 2), ("", 2)])
def test_a_password_comes_from_stdin(
    maker: Maker, capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    """Never from the command line, where everybody on the computer can read it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert main(["handout", "--exercises", "brug", "--encrypt"]) == code
    out, err = capsys.readouterr()
    if code:
        assert "--encrypt: dit wachtwoord is te kort (wachtwoord)" in err
    else:
        assert maker.asked[0][2] == Copies(password="lang genoeg")
        assert len(out.splitlines()) == 1


def test_a_password_is_asked_for_on_a_terminal(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unseen."""
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr("getpass.getpass", always("een goed woord"))
    assert main(["handout", "--exercises", "brug", "--encrypt"]) == 0
    assert maker.asked[0][2] == Copies(password="een goed woord")


def test_programmes_are_listed(capsys: Capture) -> None:
    """By the name that a request uses."""
    assert main(["exercises", "--programmes"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == [
        "kalmeren-week-1-2",
        "eerste-opbouw",
        "rompstabiliteit",
        "heup-en-bovenrug",
        "kracht-thuis",
        "terug-naar-werk-en-sport",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--position", "zij", "--goal", "kracht"], ["schelp"]),
        (["--equipment", "trede, muur"], ["muurzit", "opstapje"]),
    ],
)
def test_exercises_are_filtered(capsys: Capture, arguments: list[str], expected: list[str]) -> None:
    """By position and by what somebody has at home."""
    assert main(["exercises", *arguments]) == 0
    assert sorted(line.split()[0] for line in capsys.readouterr().out.splitlines()) == expected


def test_a_list_says_what_became_of_it(clinic: Project, capsys: Capture, tmp_path: Path) -> None:
    """On stdout how many, on stderr what is wrong; the report says both."""
    path = tmp_path / "lijst.csv"
    path.write_text("naam;oefeningen\nBo;bruggg\n;brug;x\n", encoding="utf-8")
    asked = ["handouts", str(path), "--out", str(tmp_path / "uit"), "--root", str(clinic.root)]
    assert main(asked) == ExitCode.CONTENT
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "2 rijen: 0 gemaakt, 2 niet gelukt."
    assert err.startswith("lijst.csv, rij 2, kolom «oefeningen»: deze oefening ken ik niet: «bruggg» (oefening)\n")
    assert out.splitlines()[1].endswith(f"uit/{REPORT}")
    assert "lijst.csv, rij 3: deze rij heeft meer cellen" in (tmp_path / "uit" / REPORT).read_text(encoding="utf-8")


def test_progress_is_shown_on_a_terminal(
    clinic: Project, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row by row."""
    path = tmp_path / "lijst.csv"
    path.write_text("naam;oefeningen\nBo;bruggg\n", encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["handouts", str(path), "--out", str(tmp_path / "uit"), "--root", str(clinic.root)])
    assert "1 van 1 oefenbladen" in capsys.readouterr().err


def text_of(path: Path) -> str:
    """Read the text of a page, as a reader sees it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join("".join(page.get_textpage().get_text_bounded() for page in pdf).split())


@pytest.mark.slow
def test_a_name_stands_on_the_page_and_nowhere_else(clinic: Project, tmp_path: Path) -> None:
    """Not in metadata, bookmarks, file names, report, journal, index, what is kept, or what the program says."""
    source, out = tmp_path / "lijst.csv", tmp_path / "uit"
    lend(tmp_path / ".cache", "letter", "tekening", "pango", "oefenblad-letters")  # but no pieces: they are made here
    source.write_text(f"naam;doel;oefeningen\n{NAME};Fietsen met {NAME};brug\n{NAME};;bruggg\n", encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, str(REAL / "make_booklet.py"), "handouts", str(source)),
            *("--out", str(out), "--root", str(clinic.root)),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 1, done.stderr
    page = out / "handout-rij-002.pdf"
    assert NAME in text_of(page)
    assert names_in(out) == sorted([batch.JOURNAL, page.name, REPORT])
    parts = re.split(r"[ -]", NAME)
    said = [done.stdout, done.stderr]
    said += [path.read_text(encoding="utf-8") for path in (out / REPORT, out / batch.JOURNAL)]
    written = [*tmp_path.rglob("*"), *(clinic.root / "output").rglob("*")]
    assert any(path.name.startswith("oefenblad-stukken-") for path in written)
    kept = [path for path in written if path.is_file() and path not in (source, page)]
    said += [path.read_bytes().decode("utf-8", errors="replace") for path in kept]
    said += [path.name for path in written]
    with pikepdf.open(page) as pdf:
        assert pdf.Root.get("/Outlines") is None or NAME not in str(pdf.Root.Outlines)
        said += [str(dict(pdf.docinfo)), bytes(pdf.Root.Metadata.read_bytes()).decode()]
        said += [str(pdf.Root.get("/PageLabels")), str(pdf.Root.get("/Names")), str(pdf.trailer.get("/ID"))]
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary):
                said += [str(item[key]) for key in ("/Alt", "/ActualText", "/T", "/TU", "/Title", "/E") if key in item]
    assert not [text for text in said for part in parts if part in text]
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}


@pytest.mark.slow
def test_a_handout_and_its_copies(
    clinic: Project, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page, for its owner only; the locked copy opens with its password, keeps its tags, and can be filled in."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("een lang woord\n"))
    path = tmp_path / "x.pdf"
    asked = ["--exercises", "brug", "--name", NAME, "--fillable", "--encrypt"]
    assert main(["handout", *asked, "--out", str(path), "--root", str(clinic.root)]) == 0
    names = ["x.pdf", "x-invulbaar.pdf", "x-beveiligd.pdf"]
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / name) for name in names]
    with pikepdf.open(path) as pdf:
        assert "/AcroForm" not in pdf.Root
    with pikepdf.open(tmp_path / "x-beveiligd.pdf", password="een lang woord") as pdf:
        assert (len(pdf.pages), pdf.allow.accessibility, "/StructTreeRoot" in pdf.Root) == (1, True, True)
        assert (pdf.allow.modify_form, "/AcroForm" in pdf.Root) == (True, True)
    assert NAME.encode() not in (tmp_path / "x-beveiligd.pdf").read_bytes()
    assert {item.stat().st_mode & 0o777 for item in tmp_path.glob("*.pdf")} == {0o600}


def test_a_finding_names_the_row(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    """Also a problem of the disk, with its exit code."""
    finding = Finding(place=Place(path="uit"), what="schrijven lukt niet", remedy="maak ruimte.", rule="schrijven")

    def fail(*_: object) -> None:
        raise BookletError([finding], ExitCode.WRITE)

    monkeypatch.setattr(batch, "make_list", fail)
    assert main(["handouts", str(tmp_path / "lijst.csv")]) == ExitCode.WRITE
    assert capsys.readouterr().err == f"{finding}\n"


SLOW_TO_START = {"weasyprint", "pikepdf", "PIL", "pypdfium2", "jinja2", "markdown_it", "fontTools", "zopfli", "segno"}


def test_a_handout_of_known_pieces_starts_nothing_slow(clinic: Project, tmp_path: Path) -> None:
    """No typesetter, no judge, no template: a therapist waits for the words of one patient only."""
    asked = ["handout", "--exercises", "brug", "--root", str(clinic.root), "--out", str(tmp_path / "x.pdf")]
    assert main([*asked, "--name", NAME]) == 0  # from now on its pieces are known
    script = f"import sys; from booklet.cli import main; main({[*asked, '--name', 'Bo Blij']}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=REAL, capture_output=True, text=True, check=True)
    started = {name.partition(".")[0] for name in done.stdout.split()}
    assert "yaml" in started, "so that this test would see them"
    assert started & SLOW_TO_START == set()
