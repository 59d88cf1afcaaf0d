"""The migrations create the tables of the code, once, bound to one secret."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from sqlite3 import OperationalError

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.settings import Settings
from api.store import applications, audit_trail, submissions
from api.store.channels import conversations
from api.store.database.engine import open_engine
from api.store.database.migrate import MIGRATIONS
from api.store.database.store import Store
from api.store.figures import judged_photos
from api.store.stages import Stage
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


def older(fresh, revision, rows):
    """Make a database of an earlier version with these rows, and open it with the code of today."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_engine(fresh.database_url)
    with engine.execution_options(write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for row in rows:
            connection.exec_driver_sql(row)
    engine.dispose()
    return Store.open(fresh)


def test_columns_for_statistics_are_filled_from_older_rows(fresh):
    store = older(fresh, "0003", OLDER)
    with store.reading() as connection:
        checked, worked = judged_photos(connection, 0.0)
    store.close()
    for one in (checked, worked):
        assert (one.version, one.policy, one.took_ms) == ("1", "default", 90)


VERSION = '"version": {"service": "1", "models": "m", "policy": "default"}'
ANSWER = f'{{{VERSION}, "took_ms": {{"total": 90}}}}'
OLDER = (
    f"""INSERT INTO checks (id, at, owner, file_mac, asked, attempt, verdict, reasons, notes,
    measures, took_ms, version) VALUES ('c', 1, 'bot', 'm', '[]', 1, 'accept', '[]', '[]',
    '{{}}', 90, '{VERSION.partition(": ")[2]}')""",
    """INSERT INTO batches (id, created_at, owner, origin, rank, lang)
    VALUES ('b', 1, 'bot', 'backlog', 2, 'id')""",
    f"""INSERT INTO photos (id, batch_id, file_mac, page, position, added_at, rank, sealed_names,
    asked, attempt, state, done_at, verdict, answer) VALUES ('p', 'b', 'm', 1, 1, 1, 2, '',
    '[]', 1, 'done', 1, 'accept', '{ANSWER}')""",
)


WAITING = """INSERT INTO photos (id, batch_id, file_mac, page, position, added_at, rank,
    sealed_names, asked, attempt, state, for_officer, sampled, verdict, number_state)
    VALUES ({page}, 'b', 'm', {page}, 1, 1, {rank}, '', '[]', 1, '{state}', true, {sampled},
    {verdict}, {number})"""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"state": "dead"}, "machine_failed"),
        ({"sampled": "true"}, "sampled"),
        ({"number": "'doubtful'"}, "number_doubtful"),
        ({"number": "'doubtful'", "verdict": "'re-photo'"}, "refused_number"),
        ({"rank": 0}, "handed_over"),
        ({"number": "'unread'", "verdict": "'re-photo'"}, "number_unread"),
        ({}, "verdict_doubtful"),
    ],
)
def test_photos_that_wait_have_their_reason(fresh, row, reason):
    plain = {"page": 1, "rank": 2, "state": "done", "sampled": "false"}
    values = {**plain, "verdict": "'accept'", "number": "NULL", **row}
    store = older(fresh, "0005", [OLDER[1], WAITING.format(**values)])
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT queue_reason FROM photos").scalar() == reason
    store.close()


APPLIED = (
    OLDER[1],
    """INSERT INTO submissions (id, created_at, updated_at, owner, service, variant, lang, batch_id,
    state, stale, rounds, sent_back, saved)
    VALUES ('s', 1, 2, 'channel', 'nik', 'aktivasi', 'id', 'b', 'complete', false, 2, 0, 0)""",
    """INSERT INTO conversations (id, sender_mac, channel, number_id, sealed_sender, submission_id,
    window_until, expires_at) VALUES ('c', 'm', 'cloud', '1', '', 's', 1, 1)""",
)


def test_applications_of_an_earlier_version_are_linked_and_wait_for_officers(fresh):
    store = older(fresh, "0016", APPLIED)
    with store.reading() as connection:
        row = submissions.get(connection, "s")
        counts = applications.counts(connection, 3.0)
        assert conversations.of_submission(connection, "s")["id"] == "c"
    store.close()
    assert (row.stage, row.conversation_id, row.closed_at) == (Stage.COMPLETE, "c", None)
    assert counts[Stage.COMPLETE] == 1


def test_what_was_tried_in_the_demo_of_an_earlier_version_is_no_application(fresh):
    store = older(fresh, "0016", [row.replace("'cloud'", "'demo'") for row in APPLIED])
    with store.reading() as connection:
        assert submissions.get(connection, "s").owner == submissions.DEMO_OWNER
        assert not any(applications.counts(connection).values())
    store.close()


def test_a_database_of_a_later_version_is_not_changed(fresh):
    store = Store.open(fresh)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(BadPolicy, match="later version"):
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
