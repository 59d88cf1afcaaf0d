"""`make bench-bulk`: a night's photos through the command line and through `/batches`.

Rates stand beside twice the rate of one core, and beside each the processor time of a photo, which
a busy machine disturbs less; and how long `/check` takes while a batch is worked on.
"""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts: four times slower without

import io
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import requests

from bench.bulk.used import Used
from bench.shots import acceptable
from precheck.check import check
from precheck.office import Office
from precheck.options import Options
from precheck.parallel import cores
from precheck.read import open_reader
from precheck.threads import one_thread
from tests.api.server import running

PROGRAM = Path(sys.executable).with_name("precheck")
PACE = 0.25
"""Seconds between two calls of `/check`."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast photos were worked on."""

    rate: float
    """Photos a second."""
    cpu: float
    """Seconds of a processor that each took."""


@contextmanager
def timed(pid: int, photos: int) -> Iterator[list[Pace]]:
    """Put the pace of what is done in the block by the process and those below it into the list."""
    told: list[Pace] = []
    start, used = time.perf_counter(), Used(pid)
    try:
        yield told
    finally:
        took, cpu = time.perf_counter() - start, used.seconds()
    told.append(Pace(photos / took, cpu / photos))


def one_core(shots: Sequence[bytes]) -> Pace:
    """Return the pace of this process alone on one core, its start apart."""
    everything = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(everything)[:1])
    office, reader = Office.load(), open_reader("tesserocr")
    check(shots[0], Options(), office, reader)
    with timed(os.getpid(), len(shots)) as told:
        for shot in shots:
            check(shot, Options(), office, reader)
    os.sched_setaffinity(0, everything)
    return told[0]


def command_line(shots: Sequence[bytes], folder: Path) -> Pace:
    """Return the pace of `precheck bulk`, its start among it."""
    night = folder / "night"
    night.mkdir()
    for n, shot in enumerate(shots):
        (night / f"{n:04d}.jpg").write_bytes(shot)
    with timed(os.getpid(), len(shots)) as told:
        command = [PROGRAM, "bulk", night, "--out", folder / "results.jsonl"]
        subprocess.run(command, check=False, capture_output=True)
    assert len((folder / "results.jsonl").read_text(encoding="utf-8").splitlines()) == len(shots)
    return told[0]


def batch(url: str, pid: int, shots: Sequence[bytes]) -> Pace:
    """Return the pace of a batch, from the first byte sent until the last photo is done."""
    with timed(pid, len(shots)) as told:
        id_ = _sent(url, shots)
        while not (state := _get(f"{url}/batches/{id_}"))["finished"]:
            time.sleep(0.1)
    assert state["states"]["done"] == len(shots), state
    return told[0]


def _sent(url: str, shots: Sequence[bytes]) -> str:
    id_ = str(requests.post(f"{url}/batches", json={}, timeout=60).json()["id"])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        for n, shot in enumerate(shots):
            members.writestr(f"{n:04d}.jpg", shot)
    files = {"photos": ("night.zip", archive.getvalue())}
    requests.post(f"{url}/batches/{id_}/photos", files=files, timeout=600).raise_for_status()
    requests.post(f"{url}/batches/{id_}/close", timeout=60).raise_for_status()
    return id_


def _get(url: str) -> dict[str, object]:
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    return dict(answer.json())


def waits(url: str, shots: Sequence[bytes], until: threading.Event, least: int = 40) -> list[float]:
    """Return the milliseconds of calls of `/check` at a steady pace, until told to stop."""
    took: list[float] = []
    while len(took) < least or not until.is_set():
        start = time.perf_counter()
        answer = requests.post(f"{url}/check", data=shots[len(took) % len(shots)], timeout=60)
        took.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, answer.text
        time.sleep(PACE)
    return took


def p95(took: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(took, n=20)[-1]


def _row(name: str, *cells: str) -> None:
    click.echo(f"{name:<44}" + "".join(f"{cell:>14}" for cell in cells))


@click.command()
@click.option("--photos", default=400, show_default=True)
@click.option("--niceness", default=None, type=int, help="Of the batch; default: the service's.")
def main(photos: int, niceness: int | None) -> None:
    """Print the table."""
    one_thread()
    shots = [_alone(shot, n) for n, shot in enumerate(acceptable(photos))]
    click.echo(f"{photos} photos, {cores()} cores; load before {os.getloadavg()[0]:.1f}")
    _row("", "photos/s", "of all cores", "cpu ms/photo", "of one core's")
    alone = one_core(shots[:100])
    _told("one core", alone, alone, 1)
    with tempfile.TemporaryDirectory() as folder:
        _told("command line (aim 85 %)", command_line(shots, Path(folder)), alone, cores())
        nice = {} if niceness is None else {"batch_niceness": niceness}
        with _service(Path(folder), **nice) as (url, pid):
            batch(url, pid, shots[:1])  # the workers have started now
            shots = [_alone(shot, photos + n) for n, shot in enumerate(shots)]
            _told("/batches, embedded (aim 70 %)", batch(url, pid, shots), alone, cores())
            _beside(url, pid, shots)
    click.echo(f"load after {os.getloadavg()[0]:.1f}")


@contextmanager
def _service(folder: Path, **settings: int) -> Iterator[tuple[str, int]]:
    given = {"batch_workers": cores(), "data": folder, "rate": "", **settings}
    given.setdefault("batch_niceness", 10)
    with running(log=folder / "log", workers=cores(), **given) as (url, process):
        yield url, process.pid


def _beside(url: str, pid: int, shots: Sequence[bytes]) -> None:
    """Print how long `/check` takes, idle and while a batch is worked on."""
    over = threading.Event()
    over.set()
    idle = waits(url, shots, over, least=60)
    over.clear()
    worker = threading.Thread(target=lambda: (batch(url, pid, shots), over.set()))
    worker.start()
    busy = waits(url, shots, over)
    worker.join()
    _row("/check", "median ms", "p95 ms", "calls")
    _row("idle", f"{statistics.median(idle):.0f}", f"{p95(idle):.0f}", f"{len(idle)}")
    _row("while a batch runs", f"{statistics.median(busy):.0f}", f"{p95(busy):.0f}", f"{len(busy)}")
    _row("p95, of idle (aim at most 2)", "", f"{p95(busy) / p95(idle):.2f}")


def _told(name: str, pace: Pace, alone: Pace, on: int) -> None:
    share = pace.rate / (on * alone.rate)
    _row(
        name,
        f"{pace.rate:.2f}",
        f"{share:.0%}",
        f"{1000 * pace.cpu:.0f}",
        f"{pace.cpu / alone.cpu:.2f}",
    )


def _alone(shot: bytes, n: int) -> bytes:
    """Return the same picture as a file of its own: with a comment behind its first marker."""
    comment = f"{n:06d}".encode()
    return shot[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + shot[2:]


if __name__ == "__main__":
    main()
