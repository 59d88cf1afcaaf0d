"""`make load`: a real server under twice the calls that it can serve.

Capacity is measured first, with as many callers as processes. Every answered photo must have its
row in the database; calls that are cut at the end may leave rows too.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
import requests

from api.settings import Settings
from api.store import checks
from api.store.database.store import Store
from bench.load.callers import Call, call_at, call_in_turn
from bench.load.watch import Watched, watched
from bench.photos import acceptable
from precheck.runtime.parallel import cores
from tests.api.server import running

PHOTOS = 8
MEASURING_SECONDS = 20.0
RECOVERY_LIMIT_SECONDS = 30.0
OK, BUSY = 200, 503


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and the limit that it must not exceed."""

    name: str
    value: float
    at_most: float
    unit: str = ""

    @property
    def good(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.at_most


@click.command()
@click.option("--seconds", default=300.0, show_default=True)
@click.option("--times", default=2.0, show_default=True, help="Calls, in multiples of capacity.")
def main(seconds: float, times: float) -> None:
    """Serve, overload, and print what the callers saw."""
    with TemporaryDirectory() as folder:
        rows = _run(Path(folder), seconds, times)
    for row in rows:
        mark = "ok" if row.good else "TOO HIGH"
        click.echo(f"{row.name:<44}{row.value:>10.3f} {row.unit:<6}≤ {row.at_most:<8g}{mark}")
    sys.exit(not all(row.good for row in rows))


def _run(folder: Path, seconds: float, times: float) -> list[Row]:
    photos = []
    for at, data in enumerate(acceptable(PHOTOS)):
        photos.append(folder / f"{at}.jpg")
        photos[-1].write_bytes(data)
    settings = {"workers": cores(), "data": folder, "rate": ""}
    with running(log=folder / "log", **settings) as (url, process):
        check = f"{url}/check"
        call_in_turn(check, photos[: cores()], 5)  # loads what is loaded late
        alone = call_in_turn(check, photos[: cores()], MEASURING_SECONDS)
        capacity = sum(call.status == OK for call in alone) / MEASURING_SECONDS
        before = _rows(folder)
        click.echo(f"capacity {capacity:.1f} photos/s; {times:g} times that for {seconds:g} s")
        with watched(url, process.pid) as seen:
            calls = call_at(check, photos, times * capacity, seconds)
        rows = _rows(folder)
        recovered = _recovery(check, photos[0].read_bytes(), statistics.median(_served(alone)))
        lost = sum(call.status == OK for call in calls) - (rows - before)
    return _figures(calls, seen, recovered, float(lost))


def _figures(calls: Sequence[Call], seen: Watched, recovered: float, lost: float) -> list[Row]:
    statuses = Counter(call.status for call in calls)
    click.echo(f"calls by status: {dict(sorted(statuses.items()))}")
    refused = [call.seconds for call in calls if call.status == BUSY]
    others = sum(count for status, count in statuses.items() if status not in {OK, BUSY})
    sixth = max(1, len(seen.memory_mb) // 6)
    growth = statistics.median(seen.memory_mb[-sixth:]) - statistics.median(
        seen.memory_mb[sixth : 2 * sixth]
    )
    return [
        Row("served, 99th percentile", _percentile(_served(calls), 99), 1.5, "s"),
        Row("refused, 95th percentile", _percentile(refused, 95), 0.1, "s"),
        Row("health, 95th percentile", _percentile(seen.health_seconds, 95), 0.05, "s"),
        Row("health without an answer", seen.failures, 0),
        Row("answers other than 200 and 503", others, 0),
        Row("answered photos without a row", lost, 0),
        Row("growth of memory, second to last sixth", growth, 30, "MB"),
        Row("usual speed again after", recovered, 5, "s"),
    ]


def _served(calls: Sequence[Call]) -> list[float]:
    return [call.seconds for call in calls if call.status == OK]


def _percentile(values: Sequence[float], share: float) -> float:
    return float(np.percentile(values, share)) if values else 0.0


def _recovery(url: str, photo: bytes, usual: float) -> float:
    """Return the seconds until a photo is served within twice its usual time."""
    begin = time.perf_counter()
    while (passed := time.perf_counter() - begin) < RECOVERY_LIMIT_SECONDS:
        start = time.perf_counter()
        answer = requests.post(url, photo, headers={"Content-Type": "image/jpeg"}, timeout=60)
        if answer.status_code == OK and time.perf_counter() - start < 2 * usual:
            return passed
    return passed


def _rows(folder: Path) -> int:
    with closing(Store.open(Settings(data=folder))) as store, store.reading() as connection:
        return checks.count(connection)


if __name__ == "__main__":
    main()
