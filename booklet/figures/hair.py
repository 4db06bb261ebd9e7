"""Make hair, or a headscarf, on a head.

Goes in: a kind of hair and a `Body`. Comes out: layers, and where skin is hidden under them. Must not know clothes but
their collar, postures or cameras.

A shell over the scalp bends with the skin; what hangs or stands off (bob, bun, ponytail) is modelled on the neutral
head and rides on the head of the body that wears it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from booklet.figures.anatomy import BONE, Body, canon, load_body, load_mesh
from booklet.figures.hairlines import BOB, CUTS, Cut, Outline
from booklet.figures.mesh import (
    Array,
    Ints,
    relax,
    smoothstep,
    triangles,
    unit,
    vertex_normals,
)
from booklet.figures.wardrobe import REST_SHIFT, Layer, arm_share, below_collar, meshed, skin_under_clothes

TEMPLE = 0.8  # dm from the middle
HAIR_MARGIN = 0.10  # dm by which skin reaches under the hair
LOOSE_SHIFT = 40.0  # added to rest coordinates of what stands off the head, so that a line is drawn between
EAR_MIDDLE, EAR_RADII = (0.78, 7.45, 0.15), (0.25, 0.5, 0.4)
FACE_MIDDLE, FACE_RADII = 7.2, (0.66, 0.86)  # the opening of a headscarf: its height; its radii in x and y
BOB_MIDDLE, BOB_EQUATOR, BOB_LENGTH = (0.0, 7.5, 0.12), 7.35, 0.98


def hair_layers(body: Body, kind: str) -> tuple[Layer, ...]:
    """Make the hair of a body; nothing for a bald head."""
    if kind == "bald":
        return ()
    worn, canonical = _shell(kind, body.name), _shell(kind, "neutral")
    scalp = meshed("hair", "scarf" if kind == "scarf" else "hair", "body", worn, canonical, hair_field(kind))
    return (scalp, *_loose_hair(body, kind, canonical))


@lru_cache(maxsize=8)
def hair_field(kind: str) -> Array:
    """Tell how far each vertex of the body mesh lies inside the hair (m,), dm; negative: outside."""
    mesh = load_mesh("body")
    rest = mesh.subdivision @ mesh.control
    if kind == "scarf":
        open_front = np.minimum(_outside_face(rest), 0.30 - below_collar(rest))
        return np.asarray(np.minimum(open_front, 1.25 - np.abs(rest[:, 0])))
    inside = _inside_cut(CUTS[kind], rest)
    if kind == "bob":  # lower down the bob hangs loose, as a layer of its own
        inside = np.minimum(inside, rest[:, 1] - 7.0)
    return np.where(mesh.fine_weights[:, BONE["head"]] > 0.15, inside, -1)


def _inside_cut(cut: Cut, points: Array) -> Array:
    """Tell how far canonical points (n,3) lie inside a hairline, dm."""
    x, y, z = points.T
    front = y - (cut.height - cut.dip * (np.abs(x) / TEMPLE) ** cut.power + cut.slant * x)
    in_front = smoothstep(z, *cut.fade)
    return np.asarray(in_front * front + (1 - in_front) * _inside(cut.profile, points))


def _inside(outline: Outline, points: Array) -> Array:
    """Tell how far points (n,3) lie inside an outline in profile; negative: outside."""
    polygon, seen = shapely.Polygon(outline), shapely.points(points[:, 2], points[:, 1])
    distance = shapely.distance(polygon.exterior, seen)
    return np.asarray(np.where(shapely.contains(polygon, seen), distance, -distance))


def _ears(points: Array) -> Array:
    """Tell how much canonical points (n,3) belong to an ear: hair lies smooth over it."""
    left = np.concatenate([np.abs(points[:, :1]), points[:, 1:]], axis=1)
    return np.asarray(np.exp(-(((left - EAR_MIDDLE) / EAR_RADII) ** 2).sum(axis=1)))


@lru_cache(maxsize=32)
def _shell(kind: str, body: str) -> Array:
    """Lay hair or a scarf of one kind over the skin of a body: control points of the body mesh."""
    control = skin_under_clothes(load_body(body).control["body"])
    return _scarf(control) if kind == "scarf" else _scalp(CUTS[kind], control)


def _scalp(cut: Cut, control: Array) -> Array:
    """Grow hair over the scalp."""
    mesh = load_mesh("body")
    canonical = mesh.control
    on_head = smoothstep(canonical[:, 1], 6.5, 6.9) * smoothstep(mesh.weights[:, BONE["head"]], 0.3, 0.7)
    smooth = relax(control, mesh.average, on_head * np.clip(0.25 + _ears(canonical) * 1.2, 0, 0.95), 30)
    everywhere, crown, back = cut.thickness
    thickness = (
        everywhere + crown * smoothstep(canonical[:, 1], 7.7, 8.5) + back * smoothstep(-canonical[:, 2], -0.2, 0.5)
    )
    thickness = thickness * smoothstep(_inside(cut.roots, canonical), -0.05, 0.35) + 0.02
    return np.asarray(smooth + vertex_normals(smooth, triangles(mesh.quads)) * (thickness * on_head)[:, None])


def _scarf(control: Array) -> Array:
    """Wind a scarf round head and neck."""
    mesh = load_mesh("body")
    canonical, ears, faces = mesh.control, _ears(mesh.control), triangles(mesh.quads)
    x, y, z = canonical.T
    wound = smoothstep(y, 5.2, 5.6) * smoothstep(1 - arm_share(mesh.weights), 0.7, 0.95)
    wound = wound * smoothstep(1.25 - np.abs(x), 0, 0.4)
    smooth = relax(control, mesh.average, wound * np.clip(0.55 + ears, 0, 0.95), 40)
    directions = vertex_normals(smooth, faces)
    # What smoothing took off is given back, the ears excepted: they lie flat.
    shrunk = ((control - smooth) * vertex_normals(control, faces)).sum(axis=1)
    smooth = smooth + directions * (np.clip(shrunk, 0, 0.5) * wound * (1 - ears))[:, None]
    thickness = 0.13 + 0.08 * smoothstep(y, 7.7, 8.5) + 0.10 * smoothstep(-z, -0.2, 0.5)
    thickness = thickness + 0.05 * smoothstep(7.0 - y, 0, 0.6)
    thickness = thickness * (1 - 0.85 * smoothstep(below_collar(canonical), -0.45, 0.05))  # tucked into the collar
    thickness = thickness * (0.35 + 0.65 * smoothstep(_outside_face(canonical), -0.05, 0.3))
    return np.asarray(smooth + directions * (thickness * wound)[:, None])


def _outside_face(points: Array) -> Array:
    """Tell how far canonical points (n,3) lie outside the opening of a headscarf, about dm."""
    x, y, z = points.T
    away = np.sqrt((x / FACE_RADII[0]) ** 2 + ((y - FACE_MIDDLE) / FACE_RADII[1]) ** 2) - 1
    return np.asarray(away * 0.7 + np.clip(0.66 - z, 0, 1) * 1.6)


def _loose_hair(body: Body, kind: str, scalp: Array) -> tuple[Layer, ...]:
    """Make what stands off the head; `scalp` is the shell of hair on the neutral head."""
    match kind:
        case "bob":
            points, faces = _bob(scalp)
            return (_riding(body, "bob", points, faces, _inside_cut(BOB, points), shift=0),)
        case "bun":
            points, faces = _loft(_ball(np.array([0, 8.36, -0.62]), np.array([0.46, 0.42, 0.44])))
            return (_riding(body, "bun", points, faces, np.ones(len(points))),)
        case "ponytail":
            points, faces = _loft(_ponytail())
            return (_riding(body, "tail", points, faces, np.ones(len(points))),)
    return ()


def _riding(body: Body, name: str, points: Array, faces: Ints, keep: Array, *, shift: float = LOOSE_SHIFT) -> Layer:
    """Fit what was modelled on the neutral head on the head of a body."""
    return Layer(
        name=name,
        material="hair",
        mesh=None,
        control=np.c_[points, np.ones(len(points))] @ _fit(body),
        triangles=faces,
        rest=points + shift + REST_SHIFT["hair"],
        keep=keep,
        limbs=np.zeros((len(points), 4)),
        rigid=True,
    )


def _fit(body: Body) -> Array:
    """Find the affine map (4,3) from the neutral head to the head of a body."""
    head = load_mesh("body").weights[:, BONE["head"]] > 0.95
    neutral = canon().control["body"][head]
    return np.asarray(np.linalg.lstsq(np.c_[neutral, np.ones(len(neutral))], body.control["body"][head])[0])


def _loft(rings: Array) -> tuple[Array, Ints]:
    """Join closed rings of points (r,p,3) to a surface."""
    count, around = rings.shape[:2]
    index = np.arange(count * around).reshape(count, around)
    right = np.roll(index, -1, axis=1)
    a, b, c, d = (corner.ravel() for corner in (index[:-1], right[:-1], index[1:], right[1:]))
    return rings.reshape(-1, 3), np.concatenate([np.stack([a, b, c], axis=1), np.stack([b, d, c], axis=1)])


def _ball(middle: Array, radii: Array, rings: int = 24) -> Array:
    """Give the rings of an ellipsoid (rings, 2 rings, 3), from top to bottom."""
    down = np.linspace(0.001, np.pi - 0.001, rings)[:, None]
    around = np.linspace(0, 2 * np.pi, 2 * rings, endpoint=False)[None, :]
    directions = [np.sin(down) * np.cos(around), np.cos(down) + 0 * around, np.sin(down) * np.sin(around)]
    return np.asarray(middle + radii * np.stack(directions, axis=-1))


def _ponytail(around: int = 20) -> Array:
    """Give the rings of a ponytail, along a Bezier curve."""
    s = np.linspace(0, 1, 24)[:, None]
    p0, p1, p2, p3 = np.array([[0, 8.0, -0.55], [0, 8.5, -1.55], [0, 7.6, -1.75], [0, 6.7, -1.45]])
    path = (1 - s) ** 3 * p0 + 3 * (1 - s) ** 2 * s * p1 + 3 * (1 - s) * s * s * p2 + s**3 * p3
    radii = np.interp(s[:, 0], [0, 0.12, 0.45, 0.8, 1], [0.16, 0.22, 0.32, 0.26, 0.04])
    angles = np.linspace(0, 2 * np.pi, around, endpoint=False)[:, None]
    rings = []
    for point, along, radius in zip(path, np.gradient(path, axis=0), radii, strict=True):
        across = unit(np.cross(unit(along), [1.0, 0.02, 0.03]))  # not quite x: never parallel to the curve
        rings.append(point + radius * (np.cos(angles) * across + np.sin(angles) * np.cross(unit(along), across)))
    return np.array(rings)


def _bob(scalp: Array, around: int = 64) -> tuple[Array, Ints]:
    """Model a bob on the neutral head: follow the scalp down to the ears, then hang down to the jaw."""
    middle = np.array(BOB_MIDDLE)
    up = np.radians(np.linspace(88, 0, 22))[:, None]
    turn = np.linspace(0, 2 * np.pi, around, endpoint=False)
    directions = np.stack([np.cos(up) * np.sin(turn), np.sin(up) + 0 * turn, np.cos(up) * np.cos(turn)], axis=-1)
    radii = _scalp_radii(scalp, middle, directions) + 0.04 + 0.09 * np.cos(up)
    cap = middle + directions * radii[..., None]
    equator = cap[-1] - middle
    hanging = []
    for t in np.linspace(0, 1, 14)[1:]:  # a little wider at ear height, drawn in again at the ends
        ring = equator * (1 + 0.10 * np.sin(np.pi * min(t * 1.1, 1)) - 0.10 * t**3)
        ring[:, 1] = -BOB_LENGTH * t
        hanging.append(middle + ring + np.array([0, 0, -0.06 * t]))
    return _loft(np.concatenate([cap, np.array(hanging)]))


def _scalp_radii(scalp: Array, middle: Array, directions: Array) -> Array:
    """Measure the scalp from a middle in directions (r,p,3): (r,p) in dm, smoothed."""
    mesh = load_mesh("body")
    fine = mesh.subdivision @ scalp
    rays = fine[(mesh.fine_weights[:, BONE["head"]] > 0.6) & (fine[:, 1] > BOB_EQUATOR)] - middle
    lengths = np.linalg.norm(rays, axis=1)
    _, nearest = cKDTree(rays / lengths[:, None]).query(directions.reshape(-1, 3), 6)
    radii = lengths[nearest].mean(axis=1).reshape(directions.shape[:2])
    return np.asarray(gaussian_filter(radii, [1.2, 1.6], mode=["nearest", "wrap"]))
