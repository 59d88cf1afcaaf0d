"""Processor time of a process and of all below it, as the kernel counts it."""

import os
import threading
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
GAP = 0.2
"""Seconds between two looks: what ends in between is counted up to the last."""


class Used:
    """Counts what a process and all below it use from now on."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = _tree(pid)
        self._last = dict(self._before)
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()

    def _look(self) -> None:
        while not self._over.wait(GAP):
            self._last.update(_tree(self._pid))

    def seconds(self) -> float:
        """Stop counting and return the seconds of a processor."""
        self._over.set()
        self._watch.join()
        self._last.update(_tree(self._pid))
        ticks = sum(last - self._before.get(pid, 0) for pid, last in self._last.items())
        return ticks / TICK


def _tree(pid: int) -> dict[int, int]:
    """Return the ticks of the process and of each below it."""
    stats = {one: stat for one in _pids() if (stat := _stat(one))}
    below = tree = {pid}
    while below:
        below = {one for one, (parent, _) in stats.items() if parent in below}
        tree = tree | below
    return {one: stats[one][1] for one in tree if one in stats}


def _pids() -> list[int]:
    return [int(one.name) for one in Path("/proc").glob("[0-9]*")]


def _stat(pid: int) -> tuple[int, int] | None:
    """Return parent and ticks."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # it ended just now
        return None
    return int(fields[1]), int(fields[11]) + int(fields[12])
