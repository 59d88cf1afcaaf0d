"""One service whose core sees what the bytes say; its store is emptied before each test."""

import shutil
from dataclasses import replace

import pytest

from api.app import create_app
from api.settings import Settings
from api.store.tables.batches import BATCHES
from api.store.tables.submissions import SUBMISSIONS
from tests.api.conftest import empty
from tests.api.submissions.seen import Seer

RATE = "100000 per minute"  # all tests share the app


@pytest.fixture(scope="session")
def seeing_app(tmp_path_factory, migrated):
    folder = tmp_path_factory.mktemp("submissions")
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    app = create_app(Settings(data=folder, slots=4, rate=RATE, sample_share=0), checker=Seer())
    yield app
    app.extensions["precheck"].store.close()


@pytest.fixture
def core(seeing_app):
    core = seeing_app.extensions["precheck"].check
    core.asked.clear()
    core.barrier = None
    return core


@pytest.fixture
def store(seeing_app, core):  # noqa: ARG001 - the core's calls begin anew
    store = seeing_app.extensions["precheck"].store
    with store.writing() as connection:
        for table in (SUBMISSIONS, BATCHES):  # photos and files go with their batches
            connection.execute(table.delete())
    return store


@pytest.fixture
def client(seeing_app, store):  # noqa: ARG001 - emptied
    return seeing_app.test_client()


@pytest.fixture
def make_client(store):
    """Clients of a service with other settings on the same store."""
    made = []

    def make(**given):
        made.append(create_app(Settings(data=folder_of(store), **given), checker=Seer()))
        return made[-1].test_client()

    yield make
    for app in made:
        app.extensions["precheck"].store.close()


def folder_of(store):
    return store.engine.url.database.rpartition("/")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request, seeing_app, store):
    """A client on each database in turn, with its store."""
    if request.param == "sqlite":
        yield seeing_app.test_client(), store
        return
    postgres = request.getfixturevalue("postgres_store")
    empty(postgres)
    service = seeing_app.extensions["precheck"]
    seeing_app.extensions["precheck"] = replace(service, store=postgres)
    yield seeing_app.test_client(), postgres
    seeing_app.extensions["precheck"] = service
