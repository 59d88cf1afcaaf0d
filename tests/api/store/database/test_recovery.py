"""A database that cannot be written for a while is noticed, and written again without a restart."""

import threading
import time
from contextlib import closing
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from api.settings import Settings
from api.store.database import engine as engines
from api.store.database import recovery, write_probe
from api.store.database.engine import open_engine
from api.store.database.faults import Fault
from api.store.database.store import Store
from api.store.database.write_probe import WriteProbe
from tests.api.store.filled import batch


@pytest.fixture
def fresh_store(fresh):
    with closing(Store.open(fresh)) as store:
        yield store


@pytest.fixture
def set_read_only(fresh, monkeypatch):
    """Let new connections only read, or write again."""

    def set_(read_only):
        if fresh.database is None:
            pragmas = (*PRAGMAS, f"query_only={'ON' if read_only else 'OFF'}")
            monkeypatch.setattr(engines, "PRAGMAS", pragmas)
            return
        engine = open_engine(fresh.database_url)
        name = engine.url.database
        with engine.begin() as connection:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            state = "on" if read_only else "off"
            connection.execute(
                text(f"ALTER DATABASE {name} SET default_transaction_read_only = {state}")
            )
        engine.dispose()

    return set_


PRAGMAS = engines.PRAGMAS
ON_SQLITE, ON_POSTGRES = (
    pytest.mark.parametrize("fresh", [kind], indirect=True) for kind in ("sqlite", "postgresql")
)


def test_a_read_only_database_is_noticed_and_written_again(fresh_store, set_read_only, monkeypatch):
    probe = WriteProbe(fresh_store)
    monkeypatch.setattr(write_probe, "ANSWER_SECONDS", 60)
    assert probe.fault() is None
    set_read_only(True)
    fresh_store.engine.dispose()
    with pytest.raises(OperationalError):  # an error of which callers hear 503
        batch(fresh_store)
    assert probe.fault() is Fault.READ_ONLY
    set_read_only(False)
    batch(fresh_store)
    assert probe.fault() is Fault.READ_ONLY  # it asks only every ten seconds
    monkeypatch.setattr(write_probe, "PROBE_SECONDS", 0)
    assert probe.fault() is None


@ON_SQLITE
def test_the_probe_notices_what_no_caller_has_met(fresh_store, set_read_only, monkeypatch):
    monkeypatch.setattr(write_probe, "ANSWER_SECONDS", 60)
    set_read_only(True)
    assert WriteProbe(fresh_store).fault() is Fault.READ_ONLY


@ON_SQLITE
@pytest.mark.parametrize(("later", "connections"), [(0, 3), (60, 1)], ids=["now", "later"])
def test_after_a_fault_no_connection_is_kept_for_a_while(
    fresh_store, set_read_only, monkeypatch, later, connections
):
    set_read_only(True)
    with pytest.raises(OperationalError):
        batch(fresh_store)
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + later)
    monkeypatch.setattr(recovery, "time", clock)
    made = []
    event.listen(fresh_store.engine, "connect", lambda *_: made.append(1))
    for _ in range(3):
        with fresh_store.reading():
            pass
    assert len(made) == connections


def test_a_locked_database_is_no_fault_and_holds_nobody(tmp_path, monkeypatch):
    store, other = Store.open(Settings(data=tmp_path)), Store.open(Settings(data=tmp_path))
    monkeypatch.setattr(write_probe, "ANSWER_SECONDS", 0.01)
    monkeypatch.setattr(write_probe, "PROBE_WAIT_SECONDS", 0.1)
    with closing(store), closing(other):
        probe = WriteProbe(store)
        with other.writing():
            assert probe.fault() is None
            assert [one.name for one in threading.enumerate()].count("write probe") == 1
            probe._thread.join(60)
            assert probe.fault() is None


def test_a_write_that_hangs_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(write_probe, "ANSWER_SECONDS", 0.01)
    monkeypatch.setattr(write_probe, "HANG_SECONDS", 0)
    hang = threading.Event()
    with closing(Store.open(Settings(data=tmp_path))) as store:
        probe = WriteProbe(store)
        monkeypatch.setattr(probe, "_write", lambda _count: hang.wait(60))
        assert probe.fault() is Fault.FAILING
        hang.set()
        probe._thread.join(60)
        assert probe.fault() is None


def test_after_a_full_disk_the_probe_writes_as_much_as_a_photo(tmp_path, monkeypatch):
    monkeypatch.setattr(write_probe, "ANSWER_SECONDS", 60)
    monkeypatch.setattr(write_probe, "PROBE_SECONDS", 0)
    with closing(Store.open(Settings(data=tmp_path))) as store:
        probe, pages = WriteProbe(store), _pages(store)
        monkeypatch.setattr(engines, "PRAGMAS", (*PRAGMAS, f"max_page_count={pages}"))
        store.engine.dispose()
        assert probe.fault() is None  # one row finds a place
        with pytest.raises(OperationalError), store.writing() as connection:
            connection.execute(text("CREATE TABLE photo AS SELECT randomblob(300000)"))
        assert probe.fault() is Fault.FULL
        monkeypatch.setattr(engines, "PRAGMAS", PRAGMAS)
        store.engine.dispose()
        assert probe.fault() is None


def _pages(store):
    with store.reading() as connection:
        return connection.exec_driver_sql("PRAGMA page_count").scalar()


@ON_POSTGRES
def test_a_connection_that_broke_unused_is_no_fault(fresh_store):
    probe, pid = WriteProbe(fresh_store), text("SELECT pg_backend_pid()")
    with fresh_store.reading() as connection:
        with fresh_store.reading() as other:
            broken = other.scalar(pid)
        connection.execute(text(f"SELECT pg_terminate_backend({broken}, 60000)"))
        with fresh_store.reading() as replaced:
            assert replaced.scalar(pid) != broken
    assert probe._fault is None


def test_a_folder_whose_disk_is_not_mounted_gets_no_database(tmp_path, monkeypatch):
    with closing(Store.open(Settings(data=tmp_path))) as store:
        store.close()
        waiting = Mock()
        monkeypatch.setattr(
            engines, "time", SimpleNamespace(monotonic=time.monotonic, sleep=waiting)
        )
        for file in tmp_path.glob("precheck.db*"):
            file.unlink()
        with pytest.raises(OperationalError, match="unable to open"):
            batch(store)
        assert not [*tmp_path.glob("precheck.db*")]
        waiting.assert_not_called()  # as for a lock
