"""Make one handout, or those of a whole list: one PDF a row, a report beside them, one file to print if asked for.

Goes in: a request or a list, and a folder. Comes out: files and a `Batch`. Must not know how a page looks.

A journal in the folder remembers what is done, by the key of a row and a digest of everything that its page says:
running the same list again makes only what is missing or has changed. No file holds a name, but the pages themselves.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.batch.bundles import Bundle, Job, desk_of, make_some, outcome_of
from booklet.batch.cluster import on_cluster
from booklet.build.handouts import build_handout, keep_pieces, prepare_handouts
from booklet.build.library import texts_of
from booklet.build.progress import Progress
from booklet.build.sources import digests
from booklet.handouts.lists import Row, read_list
from booklet.handouts.outcomes import REPORT, Batch, Outcome, tell, unfinished
from booklet.handouts.records import Request
from booklet.handouts.resolve import resolve
from booklet.output import Settling, append, sweep, write
from booklet.report import BookletError, ExitCode, Finding, Place, reason

JOURNAL = ".oefenbladen-gemaakt"
FEW = 150 if sys.platform == "linux" else 300  # so few pages are made sooner than another process starts
AT_ONCE = 50  # pages that a process makes, and the journal takes down, together


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be made: of which list, for which folder, with how many processes at once (0: as many as fit).

    `cluster` is the address of a Dask scheduler whose workers do the work; empty: this computer does it.
    """

    root: Path
    source: Path
    out: Path
    merge: Path | None
    workers: int
    today: dt.date | None
    cluster: str = ""


@dataclass(frozen=True, kw_only=True)
class Copies:
    """What stands beside the page to print: a copy whose log can be filled in, one locked with `password`."""

    fillable: bool = False
    password: str = ""


