"""Everything that a page needs stands inside it: letters, styles, signs by day and at night, drawings."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import REAL, Project, always
from fontTools.ttLib import TTFont

from booklet.report import BookletError, ExitCode
from booklet.web import enclose as module
from booklet.web import fonts
from booklet.web.enclose import enclose, night_colours, repaint

PAGE = '<!doctype html><html><head></head><body><img src="{}" alt="a">Pijn ≠ schade? Nee.</body></html>'
TOKENS = ":root { --ink: #1f2a33; --wit: #FFFFFF; --nacht-ink: #e4ecee; --nacht-wit: #111b1f; --nacht-los: #123456 }"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let letters take no time."""
    monkeypatch.setattr(module, "faces", always("@font-face{}"))


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    """Make a folder with a style sheet and a sign."""
    folder = tmp_path / "styles"
    folder.mkdir()
    (folder / "a.css").write_text(
        TOKENS
        + "/* weg */ .a { background: url(bel.svg) } .b { background: url(bel.svg) }\n.c::before { content: '' }",
        encoding="utf-8",
    )
    (folder / "bel.svg").write_text('<svg xmlns="a"><path fill="#1F2A33" stroke="#fff"/></svg>', encoding="utf-8")
    return folder


@pytest.mark.usefixtures("quick")
def test_a_drawing_comes_inside_without_what_only_its_maker_reads(tmp_path: Path, styles: Path) -> None:
    """As an address that holds it, so that nothing in it can touch the page."""
    drawing = tmp_path / "beeld één.svg"
    drawing.write_text(
        "<?xml version='1.0'?>\n<svg xmlns=\"a\">\n<!-- houding 1 -->  <path d='M0 0#'/></svg>\n", "utf-8"
    )
    page = enclose(PAGE.format(drawing.as_uri()), styles, ("a.css",), (tmp_path,))
    (found,) = re.findall(r'src="data:image/svg\+xml,([^"]*)"', page)
    assert unquote(found) == "<svg xmlns=\"a\"><path d='M0 0#'/></svg>"
    assert not set('<>#%"') & set(re.sub("%[0-9A-F]{2}", "", found))


@pytest.mark.usefixtures("quick")
def test_a_photograph_comes_inside_as_it_is(tmp_path: Path, styles: Path) -> None:
    """A logo may be a PNG."""
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    page = enclose(PAGE.format((tmp_path / "logo.png").as_uri()), styles, ("a.css",), (tmp_path,))
    assert 'src="data:image/png;base64,iVBORw=="' in page


@pytest.mark.usefixtures("quick")
def test_a_sign_stands_in_the_file_once_by_day_and_once_at_night(tmp_path: Path, styles: Path) -> None:
    """However often the styles name it; comments and white space stay behind."""
    page = enclose(PAGE.format("data:,"), styles, ("a.css",), (tmp_path,))
    signs = [unquote(found) for found in re.findall(r"--bel:url\(\"data:image/svg\+xml,([^\"]*)\"\)", page)]
    assert signs == [
        "<svg xmlns='a'><path fill='#1F2A33' stroke='#fff'/></svg>",
        "<svg xmlns='a'><path fill='#e4ecee' stroke='#111b1f'/></svg>",
    ]
    assert page.count("var(--bel)") == 2
    assert page.index("prefers-color-scheme:dark") < page.rindex("--bel:url")
    assert "weg" not in page


@pytest.mark.usefixtures("quick")
def test_a_sign_that_keeps_its_colours_has_no_night(tmp_path: Path, styles: Path) -> None:
    """A red light is red at night as well."""
    (styles / "b.css").write_text(TOKENS + ".a { background: url(bel.svg#vast) }", encoding="utf-8")
    page = enclose(PAGE.format("data:,"), styles, ("b.css",), (tmp_path,))
    assert "var(--bel-vast)" in page
    assert page.count("--bel-vast:url(") == 1
    assert "prefers-color-scheme" not in page


def test_the_night_takes_its_colours_from_the_tokens() -> None:
    """A token for the night that has no day is left alone."""
    night = night_colours(TOKENS)
    assert night == {"#1f2a33": "#e4ecee", "#ffffff": "#111b1f"}
    assert repaint('<p fill="#fff" stroke="#1F2A33" color="#abc"/>', night) == (
        '<p fill="#111b1f" stroke="#e4ecee" color="#abc"/>'
    )


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("html", "names", "said"),
    [
        (PAGE.format("data:,"), ("weg.css",), "styles/weg.css: dit bestand ontbreekt (stijl)"),
        (PAGE.format("data:,"), ("c.css",), "styles/weg.svg: dit bestand ontbreekt (stijl)"),
        (
            PAGE.format("file:///weg/brug.svg"),
            ("a.css",),
            "brug.svg: deze tekening staat niet in een map",
        ),
        (PAGE.format("file:///etc/passwd"), ("a.css",), "passwd: deze tekening staat niet in een map"),
    ],
)
def test_what_is_not_there_is_a_finding(
    tmp_path: Path, styles: Path, html: str, names: tuple[str, ...], said: str
) -> None:
    """A style sheet, a sign, a drawing, and a file that is none of the booklet's."""
    (styles / "c.css").write_text(".a { background: url(weg.svg) }", encoding="utf-8")
    with pytest.raises(BookletError) as caught:
        enclose(html, styles, names, (tmp_path,))
    assert str(caught.value).startswith(said)


def fonts_of(css: str) -> dict[str, TTFont]:
    """Open the letters in a style sheet, by their family."""
    found = re.findall(r'font-family:"([^"]+)"[^}]*base64,([^"]+)"', css)
    return {name: TTFont(io.BytesIO(base64.b64decode(data))) for name, data in found}


def test_letters_are_cut_down_to_what_is_read() -> None:
    """Both families, the weights that are used, and nothing else; small enough for a phone."""
    css = fonts.faces("Pijn é’")
    found = fonts_of(css)
    assert list(found) == ["Source Sans 3", "Literata"]
    for font, weights in zip(found.values(), ((400, 700), (500, 600)), strict=True):
        assert {chr(code) for code in font.getBestCmap()} == set("Pijn é’")
        assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [("wght", *weights)]
        assert font.flavor == "woff2"
    assert len(css) < 20_000


def test_a_character_that_no_family_has_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would come from any letter of the reader's computer, or from none."""
    monkeypatch.setattr(fonts, "_small", always(b""))
    with pytest.raises(BookletError) as caught:
        fonts.faces("a漢\n")
    assert str(caught.value).startswith("boekje.html: het teken «漢» bestaat niet in de letters van het boekje (teken)")


def test_a_family_that_is_not_installed_gives_exit_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody forgot `make booklet`."""

    def missing(name: str) -> str:
        raise fonts.FamilyNotInstalled(name)

    monkeypatch.setattr(fonts.fontpkg, "path", missing)
    with pytest.raises(BookletError) as caught:
        fonts.faces("a")
    assert caught.value.code == ExitCode.MISSING


def test_two_builds_are_equal_byte_for_byte(small: Project, web: Path, tmp_path: Path) -> None:
    """In another process, folder and order of hashing."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from booklet.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            code,
            str(REAL),
            "booklet",
            "--edition",
            "html",
            "--root",
            str(small.root),
            "--out",
            ".",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONHASHSEED": "4321", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"boekje\.html: 0,\d MB\n", done.stdout)
    assert (tmp_path / "boekje.html").read_bytes() == web.read_bytes()
