"""Poses: what is read of them, and what staff hear when something is not right."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REAL, Project, check_mistake, mistakes

from booklet.content.exercises import names_of
from booklet.content.load import load, load_poses
from booklet.content.pose_kinds import FURNITURE, HELD
from booklet.content.pose_records import Figure, Goal, Illustration, KeyFrame
from booklet.content.pose_words import ANGLES, LANDMARKS, RANGES, in_dutch
from booklet.content.poses import digest, shown

BRIDGE, WALK = "chapters/figuren/bruggetje.yaml", "chapters/figuren/wandelen.yaml"


def illustration(project: Project, name: str = "wandelen") -> Illustration:
    """Read one illustration of the project."""
    return load(project.root)[0].illustrations[name]


def figure(project: Project, name: str = "wandelen") -> Figure:
    """Read the one figure of an illustration."""
    (found,) = illustration(project, name).figures
    return found


def step_of(project: Project, *lines: str) -> KeyFrame:
    """Read the only frame of «wandelen» when it has these lines instead of its own."""
    frame = "\n".join(f"    {line}" for line in lines)
    text = f"persoon: basis\nvoorwerpen: [stoel, {{soort: trap, naam: opgang}}]\nbeelden:\n  - naam: stap\n{frame}\n"
    project.write(WALK, f"{text}    alt: Iemand loopt.\n")
    return figure(project).frames[0]


def goals_of(project: Project, *goals: str) -> tuple[Goal, ...]:
    """Read goals."""
    return step_of(project, "doelen:", *(f"  - {goal}" for goal in goals)).goals


@pytest.mark.parametrize("case", mistakes("figuren"))
def test_a_mistake_in_a_pose_is_said(project: Project, case: Path) -> None:
    """Each mistake gives its own finding with file and line, and no others in its wake."""
    check_mistake(project, case)


def test_an_illustration_is_read_whole(project: Project) -> None:
    """Every key finds its place, and Dutch becomes English."""
    bridge = illustration(project, "bruggetje")
    (found,) = bridge.figures
    assert (bridge.id, bridge.view.azimuth, bridge.view.elevation) == ("bruggetje", -72, 7)
    assert (bridge.margin, bridge.padding, bridge.box) == (0.5, (0, 0, 0, 0), (45, 42))
    assert (found.feet, [thing.kind for thing in found.things], found.held) == ("bare", ["mat"], ())
    assert [(frame.name, frame.start, frame.alt) for frame in found.frames] == [
        ("begin", "", "Iemand ligt op de rug met gebogen knieën."),
        ("eind", "begin", "De heupen zijn van de mat."),
    ]
    (arrow,) = found.arrows
    assert (arrow.kind, arrow.landmark, arrow.frames, arrow.vector) == ("line", "hip.R", ("eind",), (0, 1.5))
    assert (arrow.offset, arrow.double, arrow.width_mm) == ((-0.6, 1.75), False, 0)
    assert str(found.frames[1].goals[0].place) == f"{BRIDGE}:15"


def test_a_person_is_read_whole(project: Project) -> None:
    """What is not said is as usual; colours stand in one order, however they were written."""
    grandmother = figure(project, "bruggetje").person
    assert (grandmother.name, grandmother.body, grandmother.hair) == ("oma", "senior", "bun")
    assert (grandmother.glasses, grandmother.lashes, grandmother.thin_brows) == (True, False, False)
    assert grandmother.colours == (("hair", "#b9bec2"), ("shirt", "#e2a557"))


def test_a_frame_adds_to_the_posture_that_it_is_based_on(project: Project) -> None:
    """Own angles count; goals and free angles of its own take the place of those of the posture."""
    begin, end = figure(project, "bruggetje").frames
    assert begin.angles == {
        "root.pitch": -90,
        "hip.flex.L": 52,
        "hip.flex.R": 52,
        "knee.flex.L": 104,
        "knee.flex.R": 104,
        "lumbar.flex": 2,
    }
    assert begin.free == ("root.y", "root.z", "hip.flex.L", "hip.flex.R", "neck.flex")
    assert [goal.what[0] for goal in begin.goals] == [
        "heel.L",
        "heel.R",
        "ball.L",
        "ball.R",
        "upperback",
        "palm.L",
        "palm.R",
    ]
    assert (begin.hands, begin.ground) == ({"L": "flat", "R": "flat"}, False)
    assert end.angles == {"root.pitch": -112, "hip.flex.L": 4, "hip.flex.R": 4}
    assert [goal.kind for goal in end.goals] == ["pin"] * 4 + ["at"]


def test_a_frame_can_take_back_what_its_posture_says(project: Project) -> None:
    """«grond: nee», an empty list, and the hand of one side."""
    plain = step_of(project, "houding: staand")
    assert (plain.ground, plain.hands) == (True, {"L": "relaxed", "R": "relaxed"})
    other = step_of(project, "houding: staand", "grond: nee", "handen: {links: greep}")
    assert (other.ground, other.hands) == (False, {"L": "grip", "R": "relaxed"})
    assert step_of(project, "houding: ruglig", "vrij: []", "doelen: []").free == ()


@pytest.mark.parametrize(
    "order", ["knie.flexie: 20, knie.flexie.rechts: 50", "knie.flexie.rechts: 50, knie.flexie: 20"]
)
def test_an_angle_with_a_side_counts_before_one_for_both(project: Project, order: str) -> None:
    """Whatever comes first."""
    assert step_of(project, f"hoeken: {{{order}}}").angles == {"knee.flex.L": 20, "knee.flex.R": 50}


def test_a_place_without_a_side_is_mirrored(project: Project) -> None:
    """The x counts for the left, its opposite for the right; a height is the same."""
    left, right = goals_of(project, "{bij: handpalm, x: 1.5, y: 3}")
    assert (left.what, left.x, left.y, left.z) == (("palm.L",), 1.5, 3, None)
    assert (right.what, right.x, right.y, right.z) == (("palm.R",), -1.5, 3, None)
    (middle,) = goals_of(project, "{bij: neus, x: 0.5}")
    assert (middle.what, middle.x) == (("nose",), 0.5)


def test_a_place_with_a_side_is_as_it_is_written(project: Project) -> None:
    """Also when it touches something."""
    (touching,) = goals_of(project, "{raakt: knie.rechts, x: -1, gewicht: 2}")
    assert (touching.kind, touching.what, touching.x, touching.weight) == ("touch", ("knee.R",), -1, 2)


def test_a_zero_is_mirrored_to_itself(project: Project) -> None:
    """Or else the same pose would have two digests."""
    _, right = goals_of(project, "{bij: hiel, x: 0}")
    assert str(right.x) == "0.0"


def test_a_direction_is_mirrored(project: Project) -> None:
    """Hands without a side point towards each other."""
    left, right = goals_of(project, "{richt: hand, as: vingers, richting: [-0.5, 0, 0.9]}")
    assert (left.what, left.axis, left.direction) == (("hand.L",), "fingers", (-0.5, 0, 0.9))
    assert (right.what, right.direction) == (("hand.R",), (0.5, 0, 0.9))
    (chest,) = goals_of(project, "{richt: borstkas, as: voor, richting: [1, 0, 1]}")
    assert (chest.what, chest.direction) == (("thorax",), (1, 0, 1))


def test_places_meet_on_their_own_side(project: Project) -> None:
    """Without sides: left with left, right with right, and both with what lies in the middle."""
    left, right = goals_of(project, "{legt: [handpalm, dij-voor], afstand: [0.4, 0, 0.2], ruimte: 0.3}")
    assert (left.what, left.offset, left.gap) == (("palm.L", "thighfront.L"), (0.4, 0, 0.2), 0.3)
    assert (right.what, right.offset) == (("palm.R", "thighfront.R"), (-0.4, 0, 0.2))
    assert [goal.what[1] for goal in goals_of(project, "{samen: [handpalm, borst]}")] == ["chest", "chest"]
    (crossed,) = goals_of(project, "{samen: [handpalm.links, knieholte.rechts], afstand: [0.3, 0, 0]}")
    assert (crossed.what, crossed.offset, crossed.gap) == (("palm.L", "kneeback.R"), (0.3, 0, 0), None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("stoel", "chair"),
        ("stoel.leuning", "chair.rest"),
        ("stoel.leuning.achter", "chair.rest.back"),
        ("stoel.boven", "chair.top"),
        ("opgang.2", "opgang.2"),
        ("opgang.3.voor", "opgang.3.front"),
    ],
)
def test_a_surface_is_found_by_its_dutch_name(project: Project, written: str, name: str) -> None:
    """A part of a thing by its kind, or by the name that it was given."""
    (goal,) = goals_of(project, f"{{raakt: hiel.links, tegen: {written}}}")
    assert goal.against == name


@pytest.mark.parametrize("thing", ["{soort: stoel, zacht: ja}", "{soort: kruk, naam: stoeltje}", "mat"])
def test_what_is_soft_or_not_there_cannot_be_touched(project: Project, thing: str) -> None:
    """The body sinks into it: there is no surface at a known place."""
    project.edit(WALK, "{soort: stoel, z: -6}", thing)
    project.edit(WALK, "{raakt: hiel.rechts}", "{raakt: hiel.rechts, tegen: stoel}")
    assert "er is geen «stoel» om aan te raken" in "\n".join(project.complaints())


def test_a_thing_has_its_usual_measures(project: Project) -> None:
    """So that nobody further on needs to know them."""
    chair, shadow = figure(project).things
    assert chair.numbers == {"x": 0, "z": -6, "seat": 4.5, "back": 9.2, "w": 4.2, "d": 4.2, "facing": 1}
    assert (chair.name, chair.solid, shadow.numbers, shadow.solid) == ("chair", True, {"pad": 0.8}, False)
    (bag,) = figure(project).held
    assert (bag.kind, bag.words, bag.frames) == ("bag", {"hand": "R", "c": "bag"}, ())


def test_a_thing_can_be_turned_round(project: Project) -> None:
    """One word for all that has a front."""
    project.edit(WALK, "{soort: stoel, z: -6}", "{soort: stoel, omgekeerd: ja}")
    project.edit(WALK, "  - {soort: schaduw, rand: 0.8}", "  - {soort: bed, omgekeerd: ja}")
    chair, bed = figure(project).things
    assert (chair.numbers["facing"], bed.numbers["head"]) == (-1, 1)


def test_what_is_held_follows_a_path(project: Project) -> None:
    """Places on the body, and points in the room; a colour has a name or is written out."""
    project.edit(
        WALK,
        "  - {soort: tas, hand: rechts}",
        "  - {soort: band, langs: [handpalm.rechts, [-9, 11.6, 0]], kleur: handdoek, beeld: stap}\n"
        '  - {soort: stok, langs: [neus, kin], draait-met: borstkas, uitstek: [1, 2.5], kleur: "#c9a06a"}',
    )
    band, stick = figure(project).held
    assert (band.path, band.words, band.frames) == (("palm.R", (-9, 11.6, 0)), {"c": "towel"}, ("stap",))
    assert (stick.words, stick.numbers) == (
        {"normal": "thorax", "c": "#c9a06a"},
        {"ext0": 1, "ext1": 2.5, "r": 0.16},
    )


def test_signs_are_read_whole(project: Project) -> None:
    """Arrows, a clock and a magnifier, with what is usual when it is not said."""
    project.edit(
        BRIDGE,
        "  - {beeld: eind, lijn: heup.rechts, richting: [0, 1.5], verschuiving: [-0.6, 1.75]}",
        "  - {beeld: eind, spoor: neus, stippel: ja, breed: 0.5, punt: 1.6}\n"
        "  - {beeld: [begin, eind], zwaai: knie.links, van: eind, naar: begin, dubbel: ja}\n"
        "  - {beeld: eind, boog: kruin, straal: [3, 1], hoeken: [150, 30], loep: ja}\n"
        "  - {beeld: eind, boog: kruin, straal: 2, hoeken: [0, 90]}\n"
        "tekens:\n"
        "  - {teken: inademen, bij: neus, beeld: eind, groot: 6, draai: 20}\n"
        "loep:\n"
        "  - {bij: heup.links, straal: 1.5, vergroting: 1.8, plaats: [3.6, 4.6]}",
    )
    found = figure(project, "bruggetje")
    trace, sweep, oval, circle = found.arrows
    assert (trace.kind, trace.first, trace.last, trace.trim) == ("trace", "begin", "eind", (0, 1))
    assert (trace.dashed, trace.width_mm, trace.head_mm) == (True, 0.5, 1.6)
    assert (sweep.frames, sweep.first, sweep.last) == (("begin", "eind"), "eind", "begin")
    assert (sweep.trim, sweep.bend, sweep.double) == ((0.05, 0.95), 0.2, True)
    assert (oval.radii, oval.angles, oval.inset, circle.radii) == ((3, 1), (150, 30), True, (2, 2))
    (mark,), (inset,) = found.marks, found.insets
    assert (mark.kind, mark.landmark, mark.size_mm, mark.turn) == ("breath-in", "nose", 6, 20)
    assert (inset.landmark, inset.frames, inset.zoom, inset.position) == ("hip.L", ("begin", "eind"), 1.8, (3.6, 4.6))


def test_what_is_marked_counts_for_frames_that_mark_nothing_themselves(project: Project) -> None:
    """And on both sides, when no side is said."""
    project.edit(BRIDGE, "voeten: bloot", "voeten: bloot\nnadruk: [bil, onderrug]")
    project.edit(BRIDGE, "    vanuit: begin", "    vanuit: begin\n    schim: begin\n    nadruk: kuit.rechts")
    begin, end = figure(project, "bruggetje").frames
    assert (begin.highlight, end.highlight) == (("buttock.L", "buttock.R", "lower_back"), ("calf.R",))
    assert (begin.ghost, end.ghost) == ("", "begin")


TOGETHER = """camera: {draai: -58}
formaat: [90, 45]
rand: [1, 2, 3, 4]
lagen:
  - persoon: basis
    draai: 180
    plaats: [0.6, 0, 14.6]
    beelden: [{naam: staan, houding: staand}]
  - persoon: oma
    voeten: schoenen
    beelden:
      - {naam: eerst, houding: staand, verborgen: ja}
      - {naam: staan, vanuit: eerst, alt: Twee mensen staan bij elkaar.}
