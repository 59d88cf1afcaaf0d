"""The calibration that this process judges by: a copy of the database's, read again when old."""

import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from api.store import calibrations
from api.store.database.fault_log import log_unavailable
from api.store.database.store import CALL_WAIT_SECONDS, Store
from precheck.office.calibration import SHIPPED, Calibration
from precheck.runtime.models import models_version

REFRESH_SECONDS = 2.0
"""Age at which the copy is read again: an adopted calibration is in force within this time."""


class CalibrationRing:
    """The calibration of one process; the release's own until the database was read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = threading.Lock()
        self._current = SHIPPED
        self._read_at: float | None = None

    def current(self) -> Calibration:
        """Return the calibration in force; the last known one where the database does not answer.

        One thread reads at a time, and the others take the copy.
        """
        if self._is_old() and self._reading.acquire(blocking=self._read_at is None):
            try:
                if self._is_old():
                    self._read()
            finally:
                self._reading.release()
        return self._current

    def _is_old(self) -> bool:
        read_at = self._read_at
        return read_at is None or time.monotonic() - read_at >= REFRESH_SECONDS

    def _read(self) -> None:
        try:
            with self._store.reading(wait=CALL_WAIT_SECONDS) as connection:
                self._current = calibrations.in_force(connection, models_version())
        except SQLAlchemyError as error:
            log_unavailable(error)
        self._read_at = time.monotonic()
