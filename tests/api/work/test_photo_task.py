"""One photo from the ledger to its one result, on a core that answers, fails or takes its time."""

import pytest

from api.settings import Settings
from api.store import batches
from api.store.decisions import lessons
from api.store.photos import leases
from api.work import photo_task
from api.work.context import WorkerContext, check_executor
from api.work.photo_task import check_next
from precheck.answer.as_json import new_id
from precheck.errors import INSTALLATION_ERRORS, BrokenPicture
from precheck.office.policy import Office
from tests.api.fakes import FEATURES, NUMBER, Core
from tests.api.store.filled import add, batch, photo

OFFICE = Office.load()


@pytest.fixture
def make_context(store):
    threads = []

    def make(core, **given):
        threads.append(check_executor(0))
        return WorkerContext(Settings(**given), store, OFFICE, core, threads[-1])

    yield make
    for thread in threads:
        thread.shutdown()


def test_a_photo_gets_its_answer_the_number_sealed(store, make_context):
    here = batch(store, line="kk", lang="en")
    id_ = add(store, here, b"one", reference="budi", types=("kk",), attempt=2).photo_id
    core = Core()
    context = make_context(core)
    assert check_next(context, "w")
    assert not check_next(context, "w")
    ((data, options),) = core.asked
    assert data == b"one"
    assert (options.types, options.lang, options.attempt) == (("kk",), "en", 2)
    assert (options.line, options.reference, options.page) == ("kk", "budi", 1)
    row = photo(store, id_)
    assert (row["state"], row["verdict"], row["answer"]["id"]) == ("done", "accept", id_)
    assert row["sealed_number"]
    assert NUMBER not in str(row["answer"])
    assert row["leased_by"] is row["error"] is None
    assert row["features"] == lessons.pack(FEATURES)


def test_only_the_photo_named_is_taken(store, make_context):
    here = batch(store)
    ids = [add(store, here, data).photo_id for data in (b"1", b"2")]
    context = make_context(Core())
    assert check_next(context, "w", ids[1])
    assert not check_next(context, "w", ids[1])
    assert not check_next(context, "w", new_id())
    assert [photo(store, id_)["state"] for id_ in ids] == ["queued", "done"]


@pytest.mark.parametrize(
    ("origin", "next_", "seen"), [("backlog", "retry", False), ("handover", "officer", True)]
)
def test_a_file_that_cannot_be_decoded_has_a_result_too(store, make_context, origin, next_, seen):
    here = batch(store, origin=batches.Origin(origin))
    id_ = add(store, here).photo_id
    core = Core()
    core.error = BrokenPicture("ends early")
    assert check_next(make_context(core), "w")
    row = photo(store, id_)
    assert (row["state"], row["error"], row["verdict"]) == ("done", "broken_picture", None)
    assert (row["next"], row["for_officer"]) == (next_, seen)
    assert OFFICE.settings.texts["id"].errors["broken_picture"].action in row["message"]


def test_a_check_that_crashes_leaves_the_photo_to_an_officer(store, make_context):
    id_ = add(store, batch(store)).photo_id
    core = Core()
    core.error = ZeroDivisionError(NUMBER)
    assert check_next(make_context(core), "w")
    row = photo(store, id_)
    assert (row["state"], row["error"], row["for_officer"]) == ("dead", "crash", True)
    assert row["file_id"]


@pytest.mark.parametrize("missing", INSTALLATION_ERRORS)
def test_a_missing_tool_or_model_is_no_result(store, make_context, missing):
    id_ = add(store, batch(store)).photo_id
    core = Core()
    core.error = missing("apt-get install tesseract-ocr")
    with pytest.raises(missing):
        check_next(make_context(core), "w")
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
def test_the_lease_is_renewed_while_the_check_runs(store, make_context, monkeypatch, lost):
    """Where another took the photo meanwhile, nothing is written."""
    monkeypatch.setattr(photo_task, "CHECK_POLL_SECONDS", 0.02)
    id_ = add(store, batch(store)).photo_id
    begun = []

    def meanwhile():
        begun.append(photo(store, id_)["lease_until"])
        while not lost and photo(store, id_)["lease_until"] == begun[0]:
            pass
        if lost:
            with store.writing() as connection:
                leases.abandon(connection, "w", 1e12)
                assert leases.take(connection, "other", 2e12, 30)

    assert check_next(make_context(Slow(meanwhile), lease_seconds=1), "w")
    row = photo(store, id_)
    assert row["state"] == ("leased" if lost else "done")
    assert begun


def test_what_was_deleted_meanwhile_leaves_nothing(store, make_context):
    here = batch(store)
    add(store, here)

    def delete():
        with store.writing() as connection:
            batches.delete(connection, here["id"])

    assert check_next(make_context(Slow(delete)), "w")
    with store.reading() as connection:
        assert batches.progress(connection, here["id"]).photos == 0


class Ended(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize(
    ("limit", "stopping", "status", "state"),
    [
        ("MAX_CHECK_SECONDS", False, photo_task.HUNG_EXIT_STATUS, "leased"),
        ("STOP_SECONDS", True, 0, "queued"),
    ],
)
def test_a_hanging_check_ends_its_process(
    store, make_context, monkeypatch, limit, stopping, status, state
):
    """One that only stops gives the photo back; one that hangs counts as dead."""
    id_ = add(store, batch(store)).photo_id
    monkeypatch.setattr(photo_task, "CHECK_POLL_SECONDS", 0.02)
    monkeypatch.setattr(photo_task, limit, 0.05)
    ended = []

    def end(code):
        ended.append(code)
        raise Ended

    monkeypatch.setattr(photo_task.os, "_exit", end)
    core = Core()
    core.gate.clear()
    with pytest.raises(Ended):
        check_next(make_context(core), "w", stopping=lambda: stopping)
    core.gate.set()
    assert (ended, photo(store, id_)["state"]) == ([status], state)
