"""Sure verdicts of `/check` are sampled for officers if the office agrees."""

import time

import pytest

from api.check import recorder, sampling
from api.store import batches, retention
from api.store.decisions import lessons
from api.store.figures import judged_photos
from api.store.photos import answers, claims, intake
from tests.api.check.calls import JPEG, check, sampled, settled
from tests.api.fakes import FEATURES, NUMBER


def test_no_photo_is_stored_unless_the_office_agrees(make_client, store):
    assert check(make_client(sample_share=1.0)).status_code == 200
    assert sampled(store) == []


@pytest.mark.parametrize("accepted", [True, False])
def test_a_sampled_photo_waits_in_the_queue(make_client, core, store, accepted):
    core.accepted = accepted
    client = make_client(sample_checks=True, sample_share=1.0)
    verdicts = [check(client, line="kk-1", attempt=2).json for _ in range(2)]
    (row,) = sampled(store)
    assert (row["check_id"], row["attempt"], row["asked"]) == (verdicts[0]["id"], 2, ["kk"])
    assert (row["state"], row["verdict"]) == ("done", verdicts[0]["verdict"])
    assert (row["for_officer"], row["sampled"], row["sampling_probability"]) == (True, True, 1.0)
    assert NUMBER not in str(dict(row))
    assert row["features"] == lessons.pack(FEATURES)
    with store.reading() as connection:
        assert intake.picture(connection, store.vault, row["file_id"]) == JPEG
        assert intake.open_names(store.vault, row).reference == "budi"
        assert answers.secret_number(store.vault, row)["value"] == NUMBER
        assert len(list(judged_photos(connection, 0.0))) == 1
        assert batches.latest(connection) == []
        batch = batches.get(connection, row["batch_id"])
    assert (batch["line"], batch["owner"]) == ("kk-1", "desk")
    with store.writing() as connection:
        assert claims.claim_next(connection, "sri", time.time())["id"] == row["id"]
        retention.expire(connection, time.time() + 1, {"id": "x"})
        retention.delete_files(connection)
    (row,) = sampled(store)
    assert (row["state"], row["for_officer"], row["file_id"]) == ("done", False, None)
    assert row["sealed_number"] is None


def test_only_a_share_of_the_sure_verdicts_is_sampled(make_client, store):
    some = make_client(sample_checks=True, sample_share=0.5)
    for n in range(30):
        check(some, JPEG + bytes([n]), reference=None)
    assert 5 <= len(sampled(store)) <= 25
    assert {row["sampling_probability"] for row in sampled(store)} == {0.5}
    before = len(sampled(store))
    unsure = make_client(sample_checks=True, sample_share=1.0, sure_at=1.0)
    check(unsure, JPEG + b"other", reference=None)
    assert len(sampled(store)) == before


def test_a_busy_database_skips_the_sample(make_client, store, held, monkeypatch):
    monkeypatch.setattr(recorder, "CALL_WAIT_SECONDS", 0.02)
    monkeypatch.setattr(recorder, "RETRY_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(sampling, "CALL_WAIT_SECONDS", 0.02)
    client = make_client(sample_checks=True, sample_share=1.0)
    if held.dialect.name == "postgresql":
        held.exec_driver_sql("LOCK TABLE batches")
    assert check(client).status_code == 200
    held.rollback()
    settled(store, 1)
    assert sampled(store) == []
