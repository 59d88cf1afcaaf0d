"""A row of each `/check` is kept before the answer goes out, unless the database is busy.

Nobody waits for it then: the attempt is taken as the first, and the row is written later.
"""

import threading
import time
from collections import deque
from dataclasses import replace
from itertools import islice

from sqlalchemy.exc import SQLAlchemyError

from api.inputs import Order
from api.logs import log
from api.store import Store, checks
from api.store.checks import Asked, Row
from api.store.engine import BUSY

WAIT = 0.2
"""Seconds that a call waits for the database."""
PAUSE = 5.0
"""Seconds during which a database that did not answer is left alone."""
MOST = 5000
"""Rows that may wait to be written; further ones are lost."""
ROUND = 100
"""Rows of one transaction."""


class Rows:
    """The rows of this process's calls."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._late: deque[Row] = deque()
        self._lock = threading.Lock()
        self._writing = False
        self._asked_from = 0.0

    def asked(self, owner: str, order: Order) -> Asked:
        """Tell a call, its attempt counted where the caller counts none but names a reference."""
        asked = Asked.of(self._store.vault, owner, order.options, order.data)
        if not order.counted:
            return asked
        return replace(asked, options=replace(order.options, attempt=self._counted(asked)))

    def _counted(self, asked: Asked) -> int:
        if time.monotonic() >= self._asked_from:
            try:
                with self._store.reading(wait=WAIT) as connection:
                    return checks.counted(connection, asked, time.time())
            except SQLAlchemyError as error:
                self._asked_from = time.monotonic() + PAUSE
                _told(error)
        return 1

    def keep(self, row: Row) -> str:
        """Keep a row and return its id, now or later; a repetition returns the first one's id."""
        if not self._late:  # else the database does not answer
            try:
                with self._store.writing(wait=WAIT) as connection:
                    return checks.keep(connection, row)
            except BUSY as error:
                _told(error)
            except SQLAlchemyError as error:  # no photo fails for want of its row
                _told(error)
                _lost(row)
                return str(row["id"])
        self._keep_later(row)
        return str(row["id"])

    def _keep_later(self, row: Row) -> None:
        with self._lock:
            if len(self._late) >= MOST:
                _lost(row)
                return
            self._late.append(row)
            if not self._writing:
                self._writing = True
                threading.Thread(target=self._write_late, name="rows").start()

    def _write_late(self) -> None:
        """Write until none waits."""
        while some := self._next():
            try:
                self._write(some)
            except BUSY as error:
                _told(error)
                if threading.main_thread().is_alive():
                    threading.main_thread().join(PAUSE)  # a nap, unless the process ends
                    continue
                _lost(*some)
            with self._lock:
                for _ in some:
                    self._late.popleft()

    def _next(self) -> list[Row]:
        with self._lock:
            some = list(islice(self._late, ROUND))
            self._writing = bool(some)
        return some

    def _write(self, rows: list[Row]) -> None:
        try:
            with self._store.writing() as connection:
                for row in rows:
                    checks.keep(connection, row)
        except BUSY:
            raise
        except SQLAlchemyError as error:
            _told(error)
            _lost(*rows)


def _lost(*rows: Row) -> None:
    for row in rows:
        log.error("row lost", id=row["id"])


def _told(error: SQLAlchemyError) -> None:
    log.error("database", error=type(error).__qualname__)
