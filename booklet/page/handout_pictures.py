"""Place the drawings of one exercise: side by side, or one above the other when that prints them larger.

Goes in: frames and the room there is. Comes out: an `Arrangement` in mm. Must not know the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booklet.content.records import Frame

BETWEEN = 4.0  # room for the triangle that points to the next drawing
BESIDE_ARROW = 9.0  # the same, left of drawings that stand one above the other
LARGEST = 5.6  # mm on paper for a decimetre of the person: larger looks like a poster
# Under this, lines need the heavier set of drawings (design/sheet, rule 8).
SMALL_PRINT = 1.5
UNITS_PER_DM = 100


@dataclass(frozen=True, kw_only=True)
class Print:
    """A drawing as printed: its size and where it stands in the room for drawings, in mm."""

    file: Path
    alt: str
    width: float
    height: float
    left: float
    top: float


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A triangle from one drawing to the next: where it stands, in mm, and whether it points down."""

    left: float
    top: float
    down: bool


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """The drawings of one exercise in their room; `scale` is mm on paper for a decimetre of the person."""

    prints: tuple[Print, ...]
    arrows: tuple[Arrow, ...]
    scale: float


def arrange(frames: tuple[Frame, ...], wide: float, high: float, *, stackable: bool) -> Arrangement:
    """Place all frames of an exercise in a room of `wide` by `high` mm, at one scale."""
    count = len(frames)
    across = max(frame.picture.width for frame in frames) / UNITS_PER_DM
    tall = max(frame.picture.height for frame in frames) / UNITS_PER_DM
    beside = min((wide - BETWEEN * (count - 1)) / count / across, high / tall, LARGEST)
    below = min((wide - BESIDE_ARROW) / across, (high - 1.5 * (count - 1)) / count / tall, LARGEST)
    stacked = stackable and count > 1 and below > 1.08 * beside
    scale = below if stacked else beside
    room = (wide, high / count) if stacked else (wide / count, high)
    prints, arrows = [], []
    for index, frame in enumerate(frames):
        left = 0.0 if stacked else index * room[0]
        top = index * room[1] if stacked else 0.0
        width, height = (side / UNITS_PER_DM * scale for side in (frame.picture.width, frame.picture.height))
        prints.append(
            Print(
                file=_drawing(frame.picture.file, scale),
                alt=frame.picture.alt,
                width=round(width, 2),
                height=round(height, 2),
                left=round(left + (room[0] - width) / 2, 2),
                top=round(top + (room[1] - height) / 2, 2),
            )
        )
        if index and stacked:
            arrows.append(Arrow(left=round(max(0.0, prints[-1].left - 6), 2), top=round(top - 1.4, 2), down=True))
        elif index:
            arrows.append(Arrow(left=round(left - 1.3, 2), top=round(high / 2 - 1.3, 2), down=False))
    return Arrangement(prints=tuple(prints), arrows=tuple(arrows), scale=scale)


def _drawing(file: Path, scale: float) -> Path:
    """Choose the drawing with heavier lines for a small print, where there is one."""
    heavier = file.parent / "klein" / file.name
    return heavier if scale < SMALL_PRINT and heavier.is_file() else file
