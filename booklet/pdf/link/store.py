"""Keep what pages are linked of between runs: plain values only, so that nothing that is read is ever run.

Goes in: typefaces, tables of words, pieces. Comes out: the same, in other processes and on other days.
Nothing of anybody is in it: pieces that hold words of one person never come here.

A file is one line of JSON that says where each thing begins and ends, and behind it the things themselves, so that
a page reads only what it needs.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booklet.cache import kept, recall, renew
from booklet.pdf.link.pieces import Face, Frame, Gap, Node, Piece, Shared, around
from booklet.pdf.link.shapes import Shapes

LETTERS, PIECES = "oefenblad-letters", "oefenblad-stukken"
NEWEST = 8  # states of the sources, each with and without large letters
MOST = 60_000  # pieces; a clinic that reaches this has most of them never used again


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Pieces and drawings as they were kept: where each begins and ends in `body`.

    `names` gives for the key of a piece the name that it has here: that of its HTML.
    """

    names: Mapping[str, str]
    pieces: Mapping[str, tuple[int, int]]
    forms: Mapping[str, tuple[int, int]]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """New pieces, as they are kept, and their drawings: what a process hands to the one that started it.

    `names` are those of keys that were not known; their pieces are here, or on the shelf.
    """

    names: Mapping[str, str]
    pieces: Mapping[str, bytes]
    forms: Mapping[str, bytes]


_EMPTY = Shelf(names={}, pieces={}, forms={}, body=b"")


def name_of(html: str) -> str:
    """Name a piece by what it is made of."""
    return hashlib.blake2b(html.encode(), digest_size=16).hexdigest()


def shared_for(
    recipe: bytes, make: Callable[[], tuple[Shared, tuple[Shapes, ...]]]
) -> tuple[Shared, tuple[Shapes, ...]]:
    """Give typefaces and tables of words: as they were kept, or else made and kept now."""

    def wrapped() -> bytes:
        shared, shapes = make()
        return json.dumps([_shared_out(shared), [_shapes_out(one) for one in shapes]], separators=(",", ":")).encode()

    shared, shapes = json.loads(kept(LETTERS, recipe, wrapped, NEWEST))
    return _shared_in(shared), tuple(_shapes_in(one) for one in shapes)


def shelf_for(recipe: bytes) -> Shelf:
    """Give the pieces that were kept; an empty shelf when there are none."""
    content = recall(PIECES, recipe)
    if content is None:
        return _EMPTY
    index, _, body = content.partition(b"\n")
    names, pieces, forms = json.loads(index)
    return Shelf(names=names, pieces=pieces, forms=forms, body=body)


def piece_on(shelf: Shelf, key: str) -> tuple[Piece, bool] | None:
    """Take a piece from the shelf; with it, whether it was judged."""
    place = shelf.pieces.get(key)
    if place is None:
        return None
    judged, *read = json.loads(shelf.body[place[0] : place[1]])
    return _piece_in(read), judged


def form_on(shelf: Shelf, name: str) -> bytes:
    """Take a drawing from the shelf."""
    start, end = shelf.forms[name]
    return shelf.body[start:end]


def written(piece: Piece, *, judged: bool) -> bytes:
    """Write a piece as it is kept."""
    return json.dumps([judged, *_piece_out(piece)], separators=(",", ":")).encode()


def put_on(recipe: bytes, parcels: Sequence[Parcel]) -> None:
    """Put new pieces and drawings beside those that are there by now, or in their place, and keep all."""
    shelf = shelf_for(recipe)
    if len(shelf.pieces) + sum(len(parcel.pieces) for parcel in parcels) > MOST:
        shelf = _EMPTY
    pieces = {key: shelf.body[start:end] for key, (start, end) in shelf.pieces.items()}
    forms = {name: shelf.body[start:end] for name, (start, end) in shelf.forms.items()}
    names = dict(shelf.names)
    for one in parcels:
        names |= one.names
        pieces |= one.pieces
        forms |= one.forms
    places: list[dict[str, tuple[int, int]]] = []
    end = 0
    for things in (pieces, forms):
        places.append({})
        for name, thing in things.items():
            places[-1][name] = (end, end + len(thing))
            end += len(thing)
    index = json.dumps([names, *places], separators=(",", ":")).encode()
    renew(PIECES, recipe, b"".join((index, b"\n", *pieces.values(), *forms.values())), NEWEST)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _objects_out(objects: tuple[tuple[int, bytes], ...]) -> list[Any]:
    return [[number, _text(body)] for number, body in objects]


