"""Read the small values of a pose: names of the body with their sides, numbers, points and frames.

Goes in: values of YAML. Comes out: English names and numbers, or findings. Must not know what they are for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from booklet.content.fields import Fields, Value
from booklet.content.pose_kinds import FAR
from booklet.content.pose_records import Pair, Vector
from booklet.content.pose_words import LANDMARKS, PAIRED_LANDMARKS, SIDES


def names(value: Value, words: Mapping[str, str], paired: Collection[str], word: str = "") -> tuple[str, ...]:
    """Read a name with or without side: `knie` is both knees; nothing (with a finding) when there is no such name.

    `word` is what to read when it is not the value itself, but the key before it.
    """
    written = word or value.text()
    base, _, side = written.rpartition(".")
    if side not in SIDES:
        base, side = written, ""
    joint = base.partition(".")[0] + "."
    alike = [name for name in words if name.startswith(joint)]
    if base not in words:
        value.one_of(base, alike or words)
        return ()
    name = words[base]
    if name in paired:
        return (f"{name}.{SIDES[side]}",) if side else tuple(f"{name}.{letter}" for letter in SIDES.values())
    if side:
        value.wrong(f"«{base}» heeft geen links en rechts", f"schrijf alleen {base}.", "kant")
    return (name,)


def landmarks(value: Value) -> tuple[str, ...]:
    """Read a place on the body, on both sides when no side is said."""
    return names(value, LANDMARKS, PAIRED_LANDMARKS)


def landmark(value: Value | None) -> str:
    """Read one place on the body: of what stands left and right, the side must be said."""
    found = landmarks(value) if value else ()
    if value and len(found) > 1:
        word = value.text()
        value.wrong(f"van «{word}» zijn er twee", f"schrijf {word}.links of {word}.rechts.", "kant")
    return found[0] if found else ""


def number(value: Value, low: float = -FAR, high: float = FAR) -> float:
    """Read a number that must be there; 0 (with a finding) when it is not."""
    if value.is_empty():
        value.wrong("hier staat niets", f"schrijf een getal van {low:g} tot {high:g}.")
    return value.decimal(low, high) or 0.0


def numbers(value: Value, count: int, low: float = -FAR, high: float = FAR) -> tuple[float, ...]:
    """Read a list of so many numbers; zeros (with a finding) when there are more or fewer."""
    parts = value.items()
    if len(parts) == count:
        return tuple(number(part, low, high) for part in parts)
    if parts or value.is_empty():
        value.wrong(f"hier horen {count} getallen", "zet ze tussen [ en ], met komma's ertussen.")
    return (0.0,) * count


def vector(value: Value) -> Vector:
    """Read a point or a direction."""
    x, y, z = numbers(value, 3)
    return x, y, z


def pair(value: Value, low: float = -FAR, high: float = FAR) -> Pair:
    """Read two numbers."""
    first, second = numbers(value, 2, low, high)
    return first, second


def maybe_number(fields: Fields, key: str, usual: float, low: float = -FAR, high: float = FAR) -> float:
    """Read a number under an optional key."""
    value = fields.get(key)
    return number(value, low, high) if value else usual


def maybe_pair(fields: Fields, key: str, usual: Pair, low: float = -FAR, high: float = FAR) -> Pair:
    """Read two numbers under an optional key."""
    value = fields.get(key)
    return pair(value, low, high) if value else usual


def truth(fields: Fields, key: str) -> bool:
    """Read `ja` or `nee` under an optional key; usually `nee`."""
    value = fields.get(key)
    return bool(value and value.truth())


def word(fields: Fields, key: str, words: Mapping[str, str], usual: str) -> str:
    """Read a Dutch word under an optional key, and give its English one."""
    value = fields.get(key)
    return words.get(value.choice(words), usual) if value else usual


def frames(value: Value | None, known: Collection[str]) -> tuple[str, ...]:
    """Read the names of one or more frames."""
    return tuple(part.choice(known) for part in value.several()) if value else ()
