"""Put everything that a page needs inside it: styles, fonts, signs and drawings; then it needs nobody else.

Goes in: HTML, the names of style sheets, and the folders that the page may draw on. Comes out: one HTML string, the
same each time. Must not know what the page is about.

A sign that the styles name often stands in the file once, and a second time in the colours of the night: every colour
that has a token `--nacht-…` is replaced by it, unless the sign is named with `#vast`.
"""

from __future__ import annotations

import base64
import html as markup
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import url2pathname

from booklet.report import BookletError, Finding, Place
from booklet.web.fonts import faces

_SVG = "data:image/svg+xml,"
_TYPES = {".png": "image/png", ".jpg": "image/jpeg"}
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b")
_SIGN = re.compile(r"url\(([\w/-]+)\.svg(#vast)?\)")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
NIGHT = "nacht-"


def enclose(html: str, styles: Path, names: Sequence[str], folders: Sequence[Path]) -> str:
    """Give a page with everything in it; drawings may come from below `folders`.

    Raises `BookletError` for a style sheet, sign, drawing or font that is not there.
    """
    css = "\n".join(_read(styles / name, f"styles/{name}") for name in names)
    css = _squeeze(_with_signs(css, styles))
    css = faces(_characters(html, css)) + css
    page = re.sub(r'(?<= src=")file:[^"]+', lambda found: _picture(found[0], (styles, *folders)), html)
    return page.replace("</head>", f"<style>{css}</style>\n</head>", 1)


def _read(path: Path, name: str) -> str:
    """Read a text file. Raises `BookletError` when it is missing."""
    if not path.is_file():
        raise BookletError(
            [Finding(place=Place(path=name), what="dit bestand ontbreekt", remedy="zet het terug.", rule="stijl")]
        )
    return path.read_text(encoding="utf-8-sig")


def _characters(html: str, css: str) -> str:
    """List what is read on the page: every character of it, and of what the styles write."""
    return "".join(sorted(set(markup.unescape(html)) | set(css)))


def _squeeze(css: str) -> str:
    """Take comments and needless white space out of a style sheet."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css)).strip()


def _with_signs(css: str, styles: Path) -> str:
    """Let every sign be a token, written once by day and once by night."""
    night = night_colours(css)
    day: dict[str, str] = {}
    dark: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        token = "--" + found[1].replace("/", "-") + ("-vast" if found[2] else "")
        if token not in day:
            svg = _read(styles / f"{found[1]}.svg", f"styles/{found[1]}.svg")
            day[token] = _data(svg)
            if not found[2] and (repainted := repaint(svg, night)) != svg:
                dark[token] = _data(repainted)
        return f"var({token})"

    css = _SIGN.sub(name, css)
    return (
        _root(day) + ("@media screen and (prefers-color-scheme:dark){" + _root(dark) + "}" if dark else "") + "\n" + css
    )


def _root(signs: Mapping[str, str]) -> str:
    return ":root{" + ";".join(f'{token}:url("{data}")' for token, data in signs.items()) + "}" if signs else ""


def night_colours(css: str) -> dict[str, str]:
    """Read from tokens which colour takes the place of which at night."""
    tokens = {name: colour.lower() for name, colour in _TOKEN.findall(css)}
    return {
        tokens[name.removeprefix(NIGHT)]: colour
        for name, colour in tokens.items()
        if name.startswith(NIGHT) and name.removeprefix(NIGHT) in tokens
    }


def repaint(svg: str, colours: Mapping[str, str]) -> str:
    """Replace colours in a drawing; one of three digits is the same as one of six."""

    def other(found: re.Match[str]) -> str:
        colour = found[0].lower()
        whole = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
        return colours.get(whole, found[0])

    return _COLOUR.sub(other, svg)


def _picture(address: str, folders: Sequence[Path]) -> str:
    """Give a drawing as an address that holds the drawing itself. Raises `BookletError` when it is not there."""
    path = Path(url2pathname(urlsplit(markup.unescape(address)).path)).resolve()
    kind = _TYPES.get(path.suffix.lower())
    if not path.is_file() or not any(path.is_relative_to(folder.resolve()) for folder in folders):
        raise BookletError(
            [
                Finding(
                    place=Place(path=path.name),
                    what="deze tekening staat niet in een map van het boekje",
                    remedy="zet het bestand in chapters/beelden of chapters/figuren.",
                    rule="tekening",
                )
            ]
        )
    if kind is None:
        return _data(path.read_text(encoding="utf-8-sig"))
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _data(svg: str) -> str:
    """Write a drawing as an address, without what only its maker reads."""
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE.*?>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s+", " ", svg).replace("> <", "><").strip()
    return _SVG + quote(svg.replace('"', "'") if "'" not in svg else svg, safe=" =:/;,'()+-.!*@$?~")
