"""Databases in every state, on SQLite and PostgreSQL; a real Redis; keys."""

import shutil
import time

import pytest
from sqlalchemy import text

from api.callers.keys import sha256_of
from api.doctor import callers, configuration, servers
from api.settings import Settings
from api.store.database import migrate
from api.store.database.engine import open_engine
from api.store.database.store import Store
from tests.api.callers.made import revoke, stored_key
from tests.api.stepped import with_step
from tests.servers.ports import free_port
from tests.servers.redis import redis

DAY = 86_400


def examined(settings):
    with servers.database(settings) as (found, connection, _):
        return found.state, found.found, connection is not None


def changed(settings, statement):
    engine = open_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


STATES = {
    "migrated": (None, "ok", "migrated", True),
    "outdated": ("UPDATE alembic_version SET version_num = '0001'", "fail", "too old", False),
    "later": ("UPDATE alembic_version SET version_num = '9999'", "fail", "later version", False),
    "empty": ("DELETE FROM alembic_version", "warn", "is empty", False),
    "another secret": ("UPDATE meta SET name = 'key other'", "fail", "another secret", True),
}


@pytest.mark.parametrize(("statement", "state", "told", "usable"), STATES.values(), ids=STATES)
def test_a_database_is_told_by_its_state(tmp_path, migrated, statement, state, told, usable):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    settings = Settings(data=tmp_path)
    if statement:
        changed(settings, statement)
    found = examined(settings)
    assert (found[0], told in found[1], found[2]) == (state, True, usable), found


def test_a_database_before_a_step_is_told(tmp_path, migrated, monkeypatch):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    with_step(tmp_path / "newer")
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "newer")
    state, told, usable = examined(Settings(data=tmp_path))
    assert (state, "of an earlier version" in told, usable) == ("warn", True, False)


def test_a_folder_where_nothing_can_be_created_is_told(tmp_path):
    (tmp_path / "file").touch()
    settings = Settings(data=tmp_path / "file" / "data")
    assert examined(settings)[0] == "fail"
    assert configuration.secret(settings).state == "fail"


def test_postgresql_says_why_it_refuses(cluster):
    *_, told = examined(Settings(database=f"{cluster}-nowhere"))[:2]
    assert told.endswith('-nowhere" does not exist')


def test_postgresql_that_is_away_is_told_without_its_password(tmp_path):
    address = f"postgresql://precheck:hidden-words@127.0.0.1:{free_port()}/precheck"
    _, told, _ = examined(Settings(data=tmp_path, database=address))
    assert told.endswith(": Connection refused")
    assert "hidden" not in told


def test_postgresql_is_examined_as_well(cluster, postgres_store, tmp_path, migrated):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    assert postgres_store.engine.dialect.name == "postgresql"
    state, told, usable = examined(Settings(data=tmp_path, database=cluster))
    assert (state, told.startswith("postgresql at 127.0.0.1:"), usable) == ("ok", True, True)


def test_a_postgresql_that_only_reads_is_told(cluster, postgres_store, tmp_path, migrated):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    assert postgres_store.engine.dialect.name == "postgresql"
    reads = f"{cluster}?options=-c%20default_transaction_read_only%3Don"
    with servers.database(Settings(data=tmp_path, database=reads)) as (found, *_):
        assert "cannot be written" in found.found
        assert "read_only" in found.advice


def test_without_its_secret_none_is_created(tmp_path, migrated):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    settings = Settings(data=tmp_path)
    settings.secret.unlink()
    assert examined(settings)[0] == "fail"
    assert not settings.secret.exists()


def test_a_locked_or_unwritable_database_is_told(tmp_path, migrated, monkeypatch):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    settings = Settings(data=tmp_path)
    monkeypatch.setattr(servers, "TIMEOUT_SECONDS", 0.1)
    engine = open_engine(settings.database_url)
    with engine.execution_options(write=True).begin() as holder:
        holder.execute(text("UPDATE meta SET value = value"))
        assert examined(settings)[:2] == (
            "fail",
            f"SQLite {tmp_path / 'precheck.db'} cannot be written",
        )
    engine.dispose()


def test_a_real_redis_answers():
    with redis() as (address, _):
        found = servers.redis(Settings(rate_storage=address))
    assert (found.state, found.found) == (
        "ok",
        f"redis at {address.removeprefix('redis://')} answers",
    )


def test_what_is_not_configured_is_not_examined():
    assert servers.redis(Settings()) is None
    assert servers.broker(Settings()) is None
    assert callers.desk(None) is None


KEYS = {
    "none here": ({}, [], "warn", "none"),
    "none for others": ({"host": "0.0.0.0"}, [], "fail", "lets others call"),
    "of the settings": ({"keys": (sha256_of("k"),)}, [], "ok", "1 valid"),
    "valid": ({}, [{}, {"expires_at": time.time() + 30 * DAY}], "ok", "2 valid"),
    "ending": ({}, [{}, {"expires_at": time.time() + 13 * DAY}], "warn", "bot expire"),
    "ended": ({}, [{"expires_at": time.time() - 1}], "fail", "nobody can call"),
}


@pytest.mark.parametrize(("settings", "stored", "state", "told"), KEYS.values(), ids=KEYS)
def test_keys_are_examined(tmp_path, migrated, settings, stored, state, told):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    store = Store.open(Settings(data=tmp_path))
    for given in stored:
        stored_key(store, **given)
    _, ended = stored_key(store) if stored else (None, None)
    if ended:
        revoke(store, ended)  # one that is revoked changes nothing
    with store.reading() as connection:
        found = callers.keys(Settings(**settings), connection)
    store.close()
    assert (found.state, told in found.found) == (state, True), found
