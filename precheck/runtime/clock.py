"""The time that each step of a check takes."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """Milliseconds of each step."""

    start: float = field(default_factory=time.perf_counter)
    laps: dict[str, int] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """Add the time since the last lap to a step."""
        now = time.perf_counter()
        self.laps[step] = self.laps.get(step, 0) + round(1000 * (now - self._last))
        self._last = now

    def total(self) -> Mapping[str, int]:
        """Return all steps and the time since the start as `total`."""
        return {**self.laps, "total": round(1000 * (time.perf_counter() - self.start))}
