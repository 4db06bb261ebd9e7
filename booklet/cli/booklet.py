"""The commands that make the booklet and draw its pictures.

Goes in: arguments. Comes out: an exit code. The work itself is done in `build` and `redraw`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from booklet.cli.show import Progress, root_of, short, show
from booklet.report import ExitCode, errors

EDITIONS = ("screen", "fold", "press", "large", "html")


def add(commands: Any) -> None:
    """Describe the commands `booklet` and `figures`."""
    booklet = commands.add_parser("booklet", help="maak het boekje")
    booklet.add_argument(
        "--edition", choices=EDITIONS, metavar="UITGAVE", help=f"welke uitgave: {', '.join(EDITIONS)} (anders: alle)"
    )
    booklet.add_argument("--out", type=Path, metavar="MAP", help="schrijf het boekje in deze map (anders: output)")
    booklet.add_argument("--force", action="store_true", help="maak het boekje ook opnieuw als er niets is veranderd")
    booklet.set_defaults(run=make_booklet)
    figures = commands.add_parser("figures", help="teken de oefeningen en beelden opnieuw naar hun houding")
    figures.add_argument(
        "names", nargs="*", metavar="NAAM", help="welke (anders: alles waarvan de houding is veranderd)"
    )
    figures.add_argument("--sheet", type=Path, metavar="BESTAND", help="maak een overzicht (HTML) om na te kijken")
    figures.add_argument("--force", action="store_true", help="teken ook wat niet is veranderd")
    figures.set_defaults(run=_figures)


def make_booklet(options: argparse.Namespace) -> int:
    """Make the editions that are asked for."""
    with Progress() as progress:
        # Typesetting takes half a second to start: other commands need not wait for it.
        from booklet.build.editions import build_editions

        names = (options.edition,) if options.edition else EDITIONS
        made = build_editions(root_of(options), (options.out or root_of(options) / "output").resolve(), names, progress)
    show(dict.fromkeys(finding for built in made for finding in built.findings))
    for built in made:
        note = f", met {built.note.name}" if built.note else ""
        print(f"{short(built.path)}: {_extent(built.path, built.pages)}{note}")
    return ExitCode.GOOD


def _extent(path: Path, pages: int) -> str:
    """Say how much an edition is: pages, or the size of a file that has none."""
    return f"{pages} bladzijden" if pages else f"{path.stat().st_size / 1e6:.1f} MB".replace(".", ",")


def _figures(options: argparse.Namespace) -> int:
    from booklet.redraw import redraw

    sheet = options.sheet.resolve() if options.sheet else None
    with Progress() as progress:
        redrawn = redraw(root_of(options), options.names, progress, force=options.force, sheet=sheet)
    show(redrawn.findings)
    failed = len(redrawn.refused)
    print(f"{len(redrawn.drawn)} van {redrawn.asked} opnieuw getekend" + (f", {failed} niet." if failed else "."))
    return ExitCode.CONTENT if errors(redrawn.findings) else ExitCode.GOOD
