"""`make bench-bulk`: many photos through the command line and through `/batches`.

Prints photos per second as a share of all cores at the speed of one, and processor time a photo,
which other work on the machine disturbs less; then the latency of `/check` during a batch.
"""

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract starts; four times slower without

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
from pathlib import Path

import click
import requests

from bench.bulk.speed import Speed, timed
from bench.photos import acceptable
from precheck.check import check
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.parallel import cores
from precheck.runtime.process import prepare_process
from tests.api.server import running

PRECHECK_PROGRAM = Path(sys.executable).with_name("precheck")
CALL_INTERVAL = 0.25
"""Seconds between two calls of `/check`."""


def on_one_core(photos: Sequence[bytes]) -> Speed:
    """Return the speed of this process on one core, its start excluded."""
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_cores)[:1])
    office, reader = Office.load(), open_reader("tesserocr")
    check(photos[0], Options(), office, reader)
    with timed(os.getpid(), len(photos)) as speeds:
        for photo in photos:
            check(photo, Options(), office, reader)
    os.sched_setaffinity(0, all_cores)
    return speeds[0]


def by_command_line(photos: Sequence[bytes], folder: Path) -> Speed:
    """Return the speed of `precheck bulk`, its start included."""
    given, results = folder / "photos", folder / "results.jsonl"
    given.mkdir()
    for at, photo in enumerate(photos):
        (given / f"{at:04d}.jpg").write_bytes(photo)
    with timed(os.getpid(), len(photos)) as speeds:
        command = [PRECHECK_PROGRAM, "bulk", given, "--out", results]
        subprocess.run(command, check=False, capture_output=True)
    assert len(results.read_text(encoding="utf-8").splitlines()) == len(photos)
    return speeds[0]


def by_batch(url: str, pid: int, photos: Sequence[bytes]) -> Speed:
    """Return the speed of a batch, from the upload to the last photo."""
    with timed(pid, len(photos)) as speeds:
        id_ = _upload(url, photos)
        while not (state := _get(f"{url}/batches/{id_}"))["finished"]:
            time.sleep(0.1)
    assert state["states"]["done"] == len(photos), state
    return speeds[0]


def _upload(url: str, photos: Sequence[bytes]) -> str:
    id_ = str(requests.post(f"{url}/batches", json={}, timeout=60).json()["id"])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        for at, photo in enumerate(photos):
            members.writestr(f"{at:04d}.jpg", photo)
    files = {"photos": ("photos.zip", archive.getvalue())}
    requests.post(f"{url}/batches/{id_}/photos", files=files, timeout=600).raise_for_status()
    requests.post(f"{url}/batches/{id_}/close", timeout=60).raise_for_status()
    return id_


def _get(url: str) -> dict[str, object]:
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    return dict(answer.json())


def latencies(
    url: str, photos: Sequence[bytes], stop: threading.Event, min_calls: int = 40
) -> list[float]:
    """Return the milliseconds of calls of `/check`: at least `min_calls`, and until `stop`."""
    times: list[float] = []
    while len(times) < min_calls or not stop.is_set():
        start = time.perf_counter()
        answer = requests.post(f"{url}/check", data=photos[len(times) % len(photos)], timeout=60)
        times.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, answer.text
        time.sleep(CALL_INTERVAL)
    return times


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def _print_row(name: str, *cells: str) -> None:
    click.echo(f"{name:<44}" + "".join(f"{cell:>14}" for cell in cells))


@click.command()
@click.option("--photos", default=400, show_default=True)
@click.option("--niceness", default=None, type=int, help="Of the batch; default: the service's.")
def main(photos: int, niceness: int | None) -> None:
    """Print the table."""
    prepare_process()
    distinct = [_distinct(photo, at) for at, photo in enumerate(acceptable(photos))]
    click.echo(f"{photos} photos, {cores()} cores; load before {os.getloadavg()[0]:.1f}")
    _print_row("", "photos/s", "of all cores", "cpu ms/photo", "of one core's")
    one_core = on_one_core(distinct[:100])
    _print_speed("one core", one_core, one_core, 1)
    with tempfile.TemporaryDirectory() as folder:
        speed = by_command_line(distinct, Path(folder))
        _print_speed("command line (aim 85 %)", speed, one_core, cores())
        nice = {} if niceness is None else {"batch_niceness": niceness}
        with _service(Path(folder), **nice) as (url, pid):
            by_batch(url, pid, distinct[:1])  # starts the workers
            distinct = [_distinct(photo, photos + at) for at, photo in enumerate(distinct)]
            speed = by_batch(url, pid, distinct)
            _print_speed("/batches, embedded (aim 70 %)", speed, one_core, cores())
            _print_latencies(url, pid, distinct)
    click.echo(f"load after {os.getloadavg()[0]:.1f}")


@contextmanager
def _service(folder: Path, **settings: int) -> Iterator[tuple[str, int]]:
    given = {"batch_workers": cores(), "data": folder, "rate": "", **settings}
    given.setdefault("batch_niceness", 10)
    with running(log=folder / "log", workers=cores(), **given) as (url, process):
        yield url, process.pid


def _print_latencies(url: str, pid: int, photos: Sequence[bytes]) -> None:
    """Print the latency of `/check` when idle and during a batch."""
    stop = threading.Event()
    stop.set()
    idle = latencies(url, photos, stop, min_calls=60)
    stop.clear()
    batch = threading.Thread(target=lambda: (by_batch(url, pid, photos), stop.set()))
    batch.start()
    busy = latencies(url, photos, stop)
    batch.join()
    _print_row("/check", "median ms", "p95 ms", "calls")
    for name, times in (("idle", idle), ("during a batch", busy)):
        _print_row(name, f"{statistics.median(times):.0f}", f"{p95(times):.0f}", f"{len(times)}")
    _print_row("p95, of idle (aim at most 2)", "", f"{p95(busy) / p95(idle):.2f}")


def _print_speed(name: str, speed: Speed, one_core: Speed, core_count: int) -> None:
    share = speed.rate / (core_count * one_core.rate)
    processor = f"{1000 * speed.processor:.0f}", f"{speed.processor / one_core.processor:.2f}"
    _print_row(name, f"{speed.rate:.2f}", f"{share:.0%}", *processor)


def _distinct(photo: bytes, number: int) -> bytes:
    """Return the same picture as another file: with a JPEG comment after its first marker."""
    comment = f"{number:06d}".encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]


if __name__ == "__main__":
    main()
