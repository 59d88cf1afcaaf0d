"""A limit of concurrent work: further callers wait for a short time or are rejected at once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore, Lock
from typing import TypeVar

from api.errors import ServiceError
from api.metrics import record

RETRY_AFTER_SECONDS = 2
"""Time after which a rejected caller may try again."""
SMOOTHING = 0.1
"""Weight of the latest task in the mean duration."""
PATIENCE = 2.0
"""How many times longer than expected an admitted caller may wait."""
MAX_TASK_SECONDS = 60.0
"""Time after which a task hangs; the slowest photo takes a few seconds."""

Result = TypeVar("Result")


class Busy(ServiceError):
    """All cores are busy and the queue is full. The caller tries again later."""

    code = "busy"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    headers = (("Retry-After", str(RETRY_AFTER_SECONDS)),)

    def __init__(self, message: str = "All cores are at work. Ask again shortly.") -> None:
        super().__init__(message)


class Capacity:
    """Capacity for `slots` concurrent tasks and `queue` waiting ones.

    A caller who would have to wait longer than `wait` seconds, judged by the mean duration of the
    latest tasks, is rejected at once, so that it can call elsewhere. The queue is short, so that
    threads stay free for other requests, such as health. The work runs in threads of its own,
    because tesseract is loaded once per thread.
    """

    def __init__(
        self,
        slots: int,
        queue: int,
        wait: float,
        *,
        place: str = "checks",
        hung: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the places.

        place: their name in the metrics. hung: called for each task beyond MAX_TASK_SECONDS.
        """
        self._place, self._hung = place, hung
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="work")
        self._running = BoundedSemaphore(slots)
        self._slots, self._queue, self._wait = slots, queue, wait
        self._lock = Lock()
        self._admitted = 0
        self._mean_seconds = 0.0

    def run(self, work: Callable[[], Result]) -> Result:
        """Run the work and return its result. Raises Busy, mostly at once, or if the work hangs.

        A caller whose wait was misjudged is rejected after `PATIENCE` times `wait` seconds.
        """
        with self._admission():
            if not self._running.acquire(timeout=PATIENCE * self._wait):
                record.reject(self._place)
                raise Busy
            begin = time.monotonic()
            task = self._threads.submit(work)
            if wait([task], MAX_TASK_SECONDS).not_done:
                self._hung()  # the slot stays taken, as its thread does
                raise Busy("This took too long and was given up. Ask again shortly.")
            self._running.release()
            self._learn(time.monotonic() - begin)
            return task.result()

    @contextmanager
    def _admission(self) -> Iterator[None]:
        with self._lock:
            waiting = self._admitted - self._slots
            expected = (waiting + 1) * self._mean_seconds / self._slots
            if waiting >= self._queue or (waiting >= 0 and expected > self._wait):
                record.reject(self._place)
                raise Busy
            self._admitted += 1
        try:
            yield
        finally:
            with self._lock:
                self._admitted -= 1

    def _learn(self, seconds: float) -> None:
        with self._lock:
            known = self._mean_seconds or seconds
            self._mean_seconds = known + SMOOTHING * (seconds - known)
