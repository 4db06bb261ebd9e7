"""The commands that make handouts: one, or those of a list.

Goes in: arguments. Comes out: an exit code. The work itself is done in `batch`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from booklet.cli.show import Progress, root_of, short, show, today
from booklet.handouts.options import OPTIONS, SWITCHES
from booklet.report import BookletError, ExitCode, Finding, Place

LEAST_PASSWORD = 8


def add(commands: Any) -> None:
    """Describe the commands `handout` and `handouts`."""
    handout = commands.add_parser("handout", help="maak een oefenblad voor één patiënt")
    handout.add_argument("request", nargs="?", type=Path, metavar="RECEPT.yaml", help="een bestand met de wensen")
    for key, name, behind, explained in OPTIONS:
        how: dict[str, Any] = {"metavar": behind} if behind else {"action": "store_const", "const": SWITCHES[key]}
        handout.add_argument(f"--{name}", dest=f"request:{key}", help=explained, **how)
    handout.add_argument("--out", type=Path, metavar="BESTAND", help="schrijf het blad hier (anders: in output)")
    handout.add_argument("--encrypt", action="store_true", help="maak er een kopie met wachtwoord bij, voor e-mail")
    handout.add_argument("--fillable", action="store_true", help="maak ook een kopie om op een scherm in te vullen")
    handout.set_defaults(run=_handout)
    handouts = commands.add_parser("handouts", help="maak de oefenbladen van een hele lijst")
    handouts.add_argument("list", type=Path, metavar="LIJST.csv", help="een lijst met een rij per patiënt")
    handouts.add_argument("--out", type=Path, metavar="MAP", help="schrijf de bladen in deze map (anders: output)")
    handouts.add_argument("--workers", type=int, default=0, metavar="AANTAL", help="hoeveel bladen tegelijk")
    handouts.add_argument("--merge", type=Path, metavar="BESTAND", help="zet alle bladen ook achter elkaar in één PDF")
    handouts.add_argument("--dask", default="", metavar="ADRES", help="laat een Dask-cluster het werk doen")
    handouts.set_defaults(run=_handouts)


def _handout(options: argparse.Namespace) -> int:
    password = _password() if options.encrypt else ""
    with Progress() as progress:
        from booklet.batch import Copies, make_handout, read
        from booklet.handouts.sources import request_from

        named = {key: value for key, _, _, _ in OPTIONS if (value := getattr(options, f"request:{key}")) is not None}
        data = read(options.request) if options.request else None
        wanted = request_from(data, str(options.request or "handout"), named, today())
        out = options.out.resolve() if options.out else None
        made = make_handout(
            root_of(options), wanted, out, Copies(fillable=options.fillable, password=password), progress
        )
    show(made.findings)
    for path in made.paths:
        print(short(path))
    return ExitCode.GOOD


def _handouts(options: argparse.Namespace) -> int:
    from booklet.batch import Order, make_list
    from booklet.handouts.outcomes import REPORT, summary

    order = Order(
        root=root_of(options),
        source=options.list,
        out=(options.out or root_of(options) / "output").resolve(),
        merge=options.merge.resolve() if options.merge else None,
        workers=options.workers,
        today=today(),
        cluster=options.dask,
    )
    with Progress() as progress:
        batch = make_list(order, progress)
    show(batch.findings)
    for outcome in batch.outcomes:
        show(outcome.findings)
    print(summary(batch))
    print(f"Het verslag staat in {short(order.out / REPORT)}")
    return batch.code


def _password() -> str:
    """Ask for a password: unseen on a terminal, and else the first line of what comes in."""
    import getpass

    password = getpass.getpass("Wachtwoord voor de kopie: ") if sys.stdin.isatty() else sys.stdin.readline()
    password = password.strip("\r\n")
    if len(password) < LEAST_PASSWORD:
        finding = Finding(
            place=Place(path="--encrypt"),
            what="dit wachtwoord is te kort",
            remedy=f"neem een wachtwoord van {LEAST_PASSWORD} tekens of meer, en geef het niet in dezelfde e-mail.",
            rule="wachtwoord",
        )
        raise BookletError([finding], ExitCode.USAGE)
    return password
