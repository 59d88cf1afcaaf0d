"""`make bench`: speed, against tesseract on the whole photo, and memory.

One process on one core, start-up excluded; medians over 50 acceptable photos of 1600 px.
"""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts; four times slower without

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
from bench.photos import acceptable, cropped, enlarged, unknown_papers
from bench.throughput import throughput
from precheck.check import check
from precheck.decision.acceptance import is_conclusive
from precheck.decode.file import decode
from precheck.ocr.tesseract import Reader, open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.parallel import cores, use_one_thread
from precheck.sheet.corner_net import propose_sheets
from precheck.sheet.detect import find_page
from precheck.text.legibility_net import read_map

DEFAULT_OFFICE = Office.load()


def tesseract_text(photo: bytes) -> str:
    """Return the text that tesseract alone reads on the whole photo: the baseline."""
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    rgb = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)
    return str(pytesseract.image_to_string(rgb, lang="ind", config="--psm 11"))


def check_photo(photo: bytes, reader: Reader | None) -> float:
    """Check a photo and return its p_accept."""
    return check(photo, Options(), DEFAULT_OFFICE, reader=reader).verdict.p_accept


def median_of_nets(photos: Sequence[bytes]) -> float:
    """Return the median milliseconds of the corner net and the legibility net on a photo.

    Decoding and rectification are not included, the nets' small input pictures are.
    """
    times = []
    for data in photos:
        page, _ = find_page(decode(data))
        photo = decode(data)  # without the small picture that `locate` cached
        start = time.perf_counter()
        propose_sheets(photo)
        read_map(page)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def median_ms(work: Callable[[bytes], object], photos: Sequence[bytes]) -> float:
    """Return the median milliseconds of a photo; the first call, which loads, is not counted."""
    work(photos[0])
    times = []
    for photo in photos:
        start = time.perf_counter()
        work(photo)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def _print_row(name: str, value: str, ratio: str = "", aim: str = "") -> None:
    click.echo(f"{name:<46}{value:>12}{ratio:>10}  {aim}")


@click.command()
@click.option("--photos", default=50, show_default=True)
@click.option(
    "--papers",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Pictures (*.jpg) of papers of unknown form.",
)
@click.option("--memory-photos", default=2000, show_default=True, help="0: no memory run.")
def main(photos: int, folder: Path | None, memory_photos: int) -> None:
    """Print the table of speed and memory."""
    all_cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, all_cores[:1])
    use_one_thread()
    shots = acceptable(photos)
    baseline = median_ms(tesseract_text, shots)
    _print_row("one core, median of a photo", "ms", "ratio", "aim")
    _print_row("tesseract on the whole photo (baseline)", f"{baseline:.0f}", "1.0")
    for name, reader, aim in (
        ("verdict and number, tesserocr", open_reader("tesserocr"), 10),
        ("verdict and number, pytesseract", open_reader("pytesseract"), 3),
        ("quality without reading", None, 12),
    ):
        took = median_ms(partial(check_photo, reader=reader), shots)
        _print_row(name, f"{took:.1f}", f"{baseline / took:.1f}", f"at least {aim} times")
    reader = open_reader("tesserocr")
    for name, group in (
        (
            "photos with a second pass",
            [s for s in shots if not is_conclusive(check_photo(s, reader))],
        ),
        ("pages cut by the frame", [cropped(shot) for shot in shots]),
        ("papers of unknown form", unknown_papers(folder, photos) if folder else []),
    ):
        _print_against_baseline(f"{name} ({len(group)})", group, reader)
    took = median_of_nets(shots)
    _print_row("corner net and legibility net", f"{took:.1f}", "", "at most 25 ms")
    large = [enlarged(shot, 12) for shot in shots[:10]]
    took = median_ms(partial(check_photo, reader=open_reader("tesserocr")), large)
    _print_row("a 12 megapixel photo, tesserocr", f"{took:.0f}", "", "at most 250 ms")
    os.sched_setaffinity(0, all_cores)
    rate = throughput(shots, cores())
    _print_row("photos per second, all cores", f"{rate:.1f}", "", "at least 12")
    if memory_photos:
        _print_memory(shots, memory_photos)


def _print_against_baseline(name: str, photos: Sequence[bytes], reader: Reader) -> None:
    """Print the time of photos against tesseract on the same ones; nothing without photos."""
    if photos:
        took = median_ms(partial(check_photo, reader=reader), photos)
        ratio = median_ms(tesseract_text, photos[:10]) / took
        _print_row(name, f"{took:.1f}", f"{ratio:.1f}", "at least 6 times")


def _print_memory(shots: Sequence[bytes], count: int) -> None:
    with ProcessPoolExecutor(1) as pool:
        early, late, peak = pool.submit(worker_memory, shots, count).result()
    _print_row("memory of a worker after 100 photos", f"{early:.0f} MB", "", "at most 300 MB")
    _print_row(f"memory of a worker after {count} photos", f"{late:.0f} MB", "", "flat")
    _print_row("memory after a 60 megapixel photo", f"{peak:.0f} MB", "", "at most 450 MB")
    _print_row("memory of this process", f"{pss_mb():.0f} MB")


if __name__ == "__main__":
    main()
