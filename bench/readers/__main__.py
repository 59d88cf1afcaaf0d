"""Run all readers over the same acceptable shots, each on one core, and print the table."""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts: four times slower without

import json
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench.__main__ import whole_photo
from bench.numbers import shots
from bench.numbers.shots import Row
from precheck.check import check
from precheck.office import Office
from precheck.options import Options
from precheck.parallel import cores
from precheck.read import open_reader
from precheck.suite.rates import Rate
from precheck.threads import one_thread

RAPID = Path(__file__).with_name("rapid.py")


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader told of one photo."""

    text: str
    seconds: float
    """Processor time."""


Reading = Callable[[Sequence[Path]], Iterator[Told]]


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("sets/numbers"))
@click.option("--count", default=400, show_default=True, help="Shots; 0: those of any drawn set.")
@click.option("--photos", default=200, show_default=True, help="Acceptable ones to read.")
@click.option("--rapid", type=click.Path(path_type=Path, exists=True), required=True)
def main(out: Path, count: int, photos: int, rapid: Path) -> None:
    """Print how many numbers each reader finds, and how long it takes. RAPID: its python."""
    rows = acceptable(out, count)[:photos]
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    one_thread()
    readings: dict[str, Reading] = {
        "precheck, verdict and all": by_precheck,
        "tesseract on the whole photo": by_tesseract,
        "RapidOCR on the whole photo": lambda paths: by_rapid(paths, rapid),
    }
    paths = [out / row["file"] for row in rows]
    for name, reading in readings.items():
        click.echo(line(name, rows, list(reading(paths))))


def acceptable(folder: Path, count: int) -> list[Row]:
    """Return the acceptable ones among the first shots of the set that `make numbers` draws."""
    for _ in shots.draw(folder, count, cores()):
        pass
    return [row for row in shots.numbered(folder) if row["label"] == "accept"]


def line(name: str, rows: Sequence[Row], told: Sequence[Told]) -> str:
    """Return a reader's line of the table."""
    pairs = zip(rows, told, strict=True)
    found = Rate.over(bare(row["number"]) in bare(one.text) for row, one in pairs)
    low, high = found.interval
    seconds = statistics.median(one.seconds for one in told)
    share = f"{100 * (found.share or 0):.1f} % ({100 * low:.1f} to {100 * high:.1f})"
    return f"{name:<32}{found.hits:>5} of {found.of:<5}{share:<24}{seconds:8.3f} s"


def bare(text: str) -> str:
    """Return the letters and digits alone, as numbers are compared."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def by_precheck(paths: Sequence[Path]) -> Iterator[Told]:
    """Tell the number that precheck calls read, and nothing else."""
    office, reader = Office.load(), open_reader("tesserocr")
    check(paths[0].read_bytes(), Options(), office, reader)  # loads
    for path in paths:
        start = time.process_time()
        number = check(path.read_bytes(), Options(), office, reader).verdict.number
        yield Told((number and number.value) or "", time.process_time() - start)


def by_tesseract(paths: Sequence[Path]) -> Iterator[Told]:
    """Tell all that tesseract reads; its own process counts."""
    for path in paths:
        start = _with_children()
        text = whole_photo(path.read_bytes())
        yield Told(text, _with_children() - start)


def _with_children() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def by_rapid(paths: Sequence[Path], python: Path) -> Iterator[Told]:
    """Tell all that RapidOCR reads, upright or not as the photo comes."""
    asked = "\n".join(str(path.resolve()) for path in [paths[0], *paths])  # the first one loads
    done = subprocess.run(
        [str(python), str(RAPID)], input=asked, capture_output=True, text=True, check=True
    )
    yield from (Told(**json.loads(answer)) for answer in done.stdout.splitlines()[1:])


if __name__ == "__main__":
    main()
