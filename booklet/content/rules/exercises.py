"""Rules about exercises, programmes, drawings and the words on the handout.

Goes in: a `Reading`. Comes out: remarks. Must not know how they are shown. Each docstring is the help that staff read.

Reading checks already that a dose has a number, that cautions are known, that there are three to five steps, and that
every drawing is there and described.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.content.records import Exercise, Library, Sheet
from booklet.content.rules.passages import Form
from booklet.content.rules.reading import Reading, Remark
from booklet.content.rules.sentences import count
from booklet.content.text import plain

_COUNTED = re.compile(r"\btel\b[^.,]*?\btot (?:tel )?(\d+)|\b(\d+) tel(?:len)?\b", re.IGNORECASE)
_HELD = re.compile(r"\b(\d+) (?:tel(?:len)? )?(?:vast|vasthouden|boven|open|blijven|staan)\b")
_STEP_WORDS, _SPOKEN_WORDS = 12, 25
_NO_NEWS = re.compile(r"^(?:een |de |dit is een )?(?:afbeelding|plaatje|tekening|foto|illustratie)\b", re.IGNORECASE)


def counts_agree(reading: Reading) -> Iterator[Remark]:
    """De tellen in de stappen zijn die van de dosering.

    Staat er tellen: 5 bij de dosering, dan telt de patiënt ook in de stappen tot 5.

    Goed: tellen: 5, en de stap: Tel tot 5.
    Fout: tellen: 5, en de stap: Tel tot 8.
    """
    for exercise in reading.library.exercises:
        held = exercise.dose.hold_s
        told = [numbers for step in exercise.steps if (numbers := _numbers(plain(step)))]
        said = {number for numbers in told for number in numbers}
        tempo = {int(number) for number in _HELD.findall(exercise.tempo)}
        if held and ((said and held not in said) or (tempo and held not in tempo)):
            other = ", ".join(map(str, sorted(said if said and held not in said else tempo)))
            yield (
                exercise.place,
                f"de dosering zegt {held} tellen, de stappen of het tempo zeggen {other}",
                "maak de getallen gelijk.",
            )


def _numbers(text: str) -> set[int]:
    """Give the counts that a step names."""
    return {int(first or second) for first, second in _COUNTED.findall(text)}


def counts_on_handout(reading: Reading) -> Iterator[Remark]:
    """Op het oefenblad vult het programma de tellen in.

    Een therapeut kan de tellen per patiënt veranderen. Een getypt getal verandert dan niet mee.

    Goed: Tel tot {tellen}.
    Fout: Tel tot 5, bij een oefening die al tellen: 5 in de dosering heeft.
    """
    for exercise, sheet in _sheets(reading.library):
        for line in (*sheet.steps, *sheet.core):
            if exercise.dose.hold_s in _numbers(line):
                remedy = (
                    "schrijf {tellen} in plaats van het getal, of {tel} voor het getal met het woord tellen erachter."
                )
                yield sheet.place, f"in «{line}» staat het aantal tellen getypt", remedy


def _sheets(library: Library) -> Iterator[tuple[Exercise, Sheet]]:
    """Give the exercises that have words of their own on the handout."""
    for exercise in library.exercises:
        sheet = library.sheets[exercise.id]
        if sheet.place.path != exercise.place.path:
            yield exercise, sheet


def no_rest(reading: Reading) -> Iterator[Remark]:
    """Tussen twee rondes staat hoelang de rust duurt.

    Goed: dosering: {sets: 2, keer: 8, rust: 60}
    Fout: dosering: {sets: 2, keer: 8}
    """
    for exercise in reading.library.exercises:
        if exercise.dose.sets > 1 and not exercise.dose.rest_s:
            yield exercise.place, f"{exercise.dose.sets} rondes zonder rust ertussen", "zet bij dosering: rust: 60."


def no_breathing(reading: Reading) -> Iterator[Remark]:
    """Bij elke oefening staat hoe snel, en wanneer iemand ademt.

    Goed: tempo: 2 tellen omhoog, 2 tellen omlaag. En adem: Adem uit als u omhooggaat.
    Fout: een oefening zonder de regel adem: of tempo:
    """
    for exercise in reading.library.exercises:
        for key, told in (("tempo", exercise.tempo), ("adem", exercise.breathing)):
            if not told:
                yield exercise.place, f"bij deze oefening staat geen {key}", f"voeg een regel toe die begint met {key}:"


def no_caution(reading: Reading) -> Iterator[Remark]:
    """Bij elke oefening staat wie eerst overlegt.

    Kies uit overleg.yaml. Past een oefening echt bij iedereen, zet de regel dan uit en schrijf erbij wie dat vond.

    Goed: overleg: [zwanger, operatie]
    Fout: overleg: []
    """
    for exercise in reading.library.exercises:
        if not any(not reading.library.conditions[name].always for name in exercise.consult):
            yield (
                exercise.place,
                "niemand hoeft voor deze oefening te overleggen",
                "noem bij overleg: wie dat wel doet.",
            )


def long_steps(reading: Reading) -> Iterator[Remark]:
    """Een stap heeft hoogstens 12 woorden.

    Eén handeling per stap. De patiënt leest, kijkt naar de tekening en doet.

    Goed: Til uw billen op tot heupen en knieën op één lijn zijn.
    Fout: Til uw billen op, adem daarbij rustig uit en houd uw schouders, heupen en knieën op één lijn.
    """
    for passage in reading.passages:
        words = count([passage.text]).words
        if passage.form in (Form.STEP, Form.LINE) and words > _STEP_WORDS:
            yield (
                reading.place(passage),
                f"deze stap heeft {words} woorden",
                "maak er twee stappen van, of kort hem in.",
            )


def descriptions(reading: Reading) -> Iterator[Remark]:
    """Een beschrijving zegt in hoogstens 25 woorden wat er te zien is.

    Wie het boekje laat voorlezen, weet al dat het een tekening is, en hoort bij elk beeld iets anders.

    Goed: Iemand ligt op de rug met gebogen knieën. Een pijl wijst omhoog.
    Fout: Afbeelding van een oefening.
    """
    seen = set()
    for passage in (passage for passage in reading.passages if passage.form is Form.SPOKEN):
        words = count([passage.text]).words
        if _NO_NEWS.search(passage.text):
            remedy = "begin met wie of wat er te zien is."
            yield reading.place(passage), "deze beschrijving zegt dat het een beeld is", remedy
        if words > _SPOKEN_WORDS:
            remedy = "zeg alleen houding, richting en steun."
            yield reading.place(passage), f"deze beschrijving heeft {words} woorden", remedy
        if (passage.file, passage.text) in seen:
            remedy = "zeg bij het tweede beeld wat er verandert."
            yield passage.place, "twee beelden hebben dezelfde beschrijving", remedy
        seen.add((passage.file, passage.text))


def programmes_agree(reading: Reading) -> Iterator[Remark]:
    """Een programma gebruikt oefeningen die bij zijn fase en zijn weken passen.

    Goed: een programma met fase: kalmeren en een oefening met fase: kalmeren of beide.
    Fout: een oefening met fase: opbouwen in een programma om te kalmeren, of vanaf-week: 5 als het 4 weken duurt.
    """
    exercises = {exercise.id: exercise for exercise in reading.library.exercises}
    for programme in reading.library.programmes:
        for task in programme.tasks:
            phase = exercises[task.exercise].phase
            if "beide" not in (phase, programme.phase) and phase != programme.phase:
                yield (
                    task.place,
                    f"«{task.exercise}» hoort bij {phase}, dit programma bij {programme.phase}",
                    "kies een andere oefening, of kijk de fase van de oefening na.",
                )
            if task.from_week > programme.weeks:
                yield (
                    task.place,
                    f"«{task.exercise}» begint in week {task.from_week}, na de laatste van dit programma",
                    f"schrijf bij vanaf-week: hoogstens {programme.weeks}.",
                )
