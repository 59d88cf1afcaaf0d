"""Work spread over all cores: one process a core, one thread each."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Row = TypeVar("Row")

AHEAD = 2
"""Items a worker that wait beside the one it works on: enough to keep it busy."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def unordered(work: Callable[[Item], Row], items: Iterable[Item], jobs: int) -> Iterator[Row]:
    """Yield a row an item, as soon as each is done, in any order.

    Items are taken only as fast as they are worked on, so memory does not grow with them.
    With one job everything runs in this process.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    queue = iter(items)
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: set[Future[Row]] = {
            pool.submit(work, item) for item in islice(queue, jobs * (1 + AHEAD))
        }
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {pool.submit(work, item) for item in islice(queue, len(done))}
            for future in done:
                yield future.result()
