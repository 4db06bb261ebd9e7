"""Make the pages of some rows of a list, in a process of its own or not.

Goes in: jobs. Comes out: files, and a `Bundle` that says what became of each row. Must not know the list.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build.handouts import (
    Desk,
    Draft,
    draft_handout,
    judge_drafts,
    make_pieces_for,
    parcels,
    prepare_handouts,
)
from booklet.build.library import texts_of
from booklet.build.progress import Progress, print_nothing
from booklet.build.sources import Digests
from booklet.handouts.lists import Row
from booklet.handouts.outcomes import Outcome
from booklet.handouts.records import Handout
from booklet.handouts.resolve import resolve
from booklet.output import write
from booklet.pdf.link.store import Parcel
from booklet.report import BookletError, ExitCode


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What became of some rows, and the pieces that were made for them, to be kept.

    Pages may still be on their way to the disk.
    """

    outcomes: tuple[Outcome, ...]
    parcels: Mapping[bool, Parcel]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One row to be made of the sources of an edition, the file it becomes, the digest of what its page will say."""

    root: Path
    edition: str
    row: Row
    path: Path
    digest: str


@functools.cache
def desks() -> dict[tuple[Path, str], Desk]:
    """Hold the desks of this process."""
    return {}


def desk_of(root: Path, edition: str, progress: Progress = print_nothing, sources: Digests | None = None) -> Desk:
    """Lay out a desk once in every process, and anew when the sources have changed: `edition` is their digest.

    `sources` are the digests of the sources on this computer when these are known.
    """
    if (root, edition) not in desks():
        desks().clear()
        progress("lezen")
        desks()[root, edition] = prepare_handouts(root, progress, texts_of(root, sources))
    return desks()[root, edition]


def make_some(jobs: tuple[Job, ...]) -> Bundle:
    """Make the pages of some rows, or say why they cannot be."""
    collecting = gc.isenabled()
    gc.disable()  # what is made here stays until the end, and looking for what may go costs a sixth
    try:
        return _make_some(jobs)
    finally:
        if collecting:
            gc.enable()


def _make_some(jobs: tuple[Job, ...]) -> Bundle:
    desk = desk_of(jobs[0].root, jobs[0].edition)
    outcomes: list[Outcome] = []
    handouts: list[tuple[Job, Handout]] = []
    for job in jobs:
        try:
            handouts.append((job, resolve(job.row.request, desk.library)))
        except BookletError as error:
            outcomes.append(_wrong(job, error))
    composed = make_pieces_for([handout for _, handout in handouts], desk)
    drafts: list[tuple[Job, Handout, Draft]] = []
    for (job, handout), pieces in zip(handouts, composed, strict=True):
        try:
            drafts.append((job, handout, draft_handout(handout, desk, pieces)))
        except BookletError as error:
            outcomes.append(_wrong(job, error))
    for large in (False, True):
        outcomes += _hand_out(
            [(job, draft) for job, handout, draft in drafts if handout.large is large], desk, large=large
        )
    return Bundle(outcomes=tuple(outcomes), parcels=parcels(desk))


def _hand_out(drafts: list[tuple[Job, Draft]], desk: Desk, *, large: bool) -> list[Outcome]:
    """Write the pages that pass their audit; when all together do not, each is judged by itself."""
    complaints = judge_drafts([draft for _, draft in drafts], desk, "oefenbladen", large=large)
    outcomes: list[Outcome] = []
    for job, draft in drafts:
        try:
            if complaints and (wrong := judge_drafts([draft], desk, job.path.name, large=large)):
                raise BookletError(wrong, ExitCode.AUDIT)
            write(job.path, draft.printed.pdf, private=True, lasting=False)
        except BookletError as error:
            outcomes.append(_wrong(job, error))
            if error.code is ExitCode.WRITE:
                break
        else:
            outcomes.append(replace(outcome_of(job), setting=draft.printed.setting, findings=draft.printed.findings))
    return outcomes


def _wrong(job: Job, error: BookletError) -> Outcome:
    return replace(outcome_of(job), path=None, findings=error.findings, code=error.code)


def outcome_of(job: Job, *, again: bool = False) -> Outcome:
    """Say that the page of a row is there."""
    return Outcome(
        number=job.row.number,
        key=job.row.key,
        path=job.path,
        setting="",
        again=again,
        findings=(),
        code=ExitCode.GOOD,
    )
