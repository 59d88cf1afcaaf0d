"""A service with a store of its own, and people who sign in at its desk."""

import shutil

import pytest
from argon2 import PasswordHasher

from api.app import create_app
from api.desk.accounts import passwords
from api.settings import Settings
from api.store.accounts import Role
from tests.api.desk.people import Desk


@pytest.fixture
def desk(core, tmp_path, migrated, monkeypatch):
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    app = create_app(Settings(data=tmp_path), checker=core)
    yield Desk(app)
    app.extensions["precheck"].store.close()


@pytest.fixture
def sri(desk):
    return desk.person("sri", Role.SUPERVISOR)
