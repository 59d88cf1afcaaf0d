"""All keys that this process knows: those of the settings, and a copy of the database's."""

import hmac
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from api.callers.keys import Key, sha256_of
from api.store import api_keys
from api.store.database.fault_log import log_unavailable
from api.store.database.store import CALL_WAIT_SECONDS, Store

REFRESH_SECONDS = 1.0
"""Age at which the copy is read again: a new or revoked key takes effect within this time."""
NOTE_PAUSE_SECONDS = 60.0
"""Pause after the day of a use could not be noted."""


class KeyRing:
    """The keys of one process."""

    def __init__(self, store: Store, given: Sequence[Key]) -> None:
        """Read the keys. The store has no open connection afterwards, so the process may fork."""
        self._store = store
        self._given = tuple(given)
        self._reading = threading.Lock()
        self._noted: set[tuple[str, str]] = set()
        self._note_from = 0.0
        with store.reading() as connection:
            self._stored = api_keys.every(connection)
        store.close()
        self._read_at = time.monotonic()

    def any_exist(self) -> bool:
        """Return whether there is any key, also a revoked or expired one: then calls need one."""
        return bool(self._given or self._current())

    def find(self, text: str) -> Key | None:
        """Return the key, valid or not; None for an unknown one.

        The time of the comparison does not depend on the key.
        """
        given = sha256_of(text)
        known = (*self._given, *self._current())
        found = [key for key in known if hmac.compare_digest(given, key.sha256)]
        return found[0] if found else None

    def note_use(self, key: Key) -> None:
        """Note the day of a use in the database, once a day for each key and process."""
        day = datetime.now(UTC).date().isoformat()
        if key.id is None or day == key.last_used_on or (key.id, day) in self._noted:
            return
        if time.monotonic() < self._note_from:
            return
        self._noted.add((key.id, day))
        try:
            with self._store.writing(wait=CALL_WAIT_SECONDS) as connection:
                api_keys.note_use(connection, key.id, day)
        except SQLAlchemyError as error:
            self._note_from = time.monotonic() + NOTE_PAUSE_SECONDS
            self._noted.discard((key.id, day))
            log_unavailable(error)

    def _current(self) -> Sequence[Key]:
        """Return the database's keys; one thread replaces an old copy, others wait shortly."""
        if self._is_old() and self._reading.acquire(timeout=CALL_WAIT_SECONDS):
            try:
                if self._is_old():
                    self._read()
            finally:
                self._reading.release()
        return self._stored

    def _is_old(self) -> bool:
        return time.monotonic() - self._read_at >= REFRESH_SECONDS

    def _read(self) -> None:
        try:
            with self._store.reading(wait=CALL_WAIT_SECONDS) as connection:
                self._stored = api_keys.every(connection)
        except SQLAlchemyError as error:
            log_unavailable(error)
        self._read_at = time.monotonic()
