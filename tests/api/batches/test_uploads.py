"""A hand-over brings its photos with their checks."""

import pytest

from api.batches.shapes import NewBatchShape
from api.store import checks
from precheck.answer.as_json import new_id
from precheck.options import Options
from tests.api.batches.calls import JPEG, NOWHERE, add, made, parts, photos, progress, results
from tests.api.store.filled import json_answer
from tests.api.working import work_on


def checked(store, data=JPEG, reference="budi"):
    """Leave the row of a second try at a KK, as `/check` does."""
    options = Options(types=("kk",), attempt=2, reference=reference)
    asked = checks.CheckCall.of(store.vault, "local", options, data)
    with store.writing() as connection:
        return checks.insert(connection, checks.answer_row(asked, json_answer(), 1.8e9))


def hand_over(client, *files, **fields):
    data = {"origin": "handover", "reference": "budi", "photos": parts(*files), **fields}
    return client.post("/batches", data=data, content_type="multipart/form-data")


def test_a_hand_over_is_one_request_and_comes_first(client, store, core):
    backlog = made(client, priority="urgent")
    add(client, backlog, ("1.jpg", JPEG + b"1"))
    check = checked(store)
    answer = hand_over(client, *photos(2), check_id=[check, ""])
    assert answer.status_code == 201, answer.text
    batch = NewBatchShape.model_validate(answer.json)
    assert (batch.origin, batch.photos, len(batch.received.photos)) == ("handover", 2, 2)
    assert batch.closed_at
    work_on(store, core)
    first, second, _ = core.asked
    assert (first[1].attempt, first[1].types, first[1].reference) == (2, ("kk",), "budi")
    assert (second[1].attempt, second[1].types) == (1, ())
    assert [row.check for row in results(client, batch.id)] == [check, None]
    assert progress(client, batch.id).waiting_for_officer == 2


@pytest.mark.parametrize(("reference", "status"), [("siti", 400), ("budi", 201), (None, 201)])
def test_a_hand_over_is_one_citizens(client, store, reference, status):
    answer = hand_over(client, *photos(1), check_id=checked(store, reference=reference))
    assert answer.status_code == status


def test_a_hand_over_right_after_a_check_whose_row_is_not_written_yet_is_to_be_repeated(client):
    answer = hand_over(client, *photos(1), check_id=new_id())
    assert (answer.status_code, answer.json["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0


def test_photos_may_come_with_a_new_batch(client, store, core):
    data = {"photos": parts(*photos(2)), "reference": "budi", "type": "kk", "name": "malam"}
    answer = client.post("/batches", data=data, content_type="multipart/form-data")
    assert answer.status_code == 201, answer.text
    batch = NewBatchShape.model_validate(answer.json)
    assert (batch.origin, batch.photos, len(batch.received.photos)) == ("backlog", 2, 2)
    assert batch.closed_at is None
    add(client, batch.id, ("3.jpg", JPEG + b"3"))
    work_on(store, core)
    assert [row.reference for row in results(client, batch.id)] == ["budi", "budi", None]
    assert core.asked[0][1].types == ("kk",)


@pytest.mark.parametrize("ids", [[NOWHERE], [NOWHERE, NOWHERE], ["x"]])
def test_a_hand_over_refers_to_existing_checks(client, ids):
    answer = hand_over(client, *photos(1), check_id=ids)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
    assert "check_id" in answer.json["detail"]
