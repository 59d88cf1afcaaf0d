"""Batches over HTTP: created, filled, closed, deleted, and private to their caller."""

import time

import pytest
from sqlalchemy import select

from api.batches import views
from api.batches.shapes import BatchShape
from api.batches.uploads import request_files
from api.callers.keys import sha256_of
from api.schema.problem_shapes import Problem
from api.settings import Settings
from api.store.database.store import Store
from api.store.tables.batches import FILES
from api.store.tables.officers import TRAIL
from tests.api.batches.calls import JPEG, NOWHERE, add, made, photos, post, progress, results
from tests.api.working import work_on


def test_from_the_first_photo_to_the_results(client, store, core):
    id_ = made(client, name="Malam Senin", line="kk", lang="en")
    received = add(client, id_, *photos(3), reference="budi", type=["kk", "ktp"])
    assert [photo.new for photo in received.photos] == [True] * 3
    before = progress(client, id_)
    assert (before.photos, before.states.queued, before.finished) == (3, 3, False)
    closed = BatchShape.model_validate(client.post(f"/batches/{id_}/close").json)
    assert closed.closed_at
    work_on(store, core)
    after = progress(client, id_)
    assert (after.states.done, after.verdicts["accept"], after.finished) == (3, 3, True)
    assert (after.name, after.line, after.lang) == ("Malam Senin", "kk", "en")
    rows = results(client, id_)
    assert [row.file for row in rows] == ["0.jpg", "1.jpg", "2.jpg"]
    assert {row.id for row in rows} == {photo.id for photo in received.photos}
    assert {(row.verdict, row.state, row.reference, row.line) for row in rows} == {
        ("accept", "done", "budi", "kk")
    }
    assert {options.types for _, options in core.asked} == {("kk", "ktp")}


def test_a_locked_database_is_503_within_seconds(make_app, tmp_path, monkeypatch):
    monkeypatch.setattr("api.service.WEB_LOCK_WAIT_SECONDS", 0.2)
    app = make_app(data=tmp_path)
    other = Store.open(Settings(data=tmp_path))
    with other.writing():
        start = time.monotonic()
        answer = app.test_client().post("/batches", json={})
        assert time.monotonic() - start < 2
    other.close()
    assert (answer.status_code, answer.json["code"]) == (503, "busy")


def test_a_batch_deleted_during_its_upload_is_told(client, store, monkeypatch):
    id_ = made(client)

    def deleted(*given):
        assert client.delete(f"/batches/{id_}").status_code == 204
        return request_files(*given)

    monkeypatch.setattr(views, "request_files", deleted)
    answer = post(client, id_, *photos(2))
    assert (answer.status_code, answer.json["code"]) == (404, "no_such_batch")
    with store.reading() as connection:
        assert connection.scalar(select(FILES.c.id)) is None


def test_a_deleted_batch_is_removed_with_an_audit_entry(client, store):
    id_ = made(client)
    add(client, id_, *photos(2))
    results(client, id_)
    assert client.delete(f"/batches/{id_}").status_code == 204
    assert client.get(f"/batches/{id_}").status_code == 404
    with store.reading() as connection:
        assert connection.scalar(select(FILES.c.id)) is None
        acts = connection.execute(select(TRAIL.c.who, TRAIL.c.act, TRAIL.c.subject)).all()
    assert sorted(acts) == [("local", "delete_batch", id_), ("local", "export", id_)]


def test_a_batch_of_another_caller_is_not_found(make_client):
    client = make_client(keys=(f"bot:{sha256_of('one')}", f"other:{sha256_of('two')}"))
    mine, other = ({"Authorization": f"Bearer {key}"} for key in ("one", "two"))
    id_ = client.post("/batches", headers=mine).json["id"]
    assert client.get(f"/batches/{id_}", headers=mine).status_code == 200
    for method, path in (
        ("GET", ""),
        ("GET", "/results"),
        ("POST", "/close"),
        ("POST", "/photos"),
        ("DELETE", ""),
    ):
        answer = client.open(f"/batches/{id_}{path}", method=method, headers=other)
        assert (answer.status_code, answer.json["code"]) == (404, "no_such_batch"), path
    assert client.get(f"/batches/{id_}").status_code == 401


@pytest.mark.parametrize("id_", [NOWHERE, "x", "%00", "é", NOWHERE[:-1]])
def test_an_unknown_batch_is_not_found(client, id_):
    answer = client.get(f"/batches/{id_}")
    assert answer.status_code == 404
    Problem.model_validate(answer.json)


@pytest.mark.parametrize(
    ("asked", "priority"), [({}, "normal"), ({"priority": "urgent"}, "urgent")]
)
def test_urgent_batches_come_first(client, store, core, asked, priority):
    backlog, other = made(client), made(client, **asked)
    add(client, backlog, ("1.jpg", JPEG + b"1"))
    add(client, other, ("2.jpg", JPEG + b"2"))
    assert progress(client, other).priority == priority
    work_on(store, core)
    order = [data[-1:] for data, _ in core.asked]
    assert order == ([b"2", b"1"] if asked else [b"1", b"2"])
