"""What keeps a database from storing, recognised by the codes of SQLite and PostgreSQL.

A lock, a timeout or a mistake in a statement is no fault.
"""

import sqlite3
from enum import StrEnum


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


def fault_of(error: BaseException) -> Fault | None:
    """Return the fault that a driver's error tells of; None if it tells of none."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)  # missing in errors of the driver itself
        return None if code is None else SQLITE_FAULTS.get(code & 0xFF)
    state = getattr(error, "sqlstate", "")
    if state is None:  # psycopg knows of no answer of the server
        kinds = {kind.__name__ for kind in type(error).__mro__}
        return Fault.UNREACHABLE if "OperationalError" in kinds else None
    return next((POSTGRES_FAULTS[one] for one in POSTGRES_FAULTS if state.startswith(one)), None)
