"""What a working process works with."""

import os
import socket
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from api.service import Checker, reading
from api.settings import Settings
from api.store import Store
from api.store.answers import Sampling
from api.warm import sheet
from precheck.decode import Guards
from precheck.office import Office
from precheck.options import Options
from precheck.threads import one_thread

LOWEST = 19
"""Niceness, of which no more changes nothing."""


@dataclass(frozen=True, slots=True)
class Tools:
    """One process's tools."""

    settings: Settings
    store: Store
    office: Office
    check: Checker
    bench: Executor
    """What checks: in a working process one thread, at a lower priority, for `/check` comes first.

    What talks to the database does not step back: it may hold a lock that others wait for.
    """

    @classmethod
    def open(cls, settings: Settings) -> "Tools":
        """Open the store and load the office's settings. Raises BadPolicy."""
        one_thread()
        guards = Guards(max_bytes=settings.max_bytes, max_pixels=settings.max_pixels)
        store, office = Store.open(settings), Office.load(settings.policy)
        return cls(settings, store, office, reading(guards), bench(settings.batch_niceness))

    @property
    def sampling(self) -> Sampling:
        """Which verdicts officers see."""
        return Sampling.of(self.settings)

    def warm(self) -> None:
        """Load every model before the first photo comes. Raises ToolMissing, BadModel."""
        self.bench.submit(partial(self.check, sheet(), Options(), self.office)).result()

    def close(self) -> None:
        """Let go of the database and of the thread."""
        self.bench.shutdown()
        self.store.close()


def worker_name(id_: str, pid: int) -> str:
    """Return by what the ledger knows a process: its own id, then its machine and number there."""
    return f"{id_} {socket.gethostname()} {pid}"


def bench(niceness: int) -> ThreadPoolExecutor:
    """Return the one thread that checks."""
    return ThreadPoolExecutor(1, "bench", initializer=step_back, initargs=(niceness,))


def step_back(niceness: int) -> None:
    """Let this thread, and what it starts, come after others by so much."""
    thread = threading.get_native_id()
    now = os.getpriority(os.PRIO_PROCESS, thread)
    os.setpriority(os.PRIO_PROCESS, thread, min(LOWEST, now + niceness))
