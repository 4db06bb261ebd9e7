"""Learn from a few long lines how a typeface sets words, and set one line of words the same way.

Goes in: lines as the typesetter set them. Comes out: `Shapes`, and the glyphs of a line. Must not know the typesetter.

A line of Latin letters is glyphs, each moved by what stands next to it. One long line in which every two letters stand
side by side tells all moves. Letters that become one glyph together (fi, ff) count as one letter. Where the same two
are set in more than one way, nothing is learnt: a line in which they occur is set by the typesetter itself.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from booklet.pdf.link.content import text_line
from booklet.pdf.link.pieces import Face

_MM = 25.4 / 96  # of a CSS pixel, the unit of sizes
COMMON = (
    string.ascii_letters + string.digits + " \u00a0.,;:!?'\"()/&+-@%\u2013\u2019\u2018\u201c\u201d\u2026\u00b7\u20ac"
)
COMMON += "äáàâëéèêïíîöóòôüúùûçñ"
RARE = "ÄÁÀÂÃÅåãÆæËÉÈÊÏÍÌÎìÖÓÒÔÕØõøŒœÜÚÙÛÇÑÝýÿßĞğİıŞşŁłŚśŻżŹźĆćŃńŠšŽžČčĐđĄąĘę"
JOINED = (
    "ff",
    "fi",
    "fl",
    "ft",
    "fb",
    "fh",
    "fj",
    "fk",
    "ffi",
    "ffl",
    "fft",
    "Th",
    "tt",
)  # ligatures, in some typefaces
_BESIDE = string.ascii_letters + "äáàâëéèêïíîöóòôüúùûç -'\u2019.,"  # what may stand beside a ligature
_STANDS_FOR_MANY = 0xE000  # the first of the characters that stand for a ligature: no text has them
_TWO_RARE = re.compile(f"[{RARE}]{{2}}").match
_SPACES = str.maketrans("\u00a0", " ")


@dataclass(frozen=True, kw_only=True, eq=False)
class Shapes:
    """How one typeface in one size sets words: the glyph of every letter, and how far two letters are moved together.

    `ligatures` gives a character of its own to letters that become one glyph. `moves` are in thousandths of the size,
    by pair, where there are any. `unknown` are pairs of letters that are not to be set by this table, besides those
    of two rare ones; of pairs with a ligature only those in `joined` are.
    """

    font: str
    size: float
    ligatures: Mapping[str, str]
    glyphs: Mapping[str, int]
    moves: Mapping[str, float]
    unknown: frozenset[str]
    joined: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of words as a content stream shows it, with its width in mm, and the letters that are not usual."""

    shown: bytes
    width: float
    more: frozenset[int]


def lesson() -> str:
    """Write the line from which all is learnt: every two letters of which one is common, side by side."""
    everything = COMMON + RARE
    parts = [letter + other for at, letter in enumerate(COMMON) for other in everything[at:]]
    parts += [letter * 3 for letter in everything]
    parts += [f" {letter}{joined} {joined}{letter} " for joined in ("f", *JOINED) for letter in _BESIDE]
    return re.sub(" {2,}", " ", "".join(parts)).strip()


def learn(lines: list[tuple[str, float, tuple[tuple[int, float], ...]]], texts: Mapping[int, str], said: str) -> Shapes:
    """Learn from the line that shows `said`; `texts` says for each glyph what it stands for."""
    font, size, run = max(lines, key=lambda line: len(line[2]))
    ligatures: dict[str, str] = {}
    seen: list[tuple[str, int, float]] = []
    at = 0
    for glyph, move in run:
        text = texts.get(glyph, "").translate(_SPACES)
        found = said[at : at + len(text)]
        if not text or found.translate(_SPACES) != text:
            break
        if len(text) > 1:
            found = ligatures.setdefault(text, chr(_STANDS_FOR_MANY + len(ligatures)))
        seen.append((found, glyph, round(move, 3)))
        at += len(text)
    moves: dict[str, set[float]] = {}
    for (one, _, move), (other, _, _) in pairwise(seen):
        moves.setdefault(one + other, set()).add(move)
    known = {pair for pair, found in moves.items() if len(found) == 1}
    wanted = {pair for one in COMMON for other in COMMON + RARE for pair in (one + other, other + one)}
    return Shapes(
        font=font,
        size=size,
        ligatures=ligatures,
        glyphs={letter: glyph for letter, glyph, _ in seen},
        moves={pair: min(moves[pair]) for pair in known if min(moves[pair])},
        unknown=frozenset(wanted - known),
        joined=frozenset(pair for pair in known if max(pair) >= chr(_STANDS_FOR_MANY)),
    )


@lru_cache(maxsize=2000)
def shape(text: str, shapes: Shapes, face: Face) -> Line | None:
    """Set one line; None when there is anything in it that was not learnt."""
    if shapes.ligatures:
        text = _ligatures(tuple(shapes.ligatures)).sub(lambda found: shapes.ligatures[found[0]], text)
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    if not all(map(shapes.glyphs.__contains__, text)) or not all(_is_known(pair, shapes) for pair in pairs):
        return None
    run = [
        (shapes.glyphs[letter], shapes.moves.get(pair, 0.0)) for letter, pair in zip(text, [*pairs, ""], strict=True)
    ]
    width = sum(face.widths[glyph] - move for glyph, move in run)
    # A typesetter counts in finer steps than a thousandth; no line is so long that this is more than a hair.
    return Line(
        shown=text_line(run),
        width=(width + len(run)) * shapes.size / 1000 * _MM,
        more=frozenset([code for code, _ in run if code not in face.usual]),
    )


def _is_known(pair: str, shapes: Shapes) -> bool:
    if max(pair) >= chr(_STANDS_FOR_MANY):
        return pair in shapes.joined
    return pair not in shapes.unknown and not _TWO_RARE(pair)


@lru_cache(maxsize=64)
def _ligatures(found: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))
