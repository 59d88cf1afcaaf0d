"""Notices that the system's clock was set, so that nothing is deleted by a wrong date."""

from dataclasses import dataclass

from api.process.logs import log

MAX_JUMP_SECONDS = 300.0
"""Jump forward of the clock that stops deletions: an undo lasts minutes."""
PAUSE_SECONDS = 24 * 3600.0
"""Time after such a jump without deletions, so that somebody can correct the clock."""


@dataclass(slots=True)
class ClockWatch:
    """Compares the system's clock with one that cannot be set."""

    difference: float | None = None
    """System's clock minus the other, at the last look."""
    paused_until: float = 0.0

    def trusts(self, now: float, tick: float) -> bool:
        """Return whether the date may be acted upon. now: seconds since 1970; tick: monotonic."""
        difference = now - tick
        jump = 0.0 if self.difference is None else difference - self.difference
        self.difference = difference
        if jump > MAX_JUMP_SECONDS:
            log.error("the clock jumped: nothing is deleted for a day unless it is set back")
            self.paused_until = tick + PAUSE_SECONDS
        elif jump < -MAX_JUMP_SECONDS:
            self.paused_until = 0.0
        return tick >= self.paused_until
