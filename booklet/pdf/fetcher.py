"""Let the typesetter open nothing but our own pictures, styles and fonts.

Goes in: a URL that a page or style sheet names. Comes out: the bytes of a file below an allowed folder.
Nothing else: no network, no other file, no redirect.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from booklet.pdf.inside import weasyprint
from booklet.pdf.picture import on_white

TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".icc": "application/vnd.iccprofile",
}


def path_of(url: str) -> Path | None:
    """Give the file that an address names; None when it names none of this computer."""
    parts = urlsplit(url)
    local = parts.scheme.lower() == "file" and parts.netloc in ("", "localhost")
    return Path(url2pathname(parts.path)) if local else None


class LockedFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetch `file:` URLs below the given folders, after following links; refuse everything else.

    When pages are `white` wherever a picture stands, one made of dots is laid on white: it comes to the same on paper,
    and no viewer needs to know of transparency.
    """

    def __init__(self, folders: Iterable[Path], *, white: bool = False) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, timeout=1, fail_on_errors=True)
        self._white = white
        self._folders = tuple(folder.resolve(strict=True) for folder in folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002
        """Open one file. Raises `ValueError` for what is not allowed, `OSError` for what is not there."""
        named = path_of(url)
        if named is None:
            raise ValueError(f"geen bestand op deze computer: {url[:80]}")
        path = named.resolve(strict=True)
        kind = TYPES.get(path.suffix.lower())
        if kind is None or not any(path.is_relative_to(folder) for folder in self._folders):
            raise ValueError(f"niet in een map van het boekje: {path.name}")
        content = path.read_bytes()
        if self._white and kind == "image/png" and (laid := on_white(content)) != content:
            # Under the name of its file, WeasyPrint would take the dots from there.
            return weasyprint.urls.URLFetcherResponse(f"white:{url}", laid, {"Content-Type": kind})
        return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})
