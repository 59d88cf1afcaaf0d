"""Many callers of one address, by `hey`."""

import csv
import io
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its HTTP status, 0 without an answer, and its seconds."""

    status: int
    seconds: float
    at: float
    """Seconds since the callers began."""


def call_at(url: str, photos: Sequence[Path], rate: float, seconds: float) -> list[Call]:
    """Post the photos at `rate` calls a second in total, however long answers take."""
    callers = max(1, round(2 * rate / len(photos)))  # each waits for its answer, up to 2 s
    return _call(url, photos, callers, rate / len(photos) / callers, seconds)


def call_in_turn(url: str, photos: Sequence[Path], seconds: float) -> list[Call]:
    """Post each of the photos again and again, each time after the last answer."""
    return _call(url, photos, 1, None, seconds)


def _call(
    url: str, photos: Sequence[Path], callers: int, rate: float | None, seconds: float
) -> list[Call]:
    calls: list[Call] = []
    with ExitStack() as running:
        started = [
            running.enter_context(_hey(url, photo, callers, rate, seconds)) for photo in photos
        ]
        for one in started:
            output, _ = one.communicate()
            calls += _parsed(output)
    return calls


def _hey(
    url: str, photo: Path, callers: int, rate: float | None, seconds: float
) -> "subprocess.Popen[str]":
    options = ["-z", f"{seconds}s", "-c", f"{callers}", "-t", "60", "-o", "csv"]
    if rate is not None:
        options += ["-q", f"{rate:.3f}"]
    request = ["-m", "POST", "-T", "image/jpeg", "-D", f"{photo}", url]
    return subprocess.Popen(
        ["hey", *options, *request],  # noqa: S607 - Debian's package
        stdout=subprocess.PIPE,
        text=True,
    )


def _parsed(output: str) -> list[Call]:
    rows = csv.DictReader(io.StringIO(output))
    return [
        Call(int(row["status-code"]), float(row["response-time"]), float(row["offset"]))
        for row in rows
    ]
