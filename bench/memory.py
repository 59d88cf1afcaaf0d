"""Memory of one worker over many photos."""

from collections.abc import Sequence
from pathlib import Path

from bench.shots import enlarged
from precheck.check import check
from precheck.office import Office
from precheck.options import Options
from precheck.read import open_reader
from precheck.threads import one_thread

WARM = 100
"""Photos after which everything that loads has loaded."""


def pss_mb() -> float:
    """Return this process's proportional set size in megabytes (10^6 bytes)."""
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("/proc/self/smaps_rollup has no Pss line")


def worker_memory(shots: Sequence[bytes], count: int) -> tuple[float, float, float]:
    """Check `count` photos; return megabytes early, at the end, and after one of 60 MP."""
    one_thread()
    office, reader = Office.load(), open_reader("tesserocr")
    early = 0.0
    for at in range(count):
        check(shots[at % len(shots)], Options(), office, reader=reader)
        if at + 1 == min(WARM, count):
            early = pss_mb()
    late = pss_mb()
    check(enlarged(shots[0], 59.5), Options(), office, reader=reader)
    return early, late, pss_mb()
