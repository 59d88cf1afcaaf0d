"""Why a photo is in the queue, and what comes first."""

import pytest

from api.store import batches
from api.store.photos import leases
from api.store.photos.answers import Sampling, error_columns
from api.store.photos.queue_reasons import QueueReason
from tests.api.store.filled import NOW, SAMPLING, add, batch, done, finish, json_answer, photo, take
from tests.api.store.officers import claim, decide

REFUSED = json_answer(0.05, verdict="re-photo")
REFUSED_DIGITS = json_answer(0.05, verdict="re-photo", state="doubtful")
BACKLOG, HANDOVER = batches.Origin.BACKLOG, batches.Origin.HANDOVER
ALL = Sampling(sure_at=0.8, share=1.0)


@pytest.mark.parametrize(
    ("answer", "sampling", "origin", "reason"),
    [
        (json_answer(0.55), SAMPLING, BACKLOG, QueueReason.VERDICT_DOUBTFUL),
        (json_answer(0.45, verdict="re-photo"), SAMPLING, BACKLOG, QueueReason.VERDICT_DOUBTFUL),
        (json_answer(0.99, state="doubtful"), SAMPLING, BACKLOG, QueueReason.NUMBER_DOUBTFUL),
        (
            json_answer(0.45, verdict="re-photo", state="unread"),
            *(SAMPLING, BACKLOG, QueueReason.NUMBER_UNREAD),
        ),
        (REFUSED_DIGITS, SAMPLING, BACKLOG, QueueReason.REFUSED_NUMBER),
        (json_answer(0.45, verdict="re-photo", state="doubtful"), ALL, BACKLOG,
         QueueReason.VERDICT_DOUBTFUL),
        (json_answer(0.99), SAMPLING, BACKLOG, None),
        (REFUSED, SAMPLING, BACKLOG, None),
        (REFUSED, ALL, BACKLOG, QueueReason.SAMPLED),
        (REFUSED, ALL, HANDOVER, QueueReason.HANDED_OVER),
        (json_answer(0.55), ALL, HANDOVER, QueueReason.VERDICT_DOUBTFUL),
    ],
)  # fmt: skip
def test_each_photo_of_the_queue_has_its_reason(store, answer, sampling, origin, reason):
    id_ = add(store, batch(store, origin=origin)).photo_id
    finish(store, take(store, photo_id=id_), answer, sampling=sampling)
    row = photo(store, id_)
    assert (row["queue_reason"], row["for_officer"]) == (reason, reason is not None)
    assert row["sampled"] == (reason is QueueReason.SAMPLED)


def test_failed_checks_and_unreadable_hand_overs_have_theirs(store):
    here = batch(store, origin=HANDOVER)
    failed, broken = (add(store, here, data=data).photo_id for data in (b"1", b"2"))
    with store.writing() as connection:
        lease = take_in(connection, failed)
        assert leases.set_aside(connection, lease, "crash", NOW)
        lease = take_in(connection, broken)
        values = error_columns(lease.photo, "not_a_picture", "x")
        assert leases.complete(connection, lease, values, NOW)
    reasons = [photo(store, id_)["queue_reason"] for id_ in (failed, broken)]
    assert reasons == [QueueReason.MACHINE_FAILED, QueueReason.FILE_UNREADABLE]


def take_in(connection, id_):
    return leases.take(connection, "w", NOW, 30, id_)


def test_what_only_a_person_can_settle_comes_first_and_refused_digits_last(store):
    here = batch(store)
    refused = done(store, here, REFUSED_DIGITS, data=b"1")
    sampled = add(store, here, data=b"2").photo_id
    finish(store, take(store, photo_id=sampled), json_answer(0.99), sampling=ALL)
    verdict = done(store, here, json_answer(0.6), data=b"3")
    both = done(store, here, json_answer(0.49, verdict="re-photo", state="doubtful"), data=b"4")
    digits = done(store, here, json_answer(0.99, state="doubtful"), data=b"5")
    urgent = done(store, batch(store, urgent=True), json_answer(0.6), data=b"6")
    expected = [urgent, digits, both, verdict, sampled, refused]
    for id_ in expected:
        assert claim(store, "sri") == id_
        decide(store, id_)
    assert claim(store, "sri") is None
