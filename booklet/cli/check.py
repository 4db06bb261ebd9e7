"""The command `check`: read all texts over, say what is wrong and how easy they read, and explain the rules.

Goes in: arguments. Comes out: an exit code. The work itself is done in `content`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.cli.show import root_of, show, today
from booklet.report import BookletError, ExitCode, Finding, errors, nearest

if TYPE_CHECKING:  # reading the dictionary can wait until somebody checks
    from booklet.content.rules import Readability


def add(commands: Any) -> None:
    """Describe the command `check`."""
    check = commands.add_parser("check", help="lees alle teksten na en zeg wat er mis is")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="BESTAND", help="alleen wat over deze bestanden of mappen gaat"
    )
    ways = check.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="zeg het als JSON, voor een ander programma")
    ways.add_argument("--cijfers", dest="figures", action="store_true", help="zeg ook hoe makkelijk elke tekst leest")
    ways.add_argument("--regels", dest="rules", action="store_true", help="noem alle regels")
    ways.add_argument(
        "--uitleg", dest="rule", metavar="REGEL", help="leg één regel uit, met een goed en een fout voorbeeld"
    )
    check.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.rules:
        return _list_rules()
    if options.rule:
        return _explain(options.rule)
    return _check(root_of(options), tuple(path.resolve() for path in options.paths), options)


def _check(root: Path, asked: tuple[Path, ...], options: argparse.Namespace) -> int:
    from booklet.content import rules
    from booklet.content.load import load

    try:
        library, noticed = load(root)
    except BookletError as error:
        return _say_unread(error, _asked(root, error.findings, asked), as_json=options.json)
    found = _asked(root, sorted({*noticed, *rules.check(library, today())}), asked)
    readable = rules.readability(library) if options.json or options.figures else ()
    code = ExitCode.CONTENT if errors(found) else ExitCode.GOOD
    if options.json:
        _print_json(found, readable)
        return code
    show(found)
    texts = len(library.chapters) + len(library.exercises) + len(library.programmes)
    said = f"{texts} teksten gelezen, {_count(found)}."
    print(said, file=sys.stderr if code else sys.stdout)
    if explained := [finding.rule for finding in errors(found) or found if finding.rule in rules.NAMES]:
        print(f"Meer over een regel: typ check --uitleg {explained[0]}", file=sys.stderr)
    if options.figures:
        _print_figures(readable, library.wording.ease_of)
    return code


def _say_unread(error: BookletError, found: tuple[Finding, ...], *, as_json: bool) -> int:
    """Say what stands in the way of reading, as far as it was asked for; the rules can wait."""
    if as_json:
        _print_json(found, ())
        return error.code if found else ExitCode.GOOD
    if found:
        raise BookletError(found, error.code) from error
    print("Geen fouten in wat u noemde. Elders zijn ze er wel: typ make check.")
    return ExitCode.GOOD


def _asked(root: Path, findings: Iterable[Finding], asked: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Keep the findings about the files or folders that were named (all, when none was)."""
    return tuple(finding for finding in findings if _is_asked(root, finding, asked))


def _is_asked(root: Path, finding: Finding, asked: tuple[Path, ...]) -> bool:
    place = (root / finding.place.path).resolve()
    return not asked or any(place.is_relative_to(path) for path in asked)


def _count(found: tuple[Finding, ...]) -> str:
    """Say how many findings there are of each weight."""
    wrong = len(errors(found))
    advice = len(found) - wrong
    told = f"{wrong} {'fout' if wrong == 1 else 'fouten'}" if wrong else "geen fouten"
    return told + (f", {advice} {'advies' if advice == 1 else 'adviezen'}" if advice else "")


def _print_json(found: tuple[Finding, ...], readable: Iterable[Readability]) -> None:
    document = {
        "findings": [
            {
                "place": {"path": item.place.path, "line": item.place.line, "column": item.place.column},
                "what": item.what,
                "remedy": item.remedy,
                "rule": item.rule,
                "severity": item.severity.value,
            }
            for item in found
        ],
        "readability": [
            {
                "text": text.id,
                "title": text.title,
                "path": text.place.path,
                "sentences": text.counts.sentences,
                "words": text.counts.words,
                "mean": round(text.counts.mean, 1),
                "ease": text.counts.ease,
                "before": text.before,
            }
            for text in readable
        ],
    }
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _print_figures(readable: Iterable[Readability], edition: str) -> None:
    """Print a table: words in a sentence, the figure of readability, and how that changed."""
    print(f"\nZo leest elke tekst. 65 is het minste, 80 is goed. Vergeleken met: {edition or 'nog geen uitgave'}.\n")
    print(f"{'tekst':32} {'zinnen':>6} {'woorden per zin':>16} {'leescijfer':>11} {'was':>5}")
    for text in readable:
        mean = f"{text.counts.mean:.1f}".replace(".", ",")
        before = "" if text.before is None else str(text.before)
        print(f"{text.title:32} {text.counts.sentences:6} {mean:>16} {text.counts.ease:11} {before:>5}")


def _list_rules() -> int:
    from booklet.content.rules.catalogue import RULES

    for rule in RULES:
        print(f"{rule.name:22} {rule.severity.value:7} {rule.summary}")
    print("\nUitleg met een voorbeeld: typ check --uitleg en de naam van de regel.")
    return ExitCode.GOOD


def _explain(name: str) -> int:
    from booklet.content.rules.catalogue import BY_NAME, SILENCE

    rule = BY_NAME.get(name)
    if rule is None:
        near = nearest(name, BY_NAME)
        print(f"De regel «{name}» staat niet in de lijst. {near}Typ check --regels voor alle namen.", file=sys.stderr)
        print("Over sleutels, vakken en verwijzingen leest u in HANDLEIDING.md.", file=sys.stderr)
        return ExitCode.USAGE
    print(f"{rule.name} ({rule.severity.value})\n\n{rule.help}\n\n{SILENCE.format(name=rule.name)}")
    return ExitCode.GOOD
