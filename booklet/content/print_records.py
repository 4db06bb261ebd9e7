"""How the clinic has its booklet on paper: folded in the house, or ordered of a print shop.

Goes in: nothing. Comes out: the records that stand in `Practice`. Must not know PDF.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Folding:
    """Sheets that the clinic prints, folds and staples: how thick one is, in mm, and which marks it carries."""

    thickness: float = 0.1
    fold_marks: bool = False
    staple_marks: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintOrder:
    """What the clinic asks of a print shop. What is not known is empty (0), and becomes a line to write on."""

    copies: int = 0
    paper: str = ""
    cover: str = ""
    binding: str = ""
