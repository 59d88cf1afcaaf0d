"""SQLite or PostgreSQL, each with the settings it needs to keep what it promised."""

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

from precheck.errors import BadPolicy

WAIT = 30
"""Seconds that a writer waits for another one."""
BUSY = (OperationalError, InterfaceError, NoConnection)
"""What is raised while the database does not answer; it passes by itself."""
REACHED = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds and milliseconds after which PostgreSQL counts as unreachable."""

PRAGMAS = (
    f"busy_timeout={WAIT * 1000}",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten
)


def open_engine(address: str) -> Engine:
    """Return an engine; nothing is connected yet. Raises BadPolicy for an address of another kind.

    On SQLite a transaction that may write, `execution_options(write=True)`, takes its lock at once,
    so that it never fails halfway for want of it. `execution_options(wait=0.2)`: one that fails
    rather than wait longer, in seconds, for others.
    """
    url = _url(address)
    size = {"pool_size": 4, "max_overflow": 16, "hide_parameters": True}  # errors tell no values
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, pool_pre_ping=True, connect_args=REACHED, **size)
        event.listen(engine, "begin", _bound)
        return engine
    with suppress(OSError):  # SQLite itself says why there can be no such file
        Path(f"{url.database}").touch(mode=0o600)
    engine = create_engine(url, connect_args={"check_same_thread": False}, **size)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
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


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # we say ourselves when a transaction begins
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Turn on the write-ahead log. SQLite does not wait for others in this, so we do."""
    end = time.monotonic() + WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _begin(connection: Connection) -> None:
    asked = connection.get_execution_options()
    wait = round(1000 * asked.get("wait", WAIT))
    connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if asked.get("write") else "BEGIN")


def _bound(connection: Connection) -> None:
    wait = connection.get_execution_options().get("wait")
    if wait is not None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(1000 * wait)}")
