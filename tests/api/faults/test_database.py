"""PostgreSQL gone and back, and two services on it that are replaced one after the other."""

import signal
from contextlib import ExitStack

import pytest
import requests

from api.settings import Settings
from api.store import checks
from api.store.database.store import Store
from tests.api.faults.faults import calls_under_way, check, new_batch, storage, wait_for
from tests.api.server import running
from tests.servers.postgres import postgres_server

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def database():
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def settings(database, tmp_path_factory):
    return {"data": tmp_path_factory.mktemp("data"), "database": database.address, "rate": ""}


def test_without_its_database_photos_are_checked_and_rows_written_later(
    database, settings, tmp_path
):
    with running(log=tmp_path / "log", batch_workers=1, **settings) as (url, process):
        assert new_batch(url).status_code == 201
        database.stop()
        answer = check(url)
        assert answer.status_code == 200, answer.text
        refused = new_batch(url)
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert refused.headers["Retry-After"]
        assert storage(url) == "unreachable"
        page = requests.get(f"{url}/desk/sign-in", timeout=30)
        assert (page.status_code, page.headers["Content-Type"][:9]) == (503, "text/html")
        database.start()
        assert new_batch(url).status_code == 201
        store = Store.open(Settings(**settings))
        wait_for(lambda: row(store, answer.json()["id"]) is not None)
        store.close()
        wait_for(lambda: storage(url) == "writable")
        assert process.poll() is None


def row(store, id_):
    with store.reading() as connection:
        return checks.get(connection, id_)


def test_a_rolling_restart_cuts_no_call(settings, tmp_path):
    with ExitStack() as started:
        services = [
            started.enter_context(running(log=tmp_path / f"log{n}", **settings)) for n in range(2)
        ]
        ports = [int(url.rpartition(":")[2]) for url, _ in services]
        with calls_under_way(*(url for url, _ in services)) as outcomes:
            for port, (_, process) in zip(ports, services, strict=True):
                process.send_signal(signal.SIGTERM)
                assert process.wait(60) == 0
                log = tmp_path / f"again{port}"
                started.enter_context(running(log=log, port=port, **settings))
    assert outcomes[200] > 10
    assert set(outcomes) <= {200, 503, "refused"}, outcomes
