"""A bound on concurrent work: few photos at once, few waiting, the rest told to come back."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from precheck.errors import PrecheckError

RETRY_AFTER = 2
"""Seconds after which a caller that was turned away may ask again."""

Result = TypeVar("Result")


class Busy(PrecheckError):
    """All cores are at work and enough callers wait. The caller asks again shortly."""

    code = "busy"


class Capacity:
    """Room for `slots` photos at work and `queue` waiting, each at most `wait` seconds.

    Few may wait, so that the other threads stay free to answer at once, health above all.
    The work runs in threads of its own, because tesseract is loaded once a thread.
    """

    def __init__(self, slots: int, queue: int, wait: float) -> None:
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="work")
        self._work = BoundedSemaphore(slots)
        self._inside = BoundedSemaphore(slots + queue)
        self._wait = wait

    def run(self, work: Callable[[], Result]) -> Result:
        """Do the work and return its result. Raises Busy within `wait` seconds."""
        with _held(self._inside, 0), _held(self._work, self._wait):
            return self._threads.submit(work).result()


@contextmanager
def _held(semaphore: BoundedSemaphore, wait: float) -> Iterator[None]:
    if not semaphore.acquire(timeout=wait):
        raise Busy("All cores are at work. Ask again shortly.")
    try:
        yield
    finally:
        semaphore.release()
