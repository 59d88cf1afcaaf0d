"""Engines for SQLite and PostgreSQL with the settings that durable transactions need."""

import sqlite3
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from api.store.database.faults import fault_of
from api.store.database.recovery import Recovery
from precheck.errors import BadPolicy

LOCK_WAIT_SECONDS = 30
"""Maximum wait of a writer for another one."""
UNAVAILABLE = (OperationalError, InterfaceError, NoConnection)
"""Errors raised while the database does not answer; they are temporary."""
POSTGRES_TIMEOUTS = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds (connect) and milliseconds (TCP) after which PostgreSQL is unreachable."""

PRAGMAS = (
    f"busy_timeout={LOCK_WAIT_SECONDS * 1000}",
    "synchronous=FULL",  # an answer that promises storage outlives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # deleted data is overwritten
)


def open_engine(address: str) -> Engine:
    """Return an engine without an open connection. Raises BadPolicy for other kinds of database.

    `execution_options(write=True)`: on SQLite the transaction takes the write lock at its begin, so
    that it cannot fail halfway. `execution_options(wait=0.2)`: maximum wait for the database, in
    seconds; `lock_wait` the same for SQLite's locks alone.
    """
    url = _url(address)
    size = {"pool_size": 4, "max_overflow": 16, "hide_parameters": True}  # errors show no values
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, pool_pre_ping=True, connect_args=POSTGRES_TIMEOUTS, **size)
        event.listen(engine, "begin", _limit_wait)
        Recovery(engine)
        return engine
    with suppress(OSError):  # SQLite itself reports why the file is impossible
        Path(f"{url.database}").touch(mode=0o600)
    engine = create_engine(url, connect_args={"check_same_thread": False, "uri": True}, **size)
    event.listen(engine, "do_connect", _never_create)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    Recovery(engine)
    return engine


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise BadPolicy("database: not an address such as postgresql://…") from error
    kind = url.get_backend_name()
    if kind == "postgresql":
        if find_spec("psycopg") is None:
            raise BadPolicy("database: needs psycopg: the extra precheck[postgres].")
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database or url.database == ":memory:":
        raise BadPolicy("database: neither postgresql://… nor sqlite:///FILE.")
    return url


def _never_create(_dialect: object, _record: object, given: list[str], _options: object) -> None:
    """Open an existing file only: a folder whose disk is not mounted gets no empty database."""
    given[0] = f"{Path(given[0]).as_uri()}?mode=rw"


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # `_begin` starts the transactions
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Turn on the write-ahead log; retry, as SQLite does not wait for locks in this statement."""
    end = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if fault_of(error) is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    wait = options.get("wait") or options.get("lock_wait") or LOCK_WAIT_SECONDS
    connection.exec_driver_sql(f"PRAGMA busy_timeout={round(1000 * wait)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("write") else "BEGIN")


def _limit_wait(connection: Connection) -> None:
    wait = connection.get_execution_options().get("wait")
    if wait is not None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(1000 * wait)}")
