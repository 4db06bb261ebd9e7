"""What the tests of the handout's page share: the real sources, made ready once, and handouts by exercise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from conftest import REAL

from booklet.build.whole import HANDOUT_STYLES
from booklet.content.load import load
from booklet.content.records import Exercise, Library
from booklet.handouts.records import Handout
from booklet.handouts.resolve import resolve
from booklet.handouts.sources import request_from
from booklet.pdf.typeset import Press, Typeset, make_ready

# An outline of nothing: where drawings land is known from their sizes, so that a thousand pages need not draw them.
LIGHT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The real library and a press for handouts."""

    library: Library
    press: Press

    @property
    def ids(self) -> list[str]:
        """List all exercises."""
        return [exercise.id for exercise in self.library.exercises]

    def handout(self, *names: str, large: bool = False, **keys: str) -> Handout:
        """Make a handout as the command line would."""
        options = {key.replace("_", "-"): text for key, text in keys.items()}
        options |= {"oefeningen": ", ".join(names)} if names else {}
        options |= {"grote-letters": "ja"} if large else {}
        request, found = request_from(None, "", options)
        return resolve(request, self.library, found)

    def asked(self, rows: list[str], **keys: str) -> Handout:
        """Make a handout from a request file with these rows of exercises."""
        text = "oefeningen:\n" + "".join(f"  - {item}\n" for item in rows)
        text += "".join(f"{key}: {value}\n" for key, value in keys.items())
        request, found = request_from(text.encode(), "recept.yaml", {})
        return resolve(request, self.library, found)


def make_bench(light: Path | None = None) -> Bench:
    """Read the real sources; `light` is a folder for a stand-in of all drawings."""
    library, _ = load(REAL)
    folders = [REAL / "chapters"]
    if light:
        (light / "licht.svg").write_text(LIGHT, encoding="utf-8")
        folders.append(light)
        library = replace(library, exercises=tuple(_light(item, light) for item in library.exercises))
    return Bench(library=library, press=make_ready(REAL / "styles", HANDOUT_STYLES, tuple(folders)))


def _light(exercise: Exercise, folder: Path) -> Exercise:
    frames = tuple(
        replace(frame, picture=replace(frame.picture, file=folder / "licht.svg")) for frame in exercise.frames
    )
    return replace(exercise, frames=frames)


def page_text(result: Typeset) -> str:
    """Read the words of the first page, in the order of the source."""
    words: list[str] = []

    def walk(box: Any) -> None:
        box = getattr(box, "_box", box)
        if type(box).__name__ == "TextBox":
            words.append(box.text)
        for child in getattr(box, "children", ()):
            walk(child)

    walk(result.document.pages[0]._page_box)
    return " ".join(words)
