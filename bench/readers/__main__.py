"""Run all readers on the same acceptable shots, on one core, and print the table."""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts; four times slower without

import json
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench.__main__ import tesseract_text
from bench.numbers import shots
from bench.numbers.shots import TruthRow
from precheck.check import check
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.parallel import cores, use_one_thread
from precheck.suite.figures.figure import Rate

RAPID_SCRIPT = Path(__file__).with_name("rapid.py")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader read on one photo."""

    text: str
    seconds: float
    """Processor time."""


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
    use_one_thread()
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
        start = _processor_seconds()
        text = tesseract_text(path.read_bytes())
        yield Reading(text, _processor_seconds() - start)


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def read_by_rapid(paths: Sequence[Path], python: Path) -> Iterator[Reading]:
    """Yield the text that RapidOCR reads."""
    repeated = [paths[0], *paths]  # the first run loads the models
    names = "\n".join(str(path.resolve()) for path in repeated)
    done = subprocess.run(
        [str(python), str(RAPID_SCRIPT)], input=names, capture_output=True, text=True, check=True
    )
    yield from (Reading(**json.loads(answer)) for answer in done.stdout.splitlines()[1:])


if __name__ == "__main__":
    main()
