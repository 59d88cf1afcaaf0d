"""The supervisor keeps the workers of the channels alive, beside those of batches."""

import pytest

from api.settings import Settings
from api.store.database.store import Store
from api.work import pool as pools
from api.worker import supervisor
from tests.api.channels.echo import open_echo
from tests.api.channels.made import channels_file
from tests.api.work.deployments import end, wait_for

URL = "https://graph.example"


@pytest.fixture
def settings(tmp_path, migrated):
    for name in ("precheck.db", "secret"):
        (tmp_path / name).write_bytes((migrated / name).read_bytes())
    file = channels_file(tmp_path, cloud=URL, top="workers = 1\n")
    return Settings(data=tmp_path, channels=file, batch_workers=0)


def test_a_dead_worker_is_replaced_and_its_leases_end(settings, monkeypatch):
    monkeypatch.setattr(pools, "RESTART_PAUSE_SECONDS", 0.0)
    store, ended = Store.open(settings), []
    (pool,) = supervisor._channel_pool(settings, store, open_echo)
    pool._abandon = lambda _connection, worker, _now: ended.append(worker)
    pool.replace_dead()
    ((_, first),) = pool._alive.items()
    pid = first.pid
    end(pid)
    wait_for(lambda: not first.is_alive())
    pool.replace_dead()
    ((_, second),) = pool._alive.items()
    assert [worker.split()[-1] for worker in ended] == [str(pid)]
    assert second.pid != pid
    pool.terminate()
    pool.stop()
    store.close()


def test_without_a_channels_file_there_are_none(settings):
    store = Store.open(settings)
    without = settings.model_copy(update={"channels": None})
    assert supervisor._channel_pool(without, store, open_echo) == ()
    store.close()
