"""The clinic and this edition, and how it has its booklet on paper: folded in the house, or by a print shop.

Goes in: nothing. Comes out: frozen records. Must not know how they were read or how they will look.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


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


@dataclass(frozen=True, kw_only=True)
class Practice:
    """The clinic and this edition. What is not known is empty, and prints as a line to write on."""

    name: str
    town: str
    address: str
    phone: str
    email: str
    site: str
    logo: Path | None
    edition: str
    published: dt.date
    checked: dt.date
    review: dt.date
    checked_by: str
    folding: Folding
    order: PrintOrder
