"""Acts on many photos: what they take in, what they leave, and that they are undone as one."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from api.store import batches
from api.store.decisions import together, unseen
from api.store.decisions.decision import Act
from api.store.decisions.unseen import Left, UnseenRules
from api.store.photos import answers, leases, outgoing, re_photos
from api.store.photos.queue_reasons import QueueReason
from api.store.tables.batches import PHOTOS
from tests.api.store.filled import NOW, add, batch, decided, done, json_answer, photo, take
from tests.api.store.officers import claim, decide, undo

RULES = UnseenRules(numbered=("kk",))
SENT_BACK = json_answer(0.0, verdict="re-photo")


def other(p_accept=0.99):
    return {**json_answer(p_accept), "document": {"type": "other"}, "number": None}


def decisions(store, ids):
    return [photo(store, id_)["decision"] for id_ in ids]


def accept_sure(store, here, act):
    with store.writing() as connection:
        return together.accept_sure(connection, store.vault, here["id"], RULES, act)


def confirm(store, ids, act=None):
    with store.writing() as connection:
        act = act or Act.begin("sri", NOW)
        return together.confirm_re_photos(
            connection, store.vault, ids, lambda row: f"ulang: {row['reason']}", act
        )


def broken(store, here):
    """Add a file that cannot be decoded."""
    id_ = add(store, here, data=b"broken").photo_id
    leased = take(store, photo_id=id_)
    with store.writing() as connection:
        values = answers.error_columns(leased.photo, "not_a_picture", "Kirim foto lagi")
        leases.complete(connection, leased, values, NOW)
        connection.execute(update(PHOTOS).where(PHOTOS.c.id == id_).values(file_id=None))
    return id_


def test_all_sure_ones_are_accepted_and_undone_as_one_act(store):
    here = batch(store)
    sure = [done(store, here, json_answer(0.99), data=bytes([n])) for n in range(3)]
    others = [
        done(store, here, answer, data=data)
        for data, answer in ((b"x", json_answer(0.5)), (b"y", SENT_BACK), (b"z", other()))
    ]
    act = Act.begin("sri", NOW)
    assert accept_sure(store, here, act) == 3
    assert decisions(store, sure + others) == ["accept"] * 3 + [None] * 3
    assert undo(store, act) == 3
    with store.reading() as connection:
        assert batches.progress(connection, here["id"]).decided == 0


def test_a_photo_that_changes_meanwhile_does_not_slip_in(store):
    here = batch(store)
    id_ = done(store, here, json_answer(0.99))
    with ThreadPoolExecutor(1) as threads:
        with store.writing() as connection:
            changed = update(PHOTOS).where(PHOTOS.c.id == id_).values(officer_type="other")
            connection.execute(changed)
            accepted = threads.submit(accept_sure, store, here, Act.begin("sri", NOW))
            time.sleep(0.2)  # the act waits for the row
            assert not accepted.done()
        assert accepted.result() == 0
    assert photo(store, id_)["decision"] is None


def test_what_is_left_goes_into_the_queue(store):
    here = batch(store)
    ids = [done(store, here, other(), data=bytes([n])) for n in range(2)]
    with store.writing() as connection:
        assert unseen.count(connection, here["id"], RULES).left == {Left.TYPE: 2}
        assert together.queue_left(connection, here["id"], RULES, ids[:1]) == 1
        assert together.queue_left(connection, here["id"], RULES) == 1
        assert unseen.count(connection, here["id"], RULES).left == {}
    assert claim(store, "sri") in ids
    assert {photo(store, id_)["queue_reason"] for id_ in ids} == {QueueReason.UNKNOWN_TYPE}


def test_a_sure_re_photo_that_an_officer_queues_says_so(store):
    id_ = done(store, batch(store), SENT_BACK)
    with store.writing() as connection:
        assert together.queue_re_photos(connection, [id_]) == 1
    assert photo(store, id_)["queue_reason"] == QueueReason.CHOSEN


def test_only_sure_re_photos_that_were_seen_are_confirmed(store):
    here = batch(store)
    seen, unseen_ = (done(store, here, SENT_BACK, data=data) for data in (b"1", b"2"))
    doubtful = done(store, here, json_answer(0.49, verdict="re-photo"), data=b"3")
    accepted = done(store, here, json_answer(0.99), data=b"4")
    already = done(store, here, SENT_BACK, data=b"5")
    decide(store, already)
    act = Act.begin("sri", NOW)
    assert confirm(store, [seen, doubtful, accepted, already, "gone"], act) == 1
    assert decisions(store, [seen, unseen_, doubtful, accepted]) == ["re-photo"] + [None] * 3
    row = photo(store, seen)
    assert (row["decision_reason"], row["message"]) == ("glare", "ulang: glare")
    assert [one["decision"] for one in decided(store, seen)] == ["re-photo"]
    assert undo(store, act) == 1
    assert photo(store, seen)["message"] == "Terima kasih"


def test_a_broken_file_is_confirmed_and_undone_though_nothing_is_kept_of_it(store):
    here = batch(store)
    id_ = broken(store, here)
    with store.reading() as connection:
        assert re_photos.count(connection, here["id"]) == 1
    act = Act.begin("sri", NOW)
    with store.writing() as connection:
        together.confirm_re_photos(connection, store.vault, [id_], lambda _: None, act)
    row = photo(store, id_)
    assert (row["decision"], row["message"]) == ("re-photo", "Kirim foto lagi")
    assert undo(store, act) == 1
    assert photo(store, id_)["message"] == "Kirim foto lagi"


def test_doubted_re_photos_go_into_the_queue(store):
    here = batch(store)
    id_, broken_id = done(store, here, SENT_BACK), broken(store, here)
    with store.writing() as connection:
        assert together.queue_re_photos(connection, [id_, broken_id]) == 1
    assert claim(store, "sri") == id_
    assert confirm(store, [id_]) == 0


@pytest.mark.parametrize("undone", [False, True])
def test_messages_are_marked_as_sent_and_the_mark_goes_with_the_decision(store, undone):
    here = batch(store)
    ids = [done(store, here, SENT_BACK, data=data) for data in (b"1", b"2")]
    accepted = done(store, here, json_answer(0.99), data=b"3")
    act = Act.begin("sri", NOW)
    confirm(store, ids, act)
    with store.writing() as connection:
        assert outgoing.count_unsent(connection, here["id"]) == 2
        assert outgoing.mark_sent(connection, [ids[0], accepted], "sri", NOW) == 1
        assert outgoing.mark_sent(connection, ids[:1], "budi", NOW + 9) == 0
        assert outgoing.count_unsent(connection, here["id"]) == 1
    assert (photo(store, ids[0])["sent_at"], photo(store, ids[0])["sent_by"]) == (NOW, "sri")
    if undone:
        undo(store, act)
    else:
        with store.writing() as connection:
            assert outgoing.unmark_sent(connection, ids) == 1
    assert photo(store, ids[0])["sent_at"] is None


def test_all_batches_are_those_of_the_desk(store):
    mine, bots = batch(store, origin="desk"), batch(store)
    for at, here in enumerate((mine, bots)):
        done(store, here, SENT_BACK, data=bytes([at]))
    with store.reading() as connection:
        counts = [re_photos.count(connection, id_) for id_ in (None, mine["id"], bots["id"])]
    assert counts == [1, 1, 1]


def test_an_expired_photo_has_a_message_to_send(store):
    id_ = done(store, batch(store), json_answer(0.5))
    with store.writing() as connection:
        values = {"state": "expired", "message": "Kirim lagi"}
        connection.execute(update(PHOTOS).where(PHOTOS.c.id == id_).values(**values))
        assert outgoing.count_unsent(connection, photo(store, id_)["batch_id"]) == 1
