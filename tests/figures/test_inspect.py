"""What is wrong with a pose is said in Dutch, at its line, with how much; what is right is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from booklet.content.pose_records import Character, Figure, Goal, Illustration, KeyFrame, Thing, View
from booklet.figures.inspect import inspect
from booklet.figures.landmarks import points
from booklet.figures.people import make_person
from booklet.figures.skeleton import Stance, stand
from booklet.figures.stage import settle
from booklet.report import Finding, Place

FRAME, GOAL = Place(path="chapters/figuren/zit.yaml", line=4), Place(path="chapters/figuren/zit.yaml", line=9)
SOMEBODY = Character(name="iemand", body="neutral", hair="short")
UPRIGHT = {"root.y": 8.9, "shoulder.abd.L": 8.0, "shoulder.abd.R": 8.0}
LYING = {"root.pitch": -90.0, "shoulder.abd.L": 20.0, "shoulder.abd.R": 20.0}
FLAT = {"L": "flat", "R": "flat"}
MAT = Thing(kind="mat", name="mat", numbers={}, vectors={}, words={}, place=FRAME)


def frame(angles: Mapping[str, float], *goals: Goal, **others: object) -> KeyFrame:
    """Make a key frame called «begin»."""
    made = KeyFrame(name="begin", angles=angles, hands=FLAT, goals=goals, place=FRAME)
    return replace(made, **others)  # type: ignore[arg-type]


def findings(*frames: KeyFrame, things: tuple[Thing, ...] = (), feet: str = "bare") -> tuple[Finding, ...]:
    """Inspect a figure of some frames."""
    figure = Figure(person=SOMEBODY, feet=feet, things=things, frames=frames)
    illustration = Illustration(id="zit", view=View(), figures=(figure,), place=FRAME)
    person = make_person(SOMEBODY)
    return inspect(illustration, figure, settle(figure, person), person)


def rules(*frames: KeyFrame, things: tuple[Thing, ...] = (), feet: str = "bare") -> list[str]:
    """Name the rules that a figure breaks."""
    return [finding.rule for finding in findings(*frames, things=things, feet=feet)]


def palm(side: str = "L", up: float = 0.0, **others: object) -> Goal:
    """Ask for a palm so far above (dm) where it hangs when somebody stands upright."""
    body = make_person(SOMEBODY).body
    name = f"palm.{side}"
    height = points(body, stand(body, Stance(angles=UPRIGHT, hands=FLAT)), [name])[name][1]
    return replace(Goal(kind="at", what=(name,), y=float(height) + up, place=GOAL), **others)  # type: ignore[arg-type]


def test_who_stands_well_has_no_findings() -> None:
    """Upright on the floor, with a goal that is met."""
    assert findings(frame(UPRIGHT, palm())) == ()


def test_a_goal_that_is_missed_is_found_at_its_line() -> None:
    """With the landmark in Dutch, the distance and the way."""
    (finding,) = findings(frame(UPRIGHT, palm(up=0.7)))
    assert finding.rule == "doel-niet-gehaald"
    assert finding.place == GOAL
    assert "«handpalm.links» komt 7 cm te laag (y)" in finding.what
    assert "«zit», beeld «begin»" in finding.what


@pytest.mark.parametrize(
    ("up", "weight", "expected"),
    [(0.25, 1.0, 0), (0.35, 1.0, 1), (0.35, 0.8, 1), (0.35, 0.7, 0), (0.55, 0.5, 0), (0.65, 0.5, 1)],
)
def test_a_goal_may_be_missed_a_little_and_a_light_one_more(up: float, weight: float, expected: int) -> None:
    """By 3 cm, or 6 when it weighs less than .8."""
    assert len(findings(frame(UPRIGHT, palm(up=up, weight=weight)))) == expected


def test_one_line_is_one_finding() -> None:
    """Of both hands on a line, the one that is further off is named."""
    (finding,) = findings(frame(UPRIGHT, palm(up=0.5), palm("R", up=0.9)))
    assert "«handpalm.rechts» komt 9 cm te laag" in finding.what


def test_a_direction_is_a_wish() -> None:
    """A palm that looks another way is no goal that was missed."""
    aim = Goal(kind="aim", what=("hand.L",), axis="palm", direction=(1, 0, 0), place=GOAL)
    assert findings(frame(UPRIGHT, aim)) == ()


def test_a_joint_that_stops_is_told() -> None:
    """It is often why a goal cannot be reached."""
    missed = frame(UPRIGHT, palm(up=9.0), free=("elbow.flex.L",))
    (finding,) = [finding for finding in findings(missed) if finding.rule == "doel-niet-gehaald"]
    assert "«elleboog.flexie.links» kan niet verder dan 150 graden" in finding.remedy


def test_standing_on_the_floor_comes_after_the_goals() -> None:
    """A goal that was met before the figure was put on the floor has been met."""
    assert rules(frame({**UPRIGHT, "root.y": 0.0}, palm(up=-8.9), ground=True)) == []


def test_a_frame_that_is_not_shown_is_not_judged() -> None:
    """It is only there to start others from."""
    assert findings(frame(UPRIGHT, palm(up=5.0), hidden=True)) == ()


def test_an_impossible_angle_is_found_where_it_is_written() -> None:
    """And not once more in the frame that takes it over."""
    first = frame({**UPRIGHT, "ankle.inv.L": 70})
    second = KeyFrame(name="eind", start="begin", angles={"neck.rot": 20}, hands={}, place=GOAL)
    (finding,) = findings(first, second)
    assert (finding.rule, finding.place) == ("hoek", FRAME)
    assert "«enkel.inversie.links» is 70 graden" in finding.what


@pytest.mark.parametrize(
    ("sunk", "things", "feet", "expected"),
    [
        (0.05, (), "shoes", []),
        (0.35, (), "shoes", ["door-de-vloer"]),
        (0.35, (MAT,), "bare", []),
        (0.75, (MAT,), "bare", ["door-de-vloer"]),
    ],
)
def test_a_body_may_sink_into_a_mat_but_not_into_the_floor(
    sunk: float, things: tuple[Thing, ...], feet: str, expected: list[str]
) -> None:
    """By 6 cm, and shoes by 2 cm."""
    lying = frame(LYING if things else UPRIGHT, ground=True)
    figure = Figure(person=SOMEBODY, feet=feet, things=things, frames=(lying,))
    height = settle(figure, make_person(SOMEBODY))["begin"].stance.angles["root.y"]
    sunken = frame({**lying.angles, "root.y": height - sunk})
    assert rules(sunken, things=things, feet=feet) == expected


def test_a_hand_through_the_body_is_found() -> None:
    """With the name of the hand, and how deep it is."""
    arm = tuple(f"{key}.R" for key in ("shoulder.flex", "shoulder.abd", "shoulder.rot", "elbow.flex", "wrist.flex"))
    into = Goal(kind="join", what=("palm.R", "belly"), offset=(0, 0, -0.9), place=GOAL)
    found = [finding for finding in findings(frame(UPRIGHT, into, free=arm)) if finding.rule == "door-het-lichaam"]
    assert any("de rechterhand zit" in finding.what and "diep in de romp" in finding.what for finding in found)
    assert {finding.place for finding in found} == {FRAME}


def test_a_foot_through_a_thing_is_found() -> None:
    """The thing is called by its Dutch name."""
    step = Thing(
        kind="box", name="box", numbers={}, vectors={"lo": (-4, 0, -2), "hi": (4, 1.2, 4)}, words={}, place=FRAME
    )
    found = findings(frame(UPRIGHT), things=(step,))
    assert [finding.rule for finding in found] == ["door-een-voorwerp"] * 2
    assert "de linkervoet zit" in found[0].what
    assert "diep in «doos»" in found[0].what
    assert rules(frame({**UPRIGHT, "root.y": 10.1}), things=(step,)) == []
