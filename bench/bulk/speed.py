"""Photos per second, and processor time of a process and its descendants from /proc."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
SAMPLING_SECONDS = 0.2
"""Interval between samples; of a process that ends, the time since its last sample is lost."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast photos were checked."""

    rate: float
    """Photos per second."""
    processor: float
    """Processor seconds a photo."""


@contextmanager
def timed(pid: int, photos: int) -> Iterator[list[Speed]]:
    """Append to the list how fast the process and its descendants worked within the block."""
    speeds: list[Speed] = []
    start, processor_time = time.perf_counter(), ProcessorTime(pid)
    try:
        yield speeds
    finally:
        seconds, processor = time.perf_counter() - start, processor_time.seconds()
    speeds.append(Speed(photos / seconds, processor / photos))


class ProcessorTime:
    """Counts the processor time of a process tree from now on."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = _tree_ticks(pid)
        self._last = dict(self._before)
        self._stop = threading.Event()
        self._sampler = threading.Thread(target=self._sample)
        self._sampler.start()

    def _sample(self) -> None:
        while not self._stop.wait(SAMPLING_SECONDS):
            self._last.update(_tree_ticks(self._pid))

    def seconds(self) -> float:
        """Stop counting and return the processor seconds."""
        self._stop.set()
        self._sampler.join()
        self._last.update(_tree_ticks(self._pid))
        ticks = sum(last - self._before.get(pid, 0) for pid, last in self._last.items())
        return ticks / TICKS_PER_SECOND


def _tree_ticks(pid: int) -> dict[int, int]:
    """Return the clock ticks of the process and each descendant."""
    pids = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    stats = {each: stat for each in pids if (stat := _parent_and_ticks(each))}
    generation = tree = {pid}
    while generation:
        generation = {each for each, (parent, _) in stats.items() if parent in generation}
        tree = tree | generation
    return {each: stats[each][1] for each in tree if each in stats}


def _parent_and_ticks(pid: int) -> tuple[int, int] | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # the process has ended
        return None
    return int(fields[1]), int(fields[11]) + int(fields[12])
