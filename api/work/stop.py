"""When a process ends: told by SIGTERM, or because the one that started it is gone."""

import os
import signal
import time

GRACE = 30.0
"""Seconds that stopping processes have to finish what they have begun."""
NAP = 0.2
"""Seconds within which it is heard."""


class Stop:
    """Say whether this process was told to stop."""

    def __init__(self, parent: int | None = None) -> None:
        """Listen. `parent` is the process that this one ends with."""
        self._parent = parent
        self._told = False
        signal.signal(signal.SIGTERM, self._tell)

    def _tell(self, *_: object) -> None:
        self._told = True  # no lock: a signal may come at any line

    def __call__(self) -> bool:
        """Say whether to stop."""
        return self._told or self._parent not in (None, os.getppid())

    def sleep(self, seconds: float) -> None:
        """Wait so long, or until told to stop."""
        until = time.monotonic() + seconds
        while not self() and (left := until - time.monotonic()) > 0:
            time.sleep(min(NAP, left))
