"""What keeps a database from storing, recognised by the codes of SQLite and PostgreSQL.

A lock, a timeout or a mistake in a statement is no fault.
"""

import errno
import sqlite3
import tempfile
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import ExceptionContext


class Fault(StrEnum):
    """What keeps a database from storing."""

    FULL = "full"
    """Its disk has no space left."""
    READ_ONLY = "read_only"
    """It only reads: by its file system, its settings, or as PostgreSQL's standby."""
    FAILING = "failing"
    """Its disk fails to read, write or open the files, or they are damaged."""
    UNREACHABLE = "unreachable"
    """Nothing answers at its address."""


WRITABLE = "writable"
ADVICE = {
    Fault.FULL: "The disk of the database is full: free space on it.",
    Fault.READ_ONLY: "The database can only be read: mount its disk for writing again, or let "
    "PostgreSQL write.",
    Fault.FAILING: "The disk of the database fails: see the kernel's log, repair and mount it.",
    Fault.UNREACHABLE: "The database does not answer: start it.",
}
"""What the operator does. The service goes on by itself afterwards."""
SQLITE_FAULTS = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_IOERR: Fault.FAILING,
    sqlite3.SQLITE_CANTOPEN: Fault.FAILING,
    sqlite3.SQLITE_CORRUPT: Fault.FAILING,
    sqlite3.SQLITE_NOTADB: Fault.FAILING,
}
"""By primary result code."""
POSTGRES_FAULTS = {
    "53100": Fault.FULL,
    "25006": Fault.READ_ONLY,
    "58": Fault.FAILING,
    "08": Fault.UNREACHABLE,
    "57P": Fault.UNREACHABLE,
}
"""By SQLSTATE or the beginning of it."""
FILE_SYSTEM_FAULTS = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
}
PAGE_BYTES = 4096


def fault_in(context: ExceptionContext) -> Fault | None:
    """Return the fault behind an error of an engine; None if the error is no fault.

    SQLite says of most errors only that writing failed: its folder tells more. A connection that
    broke while nobody used it is replaced before its use.
    """
    if context.is_pre_ping:
        return None
    fault = fault_of(context.original_exception)
    if fault is Fault.FAILING and context.engine is not None and context.dialect.name == "sqlite":
        return folder_fault(Path(f"{context.engine.url.database}").parent)
    return fault


def folder_fault(folder: Path) -> Fault:
    """Return why a file in the folder cannot be written; FAILING also if it can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(PAGE_BYTES))  # closing it writes them all, or raises
    except OSError as error:
        return FILE_SYSTEM_FAULTS.get(error.errno or 0, Fault.FAILING)
    return Fault.FAILING


def fault_of(error: BaseException) -> Fault | None:
    """Return the fault behind a driver's error; None if the error is no fault."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)  # missing in errors of the driver itself
        return None if code is None else SQLITE_FAULTS.get(code & 0xFF)
    state = getattr(error, "sqlstate", "")
    if state is None:  # psycopg knows of no answer of the server
        kinds = {kind.__name__ for kind in type(error).__mro__}
        return Fault.UNREACHABLE if "OperationalError" in kinds else None
    return next((POSTGRES_FAULTS[one] for one in POSTGRES_FAULTS if state.startswith(one)), None)
