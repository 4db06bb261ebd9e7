"""Draw an illustration: settle its figures, frame them, and ink every panel in two weights.

Goes in: an `Illustration`. Comes out: its drawings as SVG, and findings about its poses. Must not know files.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from booklet.content.pose_records import Arrow, Figure, Illustration, Inset
from booklet.content.poses import digest
from booklet.figures import inset as magnifier
from booklet.figures.arrows import arrow_bounds, arrow_elements, arrow_path
from booklet.figures.dress import items_of
from booklet.figures.furniture import furniture
from booklet.figures.held import held_shapes
from booklet.figures.highlight import highlight
from booklet.figures.ink import ghost, ink, svg_document
from booklet.figures.inspect import inspect
from booklet.figures.marks import mark_bounds, mark_elements, mark_place
from booklet.figures.mesh import Array
from booklet.figures.palette import SMALL_PRINT, Weights, palette_of, weights
from booklet.figures.people import Person, make_person
from booklet.figures.raster import Camera, Item, aim, on_paper, with_frame
from booklet.figures.scenery import Scenery, labelled
from booklet.figures.solids import solids_of
from booklet.figures.stage import Settled, settle
from booklet.report import Finding

ROOM = 0.12  # dm between an arrow or a magnifier and the edge of the drawing


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One finished drawing: as SVG for ordinary sizes, and heavier for prints of some 20 mm."""

    frame: str
    alt: str
    svg: str
    small: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Actor:
    """A figure that is ready to be drawn: who, how it stands in each frame that is shown, and what is around it."""

    figure: Figure
    person: Person
    camera: Camera
    settled: Mapping[str, Settled]  # hidden frames too: others start from them
    shown: tuple[str, ...]
    items: Mapping[str, tuple[Item, ...]]
    scenery: Mapping[str, Scenery]


def draw(illustration: Illustration) -> tuple[tuple[Drawing, ...], tuple[Finding, ...]]:
    """Draw every shown frame of a single figure, or the one picture that several figures make together."""
    troupe = tuple(prepare(illustration, figure) for figure in illustration.figures)
    troupe = framed(illustration, troupe)
    panels = [(name,) for name in troupe[0].shown] if len(troupe) == 1 else [tuple(a.shown[-1] for a in troupe)]
    findings = [
        finding for actor in troupe for finding in inspect(illustration, actor.figure, actor.settled, actor.person)
    ]
    return tuple(_drawing(illustration, troupe, panel) for panel in panels), tuple(findings)


def prepare(illustration: Illustration, figure: Figure) -> Actor:
    """Settle a figure and set the stage for each frame."""
    person, view = make_person(figure.person), illustration.view
    camera = aim(view.azimuth - figure.turn, view.elevation)
    settled = settle(figure, person)
    shown = tuple(frame.name for frame in figure.frames if not frame.hidden)
    items = {name: _items(figure, person, settled[name], camera) for name in settled}
    reach = np.concatenate([item.vertices[item.keep >= 0] for name in shown for item in items[name]])
    scenery = {name: _scenery(figure, person, settled[name], name, reach) for name in shown}
    return Actor(
        figure=figure, person=person, camera=camera, settled=settled, shown=shown, items=items, scenery=scenery
    )


def _items(figure: Figure, person: Person, settled: Settled, camera: Camera) -> tuple[Item, ...]:
    things = [thing for thing in figure.things if not thing.frames or settled.frame.name in thing.frames]
    return items_of(person, settled.posture, camera, figure.feet, solids=solids_of(things))


def _scenery(figure: Figure, person: Person, settled: Settled, frame: str, reach: Array) -> Scenery:
    things = [thing for thing in figure.things if not thing.frames or frame in thing.frames]
    held = [thing for thing in figure.held if not thing.frames or frame in thing.frames]
    return labelled((*furniture(things, reach), *held_shapes(held, frame, person, settled.posture, settled.stance)))


def framed(illustration: Illustration, troupe: Sequence[Actor]) -> tuple[Actor, ...]:
    """Give all figures one frame on the paper that holds everything: people, things, arrows and marks."""
    shifts = [_shift(illustration, actor) for actor in troupe]
    points = np.concatenate([_covered(actor) + shift for actor, shift in zip(troupe, shifts, strict=True)])
    left, top, right, bottom = illustration.padding
    low = points.min(axis=0) - illustration.margin - (left, bottom)
    high = points.max(axis=0) + illustration.margin + (right, top)
    placed = _placed(troupe, shifts, low, high)
    rough = weights(_mm_per_dm(illustration, placed[0].camera), heavy=True)
    corners = [box for actor in placed for name in actor.shown for box in _extras(actor, name, rough)]
    if corners:
        first, last = np.min([box[0] for box in corners], axis=0), np.max([box[1] for box in corners], axis=0)
        width, height = high - low
        low = low - np.maximum(0, [-first[0], last[1] - height])
        high = high + np.maximum(0, [last[0] - width, -first[1]])
    return _placed(troupe, shifts, low, high)


def _shift(illustration: Illustration, actor: Actor) -> Array:
    """Find how far a figure is moved on the paper, dm."""
    camera = aim(illustration.view.azimuth, illustration.view.elevation)
    return np.asarray(on_paper(camera, np.array([actor.figure.move]))[0])


