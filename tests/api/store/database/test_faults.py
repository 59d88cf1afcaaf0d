"""Which errors of the drivers tell of a fault."""

import errno
import sqlite3
from unittest.mock import Mock

import psycopg
import pytest
from psycopg import errors

from api.store.database.faults import Fault, fault_of, folder_fault


def sqlite(code):
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sqlite(sqlite3.SQLITE_FULL), Fault.FULL),
        (sqlite(sqlite3.SQLITE_READONLY_DBMOVED), Fault.READ_ONLY),
        (sqlite(sqlite3.SQLITE_IOERR_FSYNC), Fault.FAILING),
        (sqlite(sqlite3.SQLITE_CANTOPEN), Fault.FAILING),
        (sqlite(sqlite3.SQLITE_CORRUPT), Fault.FAILING),
        (sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), None),
        (sqlite(sqlite3.SQLITE_LOCKED), None),
        (sqlite(sqlite3.SQLITE_ERROR), None),
        (sqlite3.ProgrammingError("closed"), None),
        (errors.DiskFull(), Fault.FULL),
        (errors.ReadOnlySqlTransaction(), Fault.READ_ONLY),
        (errors.IoError(), Fault.FAILING),
        (errors.CannotConnectNow(), Fault.UNREACHABLE),
        (errors.AdminShutdown(), Fault.UNREACHABLE),
        (errors.ConnectionTimeout(), Fault.UNREACHABLE),
        (psycopg.OperationalError("connection refused"), Fault.UNREACHABLE),
        (errors.QueryCanceled(), None),
        (errors.LockNotAvailable(), None),
        (errors.UniqueViolation(), None),
        (ValueError("no error of a driver"), None),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else str(one),
)
def test_faults_are_told_from_locks_and_mistakes(error, fault):
    assert fault_of(error) is fault


def test_the_folder_tells_why_it_cannot_be_written(tmp_path, monkeypatch):
    assert folder_fault(tmp_path / "gone") is Fault.FAILING
    assert folder_fault(tmp_path) is Fault.FAILING  # it can be written now: the file is damaged
    for number, fault in ((errno.ENOSPC, Fault.FULL), (errno.EROFS, Fault.READ_ONLY)):
        failing = Mock(side_effect=OSError(number, "x"))
        monkeypatch.setattr("tempfile.TemporaryFile", failing)
        assert folder_fault(tmp_path) is fault
