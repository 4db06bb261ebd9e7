"""Read chapters/oefeningen/*.md and chapters/programmas/*.yaml.

Goes in: files. Comes out: `Exercise` and `Programme` records and findings. Must not know any page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from booklet.content.drawings import Drawings, read_drawings
from booklet.content.fields import Fields, Problems, Value
from booklet.content.files import Shelf
from booklet.content.markdown import parse
from booklet.content.pose_records import Illustration
from booklet.content.records import Briefly, Condition, Dose, Exercise, Library, Programme, Task
from booklet.content.text import Block, Heading, Listing, Paragraph, Run, plain
from booklet.report import Place

GROUPS = ("ademen", "bewegen", "zenuw", "romp", "kracht", "doen", "conditie")
PHASES = ("kalmeren", "opbouwen", "beide")
POSITIONS = ("rug", "zij", "knieen", "zittend", "staand", "lopend")
MOMENTS = ("ochtend", "middag", "avond")
OWN = "programmas/eigen"
SECTIONS = ("Stappen", "U voelt", "Liever niet", "Makkelijker", "Zwaarder", "Veilig")
TITLE_LIMIT, BRIEF_LIMIT, PURPOSE_LIMIT = 26, 22, 48
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_exercises(
    shelf: Shelf, chapters: Path, conditions: dict[str, Condition], illustrations: Mapping[str, Illustration]
) -> tuple[Exercise, ...]:
    """Read every exercise, in the order of the groups and, within a group, of level and name."""
    drawings = Drawings(folder=chapters / "figuren", illustrations=illustrations)
    paths = sorted((chapters / "oefeningen").glob("*.md"))
    found = [shelf.once(_exercise, path, drawings, conditions) for path in paths]
    exercises = [exercise for exercise in found if exercise]
    return tuple(sorted(exercises, key=lambda item: (GROUPS.index(item.group), item.level, item.id)))


def read_programmes(shelf: Shelf, chapters: Path, exercises: tuple[Exercise, ...]) -> tuple[Programme, ...]:
    """Read every programme of the booklet, in the order of the key `volgorde`."""
    return _programmes_in(shelf, chapters / "programmas", exercises, names_of(chapters))


def read_own(
    shelf: Shelf, chapters: Path, exercises: tuple[Exercise, ...], printed: tuple[Programme, ...]
) -> tuple[Programme, ...]:
    """Read the programmes that the clinic made for itself, which are not in the booklet."""
    found = _programmes_in(shelf, chapters / OWN, exercises, names_of(chapters))
    names = {programme.id: programme for programme in printed}
    for programme in found:
        if other := names.get(programme.id):
            what = f"er zijn twee programma's «{programme.id}», ook {other.place}"
            shelf.problems.add(programme.place, what, "geef dit bestand een andere naam.", "dubbel")
    return found


def _programmes_in(
    shelf: Shelf, folder: Path, exercises: tuple[Exercise, ...], known: Collection[str]
) -> tuple[Programme, ...]:
    by_name = {exercise.id: exercise for exercise in exercises}
    found = [_programme(shelf.fields(path), path, by_name, known, shelf) for path in sorted(folder.glob("*.yaml"))]
    return tuple(sorted((item for item in found if item), key=lambda item: (item.order, item.id)))


def names_of(chapters: Path) -> tuple[str, ...]:
    """Give the names of all exercises that have a file, also of one that could not be read just now."""
    return tuple(sorted(path.stem for path in (chapters / "oefeningen").glob("*.md")))


def _exercise(shelf: Shelf, path: Path, drawings: Drawings, conditions: dict[str, Condition]) -> Exercise | None:
    headed = shelf.headed(path)
    if headed is None:
        return None
    head, problems = headed.fields, shelf.problems
    place = head.value.place
    _check_identifier(path, place, problems)
    sections = _sections(parse(headed.text, shelf.name(path), problems, headed.first_line), place, problems)
    dose = _dose(head.need("dosering"), None)
    moments = _moments(head)
    when = head.maybe("wanneer", limit=BRIEF_LIMIT + PURPOSE_LIMIT)
    if dose and not when and len(moments) != dose.times_per_day:
        problems.add(
            place,
            f"{dose.times_per_day} keer per dag, maar {len(moments)} momenten",
            "noem bij momenten: evenveel momenten als er bij per-dag: staat (of schrijf wanneer: in woorden).",
            "dosering-volledig",
        )
    if dose is None:
        return None
    exercise = Exercise(
        id=path.stem,
        title=head.text("titel", limit=TITLE_LIMIT),
        purpose=head.text("doel", limit=PURPOSE_LIMIT),
        group=_choice(head, "groep", GROUPS),
        phase=_choice(head, "fase", PHASES),
        level=_number(head, "niveau", 1, 3),
        position=_choice(head, "houding", POSITIONS),
        equipment=head.texts("nodig"),
        consult=tuple(item.choice(conditions) for item in head.items("overleg")),
        dose=dose,
        amount=head.maybe("hoeveel"),
        moments=moments,
        when=when,
        tempo=head.maybe("tempo"),
        breathing=head.maybe("adem"),
        frames=read_drawings(head, shelf, drawings, path.stem),
        briefly=_briefly(head),
        steps=_steps(sections.get("Stappen", ()), place, problems),
        feel=_sentence(sections, "U voelt"),
        mistake=_sentence(sections, "Liever niet"),
        easier=_sentence(sections, "Makkelijker"),
        harder=_sentence(sections, "Zwaarder"),
        safety=_sentence(sections, "Veilig"),
        place=place,
    )
    head.done()
    return exercise


def _check_identifier(path: Path, place: Place, problems: Problems) -> None:
    if not IDENTIFIER.fullmatch(path.stem):
        problems.add(
            place,
            f"«{path.name}» kan geen naam van een bestand zijn",
            "gebruik kleine letters, cijfers en streepjes, zonder spaties of accenten.",
            "bestand",
        )


def _sections(blocks: tuple[Block, ...], place: Place, problems: Problems) -> dict[str, tuple[Block, ...]]:
    """Sort the text of an exercise under its fixed headings."""
    found: dict[str, list[Block]] = {}
    title = ""
    for block in blocks:
        if isinstance(block, Heading):
            title = plain(block.content)
            if title not in SECTIONS or title in found:
                problems.add(
                    block.place, f"de kop «{title}» hoort hier niet", f"gebruik één keer: {', '.join(SECTIONS)}.", "kop"
                )
            found.setdefault(title, [])
        elif title:
            found[title].append(block)
        else:
            problems.add(block.place, "tekst voor de eerste kop", "zet ## Stappen boven de stappen.", "kop")
    for name, parts in found.items():
        for block in parts:
            if not isinstance(block, Listing if name == "Stappen" else Paragraph):
                remedy = "zet onder Stappen een lijst, en onder de andere koppen gewone zinnen."
                problems.add(block.place, f"dit komt onder «{name}» niet op papier", remedy, "kop")
    for name in SECTIONS:
        if not found.get(name):
            problems.add(place, f"het stuk «{name}» ontbreekt", f"zet onder de kop ## {name} wat daar hoort.", "kop")
    return {name: tuple(blocks) for name, blocks in found.items()}


def _sentence(sections: dict[str, tuple[Block, ...]], name: str) -> Run:
    return tuple(part for block in sections.get(name, ()) if isinstance(block, Paragraph) for part in block.content)


def _steps(blocks: tuple[Block, ...], place: Place, problems: Problems) -> tuple[Run, ...]:
    steps = tuple(item for block in blocks if isinstance(block, Listing) for item in block.items)
    if blocks and not 3 <= len(steps) <= 5:
        problems.add(place, f"{len(steps)} stappen", "schrijf drie tot vijf genummerde stappen.", "stappen")
    return steps


def _choice(head: Fields, key: str, known: tuple[str, ...]) -> str:
    value = head.need(key)
    found = value.choice(known) if value else ""
    return found if found in known else known[0]


def _number(head: Fields, key: str, low: int, high: int) -> int:
    value = head.filled(key)
    return (value.number(low, high) if value else None) or low


def _moments(head: Fields) -> tuple[str, ...]:
    return tuple(item.choice(MOMENTS) for item in head.items("momenten"))


def _dose(value: Value | None, default: Dose | None) -> Dose | None:
    """Read a dose; with a default, what is not named stays as it is there."""
    if value is None:
        return default
    fields = value.fields()

    def number(key: str, high: int, usual: int | None) -> int | None:
        found = fields.get(key)
        if found is None:
            return usual
        return found.number(0, high)

    side = fields.get("per-kant")
    counted = fields.get("keer") is not None
    dose = Dose(
        sets=number("sets", 10, default.sets if default else 1) or 1,
        repetitions=number("keer", 60, default.repetitions if default else None),
        hold_s=number("tellen", 300, default.hold_s if default else 0) or 0,
        minutes=number("minuten", 120, default.minutes if default and not counted else None),
        per_side=side.truth() if side else bool(default and default.per_side),
        times_per_day=number("per-dag", 24, default.times_per_day if default else 1) or 1,
        days_per_week=number("dagen", 7, default.days_per_week if default else 7) or 7,
        rest_s=number("rust", 600, default.rest_s if default else 0) or 0,
    )
    fields.done()
    if not dose.repetitions and not dose.minutes and (default is None or default.repetitions or default.minutes):
        value.wrong("dosering zonder aantal keer of minuten", "schrijf keer: 10, of minuten: 5.", "dosering-volledig")
    return dose


def _briefly(head: Fields) -> Briefly:
    value = head.need("kort")
    if value is None:
        return Briefly(mistake="", easier="", harder="")
    fields = value.fields()
    found = Briefly(
        mistake=fields.text("liever-niet", limit=BRIEF_LIMIT),
        easier=fields.text("makkelijker", limit=BRIEF_LIMIT),
        harder=fields.text("zwaarder", limit=BRIEF_LIMIT),
    )
    fields.done()
    return found


def read_programme(head: Fields, path: Path, library: Library, shelf: Shelf) -> Programme | None:
    """Read one programme that has no file yet, as if it stood at `path`."""
    exercises = {exercise.id: exercise for exercise in library.exercises}
    return _programme(head, path, exercises, tuple(exercises), shelf)


def _programme(
    head: Fields | None, path: Path, exercises: dict[str, Exercise], known: Collection[str], shelf: Shelf
) -> Programme | None:
    if head is None:
        return None
    _check_identifier(path, head.value.place, shelf.problems)
    programme = Programme(
        id=path.stem,
        title=head.text("titel", limit=TITLE_LIMIT),
        subtitle=head.maybe("ondertitel"),
        phase=_choice(head, "fase", PHASES),
        weeks=_number(head, "weken", 1, 26),
        days_per_week=_number(head, "dagen", 1, 7),
        minutes=head.text("minuten"),
        for_whom=head.text("voor-wie"),
        not_for=head.maybe("niet-voor"),
        goals=head.texts("doelen"),
        tasks=tuple(task for value in head.items("oefeningen") if (task := _task(value, exercises, known))),
        build_up=tuple(_row(value) for value in head.items("opbouw")),
        ready=_prose(head, "klaar", shelf.problems),
        swaps=_prose(head, "wissel", shelf.problems),
        order=_number(head, "volgorde", 1, 99),
        place=head.value.place,
    )
    head.done()
    return programme


def _task(value: Value, exercises: dict[str, Exercise], known: Collection[str]) -> Task | None:
    fields = value.fields()
    name = fields.need("oefening")
    exercise = exercises.get(name.choice(known)) if name else None
    if exercise is None:
        return None
    week = fields.get("vanaf-week")
    task = Task(
        exercise=exercise.id,
        dose=_dose(fields.get("dosering"), exercise.dose) or exercise.dose,
        moments=_moments(fields) or exercise.moments,
        amount=fields.maybe("hoeveel"),
        from_week=(week.number(1, 26) if week else None) or 1,
        place=value.place,
    )
    fields.done()
    return task


def _row(value: Value) -> tuple[str, str]:
    fields = value.fields()
    row = fields.text("wanneer"), fields.text("wat")
    fields.done()
    return row


def _prose(head: Fields, key: str, problems: Problems) -> tuple[Block, ...]:
    value = head.get(key)
    if value is None:
        return ()
    return parse(value.text(), value.place.path, problems, value.place.line)
