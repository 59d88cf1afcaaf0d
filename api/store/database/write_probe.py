"""Knows whether the database stores what it is given, for health and metrics."""

import secrets
import threading
import time

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

from api.store.database.faults import Fault, fault_in
from api.store.database.store import Store
from api.store.tables.columns import META

PROBE_SECONDS = 10.0
"""Minimum time between two writes of the probe."""
ANSWER_SECONDS = 0.02
"""Maximum wait of a caller for the probe; then it gets the last known result."""
PROBE_WAIT_SECONDS = 2.0
"""Maximum wait of the probe for a locked database, which is no fault."""
HANG_SECONDS = 10.0
"""Time after which a write that has not returned is a fault."""
ROWS_AFTER_FAULT = 1500
"""As many as a photo has bytes: on a full disk small writes still succeed for a while."""
ROW_BYTES = 200
NAME = "write probe"


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
                self._write(ROWS_AFTER_FAULT)
            self._write(1)
        except SQLAlchemyError:
            return
        self._fault = None

    def _write(self, count: int) -> None:
        """Replace the probe's rows by random ones: SQLite writes nothing that is there already."""
        values = [secrets.token_hex(ROW_BYTES // 2) for _ in range(count)]
        rows = [{"name": f"{NAME} {n}", "value": value} for n, value in enumerate(values)]
        with self._store.writing(wait=PROBE_WAIT_SECONDS) as connection:
            connection.execute(META.delete().where(META.c.name.startswith(NAME)))
            connection.execute(META.insert(), rows)

    def _note(self, context: ExceptionContext) -> None:
        self._fault = fault_in(context) or self._fault