"""


def test_people_together_are_one_picture(project: Project) -> None:
    """Each has a place of its own; who stands in front says what there is to see."""
    project.write("chapters/beelden/samen.yaml", TOGETHER)
    project.write("chapters/beelden/samen.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 45"></svg>')
    together = illustration(project, "samen")
    back, front = together.figures
    assert (back.turn, back.move, front.turn, front.move) == (180, (0.6, 0, 14.6), 0, (0, 0, 0))
    assert (together.box, together.padding, together.view.elevation) == ((90, 45), (1, 2, 3, 4), 8)
    assert [frame.alt for frame in shown(together)] == ["Twee mensen staan bij elkaar."]


def test_a_hidden_frame_is_not_shown(project: Project) -> None:
    """It is a step on the way for others, and needs no description."""
    project.edit(WALK, "beelden:\n", "beelden:\n  - {naam: aanloop, houding: staand, verborgen: ja}\n")
    assert [frame.name for frame in shown(illustration(project))] == ["stap"]


def test_the_digest_changes_with_the_pose(project: Project) -> None:
    """A drawing that was made from it is old from then on."""
    before = digest(illustration(project))
    project.edit("chapters/figuren/houdingen.yaml", "heup.abductie: 2}", "heup.abductie: 3}")
    assert len(before) == 16
    assert digest(illustration(project)) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Iemand loopt rechtop.", "Iemand wandelt."),
        ("persoon: basis", "# een opmerking\n\npersoon: basis"),
        ("{soort: stoel, z: -6}", "{z: -6.0, soort: stoel, zitting: 4.5}"),
        ("{heup.flexie.rechts: 28, heup.flexie.links: -18}", "{heup.flexie.links: -18, heup.flexie.rechts: 28}"),
    ],
)
def test_the_digest_does_not_change_with_words_and_order(project: Project, old: str, new: str) -> None:
    """Nobody draws again for a comma."""
    before = digest(illustration(project))
    project.edit(WALK, old, new)
    assert digest(illustration(project)) == before


def test_a_drawing_of_this_pose_is_not_old(project: Project) -> None:
    """Nor is one that names no pose; in a chapter the same counts."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 40">\n<!-- houding {} -->\n</svg>\n'
    made_from = digest(illustration(project))
    project.write("chapters/figuren/wandelen-1.svg", picture.format(made_from))
    project.write("chapters/beelden/breed.yaml", TOGETHER)
    assert project.complaints() == []
    project.write("chapters/beelden/breed.svg", picture.format(made_from))
    (said,) = project.complaints()
    assert said.splitlines() == [
        "chapters/beelden/breed.svg: deze tekening is ouder dan haar houding (oude-tekening) [advies]",
        "    Doe dit: typ python make_booklet.py figures breed",
    ]


def test_every_word_has_one_meaning() -> None:
    """No two Dutch words for one English name, so that findings can be said in Dutch."""
    for words in (ANGLES, LANDMARKS):
        assert len(set(words.values())) == len(words)
    assert set(RANGES) == set(ANGLES.values())
    assert all(low < 0 < high for low, high in RANGES.values())
    assert in_dutch("hip.flex.L", ANGLES) == "heup.flexie.links"
    assert in_dutch("root.x", ANGLES) == "bekken.x"
    assert in_dutch("@foot.R", LANDMARKS) == "gewricht-enkel.rechts"


def test_usual_measures_lie_within_their_bounds() -> None:
    """Of every kind of thing."""
    for kind in (*FURNITURE.values(), *HELD.values()):
        for part in kind.parts.values():
            if isinstance(part.usual, float):
                assert part.low <= part.usual <= part.high, f"{kind.name}: {part.key}"


def test_the_real_illustrations_are_read() -> None:
    """All of them, and at least one for each exercise."""
    found = load_poses(REAL)
    assert set(names_of(REAL / "chapters")) <= set(found)
    assert all(shown(illustration) for illustration in found.values())
