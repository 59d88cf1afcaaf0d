"""Keeps the workers alive and runs the maintenance until it is stopped."""

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.context import SpawnProcess

from sqlalchemy.exc import SQLAlchemyError

from api.http import logs
from api.http.logs import log
from api.settings import Settings
from api.store.database.store import Store
from api.store.photos import leases
from api.work.context import worker_name
from api.work.maintenance import Maintenance
from api.work.stop_signal import GRACE_SECONDS, STOP_POLL_SECONDS, StopSignal
from api.work.worker import run_worker
from precheck.answer.as_json import new_id

RESTART_PAUSE_SECONDS = 1.0
"""Pause before a dead worker is replaced; failing starts must not use all cores."""


class WorkerPool:
    """A fixed number of workers; a new one replaces each that dies."""

    def __init__(self, settings: Settings, store: Store, size: int) -> None:
        self._settings = settings
        self._store = store
        self._size = size
        self._alive: dict[str, SpawnProcess] = {}
        self._next_at = 0.0

    def replace_dead(self) -> None:
        """Replace dead workers and end their leases."""
        for id_ in [id_ for id_, process in self._alive.items() if not process.is_alive()]:
            self._remove(id_, self._alive.pop(id_))
        while len(self._alive) < self._size and time.monotonic() >= self._next_at:
            id_ = new_id()
            self._alive[id_] = multiprocessing.get_context("spawn").Process(
                target=run_worker, args=(self._settings, id_, os.getpid()), name=f"precheck {id_}"
            )
            self._alive[id_].start()

    def _remove(self, id_: str, process: SpawnProcess) -> None:
        log.error("worker died", status=process.exitcode)
        name = worker_name(id_, process.pid or 0)
        process.close()
        self._next_at = time.monotonic() + RESTART_PAUSE_SECONDS
        with self._store.writing() as connection:
            leases.abandon(connection, name, time.time())

    def stop(self) -> None:
        """Let each worker finish or return its photo; kill it after the grace time."""
        for process in self._alive.values():
            process.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for process in self._alive.values():
            process.join(max(0.0, until - time.monotonic()))
            process.kill()
            process.join()


def supervise(settings: Settings, parent: int | None = None) -> None:
    """Run until stopped, or until the parent process ends. Raises BadPolicy."""
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = StopSignal(parent)
    logs.configure(sys.stdout)
    store = Store.open(settings)
    pool = WorkerPool(settings, store, 0 if settings.broker else settings.batch_workers)
    maintenance = Maintenance.of(settings, store)
    try:
        while not stop():
            _run_once(pool, maintenance)
            stop.sleep(STOP_POLL_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        pool.stop()
        maintenance.close()


def _run_once(pool: WorkerPool, maintenance: Maintenance) -> None:
    try:
        pool.replace_dead()
        maintenance.run_due(time.time(), time.monotonic())
    except SQLAlchemyError as error:
        log.error("database", error=type(error).__qualname__)
