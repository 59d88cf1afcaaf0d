"""A service with a store of its own, and people who sign in at its desk."""

import shutil

import pytest
from argon2 import PasswordHasher

from api.app import create_app
from api.desk.accounts import passwords
from api.service import Service
from api.settings import Settings
from api.store.accounts import Role
from tests.api.desk.browser import Browsing, served_in_process
from tests.api.desk.people import Desk
from tests.api.fakes import Core

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""For the passwords of people who are not the subject of a test."""


@pytest.fixture(scope="module")
def desk_app(migrated):
    """The application: its routes take most of the time that a service needs to start."""
    app = create_app(Settings(data=migrated), checker=Core())
    app.extensions["precheck"].store.close()
    return app


@pytest.fixture
def desk(desk_app, core, tmp_path, migrated, monkeypatch):
    """A desk with a service and a store of its own."""
    monkeypatch.setattr(passwords, "HASHER", QUICK)
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    desk_app.extensions["precheck"] = Service.open(Settings(data=tmp_path), core)
    yield Desk(desk_app)
    desk_app.extensions["precheck"].store.close()


@pytest.fixture
def sri(desk):
    return desk.person("sri", Role.SUPERVISOR)


@pytest.fixture(scope="module")
def served(migrated, tmp_path_factory):
    """A desk with a store to fill, served to real browsers: (desk, address)."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", QUICK)
        with served_in_process(folder) as (desk, address):
            yield desk, address


@pytest.fixture(scope="module")
def windows(served, browser):
    """Windows on that desk; the accounts are named like their roles."""
    with Browsing(browser, served[1]) as browsing:
        yield browsing
