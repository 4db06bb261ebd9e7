"""Words that a full page drops: found, and found only when they are really gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.pdf.typeset import Press, make_ready, typeset

# A page of ten lines.
STYLE = """
@page { size: 100mm 70mm; margin: 10mm; @bottom-left { content: "voet" } }
* { margin: 0; padding: 0 }
html { font: 4mm/5mm "Source Sans 3" }
.vel { height: 49.9mm }
.teken::before { content: "teken" }
.voet { position: absolute; bottom: 0 }
.noot { float: footnote }
table { border-collapse: collapse }
"""


@pytest.fixture(scope="module")
def small_pages(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Make pages ready that are soon full."""
    folder = tmp_path_factory.mktemp("stijl")
    (folder / "a.css").write_text(STYLE, encoding="utf-8")
    return make_ready(Path(folder), ("a.css",), ())


def lines(count: int) -> str:
    """Write a number of short paragraphs."""
    return "".join(f"<p>regel {number}</p>" for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # A box that is a hair lower than its page keeps ten lines, and forgets the others.
        (f'<div class="vel" id="a">{lines(10)}</div>', []),
        (f'<div class="vel" id="a">{lines(12)}</div><p>na', [("a", "regel 11 regel 12")]),
        (
            f'<div class="vel" id="a">{lines(10)}<p id="b">elf<p id="c">twaalf</div>',
            [("b", "elf"), ("c", "twaalf")],
        ),
        # Half a paragraph is gone.
        (
            f'<div class="vel" id="a">{lines(8)}<p id="b">een<br>twee<br>drie<br>vier</p></div>',
            [("b", "eentweedrievier")],
        ),
        (f'<div class="vel"><p>{lines(9)}</p><p>zonder <b>naam</b></p><p>en nog</div>', [("", "en nog")]),
        # Words that run on to the next page are there.
        (lines(25), []),
        ("<p>" + "woord " * 300, []),
        # So are words aside of the text, and heads that a table repeats.
        ('<div style="position: relative; height: 40mm">regel<p class="voet">onderaan</p></div>', []),
        ('<p style="float: right">rechts</p><p>links', []),
        ('<p>tekst<span class="noot">noot</span> en verder', []),
        ("<table><thead><tr><th>kop</thead>" + "<tr><td>cel" * 20 + "</table>", []),
        ('<div style="display: grid; grid-template-columns: 1fr 1fr"><p>een<p>twee</div>', []),
        # What a style sheet adds, or a drawing says, is not counted as words.
        ('<p class="teken">woord</p>', []),
        ('<svg width="9" height="9"><title>een tekening</title></svg>', []),
        ("<script>niets</script><p>iets", []),
        ("", []),
    ],
)
def test_words_that_are_on_no_page_are_found(small_pages: Press, body: str, expected: list[tuple[str, str]]) -> None:
    """By the name of the place that holds them."""
    result = typeset(f"<!doctype html><html lang=nl><title>t</title><body>{body}", small_pages)
    assert [(lost.name, lost.words) for lost in result.missing] == expected
