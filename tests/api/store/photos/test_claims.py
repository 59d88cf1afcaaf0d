"""Claims of officers: no photo is decided twice at once."""

import pytest

from api.store import batches
from api.store.decisions.decision import AlreadyDecided
from api.store.photos import claims
from tests.api.store.filled import NOW, batch, done, json_answer, photo
from tests.api.store.officers import claim, decide


def test_the_least_sure_comes_first_and_sure_photos_are_not_queued(store):
    here = batch(store)
    near = done(store, here, json_answer(0.55), data=b"1")
    sure = done(store, here, json_answer(0.99), data=b"2")
    doubtful = done(store, here, json_answer(0.99, state="doubtful"), data=b"3")
    nearer = done(store, here, json_answer(0.49, verdict="re-photo"), data=b"4")
    got = [claim(store, f"o{n}") for n in range(4)]
    assert got == [doubtful, nearer, near, None]
    assert photo(store, sure)["sampling_probability"] == 0.0


def test_a_hand_over_is_always_seen_and_first(store):
    doubtful = done(store, batch(store), json_answer(0.5), data=b"1")
    sure = done(store, batch(store, origin=batches.Origin.HANDOVER), json_answer(1.0), data=b"2")
    assert [claim(store, "a"), claim(store, "b")] == [sure, doubtful]


def test_a_claim_expires_and_may_be_extended_or_released(store):
    id_ = done(store, batch(store), json_answer(0.5))
    assert claim(store, "sri") == id_
    assert claim(store, "sri", NOW + 100) == id_
    assert claim(store, "budi", NOW + 399) is None
    with store.writing() as connection:
        assert not claims.claim(connection, photo(store, id_), "budi", NOW + 399)
        assert claims.claim(connection, photo(store, id_), "sri", NOW + 399)
    assert claim(store, "budi", NOW + 700) == id_
    with store.writing() as connection:
        claims.release(connection, "budi")
    assert claim(store, "sri", NOW + 701) == id_


def test_photos_of_one_reference_go_to_one_officer(store):
    here = batch(store)
    first = done(store, here, json_answer(0.5), data=b"1", reference="siti")
    other = done(store, here, json_answer(0.52), data=b"2")
    second = done(store, here, json_answer(0.8), data=b"3", reference="siti")
    assert claim(store, "sri") == first
    assert claim(store, "budi") == other
    assert claim(store, "ani") is None
    decide(store, first)
    assert claim(store, "sri", after=photo(store, first)) == second


def test_the_queue_of_one_batch_holds_its_photos_alone(store):
    done(store, batch(store), json_answer(0.5))
    other = batch(store)
    assert claim(store, "sri", batch_id=other["id"]) is None


def test_a_photo_claimed_by_another_officer_cannot_be_decided(store):
    id_ = done(store, batch(store), json_answer(0.5))
    claim(store, "budi")
    with pytest.raises(AlreadyDecided):
        decide(store, id_, who="sri")
    decide(store, id_, who="budi")
