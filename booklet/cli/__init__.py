"""The command line: arguments in, exit code out; the only place that prints.

Goes in: arguments. Comes out: an exit code as product rules promise (see `ExitCode`).
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from booklet.cli.arguments import DutchParser
from booklet.handouts.options import OPTIONS, SWITCHES
from booklet.report import BookletError, ExitCode, Finding, Place, errors

LEAST_PASSWORD = 8
EDITIONS = ("screen",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.run
        code = command(options)
        sys.stdout.flush()
        return code
    except BookletError as error:
        _show(error.findings)
        return error.code
    except ModuleNotFoundError as error:
        _show([_missing(error)])
        return ExitCode.MISSING
    except KeyboardInterrupt:
        print("Gestopt. Er is niets half geschreven.", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; point stdout elsewhere so that closing it does not complain too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.GOOD


def _parser() -> argparse.ArgumentParser:
    parser = DutchParser(
        prog="make_booklet.py",
        description="Maakt van de teksten in chapters het boekje in output. Zonder opdracht: alle uitgaven.",
    )
    parser.set_defaults(run=_booklet, out=None, edition="screen", force=False)
    commands = parser.add_subparsers(title="opdrachten", metavar="opdracht", parser_class=DutchParser)
    booklet = commands.add_parser("booklet", help="maak het boekje")
    booklet.add_argument(
        "--edition", choices=EDITIONS, default="screen", metavar="UITGAVE", help=f"welke uitgave: {', '.join(EDITIONS)}"
    )
    booklet.add_argument("--out", type=Path, metavar="MAP", help="schrijf het boekje in deze map (anders: output)")
    booklet.add_argument("--force", action="store_true", help="maak het boekje ook opnieuw als er niets is veranderd")
    booklet.set_defaults(run=_booklet)
    check = commands.add_parser("check", help="lees alle teksten na en zeg wat er mis is")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="BESTAND", help="alleen wat over deze bestanden of mappen gaat"
    )
    check.set_defaults(run=_check)
    _add_handouts(commands)
    exercises = commands.add_parser("exercises", help="noem de oefeningen en programma's waaruit u kunt kiezen")
    exercises.add_argument("--phase", choices=("kalmeren", "opbouwen"), metavar="FASE", help="kalmeren of opbouwen")
    exercises.add_argument("--goal", default="", metavar="DOEL", help="een woord uit doel of groep, zoals kracht")
    exercises.add_argument("--position", type=_words, default=(), metavar="HOUDING", help="zoals rug,zittend,staand")
    exercises.add_argument(
        "--equipment", type=_words, default=(), metavar="SPULLEN", help="wat er in huis is, zoals mat,stoel (of: niets)"
    )
    exercises.add_argument("--programmes", action="store_true", help="noem de programma's in plaats van de oefeningen")
    exercises.set_defaults(run=_exercises)
    figures = commands.add_parser("figures", help="teken de oefeningen en beelden opnieuw naar hun houding")
    figures.add_argument(
        "names", nargs="*", metavar="NAAM", help="welke (anders: alles waarvan de houding is veranderd)"
    )
    figures.add_argument("--sheet", type=Path, metavar="BESTAND", help="maak een overzicht (HTML) om na te kijken")
    figures.add_argument("--force", action="store_true", help="teken ook wat niet is veranderd")
    figures.set_defaults(run=_figures)
    return parser


def _add_handouts(commands: Any) -> None:
    """Describe the commands that make handouts."""
    handout = commands.add_parser("handout", help="maak een oefenblad voor één patiënt")
    handout.add_argument("request", nargs="?", type=Path, metavar="RECEPT.yaml", help="een bestand met de wensen")
    for key, name, behind, explained in OPTIONS:
        how: dict[str, Any] = {"metavar": behind} if behind else {"action": "store_const", "const": SWITCHES[key]}
        handout.add_argument(f"--{name}", dest=f"request:{key}", help=explained, **how)
    handout.add_argument("--out", type=Path, metavar="BESTAND", help="schrijf het blad hier (anders: in output)")
    handout.add_argument("--encrypt", action="store_true", help="maak er een kopie met wachtwoord bij, voor e-mail")
    handout.set_defaults(run=_handout)
    handouts = commands.add_parser("handouts", help="maak de oefenbladen van een hele lijst")
    handouts.add_argument("list", type=Path, metavar="LIJST.csv", help="een lijst met een rij per patiënt")
    handouts.add_argument("--out", type=Path, metavar="MAP", help="schrijf de bladen in deze map (anders: output)")
    handouts.add_argument("--workers", type=int, default=0, metavar="AANTAL", help="hoeveel bladen tegelijk")
    handouts.add_argument("--merge", type=Path, metavar="BESTAND", help="zet alle bladen ook achter elkaar in één PDF")
    handouts.set_defaults(run=_handouts)


def _words(text: str) -> tuple[str, ...]:
    """Take a list apart that somebody typed with commas."""
    return tuple(word.strip().lower() for word in text.split(",") if word.strip())


def _root(options: argparse.Namespace) -> Path:
    root: Path = getattr(options, "root", Path(__file__).resolve().parents[2])
    return root.resolve()


def _booklet(options: argparse.Namespace) -> int:
    with _Progress() as progress:
        # Typesetting takes half a second to start: other commands need not wait for it.
        from booklet.build import build

        built = build(_root(options), (options.out or _root(options) / "output").resolve(), progress)
    _show(built.findings)
    print(f"{_short(built.path)}: {built.pages} bladzijden")
    return ExitCode.GOOD


def _check(options: argparse.Namespace) -> int:
    from booklet.content.load import load

    root = _root(options)
    asked = tuple(path.resolve() for path in options.paths)
    try:
        library, findings = load(root)
    except BookletError as error:
        found = tuple(finding for finding in error.findings if _is_asked(root, finding, asked))
        if found:
            raise BookletError(found, error.code) from error
        print("Geen fouten in wat u noemde. Elders zijn ze er wel: typ make check.")
        return ExitCode.GOOD
    _show(finding for finding in findings if _is_asked(root, finding, asked))
    texts = len(library.chapters) + len(library.exercises) + len(library.programmes)
    print(f"{texts} teksten gelezen, geen fouten.")
    return ExitCode.GOOD


def _is_asked(root: Path, finding: Finding, asked: tuple[Path, ...]) -> bool:
    """Tell whether a finding is about one of the files or folders that were named (all, when none was)."""
    place = (root / finding.place.path).resolve()
    return not asked or any(place.is_relative_to(path) for path in asked)


def _exercises(options: argparse.Namespace) -> int:
    from booklet.content.load import load
    from booklet.handouts.choose import choose

    library, _ = load(_root(options))
    if options.programmes:
        for item in library.programmes:
            print(f"{item.id:32} {item.title:28} {item.subtitle}")
        return ExitCode.GOOD
    for exercise in choose(library, options.phase or "", options.goal, options.position, options.equipment):
        needs = ", ".join((exercise.position, *exercise.equipment))
        print(f"{exercise.id:32} {exercise.title:28} {exercise.group:10} {needs:28} {exercise.purpose}")
    return ExitCode.GOOD


def _figures(options: argparse.Namespace) -> int:
    from booklet.redraw import redraw

    sheet = options.sheet.resolve() if options.sheet else None
    with _Progress() as progress:
        redrawn = redraw(_root(options), options.names, progress, force=options.force, sheet=sheet)
    _show(redrawn.findings)
    failed = len(redrawn.refused)
    print(f"{len(redrawn.drawn)} van {redrawn.asked} opnieuw getekend" + (f", {failed} niet." if failed else "."))
    return ExitCode.CONTENT if errors(redrawn.findings) else ExitCode.GOOD


def _handout(options: argparse.Namespace) -> int:
    password = _password() if options.encrypt else ""
    with _Progress() as progress:
        from booklet.batch import make_handout, read
        from booklet.handouts.sources import request_from

        named = {key: value for key, _, _, _ in OPTIONS if (value := getattr(options, f"request:{key}")) is not None}
        data = read(options.request) if options.request else None
        wanted = request_from(data, str(options.request or "handout"), named, _today())
        out = options.out.resolve() if options.out else None
        made = make_handout(_root(options), wanted, out, password, progress)
    _show(made.findings)
    for path in filter(None, (made.path, made.locked)):
        print(_short(path))
    return ExitCode.GOOD


def _handouts(options: argparse.Namespace) -> int:
    from booklet.batch import Order, make_list
    from booklet.handouts.outcomes import REPORT, summary

    order = Order(
        root=_root(options),
        source=options.list,
        out=(options.out or _root(options) / "output").resolve(),
        merge=options.merge.resolve() if options.merge else None,
        workers=options.workers,
        today=_today(),
    )
    with _Progress() as progress:
        batch = make_list(order, progress)
    _show(batch.findings)
    for outcome in batch.outcomes:
        _show(outcome.findings)
    print(summary(batch))
    print(f"Het verslag staat in {_short(order.out / REPORT)}")
    return batch.code


def _today() -> dt.date:
    """Give the date of today, here."""
    return dt.datetime.now(dt.UTC).astimezone().date()


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


class _Progress(contextlib.AbstractContextManager[Callable[[str], None]]):
    """Show on a terminal what is being done and for how long; stay quiet in a pipe."""

    def __enter__(self) -> Callable[[str], None]:
        self.start = time.monotonic()
        return self.say

    def say(self, step: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{step} ({time.monotonic() - self.start:.0f} s)", end="", file=sys.stderr, flush=True)

    def __exit__(self, *error: object) -> None:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _show(findings: Iterable[Finding]) -> None:
    for finding in findings:
        print(finding, file=sys.stderr)


def _missing(error: ModuleNotFoundError) -> Finding:
    return Finding(
        place=Place(path="deze computer"),
        what=f"het onderdeel «{error.name}» is niet geïnstalleerd",
        remedy="typ make booklet, dat haalt alles op wat nodig is.",
        rule="systeem",
    )


def _short(path: Path) -> str:
    """Name a path from the current folder when it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
