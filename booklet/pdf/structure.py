"""Walk and mend the structure tree of a tagged PDF, so that it reads aloud as it looks.

Goes in: an open PDF as WeasyPrint wrote it. Comes out: the same PDF, mended in place.
Clause numbers are those of PDF/UA-1 (ISO 14289-1) and PDF 1.7 (ISO 32000-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, String

PT = 0.75  # of a CSS pixel
LABELLED = (Name.Lbl, Name.LBody)
WRAPPERS = (Name.Span, Name.NonStruct)
_BARE = {"/Type", "/S", "/P", "/Pg", "/K"}
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def elements(pdf: Pdf) -> Iterator[tuple[Dictionary, Dictionary | None]]:
    """Give every structure element in reading order, with its parent (None for the root's child)."""
    for top in kids(pdf.Root.StructTreeRoot):
        yield from _walk(top, None)


def kids(element: Object) -> list[Object]:
    """Give what stands directly below an element: smaller elements and pieces of content."""
    below = element.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, Array) else [below]


def _walk(element: Object, parent: Dictionary | None) -> Iterator[tuple[Dictionary, Dictionary | None]]:
    if isinstance(element, Dictionary) and "/S" in element:
        yield element, parent
        for kid in kids(element):
            yield from _walk(kid, element)


def mend(pdf: Pdf, titles: dict[str, str]) -> None:
    """Mend everything that WeasyPrint leaves undone; `titles` names what a link leads to, by destination."""
    _margins_are_artifacts(pdf)
    for element, parent in list(elements(pdf)):
        if element.S == Name.LI:
            _wrap_list_body(pdf, element)
        elif element.S == Name.L:
            _number_list(element)
        elif element.S == Name.TR:
            _scope_heads(element, parent)
        elif Name.Figure == element.S:
            _place_figure(element)
        if "/Alt" in element:
            element.Alt = String(str(element.Alt))  # one byte for a letter, where all letters allow that (7.9.2.2)
    _unwrap(pdf)
    _describe_links(pdf, titles)


def _margins_are_artifacts(pdf: Pdf) -> None:
    """Turn running heads, page numbers and tabs into artifacts (7.1): WeasyPrint tags them outside the tree."""
    reachable = {element.objgen for element, _ in elements(pdf)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = parents[int(page.obj.StructParents)]
        changed = False
        instructions: list[Instruction] = []
        for instruction in pikepdf.parse_content_stream(page):
            index = _content_number(instruction)
            owner = None if index is None else owners[index]
            if index is not None and owner is not None and owner.objgen not in reachable:
                owners[index] = None
                changed = True
                artifact = [Name.Artifact, Dictionary(Type=Name.Pagination)]
                instructions.append(pikepdf.ContentStreamInstruction(artifact, Operator("BDC")))
            else:
                instructions.append(instruction)
        if changed:
            page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _content_number(instruction: Instruction) -> int | None:
    """Give the number (MCID) of the tagged content that an instruction opens; None for any other instruction."""
    if instruction.operator != Operator("BDC"):
        return None
    properties = instruction.operands[1]
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None


def _wrap_list_body(pdf: Pdf, item: Dictionary) -> None:
    """Put everything in a list item that is no label into one LBody (7.2-20)."""
    parts = kids(item)
    loose = [kid for kid in parts if not (isinstance(kid, Dictionary) and kid.get("/S") in LABELLED)]
    if not loose:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(loose)))
    if "/Pg" in item:
        body.Pg = item.Pg
    for kid in loose:
        if isinstance(kid, Dictionary) and "/P" in kid:
            kid.P = body
    item.K = Array([kid for kid in parts if kid not in loose] + [body])


def _unwrap(pdf: Pdf) -> None:
    """Take out elements that tell nothing (14.8.4.2, 14.8.4.4): what they held is held by what is around them.

    WeasyPrint tags every line of text, and every box that the looks of a page need, as an element: two in three.
    """
    owners: dict[tuple[int, int], Dictionary] = {}
    for element, _ in list(elements(pdf)):
        if element.objgen not in owners:
            _hold(element, owners)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for index in range(1, len(numbers), 2):
        if isinstance(numbers[index], Array):
            numbers[index] = Array([owner and owners.get(owner.objgen, owner) for owner in numbers[index]])


def _hold(element: Dictionary, owners: dict[tuple[int, int], Dictionary]) -> None:
    """Let an element hold what stands in its wrappers; `owners` tells of each wrapper what it was taken out of."""
    held: list[Object] = []
    todo = kids(element)[::-1]
    while todo:
        kid = todo.pop()
        if _is_wrapper(kid, element):
            owners[kid.objgen] = element
            todo += kids(kid)[::-1]
            continue
        held.append(kid)
        if isinstance(kid, Dictionary) and "/P" in kid:
            kid.P = element
    element.K = Array(held)


def _is_wrapper(kid: Object, element: Dictionary) -> bool:
    """Tell whether an element tells nothing: neither by its kind, nor by anything that is said of it."""
    return (
        isinstance(kid, Dictionary)
        and kid.get("/S") in WRAPPERS
        and not set(kid.keys()) - _BARE
        and kid.get("/Pg") == element.get("/Pg", kid.get("/Pg"))
    )


def _number_list(element: Dictionary) -> None:
    """Say that a list with labels has labels (ISO 32000-1, table 347)."""
    labelled = any(
        isinstance(part, Dictionary) and part.get("/S") == Name.Lbl
        for item in kids(element)
        if isinstance(item, Dictionary)
        for part in kids(item)
    )
    if labelled and "/A" not in element:
        element.A = Dictionary(O=Name.List, ListNumbering=Name.Disc)


def _scope_heads(row: Dictionary, parent: Dictionary | None) -> None:
    """Say of every head cell whether it heads a column or a row (7.5).

    With that, a cell need not name its heads: those names would need a register (IDTree) that WeasyPrint leaves out.
    """
    cells = [kid for kid in kids(row) if isinstance(kid, Dictionary) and kid.get("/S") in (Name.TH, Name.TD)]
    alone = len(cells) == 1  # of a cell by itself nothing can be told
    heads = {str(cell.S) for cell in cells} == {"/TH"} and not alone
    heads_columns = heads or (parent is not None and Name.THead == parent.S)
    for cell in cells:
        if "/ID" in cell:
            del cell.ID
        if "/Headers" in cell.get("/A", Dictionary()):
            del cell.A.Headers
        if cell.S == Name.TH:
            attributes = cell.get("/A") or Dictionary(O=Name.Table)
            attributes.Scope = Name.Column if heads_columns else Name.Row
            cell.A = attributes
        elif set(cell.get("/A", Dictionary()).keys()) == {"/O"}:
            del cell.A  # it names an owner of nothing


def _place_figure(figure: Dictionary) -> None:
    """Say where a figure stands in points from the foot of the page (table 344): WeasyPrint says it in CSS pixels."""
    left, top, right, bottom = (float(edge) * PT for edge in figure.A.BBox)
    high = float(figure.Pg.MediaBox[1]) + float(figure.Pg.MediaBox[3])  # without the bleed, equal at head and foot
    box = (left, high - bottom, right, high - top)
    figure.A.BBox = Array([Decimal(f"{edge:.2f}") for edge in box])


def _describe_links(pdf: Pdf, titles: dict[str, str]) -> None:
    """Print links with the page, and say where each one leads (7.18.5)."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == Name.Link:
                annotation.F = 4
                if "/Dest" in annotation:
                    target = str(annotation.Dest)
                    annotation.Contents = String("Ga naar: " + titles.get(target, target))
