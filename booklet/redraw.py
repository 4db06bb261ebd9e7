"""Draw the exercises and pictures again: load the poses, draw what has changed, write the drawings beside them.

Goes in: the folder of the project and names. Comes out: files in chapters/figuren and chapters/beelden, and findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.content.load import load_poses
from booklet.content.pose_records import Illustration
from booklet.figures.draw import Drawing, draw
from booklet.figures.files import is_stale, panels
from booklet.figures.sheet import Entry, contact_sheet
from booklet.output import write
from booklet.report import BookletError, Finding, Place, errors, nearest


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """What was drawn again, what was refused for its findings, and of how many."""

    drawn: tuple[str, ...]
    refused: tuple[str, ...]
    asked: int
    findings: tuple[Finding, ...]


def redraw(
    root: Path, names: Sequence[str], progress: Callable[[str], None], *, force: bool = False, sheet: Path | None = None
) -> Redrawn:
    """Draw the named poses, or all that have changed (`force`: all); one with an error in its pose stays as it was.

    `sheet` is a file for an overview of all that were asked for. Raises `BookletError` when a pose cannot be read.
    """
    illustrations = load_poses(root)
    _must_know(names, illustrations)
    asked = [illustrations[name] for name in illustrations if name in names or not names]
    findings: dict[str, tuple[Finding, ...]] = {}
    for illustration in asked:
        if names or force or is_stale(root, illustration):
            progress(f"tekenen: {illustration.id}")
            drawings, findings[illustration.id] = draw(illustration)
            if not errors(findings[illustration.id]):
                _write(root, illustration, drawings)
    if sheet:
        write(sheet, contact_sheet(_entries(root, asked, findings)).encode())
    refused = tuple(name for name, found in findings.items() if errors(found))
    return Redrawn(
        drawn=tuple(name for name in findings if name not in refused),
        refused=refused,
        asked=len(asked),
        findings=tuple(finding for found in findings.values() for finding in found),
    )


def _must_know(names: Iterable[str], known: Iterable[str]) -> None:
    """Refuse names of drawings that nobody knows."""
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BookletError(
            Finding(
                place=Place(path="chapters/figuren"),
                what=f"«{name}» is geen oefening of beeld met een houding",
                remedy=f"{nearest(name, known)}Kijk de naam na in chapters/figuren of chapters/beelden.",
                rule="keuze",
            )
            for name in unknown
        )


def _write(root: Path, illustration: Illustration, drawings: Sequence[Drawing]) -> None:
    for panel, drawing in zip(panels(root, illustration), drawings, strict=True):
        for path, svg in zip(panel.files, (drawing.svg, drawing.small), strict=False):
            write(path, svg.encode())


def _entries(
    root: Path, illustrations: Iterable[Illustration], findings: Mapping[str, tuple[Finding, ...]]
) -> list[Entry]:
    """List all drawings as they stand on disk now."""
    return [
        Entry(
            title=illustration.id,
            frame=panel.frame.name,
            alt=panel.frame.alt,
            person=", ".join(figure.person.name for figure in illustration.figures),
            svg=panel.path.read_text(encoding="utf-8"),
            small_svg=(panel.small or panel.path).read_text(encoding="utf-8"),
            findings=findings.get(illustration.id, ()),
        )
        for illustration in illustrations
        for panel in panels(root, illustration)
        if all(file.is_file() for file in panel.files)
    ]
