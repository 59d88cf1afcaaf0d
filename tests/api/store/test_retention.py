"""Pictures, numbers and rows are deleted after their time; decisions are kept."""

import pytest
from sqlalchemy import func, select

from api.store import batches, checks, retention
from api.store.decisions import history, recording, undoing
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos.answers import Sampling
from api.store.tables.batches import FILES
from precheck.options import Options
from tests.api.store.filled import NOW, add, batch, done, finish, json_answer, photo, take

ASK = {"id": "Mohon kirim lagi", "en": "Please send again"}


def files(store):
    with store.writing() as connection:
        retention.delete_files(connection)
        return connection.scalar(select(func.count()).select_from(FILES))


def expire(store, before):
    with store.writing() as connection:
        return retention.expire(connection, before, ASK)


@pytest.mark.parametrize("lang", ASK)
def test_an_undecided_photo_expires_and_its_picture_is_erased(store, lang):
    here = batch(store, lang=lang)
    waiting = done(store, here, json_answer(0.5), data=b"1")
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
def test_a_sure_verdict_is_kept_and_its_picture_erased(store, share):
    id_ = add(store, batch(store)).photo_id
    finish(store, take(store), json_answer(0.99), sampling=Sampling(sure_at=0.8, share=share))
    assert photo(store, id_)["for_officer"] == (share == 1)
    assert expire(store, NOW + 1) == 0
    row = photo(store, id_)
    assert not row["for_officer"]
    assert (row["state"], row["verdict"], row["message"]) == ("done", "accept", "Terima kasih")
    assert row["sealed_number"] is None
    assert row["number_masked"]
    assert files(store) == 0


def test_a_decided_picture_is_erased_after_the_time_to_undo(store):
    id_ = done(store, batch(store), json_answer(0.5))
    act = Act.begin("sri", NOW)
    with store.writing() as connection:
        recording.decide(connection, store.vault, id_, StoredDecision(decision="accept"), act)
        retention.erase_decided(connection, NOW - 1)
    assert files(store) == 1
    with store.writing() as connection:
        retention.erase_decided(connection, NOW)
    assert files(store) == 0
    assert photo(store, id_)["sealed_number"] is None
    assert photo(store, id_)["number_mac"]
    with store.writing() as connection:
        assert undoing.undo(connection, store.vault, act.group_id, act) == 0


def test_a_file_stays_while_one_of_its_pages_waits(store):
    here = batch(store)
    add(store, here)
    assert files(store) == 1


def test_old_rows_are_deleted_and_decisions_kept(store):
    here = batch(store)
    id_ = done(store, here, json_answer(0.5))
    asked = checks.CheckCall.of(store.vault, "bot", Options(), b"x")
    with store.writing() as connection:
        recording.decide(
            connection, store.vault, id_, StoredDecision(decision="accept"), Act.begin("sri", NOW)
        )
        checks.insert(connection, checks.answer_row(asked, json_answer(), NOW))
        retention.purge(connection, NOW, NOW)
        assert checks.count(connection) == 1
        retention.purge(connection, NOW + 1, NOW)
        assert checks.count(connection) == 0
        assert batches.get(connection, here["id"]) is None
        assert len(list(history.in_force(connection))) == 1
