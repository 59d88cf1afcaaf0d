"""A fixed number of worker processes, each of which is replaced when it dies."""

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess

from sqlalchemy import Connection

from api.metrics import record
from api.process.logs import log
from api.process.stop_signal import GRACE_SECONDS
from api.store.database.store import Store
from api.work.context import worker_name
from precheck.answer.as_json import new_id

RESTART_PAUSE_SECONDS = 1.0
"""Pause before a dead worker is replaced; failing starts must not use all cores."""


class WorkerPool:
    """A fixed number of workers; a new one replaces each that dies."""

    def __init__(
        self,
        store: Store,
        size: int,
        run: Callable[[str, int], None],
        abandon: Callable[[Connection, str, float], None],
    ) -> None:
        """run: function of a worker's id and its parent. abandon: ends a dead worker's leases."""
        self._store = store
        self._size = size
        self._run = run
        self._abandon = abandon
        self._alive: dict[str, SpawnProcess] = {}
        self._next_at = 0.0

    def replace_dead(self) -> None:
        """Replace dead workers and end their leases."""
        for id_ in [id_ for id_, process in self._alive.items() if not process.is_alive()]:
            self._remove(id_, self._alive.pop(id_))
        while len(self._alive) < self._size and time.monotonic() >= self._next_at:
            id_ = new_id()
            self._alive[id_] = multiprocessing.get_context("spawn").Process(
                target=self._run, args=(id_, os.getpid()), name=f"precheck {id_}"
            )
            self._alive[id_].start()

    def _remove(self, id_: str, process: SpawnProcess) -> None:
        log.error("worker died", status=process.exitcode)
        record.worker_death()
        name = worker_name(id_, process.pid or 0)
        process.close()
        self._next_at = time.monotonic() + RESTART_PAUSE_SECONDS
        with self._store.writing() as connection:
            self._abandon(connection, name, time.time())

    def terminate(self) -> None:
        """Ask each worker to stop."""
        for process in self._alive.values():
            process.terminate()

    def stop(self) -> None:
        """Let each worker finish or return its work; kill it after the grace time."""
        until = time.monotonic() + GRACE_SECONDS
        for process in self._alive.values():
            process.join(max(0.0, until - time.monotonic()))
            process.kill()
            process.join()