def _covered(actor: Actor) -> Array:
    """List where a figure and its things come on the paper, (n,2) dm."""
    meshes = [item.vertices[item.keep >= 0] for name in actor.shown for item in actor.items[name]]
    meshes += [item.vertices for name in actor.shown for item in actor.scenery[name].items]
    return on_paper(actor.camera, np.concatenate(meshes))


def _placed(troupe: Sequence[Actor], shifts: Sequence[Array], low: Array, high: Array) -> tuple[Actor, ...]:
    return tuple(
        replace(actor, camera=with_frame(actor.camera, low - shift, high - shift))
        for actor, shift in zip(troupe, shifts, strict=True)
    )


def _mm_per_dm(illustration: Illustration, camera: Camera) -> float:
    """Say at which scale the drawing just fits the size for which its lines are made."""
    width, height = camera.high - camera.low
    return float(min(illustration.box[0] / width, illustration.box[1] / height))


def _extras(actor: Actor, name: str, rough: Weights) -> Iterator[Array]:
    """Give the corners (2,2), from the top left, of arrows, marks and magnifiers."""
    posture = actor.settled[name].posture
    for arrow in actor.figure.arrows:
        if name in arrow.frames and not arrow.inset:
            yield arrow_bounds(_path(actor, name, arrow), arrow, rough) + np.array([[-ROOM], [ROOM]])
    for mark in actor.figure.marks:
        if name in mark.frames:
            yield mark_bounds(mark_place(mark, actor.person.body, posture, actor.camera), mark, rough)
    for lens in _lenses(actor, name):
        yield magnifier.lens_bounds(lens) + np.array([[-ROOM], [ROOM]])


def _path(actor: Actor, name: str, arrow: Arrow) -> Array:
    stances = {frame: settled.stance for frame, settled in actor.settled.items()}
    return arrow_path(arrow, name, actor.person.body, actor.camera, stances, actor.shown)


def _lenses(actor: Actor, name: str) -> Iterator[magnifier.Lens]:
    posture = actor.settled[name].posture
    insets: Sequence[Inset] = actor.figure.insets
    for inset in insets:
        if name in inset.frames:
            yield magnifier.lens_of(inset, actor.person.body, posture, actor.camera)


def _drawing(illustration: Illustration, troupe: Sequence[Actor], panel: Sequence[str]) -> Drawing:
    """Draw one panel: a frame of each figure, far to near."""
    camera = troupe[0].camera
    mm_per_dm = _mm_per_dm(illustration, camera)
    width, height = camera.high - camera.low

    def document(*, heavy: bool) -> str:
        lines = weights(mm_per_dm, heavy=heavy)
        elements = [
            element for actor, name in zip(troupe, panel, strict=True) for element in _layer(actor, name, lines)
        ]
        most = SMALL_PRINT if heavy else math.inf
        return svg_document(width, height, elements, mm_per_dm=mm_per_dm, most=most, digest=digest(illustration))

    alt = " ".join(actor.settled[name].frame.alt for actor, name in zip(troupe, panel, strict=True)).strip()
    return Drawing(frame=panel[-1], alt=alt, svg=document(heavy=False), small=document(heavy=True))


def _layer(actor: Actor, name: str, lines: Weights) -> Iterator[str]:
    """Draw one figure in one frame, with its ghost, emphasis, arrows, marks and magnifiers."""
    settled, camera = actor.settled[name], actor.camera
    palette = palette_of(actor.person.character, heavy=lines.heavy)
    if settled.frame.ghost:
        yield from ghost(camera, actor.items[settled.frame.ghost], lines, palette)
    inked = ink(
        camera,
        actor.person,
        settled.posture,
        actor.items[name],
        actor.scenery[name],
        feet=actor.figure.feet,
        weights=lines,
        palette=palette,
    )
    yield from inked.elements
    if settled.frame.highlight:
        yield from highlight(inked.buffer, camera.scale, settled.frame.highlight, lines, palette)
    for arrow in actor.figure.arrows:
        if name in arrow.frames and not arrow.inset:
            yield from arrow_elements(_path(actor, name, arrow), arrow, lines, palette)
    for mark in actor.figure.marks:
        if name in mark.frames:
            place = mark_place(mark, actor.person.body, settled.posture, camera)
            yield from mark_elements(mark, place, lines, palette)
    for lens in _lenses(actor, name):
        yield from _magnified(actor, name, lens, lines, palette)


def _magnified(
    actor: Actor, name: str, lens: magnifier.Lens, lines: Weights, palette: Mapping[str, str]
) -> Iterator[str]:
    """Draw what a magnifier shows."""
    camera, settled = actor.camera, actor.settled[name]
    yield from magnifier.lens_ground(lens, lines, palette)
    yield from ink(
        camera,
        actor.person,
        magnifier.enlarged_posture(settled.posture, lens, camera),
        magnifier.enlarged_items(actor.items[name], lens, camera),
        magnifier.enlarged_scenery(actor.scenery[name], lens, camera),
        feet=actor.figure.feet,
        weights=lines,
        palette=palette,
        mask=magnifier.lens_mask(lens, camera),
    ).elements
    for arrow in actor.figure.arrows:
        if name in arrow.frames and arrow.inset:
            path = magnifier.magnified(_path(actor, name, arrow), lens)
            yield from arrow_elements(path, arrow, lines, palette)
    yield magnifier.lens_ring(lens, lines, palette)