@dataclass(frozen=True, kw_only=True)
class Made:
    """One handout: its file and the copies that were asked for, and what could be better."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make_handout(
    root: Path,
    wanted: tuple[Request, tuple[Finding, ...]],
    out: Path | None,
    copies: Copies,
    progress: Progress,
) -> Made:
    """Make one handout with its copies; the one that is locked is the one to fill in, when both are asked for.

    `wanted` is a request, and what was wrong with it as it was read. Raises `BookletError`.
    """
    # First whether the request is right, which is quick; then what the page needs.
    texts = texts_of(root)
    handout = resolve(wanted[0], texts.library, wanted[1])
    desk = prepare_handouts(root, progress, texts)
    printed = build_handout(handout, desk)
    path = out or root / "output" / f"handout-{handout.key}.pdf"
    files = {path: printed.pdf}
    if copies.fillable:
        files[path.with_stem(f"{path.stem}-invulbaar")] = build_handout(handout, desk, fillable=True).pdf
    if copies.password:
        from booklet.pdf.protect import protect  # noqa: PLC0415 - only who locks waits for it

        last = list(files.values())[-1]
        files[path.with_stem(f"{path.stem}-beveiligd")] = protect(last, copies.password)
    for place, content in files.items():
        write(place, content, private=True)
    return Made(paths=tuple(files), findings=texts.findings + printed.findings)


def read(source: Path) -> bytes:
    """Read a request or a list. Raises `BookletError` when it cannot be opened."""
    try:
        return source.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        finding = Finding(
            place=Place(path=str(source)),
            what="dit bestand is er niet" if missing else f"dit bestand kan niet open: {reason(error)}",
            remedy="kijk of de naam klopt, en sluit het in andere programma's.",
            rule="bestand",
        )
        raise BookletError([finding]) from error


def make_list(order: Order, progress: Progress) -> Batch:
    """Make every handout of a list that is not there yet. Raises `BookletError` when the list cannot be read."""
    listing = read_list(read(order.source), order.source.name, order.today)
    sources = digests(order.root)
    edition = sources.everything
    jobs = _jobs(order, listing.rows, edition)
    done = _done(order.out / JOURNAL)
    good = {job.row.number: job for job in jobs if not job.row.findings}
    ready = [job for job in good.values() if done.get(job.path.name) == job.digest and job.path.is_file()]
    there = {job.row.number for job in ready}
    todo = [job for number, job in good.items() if number not in there]
    findings = listing.findings
    if todo:
        # Once for all rows and processes: what is wrong with the texts, and the pages of the booklet.
        findings += desk_of(order.root, edition, progress, sources).findings
        sweep(order.out, "handout-*")
        write(order.out / REPORT, unfinished(order.source.name).encode(), private=True)
    outcomes = [_refused(job) for job in jobs if job.row.findings]
    outcomes += [outcome_of(job, again=True) for job in ready]
    made = []
    gc.freeze()  # all rows stay to the end: nobody need look again and again whether they may go
    try:
        for bundle in _settled(_made(todo, order, progress)):
            outcomes += bundle.outcomes
            made.append(bundle.parcels)
            progress(f"{len(outcomes)} van {len(jobs)} oefenbladen")
            written = [(outcome.path, good[outcome.number].digest) for outcome in bundle.outcomes if outcome.path]
            append(order.out / JOURNAL, [f"{path.name}\t{digest}" for path, digest in written])
    finally:
        gc.unfreeze()
    if made:
        keep_pieces(desk_of(order.root, edition, progress), *made)
    outcomes.sort(key=lambda outcome: outcome.number)
    batch = Batch(wanted=len(jobs), outcomes=tuple(outcomes), findings=findings, merged=None)
    return _finish(order, batch, progress)


def _finish(order: Order, batch: Batch, progress: Progress) -> Batch:
    """Write the file to print, and the report."""
    if order.merge and batch.code is not ExitCode.WRITE and batch.paths:
        from booklet.pdf.merge import merge  # noqa: PLC0415 - only who merges waits for it

        progress("samenvoegen")
        write(order.merge, merge(batch.paths), private=True)
        batch = replace(batch, merged=order.merge)
    if batch.outcomes or batch.findings:
        write(order.out / REPORT, tell(order.source.name, batch).encode(), private=True)
    return batch


def _jobs(order: Order, rows: Iterable[Row], edition: str) -> list[Job]:
    return [
        Job(
            root=order.root,
            edition=edition,
            row=row,
            path=order.out / f"handout-{row.key}.pdf",
            digest=hashlib.sha256(f"{edition}\n{row.content}".encode()).hexdigest(),
        )
        for row in rows
    ]


def _done(journal: Path) -> dict[str, str]:
    """Read which files were made of what; a line that was cut off by a sudden end does not count."""
    try:
        lines = journal.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return {}
    pairs = [line.partition("\t") for line in lines]
    return {name: digest for name, _, digest in pairs if len(digest) == 64}


def _made(todo: list[Job], order: Order, progress: Progress) -> Iterator[Bundle]:
    """Make the pages, several at once, and give them as they come; stop when the disk takes no more."""
    if todo:
        # What all processes need is made once, before they start.
        desk = desk_of(order.root, todo[0].edition, progress)
        progress("oefenbladen voorbereiden")
        for large in {job.row.request.large for job in todo}:
            desk.linker(large=large)
    count = order.workers or min(os.cpu_count() or 1, len(todo) // FEW or 1)
    shares = 4 * count if count > 1 else 1  # small ones, so that all processes are done at the same time
    size = max(1, min(AT_ONCE, -(-len(todo) // shares)))
    bundles = [tuple(todo[at : at + size]) for at in range(0, len(todo), size)]
    for bundle in _by(order.cluster, bundles, count):
        yield bundle
        if _full(bundle):
            return


def _settled(bundles: Iterable[Bundle]) -> Iterator[Bundle]:
    """Give bundles of which all pages are on the disk, each while the next is being made.

    Only then does the journal take them down. Stop when the disk fails.
    """
    before: tuple[Bundle, Settling] | None = None
    for bundle in bundles:
        settling = Settling(outcome.path for outcome in bundle.outcomes if outcome.path)
        if before:
            settled = _waited(*before)
            yield settled
            if _full(settled):
                yield _waited(bundle, settling)
                return
        before = bundle, settling
    if before:
        yield _waited(*before)


def _waited(bundle: Bundle, settling: Settling) -> Bundle:
    """Wait until pages are on the disk; those of a bundle of which one cannot be there do not count."""
    try:
        settling.wait()
    except BookletError as error:
        outcomes = [
            replace(outcome, path=None, findings=error.findings, code=error.code) if outcome.path else outcome
            for outcome in bundle.outcomes
        ]
        return replace(bundle, outcomes=tuple(outcomes))
    return bundle


def _full(bundle: Bundle) -> bool:
    return any(outcome.code is ExitCode.WRITE for outcome in bundle.outcomes)


def _by(cluster: str, bundles: list[tuple[Job, ...]], count: int) -> Iterator[Bundle]:
    """Have bundles made by a cluster, by processes of this computer, or by this one: the first that is asked for."""
    if cluster:
        return on_cluster(bundles, cluster)
    return _side_by_side(bundles, count) if count > 1 else map(make_some, bundles)


def _side_by_side(bundles: list[tuple[Job, ...]], count: int) -> Iterator[Bundle]:
    """Make the first bundle here, so that every process begins with what that took, and the others in processes.

    It is given after they have begun: from then on there are threads, and a process with threads is not to be copied.
    """
    from booklet.workers import side_by_side  # noqa: PLC0415 - not for one page

    done = [make_some(bundles[0])]
    if not _full(done[0]):
        for bundle in side_by_side(make_some, bundles[1:], count, alike=True):
            yield from (*done, bundle)
            done.clear()
    yield from done


def _refused(job: Job) -> Outcome:
    return replace(outcome_of(job), path=None, findings=job.row.findings, code=ExitCode.CONTENT)
