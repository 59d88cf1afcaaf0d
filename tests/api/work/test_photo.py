"""One photo from the ledger to its one result, on a core that answers, fails or takes its time."""

import pytest

from api.settings import Settings
from api.store import batches, ledger
from api.work import photo as work
from api.work.photo import take
from api.work.tools import Tools, bench
from precheck.errors import UNREADY, BrokenPicture
from precheck.office import Office
from precheck.render import new_id
from tests.api.fakes import NUMBER, Core
from tests.api.store.filled import add, batch, photo

OFFICE = Office.load()


@pytest.fixture
def make_tools(store):
    threads = []

    def make(core, **given):
        threads.append(bench(0))
        return Tools(Settings(**given), store, OFFICE, core, threads[-1])

    yield make
    for thread in threads:
        thread.shutdown()


def test_a_photo_gets_its_answer_the_number_sealed(store, make_tools):
    here = batch(store, line="kk", lang="en")
    id_ = add(store, here, b"one", reference="budi", asked=("kk",), attempt=2).photo_id
    core = Core()
    tools = make_tools(core)
    assert take(tools, "w")
    assert not take(tools, "w")
    ((data, options),) = core.asked
    assert data == b"one"
    assert (options.types, options.lang, options.attempt) == (("kk",), "en", 2)
    assert (options.line, options.reference, options.page) == ("kk", "budi", 1)
    row = photo(store, id_)
    assert (row["state"], row["verdict"], row["answer"]["id"]) == ("done", "accept", id_)
    assert row["sealed_number"]
    assert NUMBER not in str(row["answer"])
    assert row["leased_by"] is row["error"] is None


def test_only_the_photo_named_is_taken(store, make_tools):
    here = batch(store)
    ids = [add(store, here, data).photo_id for data in (b"1", b"2")]
    tools = make_tools(Core())
    assert take(tools, "w", ids[1])
    assert not take(tools, "w", ids[1])
    assert not take(tools, "w", new_id())
    assert [photo(store, id_)["state"] for id_ in ids] == ["queued", "done"]


@pytest.mark.parametrize(
    ("origin", "next_", "seen"), [("backlog", "retry", False), ("handover", "officer", True)]
)
def test_a_file_that_cannot_be_looked_at_is_a_result_too(store, make_tools, origin, next_, seen):
    here = batch(store, origin=batches.Origin(origin))
    id_ = add(store, here).photo_id
    core = Core()
    core.error = BrokenPicture("ends early")
    assert take(make_tools(core), "w")
    row = photo(store, id_)
    assert (row["state"], row["error"], row["verdict"]) == ("done", "broken_picture", None)
    assert (row["next"], row["for_officer"]) == (next_, seen)
    assert row["message"] == OFFICE.settings.texts["id"].errors["broken_picture"].message


def test_a_check_that_crashes_leaves_the_photo_to_an_officer(store, make_tools):
    id_ = add(store, batch(store)).photo_id
    core = Core()
    core.error = ZeroDivisionError(NUMBER)
    assert take(make_tools(core), "w")
    row = photo(store, id_)
    assert (row["state"], row["error"], row["for_officer"]) == ("dead", "crash", True)
    assert row["file_id"]


@pytest.mark.parametrize("missing", UNREADY)
def test_a_missing_tool_or_model_is_no_result(store, make_tools, missing):
    id_ = add(store, batch(store)).photo_id
    core = Core()
    core.error = missing("apt-get install tesseract-ocr")
    with pytest.raises(missing):
        take(make_tools(core), "w")
    row = photo(store, id_)
    assert (row["state"], row["attempts"]) == ("queued", 0)


class Slow(Core):
    """Does something else while it checks."""

    def __init__(self, meanwhile):
        super().__init__()
        self.meanwhile = meanwhile

    def __call__(self, *order):
        self.meanwhile()
        return super().__call__(*order)


@pytest.mark.parametrize("lost", [True, False])
def test_the_lease_is_renewed_while_the_check_runs(store, make_tools, monkeypatch, lost):
    """Where another took the photo meanwhile, nothing is written."""
    monkeypatch.setattr(work, "TICK", 0.02)
    id_ = add(store, batch(store)).photo_id
    begun = []

    def meanwhile():
        begun.append(photo(store, id_)["lease_until"])
        while not lost and photo(store, id_)["lease_until"] == begun[0]:
            pass
        if lost:
            with store.writing() as connection:
                ledger.abandon(connection, "w", 1e12)
                assert ledger.lease(connection, "other", 2e12, 30)

    assert take(make_tools(Slow(meanwhile), lease_seconds=1), "w")
    row = photo(store, id_)
    assert row["state"] == ("leased" if lost else "done")
    assert begun


def test_what_was_deleted_meanwhile_leaves_nothing(store, make_tools):
    here = batch(store)
    add(store, here)

    def delete():
        with store.writing() as connection:
            batches.delete(connection, here["id"])

    assert take(make_tools(Slow(delete)), "w")
    with store.reading() as connection:
        assert batches.progress(connection, here["id"]).photos == 0


class Ended(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize(
    ("limit", "stopping", "status", "state"),
    [("LONGEST", False, work.HUNG, "leased"), ("PATIENCE", True, 0, "queued")],
)
def test_a_hanging_check_ends_its_process(
    store, make_tools, monkeypatch, limit, stopping, status, state
):
    """One that only stops gives the photo back; one that hangs counts as dead."""
    id_ = add(store, batch(store)).photo_id
    monkeypatch.setattr(work, "TICK", 0.02)
    monkeypatch.setattr(work, limit, 0.05)
    ended = []

    def end(code):
        ended.append(code)
        raise Ended

    monkeypatch.setattr(work.os, "_exit", end)
    core = Core()
    core.gate.clear()
    with pytest.raises(Ended):
        take(make_tools(core), "w", stopping=lambda: stopping)
    core.gate.set()
    assert (ended, photo(store, id_)["state"]) == ([status], state)
