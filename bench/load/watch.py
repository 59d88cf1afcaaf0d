"""Health and memory of a service, sampled while others call it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

SAMPLING_SECONDS = 0.5


@dataclass(slots=True)
class Watched:
    """What was seen, in the order of time."""

    health_seconds: list[float] = field(default_factory=list)
    failures: int = 0
    """Calls of health that were not answered with 200."""
    memory_mb: list[float] = field(default_factory=list)
    """Proportional memory of the service with its children."""


@contextmanager
def watched(url: str, pid: int) -> Iterator[Watched]:
    """Sample until the block ends."""
    seen, stop = Watched(), threading.Event()
    thread = threading.Thread(target=_sample, args=(url, pid, seen, stop))
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def _sample(url: str, pid: int, seen: Watched, stop: threading.Event) -> None:
    while not stop.wait(SAMPLING_SECONDS):
        begin = time.perf_counter()
        try:
            answered = requests.get(f"{url}/health/live", timeout=5).status_code == 200
        except requests.RequestException:
            answered = False
        seen.health_seconds.append(time.perf_counter() - begin)
        seen.failures += not answered
        seen.memory_mb.append(_tree_mb(pid))


def _tree_mb(pid: int) -> float:
    """Return the proportional memory of a process and its children, in 10^6 bytes."""
    total, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):  # it ended meanwhile
            for line in Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024 / 1e6
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
    return total
