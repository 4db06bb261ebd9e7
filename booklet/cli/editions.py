"""The commands about editions: what has changed since another one, and the release of a new one.

Goes in: arguments. Comes out: an exit code. The work itself is done in `build`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from booklet.cli.show import Progress, root_of, short, show, today
from booklet.report import ExitCode

REPORT = "verschillen.html"


def add(commands: Any) -> None:
    """Describe the commands `compare` and `release`."""
    compare = commands.add_parser("compare", help="toon wat er tussen twee uitgaven is veranderd")
    compare.add_argument(
        "old", metavar="OUD", help="een PDF, de map van een uitgave, of een naam uit het versiebeheer (git)"
    )
    compare.add_argument(
        "new",
        metavar="NIEUW",
        nargs="?",
        default="nu",
        help="hetzelfde, of nu: de teksten van nu (zo ook als u niets noemt)",
    )
    compare.add_argument(
        "--out", type=Path, metavar="BESTAND", help=f"schrijf het verslag hier (anders: {REPORT} in output)"
    )
    compare.set_defaults(run=_compare)
    release = commands.add_parser("release", help="geef een nieuwe uitgave uit: kijk alles na en maak alle bestanden")
    release.add_argument(
        "--edition-name", default="", metavar="NAAM", help="hoe de uitgave heet (anders: het volgende nummer)"
    )
    release.set_defaults(run=_release)


def _compare(options: argparse.Namespace) -> int:
    root = root_of(options)
    out = (options.out or root / "output" / REPORT).resolve()
    with Progress() as progress:
        from booklet.build.compare import Wish, compare_editions, summary

        wish = Wish(root=root, old=options.old, new=options.new, out=out, today=today())
        comparison = compare_editions(wish, progress)
    print(summary(comparison))
    print(f"Het verslag staat in {short(out)}")
    return ExitCode.GOOD


def _release(options: argparse.Namespace) -> int:
    with Progress() as progress:
        from booklet.build.release import Order, release

        made = release(Order(root=root_of(options), name=options.edition_name, today=today()), progress)
    show(made.findings)
    print(f"{made.name} staat in {short(made.folder)}:")
    for built in made.built:
        print(f"    {built.path.name}" + (f": {built.pages} bladzijden" if built.pages else ""))
    print("In chapters/praktijk.yaml staan nu de naam en de datum van deze uitgave.")
    print("Doe nu dit:")
    for number, step in enumerate(_next_steps(made.folder, made.previous), start=1):
        print(f"    {number}. {step}")
    return ExitCode.GOOD


def _next_steps(folder: Path, previous: Path | None) -> Iterator[str]:
    """Say what a person must do with a new edition."""
    if previous:
        yield f"Kijk wat er is veranderd: python make_booklet.py compare {short(previous)} {short(folder)}"
    yield "Print boekje.pdf en blader het door. Laat wie de inhoud nakijkt, ervoor tekenen."
    yield f"Bewaar deze teksten: git add chapters; git commit -m {folder.name}; git tag {folder.name}"
    yield f"Zet boekje.pdf op de website, en bewaar een kopie van de map {short(folder)}."
