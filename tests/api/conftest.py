"""The service on a fake core, and stores on SQLite and PostgreSQL; store tests run on both."""

import shutil
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import create_engine, text

from api.app import create_app
from api.check import recorder
from api.check.recorder import CheckRecorder
from api.settings import Settings
from api.store.database.store import Store
from api.store.tables.registry import ALL_TABLES
from tests.api.fakes import Core
from tests.servers.postgres import postgres

NAMES = count()


@pytest.fixture
def core():
    return Core()


@pytest.fixture
def make_app(core):
    apps = []

    def make(**given):
        apps.append(create_app(Settings(**given), checker=core))
        return apps[-1]

    yield make
    for app in apps:
        app.extensions["precheck"].store.close()


@pytest.fixture
def client(make_app):
    return make_app().test_client()


@pytest.fixture(scope="session")
def cluster():
    with postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """Settings of a database without any tables."""
    if request.param == "sqlite":
        return Settings(data=tmp_path)
    cluster, name = request.getfixturevalue("cluster"), f"t{next(NAMES)}"
    address = cluster.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return Settings(data=tmp_path, database=f"{cluster.rpartition('/')[0]}/{name}")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A folder with a database of today's tables, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    Store.open(Settings(data=folder)).close()
    return folder


@pytest.fixture(scope="session")
def postgres_store(cluster, migrated):
    store = Store.open(Settings(data=migrated, database=cluster))
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, migrated):
    """A store with tables and nothing in them."""
    if request.param == "postgresql":
        store = request.getfixturevalue("postgres_store")
        empty(store)
        yield store
        return
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    store = Store.open(Settings(data=tmp_path))
    yield store
    store.close()


def empty(store):
    """Delete all rows, past the triggers that keep the trail; TRUNCATE takes 20 times as long."""
    with store.writing() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for name in ALL_TABLES.tables.keys() - {"meta"}:
            connection.execute(text(f"DELETE FROM {name}"))


@pytest.fixture
def make_stored(make_app, store):
    """Clients of a service whose store is each of the databases in turn."""

    def make(**given):
        app = make_app(**given)
        service = app.extensions["precheck"]
        service.store.close()
        app.extensions["precheck"] = replace(service, store=store)
        app.extensions[recorder.EXTENSION] = CheckRecorder(store)
        return app.test_client()

    return make
