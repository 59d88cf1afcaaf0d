"""`make bench`: how fast, against tesseract on the whole photo, and how much memory.

One process pinned to one core; start-up apart; medians over 50 acceptable 1600 px photos.
"""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts: four times slower without

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click
import cv2
import numpy as np
import pytesseract

from bench.memory import pss_mb, worker_memory
from bench.rate import rate
from bench.shots import acceptable, cut, enlarged, papers
from precheck.accept import sure
from precheck.check import check
from precheck.corners import look
from precheck.decode import decode
from precheck.locate import locate
from precheck.office import Office
from precheck.options import Options
from precheck.parallel import cores
from precheck.read import Reader, open_reader
from precheck.text import read_map
from precheck.threads import one_thread

OFFICE = Office.load()


def whole_photo(photo: bytes) -> str:
    """Read the whole photo as tesseract alone would: the named baseline."""
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    rgb = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)
    return str(pytesseract.image_to_string(rgb, lang="ind", config="--psm 11"))


def verdict(photo: bytes, reader: Reader | None) -> None:
    """Take the bytes of a photo to its verdict."""
    check(photo, Options(), OFFICE, reader=reader)


def twice_looked_at(photos: Sequence[bytes], reader: Reader) -> list[bytes]:
    """Return the photos of which one look is not sure."""
    verdicts = ((photo, check(photo, Options(), OFFICE, reader=reader).verdict) for photo in photos)
    return [photo for photo, verdict in verdicts if not sure(verdict.p_accept)]


def median_of_nets(photos: Sequence[bytes]) -> float:
    """Return the median milliseconds of the corner net and the legibility net on a photo.

    With the small pictures they take and the gathering of votes; the flat page is there.
    """
    times = []
    for data in photos:
        page, _ = locate(decode(data))
        photo = decode(data)  # another: of the first one the small picture is there
        start = time.perf_counter()
        look(photo)
        read_map(page)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def median_ms(work: Callable[[bytes], object], photos: Sequence[bytes]) -> float:
    """Return the median milliseconds of one photo; the first call, which loads, apart."""
    work(photos[0])
    times = []
    for photo in photos:
        start = time.perf_counter()
        work(photo)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def _row(name: str, value: str, ratio: str = "", aim: str = "") -> None:
    click.echo(f"{name:<46}{value:>12}{ratio:>10}  {aim}")


@click.command()
@click.option("--photos", default=50, show_default=True)
@click.option(
    "--papers",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Pictures (*.jpg) of papers of no known form.",
)
@click.option("--memory-photos", default=2000, show_default=True, help="0: no memory run.")
def main(photos: int, folder: Path | None, memory_photos: int) -> None:
    """Print the table of speed and memory."""
    everything = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, everything[:1])
    one_thread()
    shots = acceptable(photos)
    baseline = median_ms(whole_photo, shots)
    _row("one core, median of a photo", "ms", "ratio", "aim")
    _row("tesseract on the whole photo (baseline)", f"{baseline:.0f}", "1.0")
    for name, reader, aim in (
        ("verdict and number, tesserocr", open_reader("tesserocr"), 10),
        ("verdict and number, pytesseract", open_reader("pytesseract"), 3),
        ("quality without reading", None, 12),
    ):
        took = median_ms(partial(verdict, reader=reader), shots)
        _row(name, f"{took:.1f}", f"{baseline / took:.1f}", f"at least {aim} times")
    reader = open_reader("tesserocr")
    for name, kind in (
        ("photos of which one look is not sure", twice_looked_at(shots, reader)),
        ("pages that the frame cuts", [cut(shot) for shot in shots]),
        ("papers of no known form", papers(folder, photos) if folder else []),
    ):
        _against_baseline(f"{name} ({len(kind)})", kind, reader)
    took = median_of_nets(shots)
    _row("the corner and the legibility net", f"{took:.1f}", "", "at most 25 ms")
    large = [enlarged(shot, 12) for shot in shots[:10]]
    took = median_ms(partial(verdict, reader=open_reader("tesserocr")), large)
    _row("a 12 megapixel photo, tesserocr", f"{took:.0f}", "", "at most 250 ms")
    os.sched_setaffinity(0, everything)
    _row("photos a second, all cores", f"{rate(shots, cores()):.1f}", "", "at least 12")
    if memory_photos:
        _memory(shots, memory_photos)


def _against_baseline(name: str, photos: Sequence[bytes], reader: Reader) -> None:
    """Print how long photos take beside tesseract on the same ones; nothing without any."""
    if photos:
        took = median_ms(partial(verdict, reader=reader), photos)
        ratio = median_ms(whole_photo, photos[:10]) / took
        _row(name, f"{took:.1f}", f"{ratio:.1f}", "at least 6 times")


def _memory(shots: Sequence[bytes], count: int) -> None:
    with ProcessPoolExecutor(1) as pool:
        early, late, peak = pool.submit(worker_memory, shots, count).result()
    _row("memory of a worker after 100 photos", f"{early:.0f} MB", "", "at most 300 MB")
    _row(f"memory of a worker after {count} photos", f"{late:.0f} MB", "", "flat")
    _row("memory right after a 60 megapixel photo", f"{peak:.0f} MB", "", "at most 450 MB")
    _row("memory of this process", f"{pss_mb():.0f} MB")


if __name__ == "__main__":
    main()
