"""Feeds files to a service in a separate process, so that crashes and hangs are detected."""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

SLOW = 5.0
"""Seconds that no file may take."""
GIVE_UP = 20.0
"""Seconds after which a file is a hang and its process is ended."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file."""

    outcome: str
    """accept, re-photo, or the code of a problem; else crash, hang or a bare status."""
    status: int
    """HTTP status; 0 without any answer."""
    seconds: float
    grown_mb: int = 0
    """By how much the process's highest memory rose."""


def serve(pipe: Connection, work: Callable[[bytes], tuple[str, int]]) -> None:
    """Say that all is ready, then answer until the other end closes, in silence."""
    pipe.send("ready")
    with Path(os.devnull).open("w") as nowhere:
        for stream in (1, 2):  # decoders of foreign code complain there too
            os.dup2(nowhere.fileno(), stream)
    while True:
        data = pipe.recv_bytes()
        start, before = time.perf_counter(), peak_mb()
        outcome, status = work(data)
        seconds = time.perf_counter() - start
        pipe.send(FileOutcome(outcome, status, seconds, peak_mb() - before))


def peak_mb() -> int:
    """Return the most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Watch:
    """One service under watch; started again after a crash or a hang."""

    def __init__(self, service: Callable[[Connection], None], give_up: float = GIVE_UP) -> None:
        self._service = service
        self._give_up = give_up
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=self._service, args=(theirs,))
        self._process.start()
        theirs.close()
        self._pipe.recv()  # EOFError: the service does not start, as its own output says

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def ask(self, data: bytes) -> FileOutcome:
        """Send one file and wait for its answer."""
        start = time.perf_counter()
        try:
            self._pipe.send_bytes(data)
            if self._pipe.poll(self._give_up):
                return self._pipe.recv()
            outcome = "hang"
        except (EOFError, OSError):
            outcome = "crash"
        self.__exit__()
        self._start()
        return FileOutcome(outcome, 0, time.perf_counter() - start)


def answers(
    files: Iterable[tuple[str, bytes]], service: Callable[[Connection], None]
) -> Iterator[tuple[str, bytes, FileOutcome]]:
    """Yield each file with what became of it."""
    with Watch(service) as watch:
        for name, data in files:
            answer = watch.ask(data)
            if answer.status and answer.seconds > SLOW:  # a busy machine stalls, but not twice
                answer = min(answer, watch.ask(data), key=lambda each: each.seconds)
            yield name, data, answer
