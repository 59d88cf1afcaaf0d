"""A full disk is logged as that, with what to do; other faults by the kind of their error."""

import sqlite3

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import capture_logs

from api.process.logs import only_allowed
from api.store.database.fault_log import log_unavailable


def logged(error):
    with capture_logs() as lines:
        log_unavailable(error)
    return only_allowed(None, "error", lines[0])


def test_a_full_database_is_logged_as_a_full_disk(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'small.db'}")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 2"))
        connection.execute(text("CREATE TABLE one (x)"))
        with pytest.raises(DBAPIError) as full:
            connection.execute(text("CREATE TABLE two (x)"))
    engine.dispose()
    line = logged(full.value)
    assert (line["event"], "free space" in line["advice"]) == ("disk full", True)


@pytest.mark.parametrize(
    "error",
    [PoolTimeout("pool"), OperationalError("", {}, sqlite3.OperationalError("locked: secret"))],
)
def test_other_faults_are_logged_by_their_kind(error):
    line = logged(error)
    assert (line["event"], line["error"]) == ("database", type(error).__qualname__)
    assert "secret" not in str(line)
