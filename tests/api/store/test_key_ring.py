"""Keys of the database take effect in a running process, on SQLite and PostgreSQL."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from api.callers.keys import Key, sha256_of
from api.store import api_keys, key_ring
from api.store.database.engine import open_engine
from api.store.key_ring import KeyRing
from tests.api.callers.made import listed, revoke, stored_key

GIVEN = Key(name="given", sha256=sha256_of("pk_given"))
TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(key_ring, "REFRESH_SECONDS", 0.0)


def writes(store):
    """Count the updates of keys from now on."""
    seen = []

    @event.listens_for(store.engine, "before_cursor_execute")
    def _see(_connection, _cursor, statement, *_):
        if statement.startswith("UPDATE api_keys"):
            seen.append(statement)

    return seen


@pytest.mark.usefixtures("at_once")
def test_a_key_is_valid_without_a_restart_until_it_is_revoked(store):
    ring = KeyRing(store, [GIVEN])
    text, id_ = stored_key(store, scopes={"check"})
    assert ring.find(text) == replace(listed(store)[id_])
    assert ring.find(text).why_invalid(time.time()) is None
    revoke(store, id_)
    assert ring.find(text).why_invalid(time.time()) == "revoked"
    assert ring.find("pk_given") is GIVEN
    assert ring.find(f"{text}x") is None


@pytest.mark.usefixtures("at_once")
def test_a_revoked_key_is_still_one_and_not_revoked_twice(store):
    ring = KeyRing(store, [])
    assert not ring.any_exist()
    _, id_ = stored_key(store)
    revoke(store, id_)
    assert ring.any_exist()
    with store.writing() as connection:
        assert not api_keys.revoke(connection, id_, time.time())
        assert not api_keys.revoke(connection, "none", time.time())


def test_the_copy_is_used_until_it_is_old(store, monkeypatch):
    ring = KeyRing(store, [])
    text, _ = stored_key(store)
    assert ring.find(text) is None  # within REFRESH_SECONDS
    monkeypatch.setattr(key_ring, "REFRESH_SECONDS", 0.0)
    assert ring.find(text).name == "bot"


def test_the_day_of_the_last_use_is_written_once_and_no_time(store):
    text, id_ = stored_key(store)
    ring, seen = KeyRing(store, []), writes(store)
    for _ in range(3):
        ring.note_use(ring.find(text))
    assert (len(seen), listed(store)[id_].last_used_on) == (1, TODAY)
    again = KeyRing(store, [])  # another process, which reads the day
    again.note_use(again.find(text))
    again.note_use(GIVEN)
    assert len(seen) == 1


def test_a_later_day_replaces_an_earlier_and_never_the_reverse(store):
    _, id_ = stored_key(store)
    for day, kept in (("2026-12-01",) * 2, ("2026-12-03",) * 2, ("2026-12-02", "2026-12-03")):
        with store.writing() as connection:
            api_keys.note_use(connection, id_, day)
        assert listed(store)[id_].last_used_on == kept


@pytest.mark.usefixtures("at_once")
def test_without_the_database_the_keys_known_last_count(store, tmp_path):
    text, _ = stored_key(store)
    ring = KeyRing(store, [])
    gone = open_engine(f"sqlite:///{tmp_path / 'no' / 'folder.db'}")
    ring._store = replace(store, engine=gone)
    with capture_logs() as lines:
        key = ring.find(text)
        ring.note_use(key)
        ring.note_use(key)  # not tried again for a while
    assert key.name == "bot"
    assert [line["event"] for line in lines] == ["database", "database"]
