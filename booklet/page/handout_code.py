"""Draw the QR code of the clinic's site.

Goes in: an address. Comes out: SVG with its own description. Must not know where it stands.
"""

from __future__ import annotations

from gettext import NullTranslations

import segno
from markupsafe import Markup

SIDE = 12.5  # mm; with 29 modules each is 0.4 mm, which any phone reads from 20 cm
QUIET = 1  # modules drawn white around it; the paper gives the other three that the standard asks


def code(site: str, words: NullTranslations) -> Markup:
    """Draw an address as a QR code of `SIDE` mm; a quarter of the ink may be smudged at least (level M)."""
    address = site if "://" in site else f"https://{site}"
    made = segno.make_qr(address, error="m")
    modules = made.symbol_size(border=QUIET)[0]
    squares = Markup("").join(
        Markup("M{} {}h1v1h-1z").format(column, line)
        for line, cells in enumerate(made.matrix_iter(border=QUIET))
        for column, dark in enumerate(cells)
        if dark
    )
    said = words.gettext("QR-code van {site}").format(site=site)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{1:g}mm" height="{1:g}mm">'
        '<title>{2}</title><path d="{3}" fill="#000000"/></svg>'
    ).format(modules, SIDE, said, squares)
