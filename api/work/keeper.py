"""Keeps the working processes alive and does the chores, until it is told to stop."""

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.context import SpawnProcess

from sqlalchemy.exc import SQLAlchemyError

from api import logs
from api.logs import log
from api.settings import Settings
from api.store import Store, ledger
from api.work.chores import Chores
from api.work.process import run
from api.work.stop import GRACE, NAP, Stop
from api.work.tools import worker_name
from precheck.render import new_id

RESPITE = 1.0
"""Seconds before a dead process is replaced: one that cannot start must not take all cores."""


class Crew:
    """So many working processes; a fresh one takes the place of each that dies."""

    def __init__(self, settings: Settings, store: Store, size: int) -> None:
        self._settings = settings
        self._store = store
        self._size = size
        self._alive: dict[str, SpawnProcess] = {}
        self._next_at = 0.0

    def keep(self) -> None:
        """Replace the dead, and let others have their photos at once."""
        for id_ in [id_ for id_, process in self._alive.items() if not process.is_alive()]:
            self._bury(id_, self._alive.pop(id_))
        while len(self._alive) < self._size and time.monotonic() >= self._next_at:
            id_ = new_id()
            self._alive[id_] = multiprocessing.get_context("spawn").Process(
                target=run, args=(self._settings, id_, os.getpid()), name=f"precheck {id_}"
            )
            self._alive[id_].start()

    def _bury(self, id_: str, process: SpawnProcess) -> None:
        log.error("worker died", status=process.exitcode)
        name = worker_name(id_, process.pid or 0)
        process.close()
        self._next_at = time.monotonic() + RESPITE
        with self._store.writing() as connection:
            ledger.abandon(connection, name, time.time())

    def stop(self) -> None:
        """Let each finish its photo, or give it back; end those that do not."""
        for process in self._alive.values():
            process.terminate()
        until = time.monotonic() + GRACE
        for process in self._alive.values():
            process.join(max(0.0, until - time.monotonic()))
            process.kill()
            process.join()


def keep(settings: Settings, parent: int | None = None) -> None:
    """Work until told to stop, or until the parent is gone. Raises BadPolicy."""
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = Stop(parent)
    logs.configure(sys.stdout)
    store = Store.open(settings)
    crew = Crew(settings, store, 0 if settings.broker else settings.batch_workers)
    chores = Chores.of(settings, store)
    try:
        while not stop():
            _careful(crew, chores)
            stop.sleep(NAP)
    except KeyboardInterrupt:
        pass
    finally:
        crew.stop()
        chores.close()


def _careful(crew: Crew, chores: Chores) -> None:
    try:
        crew.keep()
        chores.do(time.time())
    except SQLAlchemyError as error:
        log.error("database", error=type(error).__qualname__)
