"""`make bench`: speed by kind of photo, against tesseract on the whole photo, and memory.

Processor time of one process on one core, start-up excluded: other work on the machine disturbs it
less than the clock. Photos are those of the suites beside the repository, else our own fixtures.
"""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts; four times slower without

import statistics
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click

from bench.growth_in_size import by_count, by_size
from bench.kinds import (
    AIM_P95_MS,
    AIM_RATIO,
    AIMS_MS,
    ALL,
    TimedPhoto,
    by_kind,
    median_ms,
    p95,
    tesseract_text,
    timed_check,
)
from bench.memory import worker_memory
from bench.photos import SUITE_NAMES, SUITES, acceptable, suite_photos
from bench.readers.rapid_reader import read_by_rapid
from precheck.ocr.tesseract import open_reader
from precheck.runtime.parallel import cores
from precheck.runtime.process import prepare_process

BASELINE_PHOTOS = 12
"""Photos of a kind that tesseract and RapidOCR read as well."""


@click.command()
@click.option("--photos", default=150, show_default=True)
@click.option("--suites", type=click.Path(path_type=Path), default=SUITES, show_default=True)
@click.option("--rapid", type=click.Path(path_type=Path, exists=True), help="RapidOCR's Python.")
@click.option("--batches", default="100,1000", show_default=True, help="Photos of each run.")
@click.option("--memory-photos", default=2000, show_default=True, help="0: no memory run.")
def main(photos: int, suites: Path, rapid: Path | None, batches: str, memory_photos: int) -> None:
    """Print the tables of speed, growth and memory."""
    all_cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, all_cores[:1])
    prepare_process()
    fixtures = acceptable(50)
    shots = suite_photos([suites / name for name in SUITE_NAMES], photos) or fixtures
    _print_kinds(shots, rapid)
    _print_growth(fixtures)
    os.sched_setaffinity(0, all_cores)
    _print_row("", "photos/s", "MB", "of the largest worker")
    for count, rate, size in by_count(
        fixtures, [int(each) for each in batches.split(",")], cores()
    ):
        _print_row(f"{count} photos, all cores", f"{rate:.1f}", f"{size:.0f}", "at least 14, flat")
    if memory_photos:
        _print_memory(fixtures, memory_photos)


def _print_row(name: str, *cells: str) -> None:
    click.echo(f"{name:<38}" + "".join(f"{cell:>11}" for cell in cells[:-1]) + f"  {cells[-1]}")


def _print_kinds(shots: Sequence[bytes], rapid: Path | None) -> None:
    click.echo(f"load before {os.getloadavg()[0]:.1f}")
    _print_row("processor ms", "photos", "median", "p95", "tesseract", "ratio", "RapidOCR", "aim")
    for kind, group in by_kind(shots, open_reader("tesserocr")).items():
        _print_row(f"{kind}", *_cells(kind, group, rapid))
    alone = median_ms(partial(timed_check, reader=None), shots[:BASELINE_PHOTOS])
    _print_row("without reading the number", "", f"{alone:.0f}", "")


def _cells(kind: str, group: Sequence[TimedPhoto], rapid: Path | None) -> list[str]:
    """Return the cells of a kind: readers of whole photos are run on photos spread over it."""
    times = [one.ms for one in group]
    median = statistics.median(times)
    read = [one.data for one in group[:: -(-len(group) // BASELINE_PHOTOS)]]
    baseline = median_ms(tesseract_text, read)
    aim = AIMS_MS[kind]
    aims = [f"median {aim}"] if aim else []
    aims += [f"p95 {AIM_P95_MS}, ratio {AIM_RATIO}"] if kind == ALL else []
    other = f"{_rapid_ms(read, rapid):.0f}" if rapid else "-"
    figures = (f"{median:.0f}", f"{p95(times):.0f}", f"{baseline:.0f}", f"{baseline / median:.1f}")
    return [f"{len(group)}", *figures, other, ", ".join(aims)]


def _rapid_ms(photos: Sequence[bytes], python: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{at}.jpg" for at in range(len(photos))]
        for path, data in zip(paths, photos, strict=True):
            path.write_bytes(data)
        return 1000 * statistics.median(one.seconds for one in read_by_rapid(paths, python))


def _print_growth(photos: Sequence[bytes]) -> None:
    for megapixels, took in by_size(photos, open_reader("tesserocr")):
        aim = "at most 250" if megapixels == 12 else ""
        _print_row(f"a photo of {megapixels} megapixels", "", f"{took:.0f}", aim)


def _print_memory(shots: Sequence[bytes], count: int) -> None:
    with ProcessPoolExecutor(1) as pool:
        early, late, peak = pool.submit(worker_memory, shots, count).result()
    _print_row("MB of a worker after 100 photos", "", f"{early:.0f}", "at most 300")
    _print_row(f"MB of a worker after {count} photos", "", f"{late:.0f}", "flat")
    _print_row("MB after a 60 megapixel photo", "", f"{peak:.0f}", "at most 450")


if __name__ == "__main__":
    main()
