"""Callbacks are delayed, repeated until delivered, and cancelled by undoing."""

from api.store import batches
from api.store.decisions import callbacks
from tests.api.store.filled import NOW, batch, done, json_answer


def test_a_callback_is_delayed_and_repeated_until_delivered(store):
    id_ = done(store, batch(store, origin=batches.Origin.HANDOVER), json_answer(0.5))

    def due(now):
        with store.writing() as connection:
            return callbacks.due(connection, now, hold=60)

    with store.writing() as connection:
        callbacks.enqueue(connection, "d1", id_, NOW)
        callbacks.enqueue(connection, "d2", id_, NOW)
    assert due(NOW + 1) == []
    (one,) = due(NOW + callbacks.SETTLE_SECONDS)
    assert (one.decision_id, one.photo["id"]) == ("d2", id_)
    assert due(NOW + callbacks.SETTLE_SECONDS + 1) == []
    now = NOW + 100
    for tries in range(len(callbacks.RETRY_DELAYS)):
        with store.writing() as connection:
            callbacks.mark_failed(connection, one, 503, now)
        assert due(now + callbacks.RETRY_DELAYS[tries] - 1) == []
        now += callbacks.RETRY_DELAYS[tries]
        (one,) = due(now)
    with store.writing() as connection:
        callbacks.mark_failed(connection, one, None, now)
    assert due(now + 10**6) == []


def test_a_posted_decision_is_not_posted_again(store):
    id_ = done(store, batch(store), json_answer(0.5))
    with store.writing() as connection:
        callbacks.enqueue(connection, "d1", id_, NOW)
        (one,) = callbacks.due(connection, NOW + 60, hold=60)
        callbacks.mark_delivered(connection, one, 200, NOW + 60)
        assert callbacks.due(connection, NOW + 10**6, hold=60) == []
