"""How time and memory grow with the size of a photo and with the number of photos."""

import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, islice

from bench.kinds import median_ms, timed_check
from bench.memory import pss_mb
from bench.photos import enlarged
from precheck.check import check
from precheck.ocr.tesseract import Reader, open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.parallel import map_unordered

MEGAPIXELS = (1, 4, 12, 48)
PHOTOS_A_SIZE = 5


def by_size(photos: Sequence[bytes], reader: Reader) -> Iterator[tuple[int, float]]:
    """Yield megapixels and the median processor milliseconds of photos of that size."""
    for megapixels in MEGAPIXELS:
        sized = [enlarged(photo, megapixels) for photo in photos[:PHOTOS_A_SIZE]]
        yield megapixels, median_ms(lambda photo: timed_check(photo, reader), sized)


def by_count(
    photos: Sequence[bytes], counts: Sequence[int], jobs: int
) -> Iterator[tuple[int, float, float]]:
    """Yield the number of photos, photos per second, and the megabytes of the largest worker.

    Each run begins with new worker processes, whose start is included.
    """
    for count in counts:
        start = time.perf_counter()
        sizes = list(map_unordered(_size_after_check, islice(cycle(photos), count), jobs))
        yield count, count / (time.perf_counter() - start), max(sizes)


def _size_after_check(photo: bytes) -> float:
    office, reader = _tools()
    check(photo, Options(), office, reader)
    return pss_mb()


@cache
def _tools() -> tuple[Office, Reader]:
    return Office.load(), open_reader("tesserocr")
