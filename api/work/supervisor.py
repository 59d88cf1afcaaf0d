"""Keeps the workers alive and runs the maintenance until it is stopped."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.context import SpawnProcess

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from api.channels.dialogue.citizen import open_dialogue
from api.channels.registration import load as load_channels
from api.channels.work.process import DialogueFactory, abandon, run_channel_worker
from api.http import logs
from api.http.logs import log
from api.metrics import record
from api.settings import Settings
from api.store.database.store import Store
from api.store.photos import leases
from api.work.context import worker_name
from api.work.periodic.maintenance import Maintenance
from api.work.stop_signal import GRACE_SECONDS, STOP_POLL_SECONDS, StopSignal
from api.work.worker import run_worker
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


def supervise(
    settings: Settings, parent: int | None = None, dialogue: DialogueFactory = open_dialogue
) -> None:
    """Run until stopped, or until the parent process ends. Raises BadPolicy."""
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = StopSignal(parent)
    logs.configure(sys.stdout)
    store = Store.open(settings)
    pools = [_photo_pool(settings, store), *_channel_pool(settings, store, dialogue)]
    maintenance = Maintenance.of(settings, store)
    try:
        while not stop():
            _run_once(pools, maintenance)
            stop.sleep(STOP_POLL_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        for pool in pools:
            pool.terminate()
        for pool in pools:
            pool.stop()
        maintenance.close()


def _photo_pool(settings: Settings, store: Store) -> WorkerPool:
    size = 0 if settings.broker else settings.batch_workers
    return WorkerPool(store, size, partial(run_worker, settings), leases.abandon)


def _channel_pool(
    settings: Settings, store: Store, dialogue: DialogueFactory
) -> Sequence[WorkerPool]:
    """Return the workers of the channels; none without a channels file. Raises BadPolicy."""
    channels = load_channels(settings)
    if channels is None:
        return ()
    run = partial(run_channel_worker, settings, dialogue)
    return (WorkerPool(store, channels.workers, run, partial(abandon, channels)),)


def _run_once(pools: Sequence[WorkerPool], maintenance: Maintenance) -> None:
    try:
        for pool in pools:
            pool.replace_dead()
        maintenance.run_due(time.time(), time.monotonic())
    except SQLAlchemyError as error:
        log.error("database", error=type(error).__qualname__)
