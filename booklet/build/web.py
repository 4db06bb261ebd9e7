"""Make the edition of the booklet for a phone or another screen.

Goes in: the sources, read. Comes out: one HTML file, as bytes. Must not know the output.
"""

from __future__ import annotations

from pathlib import Path

from booklet.build.progress import Progress
from booklet.content.records import Library
from booklet.page.web import compose_web
from booklet.web.enclose import enclose

WEB_STYLES = ("tokens.css", "web.css", "web-parts.css", "web-print.css")


def make_web(library: Library, root: Path, progress: Progress) -> str:
    """Make the booklet as one page that needs no other file. Raises `BookletError`."""
    progress("opmaken")
    page = compose_web(library)
    progress("inpakken")
    return enclose(page, root / "styles", WEB_STYLES, (root / "chapters",))
