"""Records a row of each `/check` before it is answered, unless the database is busy.

A busy database delays no answer: the attempt counts as the first, and the row is written later.
"""

import threading
import time
from collections import deque
from dataclasses import replace
from itertools import islice
from typing import cast

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from api.check.requests import CheckRequest
from api.process.logs import log
from api.store import checks
from api.store.checks import CheckCall, CheckRow
from api.store.database.engine import UNAVAILABLE
from api.store.database.fault_log import log_unavailable
from api.store.database.store import CALL_WAIT_SECONDS, Store

RETRY_PAUSE_SECONDS = 5.0
"""Pause after the database did not answer."""
MAX_WAITING_ROWS = 5000
"""Rows that may wait to be written; further ones are dropped."""
ROWS_PER_TRANSACTION = 100


EXTENSION = "precheck.recorder"


def recorder() -> "CheckRecorder":
    """Return the recorder of the application that answers this request."""
    return cast("CheckRecorder", current_app.extensions[EXTENSION])


class CheckRecorder:
    """Records the calls of this process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[CheckRow] = deque()
        self._lock = threading.Lock()
        self._writing = False
        self._available_from = 0.0

    def call(self, owner: str, request: CheckRequest) -> CheckCall:
        """Return the call, with its attempt counted if the request leaves that to the service."""
        call = CheckCall.of(self._store.vault, owner, request.options, request.data)
        if not request.count_attempt:
            return call
        return replace(call, options=replace(call.options, attempt=self._count_attempt(call)))

    def _count_attempt(self, call: CheckCall) -> int:
        if time.monotonic() >= self._available_from:
            try:
                with self._store.reading(wait=CALL_WAIT_SECONDS) as connection:
                    return checks.count_attempt(connection, call, time.time())
            except SQLAlchemyError as error:
                self._available_from = time.monotonic() + RETRY_PAUSE_SECONDS
                _log_error(error)
        return 1

    def record(self, row: CheckRow) -> str:
        """Write a row, now or later, and return its id; a repeated call returns the first id."""
        if not self._waiting:  # otherwise the database does not answer
            try:
                with self._store.writing(wait=CALL_WAIT_SECONDS) as connection:
                    return checks.insert(connection, row)
            except UNAVAILABLE as error:
                _log_error(error)
            except SQLAlchemyError as error:  # a check succeeds without its row
                _log_error(error)
                _log_lost(row)
                return str(row["id"])
        self._record_later(row)
        return str(row["id"])

    def _record_later(self, row: CheckRow) -> None:
        with self._lock:
            if len(self._waiting) >= MAX_WAITING_ROWS:
                _log_lost(row)
                return
            self._waiting.append(row)
            if not self._writing:
                self._writing = True
                threading.Thread(target=self._write_waiting, name="rows").start()

    def _write_waiting(self) -> None:
        """Write rows until none is waiting."""
        while rows := self._next():
            try:
                self._write(rows)
            except UNAVAILABLE as error:
                _log_error(error)
                if threading.main_thread().is_alive():
                    threading.main_thread().join(
                        RETRY_PAUSE_SECONDS
                    )  # sleep until the process ends
                    continue
                _log_lost(*rows)
            with self._lock:
                for _ in rows:
                    self._waiting.popleft()

    def _next(self) -> list[CheckRow]:
        with self._lock:
            rows = list(islice(self._waiting, ROWS_PER_TRANSACTION))
            self._writing = bool(rows)
        return rows

    def _write(self, rows: list[CheckRow]) -> None:
        try:
            with self._store.writing() as connection:
                for row in rows:
                    checks.insert(connection, row)
        except UNAVAILABLE:
            raise
        except SQLAlchemyError as error:
            _log_error(error)
            _log_lost(*rows)


def _log_lost(*rows: CheckRow) -> None:
    for row in rows:
        log.error("row lost", id=row["id"])


def _log_error(error: SQLAlchemyError) -> None:
    log_unavailable(error)
