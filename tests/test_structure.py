"""The tags of the small booklet: it reads aloud as it looks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pikepdf
import pytest
from conftest import kids_of, links, structure
from pikepdf import Name

from booklet.content.records import Library
from booklet.pdf.structure import mend
from booklet.pdf.typeset import Press, to_pdf, typeset


def tags(pdf: pikepdf.Pdf, name: str) -> list[tuple[pikepdf.Dictionary, pikepdf.Dictionary | None]]:
    """List the elements of one kind, each with its parent."""
    return [(element, parent) for element, parent in structure(pdf) if Name(f"/{name}") == element.S]


def test_everything_on_a_page_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    """Tagged content belongs to an element of the tree; the rest says that it is an artifact (7.1)."""
    reachable = {element.objgen for element, _ in structure(pdf)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = parents[int(page.obj.StructParents)]
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]:
                owner = owners[int(instruction.operands[1].MCID)]
                assert owner is not None
                assert owner.objgen in reachable


def test_page_numbers_and_running_heads_are_artifacts(pdf: pikepdf.Pdf) -> None:
    """They are not read aloud in the middle of a sentence."""
    counts = [
        sum(
            str(instruction.operator) == "BDC"
            and instruction.operands[0] == Name.Artifact
            and instruction.operands[1].get("/Type") == Name.Pagination
            for instruction in pikepdf.parse_content_stream(page)
        )
        for page in pdf.pages
    ]
    assert counts[0] == counts[-1] == 0
    assert all(count >= 2 for count in counts[2:-1])


def test_no_element_says_nothing(pdf: pikepdf.Pdf) -> None:
    """A span or a box of no kind is there only for what is said of it, such as its language."""
    bare = {"/Type", "/S", "/P", "/Pg", "/K"}
    wrappers = [element for element, _ in structure(pdf) if element.S in (Name.Span, Name.NonStruct)]
    assert all(set(wrapper.keys()) - bare for wrapper in wrappers)
    held = [(kid, element) for element, _ in structure(pdf) for kid in kids_of(element) if not isinstance(kid, int)]
    assert all(kid.P.objgen == element.objgen for kid, element in held if "/S" in kid)


def test_a_list_holds_items_with_a_body(pdf: pikepdf.Pdf) -> None:
    """An L holds LI, an LI holds Lbl and LBody, also where a list stands in columns (7.2)."""
    lists, items = tags(pdf, "L"), tags(pdf, "LI")
    assert len(lists) >= 10
    for element, _ in lists:
        assert {str(kid.S) for kid in kids_of(element)} <= {"/LI", "/L", "/Caption"}
    for element, parent in items:
        assert parent is not None
        assert parent.S == Name.L
        assert {str(kid.get("/S", "loose")) for kid in kids_of(element) if isinstance(kid, pikepdf.Dictionary)} <= {
            "/Lbl",
            "/LBody",
        }
        assert all(kid.P.objgen == element.objgen for kid in kids_of(element))


def test_a_list_with_labels_says_so(pdf: pikepdf.Pdf) -> None:
    """ListNumbering goes with Lbl (ISO 32000-1, table 347)."""
    for element, _ in tags(pdf, "L"):
        labelled = any(
            part.get("/S") == Name.Lbl for item in kids_of(element) for part in kids_of(item) if "/S" in part
        )
        assert not labelled or "/A" in element


def test_head_cells_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    """A TH has a Scope, and both kinds occur (7.5)."""
    assert {str(element.A.Scope) for element, _ in tags(pdf, "TH")} == {"/Column", "/Row"}
    for row, parent in tags(pdf, "TR"):
        heads = {str(cell.A.Scope) for cell in kids_of(row) if cell.S == Name.TH}
        above = parent is not None and Name.THead == parent.S
        assert heads == {"/Column"} if above else heads <= {"/Row"}


def test_a_table_has_a_cell_for_every_head(pdf: pikepdf.Pdf) -> None:
    """Rows of one table are equally long."""
    for table, _ in tags(pdf, "Table"):
        rows = [row for part in kids_of(table) for row in (kids_of(part) if part.S != Name.TR else [part])]
        assert len({len(kids_of(row)) for row in rows}) == 1


def test_headings_do_not_skip_a_level(pdf: pikepdf.Pdf) -> None:
    """The first is H1 (7.4.2)."""
    levels = [
        int(str(element.S)[2:]) for element, _ in structure(pdf) if str(element.S) in ("/H1", "/H2", "/H3", "/H4")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_is_described(pdf: pikepdf.Pdf, library: Library) -> None:
    """With the words of its source (7.3)."""
    described = {str(element.Alt) for element, _ in tags(pdf, "Figure")}
    assert "" not in described
    assert {frame.picture.alt for exercise in library.exercises for frame in exercise.frames} <= described


def test_a_link_says_where_it_leads_and_is_printed(pdf: pikepdf.Pdf) -> None:
    """In words, not with the name of an anchor (7.18.5); F=4 prints it."""
    found = links(pdf)
    assert len(found) >= 20
    for link in found:
        assert int(link.F) == 4
        assert str(link.Contents) != ""
    inner = [link for link in found if "/Dest" in link]
    assert all(str(link.Contents).startswith("Ga naar: ") for link in inner)
    assert [str(link.Dest) for link in inner if str(link.Contents) == f"Ga naar: {link.Dest}"] == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("bellen", "Ga naar: Wanneer belt u, en wie?"),
        ("begin", "Ga naar: Waar begint het?"),
        ("oefening-bruggetje", "Ga naar: Bruggetje"),
        ("woord-prikkel", "Ga naar: woordenlijst, prikkel"),
    ],
)
def test_a_link_is_named_after_its_goal(pdf: pikepdf.Pdf, target: str, expected: str) -> None:
    """By title of the chapter, heading, exercise, or word."""
    assert {str(link.Contents) for link in links(pdf) if link.get("/Dest") == target} == {expected}


def test_every_link_is_part_of_the_text(pdf: pikepdf.Pdf) -> None:
    """An OBJR in a Link element for each annotation (7.18.5)."""
    tagged = {
        kid.Obj.objgen
        for element, _ in tags(pdf, "Link")
        for kid in kids_of(element)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR
    }
    assert {link.objgen for link in links(pdf)} == tagged


@contextmanager
def mended(press: Press, body: str) -> Iterator[pikepdf.Pdf]:
    """Set a page and mend its tags."""
    raw = to_pdf(typeset(f"<!doctype html><html lang=nl><title>t</title><body><h1>Kop</h1>{body}", press), 0)
    with pikepdf.open(io.BytesIO(raw)) as opened:
        mend(opened, {"doel": "Het doel"})
        yield opened


@pytest.mark.parametrize(
    ("body", "numbered"),
    [
        ('<ul style="list-style: disc"><li>een<li>twee</ul>', True),
        ('<ul style="list-style: disc"><li><p>een</p><p>nog een</p></ul>', True),
        ('<ol style="list-style: decimal"><li><p>een</p></ol>', True),
        ('<ul style="list-style: none"><li>een</ul>', False),
        ('<ul style="list-style: none"><li><p>een</p><p>twee</p></ul>', False),
        ('<ul style="list-style: disc"><li>een<ul><li>twee</ul></ul>', True),
    ],
)
def test_every_kind_of_list_is_mended(press: Press, body: str, numbered: bool) -> None:
    """With and without bullets, with paragraphs in it, and with a list in a list."""
    with mended(press, body) as pdf:
        for item, _ in tags(pdf, "LI"):
            kinds = [str(kid.S) for kid in kids_of(item)]
            assert kinds in (["/Lbl", "/LBody"], ["/LBody"])
            for kid in kids_of(kids_of(item)[-1]):
                assert not isinstance(kid, pikepdf.Dictionary) or kid.P.objgen == kids_of(item)[-1].objgen
        (outer, _), *_ = tags(pdf, "L")
        assert ("/A" in outer) == numbered


def test_a_link_to_elsewhere_stays_as_it_is(press: Press) -> None:
    """Only a place in the document gets a name; a goal without a title keeps its own."""
    body = '<p id="doel"><a href="#doel">a</a> <a href="#los">b</a> <a href="https://voorbeeld.nl">c</a><p id="los">x'
    with mended(press, body) as pdf:
        known, bare, web = links(pdf)
        assert (str(known.Contents), str(bare.Contents)) == ("Ga naar: Het doel", "Ga naar: los")
        assert str(web.A.URI) == "https://voorbeeld.nl"
        assert "Ga naar" not in str(web.Contents)
        assert [int(link.F) for link in (known, bare, web)] == [4, 4, 4]
