"""A service with a store of its own, and people who sign in at its desk."""

import shutil

import pytest
from argon2 import PasswordHasher

from api import create_app, passwords
from api.settings import Settings
from api.store import Store
from tests.api.desk.people import Desk


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A folder with a database of today's tables, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    Store.open(Settings(data=folder)).close()
    return folder


@pytest.fixture
def desk(core, tmp_path, migrated, monkeypatch):
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    app = create_app(Settings(data=tmp_path), checker=core)
    yield Desk(app)
    app.extensions["precheck"].store.close()
