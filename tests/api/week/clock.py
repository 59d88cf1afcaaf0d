"""A clock that the week turns: what asks for the time of day gets its time."""

import time
from datetime import datetime

from api.http import local_time
from api.settings import DEFAULT_ZONE

TICK = 0.001
"""Seconds between two looks at the clock, so that no two events fall on one instant."""
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


class Clock:
    """The time of day in seconds since 1970; in place of `time.time`."""

    def __init__(self, begin: datetime) -> None:
        self.now = begin.timestamp()

    def __call__(self) -> float:
        self.now += TICK
        return self.now

    def turn_to(self, at: float) -> None:
        self.now = max(self.now, at)

    def rule(self, patch) -> None:
        """Let the whole process ask this clock."""
        patch.setattr(time, "time", self)


def local(at: float) -> datetime:
    return local_time.local(at, DEFAULT_ZONE)
