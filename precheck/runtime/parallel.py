"""Work spread over all cores: one process a core, one thread each.

Every worker is a ProcessPoolExecutor of its own with one item at a time: a pool of several workers
breaks as a whole and does not report which item its worker died of.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from itertools import islice
from multiprocessing import forkserver
from typing import NoReturn, TypeVar

from precheck.runtime.process import prepare_process

Item = TypeVar("Item")
Row = TypeVar("Row")

MAX_DEATHS = 2
"""Workers that one item may cost: a decoder crashes, or the machine runs short of memory."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def map_unordered(work: Callable[[Item], Row], items: Iterable[Item], jobs: int) -> Iterator[Row]:
    """Yield `work(item)` of every item, in the order of completion.

    Items are taken only as fast as they are processed, so memory does not grow with their number.
    With one job everything runs in this process. An exception of the work ends the iteration.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    yield from map_surviving(work, items, jobs, lost=_raise)


def _raise(_item: object, error: BaseException) -> NoReturn:
    raise error


def map_surviving(
    work: Callable[[Item], Row],
    items: Iterable[Item],
    jobs: int,
    *,
    lost: Callable[[Item, BaseException], Row],
    more: Callable[[Row], Iterable[Item]] = lambda _row: (),
) -> Iterator[Row]:
    """Yield `work(item)` of every item from worker processes, in the order of completion.

    lost: makes the row of an item whose work raised, or whose worker died MAX_DEATHS times.
    more: returns the items that a row gives rise to; they are processed next.
    """
    fresh, waiting = ((item, 0) for item in items), deque[tuple[Item, int]]()
    module = getattr(work, "func", work).__module__  # that of a partial's function
    idle = [_worker(module) for _ in range(jobs)]
    running: dict[Future[Row], tuple[ProcessPoolExecutor, Item, int]] = {}
    done: set[Future[Row]] = set()

    def submit_waiting() -> None:
        while idle and waiting:
            worker, (item, deaths) = idle.pop(), waiting.popleft()
            running[_submitted(worker, work, item)] = worker, item, deaths

    try:
        while True:
            rows = []
            for future in done:
                worker, item, deaths = running.pop(future)
                error = future.exception()
                if isinstance(error, BrokenExecutor):
                    worker.shutdown()
                    worker, deaths = _worker(module), deaths + 1
                idle.append(worker)
                if isinstance(error, BrokenExecutor) and deaths < MAX_DEATHS:
                    waiting.appendleft((item, deaths))
                    continue
                rows.append(future.result() if error is None else lost(item, error))
                waiting.extend((further, 0) for further in more(rows[-1]))
            submit_waiting()  # before the caller's work on the rows, so that workers are not idle
            yield from rows
            waiting.extend(islice(fresh, max(0, jobs - len(waiting))))
            submit_waiting()
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
    finally:
        for worker in (*idle, *(worker for worker, _, _ in running.values())):
            worker.shutdown(cancel_futures=True)


def _submitted(worker: ProcessPoolExecutor, work: Callable[[Item], Row], item: Item) -> Future[Row]:
    """Submit an item; a worker that died while idle counts as a death of the item."""
    try:
        return worker.submit(work, item)
    except BrokenExecutor as error:
        future = Future[Row]()
        future.set_exception(error)
        return future


def _worker(module: str) -> ProcessPoolExecutor:
    """Return one worker process. It ignores Ctrl-C, which is for this process alone.

    module: of its work; the fork server imports it once, for all workers that it forks.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited by the fork server
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, handler)
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Prepare the process; let it exit when its parent is killed instead of waiting for ever."""
    prepare_process()
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