def _objects_in(objects: list[Any]) -> tuple[tuple[int, bytes], ...]:
    return tuple((number, base64.b64decode(body)) for number, body in objects)


def _shared_out(shared: Shared) -> list[Any]:
    faces = [[name, _face_out(face)] for name, face in shared.faces.items()]
    texts = [_text(shared.catalog), _text(shared.info), _text(shared.boxes)]
    return [*texts, shared.height, _objects_out(shared.objects), _objects_out(shared.streams), faces]


def _shared_in(read: list[Any]) -> Shared:
    catalog, info, boxes, height, objects, streams, faces = read
    return Shared(
        catalog=base64.b64decode(catalog),
        info=base64.b64decode(info),
        boxes=base64.b64decode(boxes),
        height=height,
        objects=_objects_in(objects),
        streams=_objects_in(streams),
        faces={name: _face_in(face) for name, face in faces},
    )


def _face_out(face: Face) -> list[Any]:
    return [
        face.name,
        face.number,
        _objects_out(face.objects),
        _objects_out(face.streams),
        [
            face.file,
            sorted(face.usual),
            _text(face.packed),
            {name: _text(table) for name, table in face.tables.items()},
        ],
        [_text(outline) for outline in face.outlines],
        _text(face.metrics),
        list(face.codes.items()),
        list(face.glyphs.items()),
        list(face.widths.items()),
    ]


def _face_in(read: list[Any]) -> Face:
    name, number, objects, streams, (file, usual, packed, tables), outlines, metrics, codes, glyphs, widths = read
    return Face(
        name=name,
        number=number,
        objects=_objects_in(objects),
        streams=_objects_in(streams),
        file=file,
        usual=frozenset(usual),
        packed=base64.b64decode(packed),
        tables={key: base64.b64decode(table) for key, table in tables.items()},
        outlines=tuple(base64.b64decode(outline) for outline in outlines),
        metrics=base64.b64decode(metrics),
        codes=dict(codes),
        glyphs=dict(glyphs),
        widths=dict(widths),
    )


def _shapes_out(shapes: Shapes) -> list[Any]:
    tables = [dict(shapes.ligatures), dict(shapes.glyphs), dict(shapes.moves)]
    return [shapes.font, shapes.size, *tables, sorted(shapes.unknown), sorted(shapes.joined)]


def _shapes_in(read: list[Any]) -> Shapes:
    font, size, ligatures, glyphs, moves, unknown, joined = read
    return Shapes(
        font=font,
        size=size,
        ligatures=ligatures,
        glyphs=glyphs,
        moves=moves,
        unknown=frozenset(unknown),
        joined=frozenset(joined),
    )


def _piece_out(piece: Piece) -> list[Any]:
    return [
        piece.content.decode("latin-1"),
        piece.order,
        [[node.kind, node.more, node.box, node.parent, node.kids] for node in piece.nodes],
        [[gap.name, gap.left, gap.top, gap.bottom, gap.limit, gap.font, gap.size] for gap in piece.gaps],
        [[frame.left, frame.top, frame.right, frame.bottom] for frame in piece.ink],
        piece.fonts,
        {font: sorted(codes) for font, codes in piece.more.items()},
        piece.forms,
        piece.fits,
    ]


def _piece_in(read: list[Any]) -> Piece:
    content, order, nodes, gaps, ink, fonts, more, forms, fits = read
    frames = tuple(Frame(left=left, top=top, right=right, bottom=bottom) for left, top, right, bottom in ink)
    return Piece(
        content=content.encode("latin-1"),
        order=tuple(order),
        nodes=tuple(
            Node(kind=kind, more=more, box=tuple(box) if box else None, parent=parent, kids=tuple(kids))
            for kind, more, box, parent, kids in nodes
        ),
        gaps=tuple(
            Gap(name=name, left=left, top=top, bottom=bottom, limit=limit, font=font, size=size)
            for name, left, top, bottom, limit, font, size in gaps
        ),
        ink=frames,
        bounds=around(frames),
        fonts=tuple(fonts),
        more={font: frozenset(codes) for font, codes in more.items()},
        forms=tuple(forms),
        fits=fits,
    )
