"""Reads the table of members of one Kartu Keluarga, after its citizen was answered."""

import os
import time
from concurrent.futures import wait
from functools import partial

from sqlalchemy import RowMapping

from api.process.logs import log
from api.process.stop_signal import HUNG_EXIT_STATUS
from api.store.photos import intake
from api.submissions.records import members
from api.work.context import WorkerContext
from api.work.photo_task import MAX_CHECK_SECONDS
from precheck.errors import INSTALLATION_ERRORS
from precheck.number.result import Members


def read_next(context: WorkerContext, photo_id: str | None = None) -> bool:
    """Read the next table that is due, or the given photo's; return False if there is none.

    Raises ToolMissing or BadModel; the table is due again later.
    """
    store, now, seconds = context.store, time.time(), context.settings.lease_seconds
    with store.reading() as connection:
        if not members.any_due(connection, now):
            return False
    with store.writing() as connection:
        photo = members.take_due(connection, now, seconds, photo_id)
    if photo is None:
        return False
    with store.reading() as connection:
        file = photo["file_id"] and intake.picture(connection, store.vault, photo["file_id"])
    found = None if file is None else _read(context, photo, file)
    with store.writing() as connection:
        members.keep(connection, store.vault, photo, found)
    return True


def _read(context: WorkerContext, photo: RowMapping, file: bytes) -> Members | None:
    """Read the table; None too where that fails: officers then compare the numbers themselves."""
    read = partial(context.read_members, file, photo["page"], context.office)
    reading = context.executor.submit(read)
    if not wait([reading], MAX_CHECK_SECONDS).done:
        os._exit(HUNG_EXIT_STATUS)
    error = reading.exception()
    if error is None:
        return reading.result()
    if isinstance(error, INSTALLATION_ERRORS):
        raise error
    kind = type(error)  # its message may quote personal data
    log.error("members", id=photo["id"], error=f"{kind.__module__}.{kind.__qualname__}")
    return None
