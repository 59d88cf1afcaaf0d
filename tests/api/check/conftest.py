"""A service on each database, and a database that is locked."""

import pytest

from api.store.database.engine import open_engine
from api.store.database.store import Store


@pytest.fixture
def make_client(make_stored):
    return make_stored


@pytest.fixture
def client(make_client):
    return make_client()


@pytest.fixture
def held(store):
    """The database while another writes in it for long."""
    engine = open_engine(store.engine.url.render_as_string(hide_password=False))
    with Store(engine, store.vault).writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE checks")
        yield connection
    engine.dispose()
