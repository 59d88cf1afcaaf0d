"""Finds the row of an earlier `/check`, which may still wait to be written."""

import time

from sqlalchemy import Connection, RowMapping
from ulid import ULID

from api.process.capacity import Busy
from api.store import checks
from api.store.tables.columns import ID

MAX_ROW_DELAY_SECONDS = 600.0
"""Age of a check up to which a missing row may still be written (`api/check/recorder.py`)."""


def find_check(connection: Connection, id_: str, owner: str) -> RowMapping | None:
    """Return the caller's check; None if there is no such check of this caller.

    Raises Busy if its row may still be written.
    """
    row = checks.get(connection, id_) if ID.fullmatch(id_) else None
    if row is None and _is_recent(id_):
        raise Busy(f"The check {id_} is not recorded yet. Ask again shortly.")
    return row if row is not None and row["owner"] == owner else None


def _is_recent(id_: str) -> bool:
    try:
        at = ULID.from_str(id_).timestamp
    except ValueError:
        return False
    return abs(time.time() - at) < MAX_ROW_DELAY_SECONDS
