"""Exercises and programmes: what is read of them, and what staff hear when something is not right."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project, check_mistake, mistakes

from booklet.content.load import load
from booklet.content.records import Dose, Exercise, Library
from booklet.content.text import plain


def exercise(library: Library, name: str) -> Exercise:
    """Find an exercise by its id."""
    return next(item for item in library.exercises if item.id == name)


@pytest.mark.parametrize("case", mistakes("oefeningen"))
def test_a_mistake_in_an_exercise_is_said(project: Project, case: Path) -> None:
    """Each mistake gives its own finding with file, line and remedy, and no others in its wake."""
    check_mistake(project, case)


@pytest.mark.parametrize("case", mistakes("programmas"))
def test_a_mistake_in_a_programme_is_said(project: Project, case: Path) -> None:
    """A programme that names what is not there would leave a gap in print."""
    check_mistake(project, case)


def test_an_exercise_is_read_whole(library: Library) -> None:
    """Every key and every piece of text finds its place."""
    found = exercise(library, "bruggetje")
    assert (found.title, found.purpose, found.group, found.phase) == (
        "Bruggetje",
        "Voor sterke billen.",
        "kracht",
        "beide",
    )
    assert (found.level, found.position, found.equipment) == (1, "rug", ("mat",))
    assert (found.consult, found.moments, found.when) == (("operatie", "minder-kracht"), ("ochtend",), "")
    assert (found.tempo, found.breathing) == ("2 tellen omhoog, 3 omlaag.", "Adem uit als u omhooggaat.")
    assert [(frame.name, frame.caption) for frame in found.frames] == [
        ("Begin", "voeten plat"),
        ("Eind", "heupen hoog"),
    ]
    assert [frame.picture.file.name for frame in found.frames] == ["bruggetje-1.svg", "bruggetje-2.svg"]
    assert (found.briefly.mistake, found.briefly.easier, found.briefly.harder) == (
        "Rug hol trekken",
        "Half zo hoog",
        "Tel boven tot 10",
    )
    assert [plain(step) for step in found.steps] == ["Ga op uw rug liggen.", "Til uw heupen op.", "Zak langzaam terug."]
    assert [plain(run) for run in (found.feel, found.mistake, found.easier, found.harder, found.safety)] == [
        "Uw billen werken.",
        "Maak uw rug niet hol.",
        "Kom half zo hoog.",
        "Blijf 10 tellen boven, zie bladzijde.",
        "Krijgt u kramp? Kom minder hoog.",
    ]
    assert str(found.place) == "chapters/oefeningen/bruggetje.md:2"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "bruggetje",
            Dose(
                sets=2,
                repetitions=10,
                hold_s=2,
                minutes=None,
                per_side=False,
                times_per_day=1,
                days_per_week=3,
                rest_s=60,
            ),
        ),
        (
            "wandelen",
            Dose(
                sets=1,
                repetitions=None,
                hold_s=0,
                minutes=5,
                per_side=False,
                times_per_day=2,
                days_per_week=7,
                rest_s=0,
            ),
        ),
    ],
)
def test_a_dose_is_read_whole(library: Library, name: str, expected: Dose) -> None:
    """What is not named has its usual value."""
    assert exercise(library, name).dose == expected


def test_a_programme_replaces_only_what_it_names(library: Library) -> None:
    """The rest of a dose stays as the exercise has it."""
    (programme,) = library.programmes
    walk, bridge = programme.tasks
    assert (walk.exercise, walk.dose.minutes, walk.dose.days_per_week, walk.moments) == (
        "wandelen",
        3,
        7,
        ("ochtend", "avond"),
    )
    assert (bridge.dose.sets, bridge.dose.repetitions, bridge.dose.days_per_week) == (1, 10, 3)
    assert (bridge.amount, bridge.from_week) == ("zo vaak als het lukt", 1)
    assert programme.build_up == (("dag 1", "Begin met 3 minuten."), ("dag 7", "Loop 5 minuten."))


def test_a_count_in_a_programme_takes_the_place_of_minutes(project: Project) -> None:
    """«keer: 4» for an exercise of 5 minutes means four times, and not still 5 minutes."""
    project.edit("chapters/programmas/eerste-week.yaml", "{minuten: 3, per-dag: 2}", "{keer: 4}")
    walk = load(project.root)[0].programmes[0].tasks[0]
    assert (walk.dose.repetitions, walk.dose.minutes, walk.moments) == (4, None, ("ochtend", "avond"))


def test_an_exercise_for_one_side_at_a_time_says_so(project: Project) -> None:
    """`per-kant: ja` is read as a truth."""
    project.edit("chapters/oefeningen/bruggetje.md", "per-kant: nee", "per-kant: ja")
    assert exercise(load(project.root)[0], "bruggetje").dose.per_side


def test_a_dose_in_words_needs_no_moments(project: Project) -> None:
    """«wanneer» says in words when, for what belongs to no moment of the day."""
    project.edit("chapters/oefeningen/wandelen.md", "momenten: [ochtend, avond]", "wanneer: na het eten")
    found = exercise(load(project.root)[0], "wandelen")
    assert (found.when, found.moments) == ("na het eten", ())


def test_exercises_stand_in_the_order_of_their_groups(project: Project) -> None:
    """The catalogue goes from strength to stamina, whatever the files are called."""
    assert [item.id for item in load(project.root)[0].exercises] == ["bruggetje", "wandelen"]
    project.edit("chapters/oefeningen/wandelen.md", "groep: conditie", "groep: ademen")
    assert [item.id for item in load(project.root)[0].exercises] == ["wandelen", "bruggetje"]


def test_programmes_stand_in_the_order_that_they_name(project: Project) -> None:
    """The key `volgorde` rules, not the name of the file."""
    first = (project.root / "chapters/programmas/eerste-week.yaml").read_text(encoding="utf-8")
    project.write("chapters/programmas/aanloop.yaml", first.replace("volgorde: 1", "volgorde: 2"))
    assert [item.id for item in load(project.root)[0].programmes] == ["eerste-week", "aanloop"]
