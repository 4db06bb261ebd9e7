"""The command line: arguments in, exit code out; the only place that prints.

Goes in: arguments. Comes out: an exit code as product rules promise (see `ExitCode`).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from booklet.content.pose_records import Illustration
from booklet.report import BookletError, ExitCode, Finding, Place, errors, nearest

EDITIONS = ("screen",)
_MISTAKES = (
    (
        re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)"),
        r"«\2» ken ik niet bij \1; kies uit: \3",
    ),
    (re.compile(r"unrecognized arguments: (.*)"), r"«\1» ken ik niet"),
    (re.compile(r"argument (\S+): expected one argument"), r"achter \1 ontbreekt iets"),
    (re.compile(r"argument (\S+): invalid \w+ value: (.*)"), r"\2 kan niet achter \1"),
)


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
    parser = _DutchParser(
        prog="make_booklet.py",
        description="Maakt van de teksten in chapters het boekje in output. Zonder opdracht: alle uitgaven.",
    )
    parser.set_defaults(run=_booklet, out=None, edition="screen", force=False)
    commands = parser.add_subparsers(title="opdrachten", metavar="opdracht", parser_class=_DutchParser)
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
    exercises = commands.add_parser("exercises", help="noem de oefeningen waaruit u kunt kiezen")
    exercises.add_argument("--phase", choices=("kalmeren", "opbouwen"), metavar="FASE", help="kalmeren of opbouwen")
    exercises.add_argument("--goal", metavar="DOEL", help="een woord uit het doel of de groep, zoals kracht")
    exercises.set_defaults(run=_exercises)
    figures = commands.add_parser("figures", help="teken de oefeningen en beelden opnieuw naar hun houding")
    figures.add_argument(
        "names", nargs="*", metavar="NAAM", help="welke (anders: alles waarvan de houding is veranderd)"
    )
    figures.add_argument("--sheet", type=Path, metavar="BESTAND", help="maak een overzicht (HTML) om na te kijken")
    figures.add_argument("--force", action="store_true", help="teken ook wat niet is veranderd")
    figures.set_defaults(run=_figures)
    return parser


class _DutchHelp(argparse.HelpFormatter):
    """Begin the usage line in Dutch."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class _DutchParser(argparse.ArgumentParser):
    """Explain in Dutch, and say in Dutch what is wrong with the arguments, with exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_DutchHelp, **options)
        self._optionals.title = "opties"
        self._positionals.title = "wat u noemt"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")
        self.add_argument(
            "--root", type=Path, default=argparse.SUPPRESS, metavar="MAP", help="een andere map met chapters en styles"
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to type, and leave with exit code 2."""
        for pattern, dutch in _MISTAKES:
            message = pattern.sub(dutch, message)
        print(f"{self.prog}: deze opdracht begrijp ik niet: {message}.", file=sys.stderr)
        print(f"    Doe dit: typ python {self.prog} --help en kijk wat er kan.", file=sys.stderr)
        raise SystemExit(int(ExitCode.USAGE))


def _root(options: argparse.Namespace) -> Path:
    root: Path = getattr(options, "root", Path(__file__).resolve().parent.parent)
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

    library, _ = load(_root(options))
    phases = {options.phase, "beide"} if options.phase else {"kalmeren", "opbouwen", "beide"}
    goal = (options.goal or "").lower()
    for exercise in library.exercises:
        about = f"{exercise.group} {exercise.purpose} {exercise.title}".lower()
        if exercise.phase in phases and goal in about:
            print(f"{exercise.id:32} {exercise.title:28} {exercise.group:10} {exercise.purpose}")
    return ExitCode.GOOD


def _figures(options: argparse.Namespace) -> int:
    from booklet.content.load import load_poses

    root = _root(options)
    illustrations = load_poses(root)
    names = [name for name in illustrations if name in options.names or not options.names]
    _must_know(options.names, illustrations)
    from booklet.figures.draw import draw
    from booklet.figures.files import is_stale, panels
    from booklet.output import write

    findings: dict[str, tuple[Finding, ...]] = {}
    with _Progress() as progress:
        for name in names:
            if options.names or options.force or is_stale(root, illustrations[name]):
                progress(f"tekenen: {name}")
                drawings, findings[name] = draw(illustrations[name])
                if not errors(findings[name]):
                    for panel, drawing in zip(panels(root, illustrations[name]), drawings, strict=True):
                        for path, svg in zip(panel.files, (drawing.svg, drawing.small), strict=False):
                            write(path, svg.encode())
    if options.sheet:
        _write_sheet(options.sheet.resolve(), root, [illustrations[name] for name in names], findings)
    _show(finding for found in findings.values() for finding in found)
    failed = sum(bool(errors(found)) for found in findings.values())
    print(f"{len(findings) - failed} van {len(names)} opnieuw getekend" + (f", {failed} niet." if failed else "."))
    return ExitCode.CONTENT if failed else ExitCode.GOOD


def _must_know(names: Iterable[str], known: Iterable[str]) -> None:
    """Refuse names of drawings that nobody knows."""
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BookletError(
            Finding(
                place=Place(path="chapters/figuren"),
                what=f"«{name}» is geen oefening of beeld met een houding",
                remedy=f"{nearest(name, known)}Kijk de naam na in chapters/figuren of chapters/beelden.",
                rule="keuze",
            )
            for name in unknown
        )


def _write_sheet(
    path: Path, root: Path, illustrations: Iterable[Illustration], findings: Mapping[str, tuple[Finding, ...]]
) -> None:
    """Write the sheet to check drawings by: all that were asked for, as they stand on disk now."""
    from booklet.figures.files import panels
    from booklet.figures.sheet import Entry, contact_sheet
    from booklet.output import write

    entries = [
        Entry(
            title=illustration.id,
            frame=panel.frame.name,
            alt=panel.frame.alt,
            person=", ".join(figure.person.name for figure in illustration.figures),
            svg=panel.path.read_text(encoding="utf-8"),
            small_svg=(panel.small or panel.path).read_text(encoding="utf-8"),
            findings=findings.get(illustration.id, ()),
        )
        for illustration in illustrations
        for panel in panels(root, illustration)
        if all(file.is_file() for file in panel.files)
    ]
    write(path, contact_sheet(entries).encode())


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
