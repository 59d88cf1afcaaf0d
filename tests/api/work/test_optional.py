"""A missing optional library ends the start with one line."""

import importlib.util

import pytest

from api.serve import serve
from api.settings import Settings
from api.store.database.engine import open_engine
from api.worker.start import start
from precheck.errors import BadPolicy

BROKER = Settings(broker="amqp://guest@127.0.0.1:9//")


@pytest.fixture(autouse=True)
def without_extras(monkeypatch):
    there = importlib.util.find_spec

    def find_spec(name, *more):
        return None if name in {"celery", "psycopg"} else there(name, *more)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    monkeypatch.setattr("api.store.database.engine.find_spec", find_spec)


@pytest.mark.parametrize("begin", [serve, start])
def test_a_broker_needs_celery(begin):
    with pytest.raises(BadPolicy, match=r"broker: needs Celery: .*precheck\[distributed\]"):
        begin(BROKER)


def test_postgresql_needs_psycopg():
    with pytest.raises(BadPolicy, match=r"database: needs psycopg: .*precheck\[postgres\]"):
        open_engine("postgresql://nobody@127.0.0.1:9/x")
