"""Release a new edition: everything checked, name and dates set, all files in one folder with their sums.

Goes in: the folder of the project, the name of the edition, the day. Comes out: a folder in output/ and a renewed
praktijk.yaml; or neither.

The edition is made of a copy of the sources, so that the sources themselves change only when all is well.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build.editions import Built, build_editions
from booklet.build.progress import Progress, print_nothing
from booklet.content.edition import FIGURES, NAME, figures, renewed
from booklet.content.load import load
from booklet.content.practice import Practice
from booklet.content.records import Library
from booklet.content.rules import check
from booklet.output import copy, publish, staging, write
from booklet.page.release import SUMS, compose_release
from booklet.report import BookletError, ExitCode, Finding, Place, errors

README = "LEESMIJ.txt"
LONGEST = 40  # characters of a name: it stands in the colophon and on the cover
_NUMBER = re.compile(r"(\d+)(?!.*\d)")


@dataclass(frozen=True, kw_only=True)
class Released:
    """A new edition: its name, its folder, the folder of the one before it (None: not here), and its files."""

    name: str
    folder: Path
    previous: Path | None
    built: tuple[Built, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked: the project, a name (empty: the next), and the day."""

    root: Path
    name: str
    today: dt.date


def release(order: Order, progress: Progress = print_nothing) -> Released:
    """Release an edition. Raises `BookletError`; then praktijk.yaml and output/ are as they were."""
    progress("nakijken")
    library, findings = _checked(order)
    out = order.root / "output"
    name = order.name.strip() or next_name(library.practice.edition, out)
    target = out / folder_name(name)
    _must_be_new(name, target)
    old = (order.root / NAME).read_text(encoding="utf-8-sig")
    new = renewed(old, {"versie": name, "datum": order.today.isoformat()})
    with staging(target) as beside:
        built = _build(order.root, beside, new, progress)
        _fill(beside / "uitgave", replace(library.practice, edition=name, published=order.today), built)
        kept = {order.root / NAME: new, order.root / FIGURES: figures(library, name)}
        publish(beside / "uitgave", target, {path: text.encode() for path, text in kept.items()})
    previous = out / folder_name(library.practice.edition)
    return Released(
        name=name,
        folder=target,
        previous=previous if previous.is_dir() and previous != target else None,
        built=tuple(replace(one, path=target / one.path.name) for one in built),
        findings=findings,
    )


def _checked(order: Order) -> tuple[Library, tuple[Finding, ...]]:
    """Read everything and hold it against every rule. Raises `BookletError` when anything must be mended first."""
    library, findings = load(order.root)
    found = dict.fromkeys((*findings, *check(library, order.today)))
    if errors(found):
        raise BookletError(errors(found))
    return library, tuple(found)


def next_name(edition: str, out: Path) -> str:
    """Give the name of the next edition: that in praktijk.yaml, or one number on when that has been released."""
    if not (out / folder_name(edition)).exists():
        return edition
    found = _NUMBER.search(edition)
    return f"{edition} 2" if found is None else f"{edition[: found.start()]}{int(found[1]) + 1}{edition[found.end() :]}"


def folder_name(name: str) -> str:
    """Turn the name of an edition into one for a folder: `Versie 2` is versie-2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _must_be_new(name: str, target: Path) -> None:
    what, remedy = "", ""
    if not target.name.strip() or folder_name(name) == "":
        what, remedy = "hierin staat geen letter of cijfer", "noem de uitgave bijvoorbeeld «Versie 2»."
    elif len(name) > LONGEST or "\n" in name:
        what, remedy = f"deze naam is langer dan {LONGEST} tekens", "kies een kortere naam."
    elif target.exists():
        what, remedy = (
            f"de map {target.name} in output bestaat al",
            "kies een andere naam: een uitgave verandert niet meer.",
        )
    if what:
        finding = Finding(place=Place(path="--edition-name"), what=f"«{name}»: {what}", remedy=remedy, rule="uitgave")
        raise BookletError([finding], ExitCode.USAGE)


def _build(root: Path, beside: Path, practice: str, progress: Progress) -> tuple[Built, ...]:
    """Build every edition of the booklet from a copy of the sources with the new praktijk.yaml."""
    sources = beside / "bron"
    for part in ("chapters", "styles"):
        copy(root / part, sources / part)
    write(sources / NAME, practice.encode())
    return build_editions(sources, beside / "gemaakt", progress=progress)


def _fill(folder: Path, practice: Practice, built: Sequence[Built]) -> None:
    """Fill the folder of an edition: its files, what they are, and sums that tell whether they are still the same."""
    contents = {path.name: path.read_bytes() for one in built for path in (one.path, one.note) if path}
    for name, content in contents.items():
        write(folder / name, content)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(contents.items()))
    write(folder / SUMS, sums.encode())
    pages = {one.path.name: one.pages for one in built}
    sizes = [(name, pages.get(name, 0), len(content)) for name, content in contents.items()]
    write(folder / README, compose_release(practice, sizes).encode())
