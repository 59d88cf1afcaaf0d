"""The migrations create the tables of the code, once, bound to one secret."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from sqlite3 import OperationalError

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.settings import Settings
from api.store import audit_trail
from api.store.database.store import Store
from api.store.tables.registry import ALL_TABLES
from precheck.errors import BadPolicy

FULL = 2
"""Of SQLite's `synchronous`: a commit returns once it is on the disk."""


def test_the_migrations_make_the_tables_that_the_code_knows(store):
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), ALL_TABLES) == []


def test_many_may_open_a_new_database_at_once_but_not_with_another_secret(fresh):
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(Store.open, [fresh] * 4))
    assert len({one.vault.key("x") for one in stores}) == 1
    for store in stores:
        store.close()
    fresh.secret.write_text("00" * 32)
    with pytest.raises(BadPolicy, match="secret_file: not the secret"):
        Store.open(fresh)


UNKNOWN = {"0024": "too old for this version", "9999": "made by a later version"}


@pytest.mark.parametrize(("version", "told"), UNKNOWN.items(), ids=UNKNOWN)
def test_a_database_to_which_no_step_belongs_is_not_changed(fresh, version, told):
    store = Store.open(fresh)
    to = text("UPDATE alembic_version SET version_num = :version")
    with store.writing() as connection:
        connection.execute(to, {"version": version})
    store.close()
    with pytest.raises(BadPolicy, match=told):
        Store.open(fresh)


@pytest.mark.parametrize("act", ["UPDATE trail SET who = 'x'", "DELETE FROM trail"])
def test_the_audit_trail_is_append_only(store, act):
    with store.writing() as connection:
        audit_trail.add(connection, "sri", "view_number", "0" * 26)
    with pytest.raises(DBAPIError, match="append-only"), store.writing() as connection:
        connection.execute(text(act))
    with store.reading() as connection:
        (row,) = audit_trail.latest(connection)
    assert (row["who"], row["act"], row["subject"]) == ("sri", "view_number", "0" * 26)


def test_a_failed_block_leaves_nothing(store):
    def fail():
        with store.writing() as connection:
            audit_trail.add(connection, "sri", "export")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as connection:
        assert audit_trail.latest(connection) == []


def test_sqlite_has_its_settings(tmp_path):
    store = Store.open(Settings(data=tmp_path))
    with store.reading() as connection:
        result = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    assert result == ["wal", FULL, 1, 1]
    other = closing(sqlite3.connect(tmp_path / "precheck.db", timeout=0))
    with other as connection, store.writing(), pytest.raises(OperationalError, match="locked"):
        connection.execute("BEGIN IMMEDIATE")
    store.close()


def test_secret_and_database_are_for_this_user_alone(tmp_path):
    store = Store.open(Settings(data=tmp_path / "new"))
    with store.writing() as connection:
        audit_trail.add(connection, "sri", "export")
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "new").iterdir()}
    store.close()
    names = ("precheck.db", "precheck.db-shm", "precheck.db-wal", "secret")
    assert modes == dict.fromkeys(names, 0o600)
    assert len(bytes.fromhex((tmp_path / "new" / "secret").read_text())) == 32


@pytest.mark.parametrize("content", ["", "zz", "00" * 31, "é"])
def test_a_wrong_secret_ends_the_start(tmp_path, content):
    (tmp_path / "secret").write_text(content)
    with pytest.raises(BadPolicy, match="secret_file"):
        Store.open(Settings(data=tmp_path))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nonsense", "not an address"),
        ("mysql://localhost/x", "neither"),
        ("sqlite://", "neither"),
        ("sqlite:////nowhere/at/all.db", "unable to open"),
        ("postgresql://nobody@127.0.0.1:9/x", "connection"),
    ],
)
def test_a_wrong_database_ends_the_start_with_one_line(tmp_path, address, why):
    with pytest.raises(BadPolicy, match=f"database: .*{why}") as result:
        Store.open(Settings(data=tmp_path, database=address))
    assert "\n" not in str(result.value)
