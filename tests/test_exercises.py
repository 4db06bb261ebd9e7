"""Exercises and programmes: what is read of them, and what staff hear when something is not right."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [
        ("sets", 0, 10),
        ("keer", 1, 60),
        ("tellen", 0, 300),
        ("minuten", 0, 120),
        ("per-dag", 0, 24),
        ("dagen", 0, 7),
        ("rust", 0, 600),
    ],
)
def test_a_dose_has_its_bounds(project: Project, key: str, least: int, most: int) -> None:
    """What nobody would ask of a patient is a slip of the pen."""
    whole = (project.root / "chapters/oefeningen/bruggetje.md").read_text(encoding="utf-8")
    for number, good in ((least, True), (most, True), (most + 1, False)):
        dose = {"keer": 10} | {key: number}
        text = re.sub(r"dosering: .*", f"dosering: {dose}".replace("'", ""), whole)
        project.write("chapters/oefeningen/bruggetje.md", text.replace("momenten: [ochtend]", "wanneer: vaak"))
        said = project.complaints()
        assert any(f"«{most + 1}» is geen heel getal" in line for line in said) != good, f"{key}: {number}"
        assert bool(said) != good


def test_what_is_left_empty_in_a_dose_has_its_usual_value(project: Project) -> None:
    """One set, once a day, every day, without a rest."""
    project.spoil(
        "@ chapters/oefeningen/bruggetje.md\n- dosering: …\n"
        "+ dosering: {sets: , keer: 10, tellen: , per-dag: , dagen: , rust: }"
    )
    assert exercise(load(project.root)[0], "bruggetje").dose == Dose(
        sets=1, repetitions=10, hold_s=0, minutes=None, per_side=False, times_per_day=1, days_per_week=7, rest_s=0
    )


@pytest.mark.parametrize(
    ("path", "line", "bounds"),
    [
        ("chapters/oefeningen/wandelen.md", "niveau: 2", (1, 3)),
        ("chapters/programmas/eerste-week.yaml", "weken: 1", (1, 26)),
        ("chapters/programmas/eerste-week.yaml", "dagen: 7", (1, 7)),
        ("chapters/programmas/eerste-week.yaml", "volgorde: 1", (1, 99)),
    ],
)
def test_numbers_have_their_bounds(project: Project, path: str, line: str, bounds: tuple[int, int]) -> None:
    """The least and the most are good, one less and one more are not."""
    low, high = bounds
    key = line.partition(":")[0]
    for number in (low, high, low - 1, high + 1):
        project.edit(path, f"\n{line}\n", f"\n{key}: {number}\n")
        line = f"{key}: {number}"
        assert bool(project.complaints()) != (low <= number <= high), line


@pytest.mark.parametrize(("count", "good"), [(2, False), (3, True), (5, True), (6, False)])
def test_an_exercise_has_three_to_five_steps(project: Project, count: int, good: bool) -> None:
    """As many as somebody keeps in mind on a mat."""
    steps = "\n".join(f"{number}. Stap." for number in range(1, count + 1))
    project.edit(
        "chapters/oefeningen/bruggetje.md",
        "1. Ga op uw rug liggen.\n2. Til uw heupen op.\n3. Zak langzaam terug.",
        steps,
    )
    assert (project.complaints() == []) == good


def test_a_programme_keeps_the_moments_of_an_exercise(project: Project) -> None:
    """When it names none of its own."""
    project.edit("chapters/programmas/eerste-week.yaml", ", momenten: [ochtend, avond]}", "}")
    project.edit("chapters/programmas/eerste-week.yaml", "momenten: [ochtend], hoeveel", "momenten: [middag], hoeveel")
    (programme,) = load(project.root)[0].programmes
    assert [task.moments for task in programme.tasks] == [("ochtend", "avond"), ("middag",)]
