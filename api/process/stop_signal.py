"""The signal to stop: SIGTERM, or the end of the parent process."""

import os
import signal
import threading
import time

from api.process.logs import log

GRACE_SECONDS = 30.0
"""Time that stopping processes have to finish their work."""
HUNG_GRACE_SECONDS = 5.0
"""Time that the other requests of a process have if one hangs; no thread can be ended by itself."""
HUNG_EXIT_STATUS = 70
STOP_POLL_SECONDS = 0.2
"""Interval of polling the signal."""


class StopSignal:
    """Whether this process is to stop."""

    def __init__(self, parent: int | None = None) -> None:
        """Install the handler of SIGTERM. parent: the process with whose end this one ends."""
        self._parent = parent
        self._received = False
        signal.signal(signal.SIGTERM, self._receive)

    def _receive(self, *_: object) -> None:
        self._received = True  # no lock: a signal may come at any line

    def __call__(self) -> bool:
        """Return whether to stop."""
        return self._received or self._parent not in (None, os.getppid())

    def sleep(self, seconds: float) -> None:
        """Sleep, but no longer than until the signal."""
        until = time.monotonic() + seconds
        while not self() and (left := until - time.monotonic()) > 0:
            time.sleep(min(STOP_POLL_SECONDS, left))


def end_process() -> None:
    """End this process soon, because one of its threads hangs; its parent starts another."""
    log.error("a check hangs: its process ends")
    threading.Thread(target=_end, daemon=True).start()


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)  # no new requests
    time.sleep(HUNG_GRACE_SECONDS)
    os._exit(HUNG_EXIT_STATUS)
