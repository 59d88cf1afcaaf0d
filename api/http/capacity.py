"""A limit of concurrent work: further callers wait for a short time or are rejected."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from api.metrics import record
from precheck.errors import PrecheckError

RETRY_AFTER_SECONDS = 2
"""Time after which a rejected caller may try again."""

Result = TypeVar("Result")


class Busy(PrecheckError):
    """All cores are busy and the queue is full. The caller tries again later."""

    code = "busy"


class Capacity:
    """Capacity for `slots` concurrent tasks and `queue` waiting ones, each at most `wait` seconds.

    The queue is short, so that threads stay free for other requests, such as health.
    The work runs in threads of its own, because tesseract is loaded once per thread.
    """

    def __init__(self, slots: int, queue: int, wait: float, *, place: str = "checks") -> None:
        """Open the places. place: their name in the metrics."""
        self._place = place
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="work")
        self._running = BoundedSemaphore(slots)
        self._admitted = BoundedSemaphore(slots + queue)
        self._wait = wait

    def run(self, work: Callable[[], Result]) -> Result:
        """Run the work and return its result. Raises Busy within `wait` seconds."""
        with self._acquired(self._admitted, 0), self._acquired(self._running, self._wait):
            return self._threads.submit(work).result()

    @contextmanager
    def _acquired(self, semaphore: BoundedSemaphore, wait: float) -> Iterator[None]:
        if not semaphore.acquire(timeout=wait):
            record.reject(self._place)
            raise Busy("All cores are at work. Ask again shortly.")
        try:
            yield
        finally:
            semaphore.release()
