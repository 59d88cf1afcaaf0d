"""Run all readers on the same acceptable shots, on one core, and print the table."""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts; four times slower without

import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from bench.kinds import processor_seconds, tesseract_text
from bench.numbers import shots
from bench.numbers.shots import TruthRow
from bench.readers.rapid_reader import Reading, read_by_rapid
from precheck.check import check
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.parallel import cores
from precheck.runtime.process import prepare_process
from precheck.suite.figures.figure import Rate

PhotoReader = Callable[[Sequence[Path]], Iterator[Reading]]


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("sets/numbers"))
@click.option("--count", default=400, show_default=True, help="Shots; 0: those of any drawn set.")
@click.option("--photos", default=200, show_default=True, help="Acceptable ones to read.")
@click.option("--rapid", type=click.Path(path_type=Path, exists=True), required=True)
def main(out: Path, count: int, photos: int, rapid: Path) -> None:
    """Print how many numbers each reader finds, and its time. RAPID: its Python."""
    rows = acceptable(out, count)[:photos]
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    prepare_process()
    readers: dict[str, PhotoReader] = {
        "precheck, whole check": read_by_precheck,
        "tesseract on the whole photo": read_by_tesseract,
        "RapidOCR on the whole photo": lambda paths: read_by_rapid(paths, rapid),
    }
    paths = [out / row["file"] for row in rows]
    for name, read in readers.items():
        click.echo(table_line(name, rows, list(read(paths))))


def acceptable(folder: Path, count: int) -> list[TruthRow]:
    """Return the acceptable shots among the first `count` of the set of `make numbers`."""
    for _ in shots.draw(folder, count, cores()):
        pass
    return [row for row in shots.read_numbered(folder) if row["label"] == "accept"]


def table_line(name: str, rows: Sequence[TruthRow], readings: Sequence[Reading]) -> str:
    """Return the line of a reader in the table."""
    pairs = zip(rows, readings, strict=True)
    found = Rate.over(normalised(row["number"]) in normalised(one.text) for row, one in pairs)
    low, high = found.interval
    seconds = statistics.median(one.seconds for one in readings)
    share = f"{100 * (found.share or 0):.1f} % ({100 * low:.1f} to {100 * high:.1f})"
    return f"{name:<32}{found.hits:>5} of {found.of:<5}{share:<24}{seconds:8.3f} s"


def normalised(text: str) -> str:
    """Return only letters and digits, in upper case."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def read_by_precheck(paths: Sequence[Path]) -> Iterator[Reading]:
    """Yield the number that precheck reads."""
    office, reader = Office.load(), open_reader("tesserocr")
    check(paths[0].read_bytes(), Options(), office, reader)  # loads the models
    for path in paths:
        start = time.process_time()
        number = check(path.read_bytes(), Options(), office, reader).verdict.number
        yield Reading((number and number.value) or "", time.process_time() - start)


def read_by_tesseract(paths: Sequence[Path]) -> Iterator[Reading]:
    """Yield the text that tesseract reads; the time includes its process."""
    for path in paths:
        start = processor_seconds()
        text = tesseract_text(path.read_bytes())
        yield Reading(text, processor_seconds() - start)


if __name__ == "__main__":
    main()
