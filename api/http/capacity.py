"""A limit of concurrent work: further callers wait for a short time or are rejected."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from precheck.errors import PrecheckError

RETRY_AFTER_SECONDS = 2
"""Time after which a rejected caller may try again."""

MAX_TASK_SECONDS = 60.0
"""Time after which a task hangs; the slowest photo takes a few seconds."""

Result = TypeVar("Result")


class Busy(PrecheckError):
    """All cores are busy and the queue is full. The caller tries again later."""

    code = "busy"


class Capacity:
    """Capacity for `slots` concurrent tasks and `queue` waiting ones, each at most `wait` seconds.

    The queue is short, so that threads stay free for other requests, such as health.
    The work runs in threads of its own, because tesseract is loaded once per thread.
    """

    def __init__(
        self, slots: int, queue: int, wait: float, hung: Callable[[], None] = lambda: None
    ) -> None:
        """Limit the work. `hung` is called once for each task beyond MAX_TASK_SECONDS."""
        self._hung = hung
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="work")
        self._running = BoundedSemaphore(slots)
        self._admitted = BoundedSemaphore(slots + queue)
        self._wait = wait

    def run(self, work: Callable[[], Result]) -> Result:
        """Run the work and return its result. Raises Busy within `wait` seconds, or if it hangs."""
        with _acquired(self._admitted, 0), _acquired(self._running, self._wait):
            task = self._threads.submit(work)
            if wait([task], MAX_TASK_SECONDS).not_done:
                self._hung()
                raise Busy("This took too long and was given up. Ask again shortly.")
            return task.result()


@contextmanager
def _acquired(semaphore: BoundedSemaphore, wait: float) -> Iterator[None]:
    if not semaphore.acquire(timeout=wait):
        raise Busy("All cores are at work. Ask again shortly.")
    try:
        yield
    finally:
        semaphore.release()
