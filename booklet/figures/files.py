"""Say where the drawings of an illustration stand, and whether they are as its pose tells.

Goes in: the folder of the project and an `Illustration`. Comes out: paths. Must not know how a drawing is made, and
writes no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booklet.content.pose_records import Illustration, KeyFrame
from booklet.content.poses import digest, shown

SMALL = "klein"  # the folder of the heavier set, for prints of some 20 mm
PICTURES = "beelden"  # the folder of pictures of which there is one drawing, and no small one


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One drawing: of which frame, and where it stands; `small` is None where no heavier one is needed."""

    frame: KeyFrame
    path: Path
    small: Path | None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of this drawing."""
        return (self.path, self.small) if self.small else (self.path,)


def panels(root: Path, illustration: Illustration) -> tuple[Panel, ...]:
    """List the drawings of an exercise, numbered from 1, or the single one of a picture."""
    folder = (root / illustration.place.path).parent
    frames = shown(illustration)
    if folder.name == PICTURES:
        return (Panel(frame=frames[-1], path=folder / f"{illustration.id}.svg", small=None),)
    names = [f"{illustration.id}-{number}.svg" for number in range(1, len(frames) + 1)]
    return tuple(
        Panel(frame=frame, path=folder / name, small=folder / SMALL / name)
        for frame, name in zip(frames, names, strict=True)
    )


def is_stale(root: Path, illustration: Illustration) -> bool:
    """Tell whether a drawing is missing, or was made from another pose than today's."""
    mark = f"<!-- houding {digest(illustration)} -->"
    files = [path for panel in panels(root, illustration) for path in panel.files]
    return not all(path.is_file() and mark in path.read_text(encoding="utf-8")[-80:] for path in files)
