"""People wear their clothes and hair where they belong, whatever their body."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from booklet.content.pose_records import Character
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array, vertex_normals
from booklet.figures.people import Person, make_person
from booklet.figures.skeleton import BONE, Stance, carry, carry_rigidly, load_mesh, stand
from booklet.figures.wardrobe import HEM, REST_SHIFT, SLEEVE_END, TROUSER_END, Layer, along_sleeve, below_collar

CLOTHES = ["shirt", "trousers", "shoes", "bare", "body"]
KINDS = ["short", "crop", "bob", "bun", "ponytail", "scarf", "bald"]
every_body = pytest.mark.parametrize("body", ["neutral", "senior", "man", "woman"])


def somebody(body: str = "neutral", hair: str = "short") -> Person:
    """Make a person."""
    return make_person(Character(name="iemand", body=body, hair=hair))


def layer(person: Person, name: str) -> Layer:
    """Take one layer of a person."""
    return next(layer for layer in person.layers if layer.name == name)


def at_rest(layer: Layer) -> Array:
    """Give the refined vertices of a layer on a body at rest."""
    return layer.control if layer.mesh is None else layer.mesh.subdivision @ layer.control


def canonical(layer: Layer) -> Array:
    """Give the rest coordinates without the shift of the material."""
    return layer.rest - REST_SHIFT[layer.material]


@pytest.mark.parametrize(
    ("hair", "extra"),
    [
        ("short", ["hair"]),
        ("crop", ["hair"]),
        ("bob", ["hair", "bob"]),
        ("bun", ["hair", "bun"]),
        ("ponytail", ["hair", "tail"]),
        ("scarf", ["hair"]),
        ("bald", []),
    ],
)
def test_a_person_has_clothes_skin_and_hair(hair: str, extra: list[str]) -> None:
    """Both shoes and bare feet are there; what hangs off the head is a layer of its own, and rides on it."""
    person = somebody(hair=hair)
    assert [layer.name for layer in person.layers] == CLOTHES + extra
    assert {layer.name for layer in person.layers if layer.rigid} == set(extra) - {"hair"}
    assert [layer.material for layer in person.layers[:5]] == ["shirt", "trousers", "shoes", "skin", "skin"]
    assert {layer.material for layer in person.layers[5:]} <= {"scarf" if hair == "scarf" else "hair"}


@every_body
@pytest.mark.parametrize("hair", KINDS)
def test_every_layer_fits_together(body: str, hair: str) -> None:
    """One row for each vertex, triangles of known vertices, numbers everywhere, and something left after cutting."""
    for layer in somebody(body, hair).layers:
        count = len(at_rest(layer))
        assert layer.rest.shape == (count, 3)
        assert layer.keep.shape == (count,)
        assert layer.limbs.shape == (count, 4)
        assert 0 <= layer.triangles.min() <= layer.triangles.max() < count
        assert np.isfinite(at_rest(layer)).all()
        assert np.isfinite(layer.rest).all()
        assert (layer.keep >= 0).sum() > 50
        assert layer.rigid == (layer.mesh is None)


@every_body
def test_clothes_lie_outside_the_body(body: str) -> None:
    """Shirt and trousers stand off the hull from which they are made, but for what smoothing hollows take."""
    person = somebody(body)
    hull = load_mesh("tights")
    skin = hull.subdivision @ person.body.control["tights"]
    outward = vertex_normals(skin, hull.triangles)
    for name in ("shirt", "trousers"):
        worn = layer(person, name)
        off = ((at_rest(worn) - skin) * outward).sum(axis=1)[worn.keep >= 0]
        assert np.quantile(off, 0.05) > -0.02, name
        assert 0.05 < np.median(off) < 0.4, name
        assert off.max() < 1.2, name


def test_a_shirt_ends_at_hem_collar_and_sleeves() -> None:
    """Nothing of it is kept beyond."""
    shirt = layer(somebody(), "shirt")
    hull = load_mesh("tights")
    kept = (hull.subdivision @ hull.control)[shirt.keep >= 0]
    assert kept[:, 1].min() >= HEM
    assert below_collar(kept).min() >= 0
    in_sleeve = shirt.limbs[shirt.keep >= 0][:, :2].sum(axis=1) > 0.9
    assert 1.2 < along_sleeve(kept[in_sleeve]).max() <= SLEEVE_END


def test_trousers_reach_under_the_shirt_and_over_bare_feet() -> None:
    """So that no gap shows at the waist or the ankle; they leave the hands alone."""
    person = somebody()
    trousers, bare = layer(person, "trousers"), layer(person, "bare")
    hull = load_mesh("tights")
    height = (hull.subdivision @ hull.control)[:, 1]
    assert height[trousers.keep >= 0].max() > HEM
    assert height[bare.keep >= 0].max() > TROUSER_END
    assert (trousers.limbs[trousers.keep >= 0][:, :2] < 0.5).all()


@every_body
def test_soles_are_flat_and_thick(body: str) -> None:
    """Every shoe stands 1.2 cm under the bare foot, on a sole as large on every body."""
    person = somebody(body)
    shoes, neutral = layer(person, "shoes"), layer(somebody(), "shoes")
    ground = person.body.control["tights"][:, 1].min() - 0.12
    sole = np.isclose(shoes.control[:, 1], ground)
    assert sole.sum() > 20
    assert np.array_equal(sole, np.isclose(neutral.control[:, 1], neutral.control[:, 1].min()))
    assert shoes.control[:, 1].min() == pytest.approx(ground)


@every_body
def test_skin_draws_back_under_the_shirt(body: str) -> None:
    """By 1.6 cm on the chest, and not at all on face and hands."""
    person, mesh = somebody(body), load_mesh("body")
    skin, bare = layer(person, "body").control, person.body.control["body"]
    moved = np.linalg.norm(skin - bare, axis=1)
    face = mesh.weights[:, BONE["head"]] > 0.95
    hands = mesh.weights[:, [BONE["wrist.L"], BONE["finger3-2.R"]]].sum(axis=1) > 0.9
    chest = (np.abs(mesh.control[:, 0]) < 0.5) & (mesh.control[:, 1] > 3) & (mesh.control[:, 1] < 4.5)
    assert moved[face].max() == moved[hands].max() == 0
    assert np.allclose(moved[chest], 0.16)


@pytest.mark.parametrize("hair", sorted(set(KINDS) - {"bald"}))
def test_no_skin_shows_under_hair_and_no_hair_on_the_face(hair: str) -> None:
    """Skin ends just inside the hairline; the nose is always bare and the crown always covered."""
    person = somebody(hair=hair)
    skin, scalp = layer(person, "body"), layer(person, "hair")
    both = (skin.keep >= 0) & (scalp.keep >= 0)
    assert scalp.keep[both].max(initial=0) <= 0.1
    where = points(person.body, stand(person.body, Stance(angles={}, hands={})), ["nose", "crown"])
    rest = at_rest(skin)
    shift = stand(person.body, Stance(angles={}, hands={})).joints[0] - person.body.joints[0]
    nose, crown = (int(np.argmin(((rest + shift - place) ** 2).sum(axis=1))) for place in where.values())
    assert skin.keep[nose] > 0 > scalp.keep[nose]
    assert scalp.keep[crown] > 0 > skin.keep[crown]


def test_a_bald_head_is_bare() -> None:
    """Its skin goes over the crown."""
    skin, covered = layer(somebody(hair="bald"), "body"), layer(somebody(hair="short"), "body")
    assert (skin.keep >= covered.keep).all()
    assert ((skin.keep >= 0) & (covered.keep < 0)).sum() > 500


def test_cropped_hair_is_thinner_than_short_hair() -> None:
    """And longer hair stands further off the head."""
    crop, short = layer(somebody(hair="crop"), "hair"), layer(somebody(hair="short"), "hair")
    skin = layer(somebody(), "body").control
    crown = short.mesh is not None and short.mesh.control[:, 1] > 8.3
    thick = {name: np.linalg.norm(hair.control - skin, axis=1)[crown] for name, hair in (("c", crop), ("s", short))}
    assert thick["s"].mean() > thick["c"].mean() + 0.05


@every_body
@pytest.mark.parametrize(("hair", "name"), [("bun", "bun"), ("ponytail", "tail"), ("bob", "bob")])
def test_loose_hair_rides_on_the_head(body: str, hair: str, name: str) -> None:
    """It touches the scalp at rest, and keeps its place on a turned head."""
    person = somebody(body, hair)
    loose, scalp = layer(person, name), layer(person, "hair")
    grown = at_rest(scalp)[scalp.keep >= 0]
    distance = cKDTree(grown).query(loose.control)[0].min()
    assert distance < 0.1
    posture = stand(person.body, Stance(angles={"head.rot": 60, "root.pitch": 40}, hands={}))
    moved = carry_rigidly(person.body, posture, "head", loose.control)
    assert scalp.mesh is not None
    bent = carry(person.body, posture, scalp.mesh, scalp.control)[scalp.keep >= 0]
    assert cKDTree(bent).query(moved)[0].min() == pytest.approx(distance, abs=0.03)


def test_materials_lie_apart_in_rest_space() -> None:
    """So that a line is drawn between any two of them."""
    shifts = sorted(REST_SHIFT.values())
    assert min(np.diff(shifts)) >= 100
    person = somebody(hair="bun")
    assert np.abs(canonical(layer(person, "hair"))).max() < 10
    assert canonical(layer(person, "bun")).min() > 30


@every_body
def test_rest_coordinates_are_those_of_the_neutral_body(body: str) -> None:
    """Whoever wears a garment: lines and regions are told there."""
    for worn, neutral in zip(somebody(body, "bob").layers, somebody("neutral", "bob").layers, strict=True):
        assert np.array_equal(worn.rest, neutral.rest)
        assert np.array_equal(worn.keep, neutral.keep)


def test_limbs_are_told_apart() -> None:
    """Hands belong to their arms, feet to their legs, the trunk to none."""
    skin, shoes = layer(somebody(), "body"), layer(somebody(), "shoes")
    x = skin.rest[:, 0]
    assert (skin.limbs[x > 4].argmax(axis=1) == 0).all()
    assert (skin.limbs[x < -4].argmax(axis=1) == 1).all()
    feet = shoes.keep >= 0.5
    assert np.array_equal(
        shoes.limbs[feet].argmax(axis=1), np.where(shoes.rest[feet][:, 0] > REST_SHIFT["shoes"], 2, 3)
    )
    assert (skin.limbs.sum(axis=1) <= 1 + 1e-6).all()
    face = (np.abs(x) < 0.5) & (skin.rest[:, 1] > 7)
    assert (skin.limbs[face] == 0).all()


def test_colours_do_not_make_another_body() -> None:
    """People who differ in colour only share their layers."""
    plain = somebody()
    red = make_person(Character(name="ander", body="neutral", hair="short", colours=(("shirt", "#ff0000"),)))
    assert red.character.colours
    assert red.layers is plain.layers


@pytest.mark.parametrize(("body", "hair"), [("giant", "short"), ("neutral", "mohawk")])
def test_an_unknown_body_or_hair_is_an_error(body: str, hair: str) -> None:
    """Content has checked the words; nobody is drawn by accident."""
    with pytest.raises((KeyError, FileNotFoundError)):
        somebody(body, hair)
