"""Worker processes that may die: each in a lane of its own, so that it is known what it died of.

A worker dies of a decoder that crashes or of a machine short of memory. The item it worked on gets
a second try in a fresh process; the one that waited behind it is handed over as it was.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Generic, TypeVar

from precheck.threads import one_thread

Item = TypeVar("Item")
Row = TypeVar("Row")

Lost = Callable[[Item, BaseException], Row]
"""Makes the row of an item whose work raised or whose worker died twice."""

TRIES = 2
"""Workers that an item may cost."""


@dataclass(frozen=True, slots=True)
class Held(Generic[Item, Row]):
    """One item in a worker's hands."""

    item: Item
    deaths: int
    future: Future[Row]


class Lane(Generic[Item, Row]):
    """One worker process and the items it holds; it works on the oldest."""

    def __init__(self, work: Callable[[Item], Row]) -> None:
        self._work = work
        self._pool = _pool()
        self.held: deque[Held[Item, Row]] = deque()

    def take(self, item: Item, deaths: int = 0) -> None:
        """Put an item behind those it holds."""
        future: Future[Row]
        try:
            future = self._pool.submit(self._work, item)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        self.held.append(Held(item, deaths, future))

    def rows(self, lost: Lost[Item, Row]) -> Iterator[Row]:
        """Yield the rows of the items that are done. After a death a fresh worker goes on."""
        while self.held and self.held[0].future.done():
            oldest = self.held.popleft()
            error = oldest.future.exception()
            if error is None:
                yield oldest.future.result()
            elif isinstance(error, BrokenExecutor):
                yield from self._after_death(oldest, error, lost)
            else:
                yield lost(oldest.item, error)

    def _after_death(
        self, oldest: Held[Item, Row], error: BaseException, lost: Lost[Item, Row]
    ) -> Iterator[Row]:
        self.close()
        self._pool, waiting = _pool(), tuple(self.held)
        self.held.clear()
        if oldest.deaths + 1 < TRIES:
            self.take(oldest.item, oldest.deaths + 1)
        else:
            yield lost(oldest.item, error)
        for held in waiting:
            self.take(held.item, held.deaths)

    def close(self) -> None:
        """End the worker after the item it works on."""
        self._pool.shutdown(cancel_futures=True)


def _pool() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: Ctrl-C is for us alone
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, kept)
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Work in one thread, and end when the process that started this one is killed.

    It would wait for ever.
    """
    one_thread()
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
