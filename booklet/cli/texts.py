"""The command `exercises`: list what there is to choose from.

Goes in: arguments. Comes out: an exit code. The work itself is done in `content` and `handouts`.
"""

from __future__ import annotations

import argparse
from typing import Any

from booklet.cli.show import root_of
from booklet.report import ExitCode


def add(commands: Any) -> None:
    """Describe the command `exercises`."""
    exercises = commands.add_parser("exercises", help="noem de oefeningen en programma's waaruit u kunt kiezen")
    exercises.add_argument("--phase", choices=("kalmeren", "opbouwen"), metavar="FASE", help="kalmeren of opbouwen")
    exercises.add_argument("--goal", default="", metavar="DOEL", help="een woord uit doel of groep, zoals kracht")
    exercises.add_argument("--position", type=_words, default=(), metavar="HOUDING", help="zoals rug,zittend,staand")
    exercises.add_argument(
        "--equipment", type=_words, default=(), metavar="SPULLEN", help="wat er in huis is, zoals mat,stoel (of: niets)"
    )
    exercises.add_argument("--programmes", action="store_true", help="noem de programma's in plaats van de oefeningen")
    exercises.set_defaults(run=_exercises)


def _words(text: str) -> tuple[str, ...]:
    """Take a list apart that somebody typed with commas."""
    return tuple(word.strip().lower() for word in text.split(",") if word.strip())


def _exercises(options: argparse.Namespace) -> int:
    from booklet.content.load import load
    from booklet.handouts.choose import choose

    library, _ = load(root_of(options))
    if options.programmes:
        for item in (*library.programmes, *library.own):
            print(f"{item.id:32} {item.title:28} {item.subtitle}")
        return ExitCode.GOOD
    for exercise in choose(library, options.phase or "", options.goal, options.position, options.equipment):
        needs = ", ".join((exercise.position, *exercise.equipment))
        print(f"{exercise.id:32} {exercise.title:28} {exercise.group:10} {needs:28} {exercise.purpose}")
    return ExitCode.GOOD
