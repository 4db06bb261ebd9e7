"""Make the pages of a list on other computers: a Dask cluster does what the processes of this one do otherwise.

Goes in: bundles of jobs and the address of a scheduler. Comes out: bundles, as they come. Must not know the list.

Workers see the same folders under the same names, and write the pages themselves. Names of patients go to them over the
network: it is for whoever runs the cluster to keep that closed (README.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from booklet.batch.bundles import Bundle, Job, make_some
from booklet.report import BookletError, ExitCode, Finding, Place

PATIENCE = "20s"  # to find the scheduler


def on_cluster(bundles: Sequence[tuple[Job, ...]], address: str) -> Iterator[Bundle]:
    """Do `bundles` on a cluster and give each as it comes; what a worker that dies had to do, another one does.

    Raises `BookletError` when there is no cluster at this address.
    """
    import distributed  # noqa: PLC0415 - an extra, and for whoever asks for it only

    dask: Any = distributed  # has no types
    try:
        client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        remedy = "kijk of de planner draait (dask scheduler) en of het adres klopt, zoals tcp://naam:8786."
        raise _refused(address, "op dit adres antwoordt geen cluster", remedy) from error
    with client:
        # The same bundle in another list is other work: nothing may come from what the cluster remembers.
        futures = client.map(make_some, bundles, pure=False)
        for _, bundle in dask.as_completed(futures, with_results=True, loop=client.loop):
            yield bundle


def _refused(address: str, what: str, remedy: str) -> BookletError:
    return BookletError(
        [Finding(place=Place(path=f"--dask {address}"), what=what, remedy=remedy, rule="cluster")], ExitCode.MISSING
    )
