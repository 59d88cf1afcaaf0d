"""Decisions are recorded, undone and listed."""

import pytest

from api.store.decisions import history
from api.store.decisions.decision import AlreadyDecided, StoredDecision
from tests.api.fakes import NUMBER
from tests.api.store.filled import NOW, batch, decided, done, json_answer, photo
from tests.api.store.officers import ACCEPT, RE_PHOTO, claim, decide, undo


def test_a_photo_is_decided_once(store):
    id_ = done(store, batch(store), json_answer(0.5))
    decide(store, id_, RE_PHOTO)
    with pytest.raises(AlreadyDecided):
        decide(store, id_, ACCEPT, "budi")
    row = photo(store, id_)
    assert (row["decision"], row["decision_reason"], row["decided_by"]) == (
        "re-photo",
        "blur",
        "sri",
    )


def test_after_undoing_the_photo_is_in_the_queue_as_before(store):
    id_ = done(store, batch(store), json_answer(0.5, state="doubtful"))
    before = photo(store, id_)
    act = decide(
        store,
        id_,
        StoredDecision(
            decision="accept", number="3514010101209002", masked="3514********9002", message="x"
        ),
    )
    assert photo(store, id_)["number_mac"] != before["number_mac"]
    assert undo(store, act) == 1
    after = photo(store, id_)
    assert {k: v for k, v in after.items() if v != before[k]} == {}
    assert undo(store, act) == 0
    assert claim(store, "sri") == id_


@pytest.mark.parametrize(
    ("number", "expected"), [(NUMBER, "confirmed"), ("3514010101209002", "corrected"), (None, None)]
)
def test_a_decision_keeps_the_verdict_but_no_number(store, number, expected):
    id_ = done(store, batch(store, line="kk"), json_answer(0.5, state="doubtful"))
    decide(store, id_, StoredDecision(decision="re-photo", reason="glare", number=number))
    (row,) = decided(store, id_)
    assert row["number"] == expected
    assert (row["verdict"], row["decision"], row["type"], row["line"]) == (
        "accept",
        "re-photo",
        "kk",
        "kk",
    )
    assert row["measures"] == {"glare": {"value": 0.1}}
    assert NUMBER not in str(dict(row))


def test_the_decisions_on_a_check_are_listed(store):
    check, here = "01JD0000000000000000000000", batch(store)
    followed = [done(store, here, json_answer(0.5), data=n, check_id=check) for n in (b"1", b"2")]
    undone, stands = followed
    other = done(store, here, json_answer(0.5), data=b"3")
    assert undo(store, decide(store, undone)) == 1
    decide(store, stands, RE_PHOTO)
    decide(store, other)
    with store.reading() as connection:
        (row,) = history.of_check(connection, check)
    assert (row["subject"], row["subject_id"], row["reason"]) == ("photo", stands, "blur")


def test_the_last_decisions_not_undone_are_in_force(store):
    here = batch(store)
    kept = done(store, here, json_answer(0.5), data=b"1")
    undone = done(store, here, json_answer(0.5), data=b"2")
    again = done(store, here, json_answer(0.5), data=b"3")
    decide(store, kept)
    undo(store, decide(store, undone), NOW + 1)
    undo(store, decide(store, again), NOW + 1)
    decide(store, again, RE_PHOTO, now=NOW + 2)
    with store.reading() as connection:
        standing = {row["subject_id"]: row["decision"] for row in history.in_force(connection)}
    assert standing == {kept: "accept", again: "re-photo"}
