"""Officers: claims without double work, decisions, undoing, and what is kept of them."""

import pytest

from api.store import batches, claims, decisions
from api.store.claims import Place
from api.store.decisions import Decided, Ruling
from tests.api.fakes import NUMBER
from tests.api.store.filled import NOW, batch, decided, done, photo, told

ACCEPT, RE_PHOTO = Ruling(decision="accept"), Ruling(decision="re-photo", reason="blur")
SURE_RE_PHOTO = told(0.0, verdict="re-photo")


def claim(store, who, now=NOW, **more):
    with store.writing() as connection:
        row = claims.claim_next(connection, who, now, Place(**more))
        return row and row["id"]


def decide(store, id_, ruling=ACCEPT, who="sri", now=NOW):
    act = decisions.act(who, now)
    with store.writing() as connection:
        decisions.decide(connection, store.vault, id_, ruling, act)
    return act


def undo(store, act, now=NOW + 1):
    with store.writing() as connection:
        return decisions.undo(connection, store.vault, act.group_id, decisions.act("sri", now))


def test_the_least_sure_comes_first_and_the_sure_do_not_come(store):
    here = batch(store)
    near = done(store, here, told(0.55), data=b"1")
    sure = done(store, here, told(0.99), data=b"2")
    doubtful = done(store, here, told(0.99, state="doubtful"), data=b"3")
    nearer = done(store, here, told(0.49, verdict="re-photo"), data=b"4")
    got = [claim(store, f"o{n}") for n in range(4)]
    assert got == [doubtful, nearer, near, None]
    assert photo(store, sure)["sampling_probability"] == 0.0


def test_a_hand_over_is_always_seen_and_first(store):
    doubtful = done(store, batch(store), told(0.5), data=b"1")
    sure = done(store, batch(store, origin=batches.Origin.HANDOVER), told(1.0), data=b"2")
    assert [claim(store, "a"), claim(store, "b")] == [sure, doubtful]


def test_a_claim_lapses_after_five_minutes_and_may_be_kept_or_given_back(store):
    id_ = done(store, batch(store), told(0.5))
    assert claim(store, "sri") == id_
    assert claim(store, "sri", NOW + 100) == id_
    assert claim(store, "budi", NOW + 399) is None
    with store.writing() as connection:
        assert not claims.claim(connection, id_, "budi", NOW + 399)
        assert claims.claim(connection, id_, "sri", NOW + 399)
    assert claim(store, "budi", NOW + 700) == id_
    with store.writing() as connection:
        claims.release(connection, "budi")
    assert claim(store, "sri", NOW + 701) == id_


def test_photos_of_one_reference_go_to_one_officer(store):
    here = batch(store)
    first = done(store, here, told(0.5), data=b"1", reference="siti")
    other = done(store, here, told(0.52), data=b"2")
    second = done(store, here, told(0.8), data=b"3", reference="siti")
    assert claim(store, "sri") == first
    assert claim(store, "budi") == other
    assert claim(store, "ani") is None
    decide(store, first)
    beside = photo(store, first)["reference_mac"]
    assert claim(store, "sri", beside=beside) == second


def test_only_this_batch_is_asked_for(store):
    done(store, batch(store), told(0.5))
    other = batch(store)
    assert claim(store, "sri", batch_id=other["id"]) is None


def test_a_decision_stands_once(store):
    id_ = done(store, batch(store), told(0.5))
    decide(store, id_, RE_PHOTO)
    with pytest.raises(Decided):
        decide(store, id_, ACCEPT, "budi")
    row = photo(store, id_)
    assert (row["decision"], row["decision_reason"], row["decided_by"]) == (
        "re-photo",
        "blur",
        "sri",
    )


def test_nobody_decides_what_another_has_claimed(store):
    id_ = done(store, batch(store), told(0.5))
    claim(store, "budi")
    with pytest.raises(Decided):
        decide(store, id_, who="sri")
    decide(store, id_, who="budi")


def test_undone_it_is_as_before_and_stands_in_the_queue(store):
    id_ = done(store, batch(store), told(0.5, state="doubtful"))
    before = photo(store, id_)
    act = decide(
        store,
        id_,
        Ruling(
            decision="accept", number="3514010101209002", masked="3514********9002", message="x"
        ),
    )
    assert photo(store, id_)["number_mac"] != before["number_mac"]
    assert undo(store, act) == 1
    after = photo(store, id_)
    assert {k: v for k, v in after.items() if v != before[k]} == {}
    assert undo(store, act) == 0
    assert claim(store, "sri") == id_


def test_all_sure_ones_are_accepted_and_undone_as_one_act(store):
    here = batch(store)
    sure = [done(store, here, told(0.99), data=bytes([n])) for n in range(3)]
    others = [
        done(store, here, answer, data=data)
        for data, answer in ((b"x", told(0.5)), (b"y", SURE_RE_PHOTO))
    ]
    act = decisions.act("sri", NOW)
    with store.writing() as connection:
        assert decisions.accept_sure(connection, here["id"], act) == 3
    assert [photo(store, one)["decision"] for one in sure + others] == ["accept"] * 3 + [None] * 2
    assert undo(store, act) == 3
    with store.reading() as connection:
        assert batches.progress(connection, here["id"]).decided == 0


@pytest.mark.parametrize(
    ("number", "told_"), [(NUMBER, "confirmed"), ("3514010101209002", "corrected"), (None, None)]
)
def test_what_is_kept_teaches_and_tells_no_number(store, number, told_):
    id_ = done(store, batch(store, line="kk"), told(0.5, state="doubtful"))
    decide(store, id_, Ruling(decision="re-photo", reason="glare", number=number))
    (row,) = decided(store, id_)
    assert row["number"] == told_
    assert (row["verdict"], row["decision"], row["type"], row["line"]) == (
        "accept",
        "re-photo",
        "kk",
        "kk",
    )
    assert row["measures"] == {"glare": {"value": 0.1}}
    assert NUMBER not in str(dict(row))


def test_what_became_of_a_check_is_told_with_it(store):
    check, here = "01JD0000000000000000000000", batch(store)
    followed = [done(store, here, told(0.5), data=n, check_id=check) for n in (b"1", b"2")]
    undone, stands = followed
    other = done(store, here, told(0.5), data=b"3")
    assert undo(store, decide(store, undone)) == 1
    decide(store, stands, RE_PHOTO)
    decide(store, other)
    with store.reading() as connection:
        (row,) = decisions.of_check(connection, check)
    assert (row["subject"], row["subject_id"], row["reason"]) == ("photo", stands, "blur")


def test_the_decisions_that_stand_are_the_last_not_undone(store):
    here = batch(store)
    kept = done(store, here, told(0.5), data=b"1")
    undone = done(store, here, told(0.5), data=b"2")
    again = done(store, here, told(0.5), data=b"3")
    decide(store, kept)
    undo(store, decide(store, undone), NOW + 1)
    undo(store, decide(store, again), NOW + 1)
    decide(store, again, RE_PHOTO, now=NOW + 2)
    with store.reading() as connection:
        standing = {row["subject_id"]: row["decision"] for row in decisions.standing(connection)}
    assert standing == {kept: "accept", again: "re-photo"}
