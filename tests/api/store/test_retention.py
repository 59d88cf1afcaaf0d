"""What goes when, and what stays."""

import pytest
from sqlalchemy import func, select

from api.store import batches, checks, decisions, posts, retention
from api.store.answers import Sampling
from api.store.decisions import Ruling
from api.store.tables import FILES
from precheck.options import Options
from tests.api.store.filled import NOW, add, batch, done, finish, photo, take, told

ASK = {"id": "Mohon kirim lagi", "en": "Please send again"}


def files(store):
    with store.writing() as connection:
        retention.wipe_files(connection)
        return connection.scalar(select(func.count()).select_from(FILES))


def expire(store, before):
    with store.writing() as connection:
        return retention.expire(connection, before, ASK)


@pytest.mark.parametrize("lang", ASK)
def test_what_nobody_decided_asks_again_and_its_picture_goes(store, lang):
    here = batch(store, lang=lang)
    waiting = done(store, here, told(0.5), data=b"1")
    queued = add(store, here, b"2").photo_id
    assert expire(store, NOW) == 0
    assert expire(store, NOW + 1) == 2
    for id_ in (waiting, queued):
        row = photo(store, id_)
        assert (row["state"], row["message"], row["file_id"]) == ("expired", ASK[lang], None)
        assert (row["next"], row["sealed_number"]) == ("retry", None)
    assert files(store) == 0
    with store.reading() as connection:
        assert batches.progress(connection, here["id"]).states["expired"] == 2


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_sure_verdict_stays_what_it_is_and_loses_its_picture(store, share):
    id_ = add(store, batch(store)).photo_id
    finish(store, take(store), told(0.99), sampling=Sampling(sure_at=0.8, share=share))
    assert photo(store, id_)["for_officer"] == (share == 1)
    assert expire(store, NOW + 1) == 0
    row = photo(store, id_)
    assert not row["for_officer"]
    assert (row["state"], row["verdict"], row["message"]) == ("done", "accept", "Terima kasih")
    assert row["sealed_number"] is None
    assert row["number_masked"]
    assert files(store) == 0


def test_a_decided_picture_goes_after_the_time_to_undo(store):
    id_ = done(store, batch(store), told(0.5))
    act = decisions.act("sri", NOW)
    with store.writing() as connection:
        decisions.decide(connection, store.vault, id_, Ruling(decision="accept"), act)
        retention.wipe_decided(connection, NOW - 1)
    assert files(store) == 1
    with store.writing() as connection:
        retention.wipe_decided(connection, NOW)
    assert files(store) == 0
    assert photo(store, id_)["sealed_number"] is None
    assert photo(store, id_)["number_mac"]
    with store.writing() as connection:
        assert decisions.undo(connection, store.vault, act.group_id, act) == 0


def test_a_file_stays_while_one_of_its_pages_waits(store):
    here = batch(store)
    add(store, here)
    assert files(store) == 1


def test_rows_go_after_their_time_and_decisions_stay(store):
    here = batch(store)
    id_ = done(store, here, told(0.5))
    asked = checks.Asked.of(store.vault, "bot", Options(), b"x")
    with store.writing() as connection:
        decisions.decide(
            connection, store.vault, id_, Ruling(decision="accept"), decisions.act("sri", NOW)
        )
        checks.keep(connection, checks.answered(asked, told(), NOW))
        retention.purge(connection, NOW)
        assert checks.count(connection) == 1
        retention.purge(connection, NOW + 1)
        assert checks.count(connection) == 0
        assert batches.get(connection, here["id"]) is None
        assert len(list(decisions.standing(connection))) == 1


def test_a_post_waits_a_little_and_is_tried_until_it_is_there(store):
    id_ = done(store, batch(store, origin=batches.Origin.HANDOVER), told(0.5))

    def due(now):
        with store.writing() as connection:
            return posts.due(connection, now, hold=60)

    with store.writing() as connection:
        posts.enqueue(connection, "d1", id_, NOW)
        posts.enqueue(connection, "d2", id_, NOW)
    assert due(NOW + 1) == []
    (one,) = due(NOW + posts.SETTLE_SECONDS)
    assert (one.decision_id, one.photo["id"]) == ("d2", id_)
    assert due(NOW + posts.SETTLE_SECONDS + 1) == []
    now = NOW + 100
    for tries in range(len(posts.DELAYS)):
        with store.writing() as connection:
            posts.failed(connection, one, 503, now)
        assert due(now + posts.DELAYS[tries] - 1) == []
        now += posts.DELAYS[tries]
        (one,) = due(now)
    with store.writing() as connection:
        posts.failed(connection, one, None, now)
    assert due(now + 10**6) == []


def test_a_posted_decision_is_not_posted_again(store):
    id_ = done(store, batch(store), told(0.5))
    with store.writing() as connection:
        posts.enqueue(connection, "d1", id_, NOW)
        (one,) = posts.due(connection, NOW + 60, hold=60)
        posts.posted(connection, one, 200, NOW + 60)
        assert posts.due(connection, NOW + 10**6, hold=60) == []
