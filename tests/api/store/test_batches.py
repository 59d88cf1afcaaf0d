"""Batches are counted and deleted."""

from sqlalchemy import select

from api.store import batches
from api.store.tables.batches import FILES
from tests.api.store.filled import add, batch, finish, json_answer, take


def test_a_deleted_batch_takes_everything_with_it(store):
    here = batch(store)
    add(store, here)
    with store.writing() as connection:
        batches.delete(connection, here["id"])
        assert batches.get(connection, here["id"]) is None
        assert connection.scalar(select(FILES.c.id)) is None
    assert take(store) is None


def test_progress_counts_photos_by_state_and_verdict(store):
    here = batch(store)
    for n, answer in enumerate(
        (json_answer(0.99), json_answer(0.01, verdict="re-photo"), json_answer(0.5))
    ):
        add(store, here, bytes([n]))
        finish(store, take(store), answer)
    add(store, here, b"x")
    with store.reading() as connection:
        expected = batches.progress(connection, here["id"])
    assert (expected.photos, expected.states["done"], expected.states["queued"]) == (4, 3, 1)
    assert expected.verdicts == {"accept": 2, "re-photo": 1, "error": 0}
    assert (expected.waiting_for_officer, expected.decided, expected.finished) == (1, 0, False)
