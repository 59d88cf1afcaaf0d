"""Memory of one worker over many photos."""

from collections.abc import Sequence
from pathlib import Path

from bench.photos import enlarged
from precheck.check import check
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.process import prepare_process

WARM_UP_PHOTOS = 100
"""Photos after which everything is loaded."""


def pss_mb() -> float:
    """Return this process's proportional set size in megabytes (10^6 bytes)."""
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("/proc/self/smaps_rollup has no Pss line")


def worker_memory(photos: Sequence[bytes], count: int) -> tuple[float, float, float]:
    """Check `count` photos; return megabytes after the warm-up, at the end, and after 60 MP."""
    prepare_process()
    office, reader = Office.load(), open_reader("tesserocr")
    early = 0.0
    for at in range(count):
        check(photos[at % len(photos)], Options(), office, reader=reader)
        if at + 1 == min(WARM_UP_PHOTOS, count):
            early = pss_mb()
    late = pss_mb()
    check(enlarged(photos[0], 59.5), Options(), office, reader=reader)
    return early, late, pss_mb()
