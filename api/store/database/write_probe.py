"""Knows whether the database stores what it is given, for health, metrics and doctor."""

import secrets
import threading
import time

from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

from api.store.database.faults import Fault, fault_of
from api.store.database.store import Store
from api.store.tables.columns import META

PROBE_SECONDS = 10.0
"""Minimum time between two writes of the probe."""
ANSWER_SECONDS = 0.02
"""Maximum wait of a caller for the probe; then it is told what was known before."""
DATABASE_WAIT_SECONDS = 0.2
"""Maximum wait of the probe for a locked database, which is no fault."""
HANG_SECONDS = 10.0
"""Time after which a write that has not returned is a fault."""
PHOTO_BYTES = 300_000
"""Size of the probe after a fault: on a full disk small writes still succeed for a while."""
SMALL_BYTES = 16
ROW = "write probe"


class WriteProbe:
    """What the latest writes of this process showed; if there was none lately, one of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fault: Fault | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._begun = float("-inf")
        event.listen(store.engine, "handle_error", self._note)

    def fault(self) -> Fault | None:
        """Return what keeps the database from storing; None if nothing does."""
        with self._lock:
            thread, age = self._thread, time.monotonic() - self._begun
            if (thread is None or not thread.is_alive()) and age >= PROBE_SECONDS:
                thread, age, self._begun = self._start(), 0.0, time.monotonic()
        if thread is not None:
            thread.join(ANSWER_SECONDS)
            if thread.is_alive() and age >= HANG_SECONDS:
                return Fault.FAILING
        return self._fault

    def _start(self) -> threading.Thread:
        self._thread = threading.Thread(target=self._probe, name="write probe", daemon=True)
        self._thread.start()
        return self._thread

    def _probe(self) -> None:
        """Write a row; a fault is noted as that of any other statement."""
        try:
            if self._fault is not None:
                self._write(PHOTO_BYTES)
            self._write(SMALL_BYTES)
        except SQLAlchemyError:
            return
        self._fault = None

    def _write(self, size: int) -> None:
        value = secrets.token_hex(size // 2)  # random: SQLite does not write what is there already
        with self._store.writing(wait=DATABASE_WAIT_SECONDS) as connection:
            _replace(connection, value)

    def _note(self, context: ExceptionContext) -> None:
        self._fault = fault_of(context.original_exception) or self._fault


def _replace(connection: Connection, value: str) -> None:
    if not connection.execute(META.update().where(META.c.name == ROW).values(value=value)).rowcount:
        connection.execute(META.insert().values(name=ROW, value=value))
