"""Draw the QR code of the clinic's site.

Goes in: an address. Comes out: SVG with its own description. Must not know where it stands.
"""

from __future__ import annotations

import functools
import itertools
from gettext import NullTranslations

from markupsafe import Markup

SIDE = 12.5  # mm; with 29 modules each is 0.4 mm, which any phone reads from 20 cm
QUIET = 1  # modules drawn white around it; the paper gives the other three that the standard asks


def code(site: str, words: NullTranslations) -> Markup:
    """Draw an address as a QR code of `SIDE` mm; a quarter of the ink may be smudged at least (level M)."""
    modules, squares = _squares(site if "://" in site else f"https://{site}")
    said = words.gettext("QR-code van {site}").format(site=site)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{1:g}mm" height="{1:g}mm">'
        '<title>{2}</title><path d="{3}" fill="#000000"/></svg>'
    ).format(modules, SIDE, said, squares)


@functools.lru_cache(maxsize=8)
def _squares(address: str) -> tuple[int, str]:
    """Give the width of a code in modules, and its dark modules as a path: neighbours in a line are one bar."""
    import segno  # noqa: PLC0415 - only a clinic with a site waits for it

    made = segno.make_qr(address, error="m")
    bars = []
    for line, cells in enumerate(made.matrix_iter(border=QUIET)):
        column = 0
        for dark, run in itertools.groupby(cells):
            width = len(list(run))
            if dark:
                bars.append(f"M{column} {line}h{width}v1h-{width}z")
            column += width
    return int(made.symbol_size(border=QUIET)[0]), "".join(bars)
