"""Batches over HTTP, on both databases: filled, watched, fetched in three forms, deleted."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from api.auth import hashed
from api.results import COLUMNS
from api.schemas import BatchShape, NewBatchShape, Problem, ReceivedShape, ResultsShape
from api.store import checks, decisions
from api.store.decisions import Ruling
from api.store.tables import FILES, TRAIL
from precheck.options import Options
from tests.api.fakes import NUMBER
from tests.api.store.filled import told as answered
from tests.api.working import work_on

JPEG = b"\xff\xd8\xff"
FILE = object()
"""Stands for a file part."""
NOWHERE = "01JD0000000000000000000000"
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"


@pytest.fixture
def make_client(make_stored):
    return make_stored


@pytest.fixture
def client(make_client):
    return make_client()


def made(client, **asked):
    answer = client.post("/batches", json=asked)
    assert answer.status_code == 201, answer.text
    return NewBatchShape.model_validate(answer.json).id


def parts(*files):
    return [(io.BytesIO(data), name) for name, data in files]


def post(client, id_, *files, **fields):
    data = {"photos": parts(*files), **fields}
    return client.post(f"/batches/{id_}/photos", data=data, content_type="multipart/form-data")


def add(client, id_, *files, **fields):
    answer = post(client, id_, *files, **fields)
    assert answer.status_code == 200, answer.text
    return ReceivedShape.model_validate(answer.json)


def told(client, id_):
    return BatchShape.model_validate(client.get(f"/batches/{id_}").json)


def results(client, id_):
    answer = client.get(f"/batches/{id_}/results")
    assert answer.status_code == 200, answer.text
    return ResultsShape.model_validate(answer.json).photos


def photos(count):
    return [(f"{n}.jpg", JPEG + bytes([n])) for n in range(count)]


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_from_the_first_photo_to_the_results(client, store, core):
    id_ = made(client, name="Malam Senin", line="kk", lang="en")
    received = add(client, id_, *photos(3), reference="budi", type=["kk", "ktp"])
    assert [photo.new for photo in received.photos] == [True] * 3
    before = told(client, id_)
    assert (before.photos, before.states.queued, before.finished) == (3, 3, False)
    closed = BatchShape.model_validate(client.post(f"/batches/{id_}/close").json)
    assert closed.closed_at
    work_on(store, core)
    after = told(client, id_)
    assert (after.states.done, after.verdicts["accept"], after.finished) == (3, 3, True)
    assert (after.name, after.line, after.lang) == ("Malam Senin", "kk", "en")
    rows = results(client, id_)
    assert [row.file for row in rows] == ["0.jpg", "1.jpg", "2.jpg"]
    assert {row.id for row in rows} == {photo.id for photo in received.photos}
    assert {(row.verdict, row.state, row.reference, row.line) for row in rows} == {
        ("accept", "done", "budi", "kk")
    }
    assert {options.types for _, options in core.asked} == {("kk", "ktp")}


def test_the_same_file_again_changes_nothing(client, store, core):
    id_ = made(client)
    first = add(client, id_, *photos(2)).photos
    work_on(store, core)
    again = add(client, id_, ("other name.jpg", photos(1)[0][1])).photos
    assert [(photo.id, photo.new) for photo in again] == [(first[0].id, False)]
    work_on(store, core)
    assert len(core.asked) == 2
    assert [row.file for row in results(client, id_)] == ["0.jpg", "1.jpg"]


def test_an_archive_brings_folders_senders_and_refusals(client, store, core):
    chat = "31/12/23 21.41 - Budi: IMG-1.jpg (file terlampir)\n"
    archive = zipped(
        ("WhatsApp Chat with Budi.txt", chat),
        ("IMG-1.jpg", JPEG + b"1"),
        ("siti/2.jpg", JPEG + b"2"),
        ("../3.jpg", JPEG + b"3"),
        ("STK-1.webp", b"RIFF....WEBP"),
    )
    id_ = made(client)
    received = add(client, id_, ("night.zip", archive), ("old.rar", b"Rar!"))
    assert [photo.file for photo in received.photos] == [
        "night.zip/IMG-1.jpg",
        "night.zip/siti/2.jpg",
    ]
    assert [refused.code for refused in received.refused] == ["unsafe_path", "unsupported_archive"]
    assert received.skipped == 2
    work_on(store, core)
    rows = results(client, id_)
    assert [(row.file, row.folder) for row in rows] == [
        ("IMG-1.jpg", "night.zip"),
        ("2.jpg", "night.zip/siti"),
    ]
    assert [(row.reference, row.sender) for row in rows] == [("Budi", "Budi"), ("siti", None)]
    assert rows[0].sent_at == "2023-12-31T21:41:00"


@pytest.mark.parametrize(
    ("name", "file", "folder"),
    [
        ("a.jpg", "a.jpg", None),
        ("night/a.jpg", "a.jpg", "night"),
        ("../../etc/passwd", "passwd", None),
        ("C:/photos/a.jpg", "a.jpg", None),
        ("a\u202ejpg.exe", "a\\x202ejpg.exe", None),
    ],
)
def test_names_are_told_as_they_came_but_lead_nowhere(client, name, file, folder):
    id_ = made(client)
    add(client, id_, (name, JPEG))
    (row,) = results(client, id_)
    assert (row.file, row.folder) == (file, folder)


def test_a_file_that_is_no_photo_is_a_row_with_an_error(client, store, core):
    id_ = made(client)
    add(client, id_, ("a.jpg", b"junk"), ("empty.jpg", b""))
    work_on(store, core)
    junk, empty = results(client, id_)
    assert (junk.error.code, junk.next, junk.verdict) == ("not_a_picture", "retry", None)
    assert junk.message
    assert empty.state == "done"
    assert told(client, id_).verdicts["error"] == 1


def test_numbers_are_masked_and_told_apart_by_a_keyed_hash(client, store, core):
    id_ = made(client)
    add(client, id_, *photos(2))
    work_on(store, core)
    one, other = results(client, id_)
    assert one.number.value is one.number.candidate is one.number.digits is None
    assert one.number_mac == other.number_mac
    for form in ("json", "csv"):
        assert NUMBER not in client.get(f"/batches/{id_}/results?format={form}").text


def test_the_officers_decision_and_message_are_in_the_results(client, store, core):
    id_ = made(client)
    photo = add(client, id_, *photos(1)).photos[0].id
    work_on(store, core)
    ruling = Ruling(
        decision="re-photo",
        reason="blur",
        message="Mohon foto ulang",
        masked="3514********9002",
        number="3514010101209002",
    )
    with store.writing() as connection:
        decisions.decide(connection, store.vault, photo, ruling, decisions.act("sri", 1.8e9))
    (row,) = results(client, id_)
    assert (row.decision.decision, row.decision.reason) == ("re-photo", "blur")
    assert row.decision.at == "2027-01-15T08:00:00+00:00"
    assert (row.message, row.message_short) == ("Mohon foto ulang", None)
    assert (row.masked, row.verdict) == ("3514********9002", "accept")


def test_tables_hold_the_same_and_run_nothing(client, store, core):
    id_ = made(client)
    add(client, id_, ("=cmd().jpg", JPEG), reference="+62812")
    work_on(store, core)
    answer = client.get(f"/batches/{id_}/results?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    head, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert tuple(head) == COLUMNS
    cells = dict(zip(head, row, strict=True))
    assert (cells["file"], cells["reference"]) == ("'=cmd().jpg", "'+62812")
    assert (cells["verdict"], cells["state"], cells["document.type"]) == ("accept", "done", "kk")
    book = client.get(f"/batches/{id_}/results?format=xlsx")
    with zipfile.ZipFile(io.BytesIO(book.data)) as files:
        sheet = ET.fromstring(files.read("xl/worksheets/sheet1.xml"))
    assert len(list(sheet.iter(CELL))) > len(COLUMNS)
    assert list(sheet.iter(CELL.replace("}c", "}f"))) == []


def test_a_deleted_batch_is_gone_and_the_trail_says_who(client, store):
    id_ = made(client)
    add(client, id_, *photos(2))
    results(client, id_)
    assert client.delete(f"/batches/{id_}").status_code == 204
    assert client.get(f"/batches/{id_}").status_code == 404
    with store.reading() as connection:
        assert connection.scalar(select(FILES.c.id)) is None
        acts = connection.execute(select(TRAIL.c.who, TRAIL.c.act, TRAIL.c.subject)).all()
    assert sorted(acts) == [("local", "delete_batch", id_), ("local", "export", id_)]


def test_a_closed_batch_takes_no_more(client):
    id_ = made(client)
    assert [client.post(f"/batches/{id_}/close").status_code for _ in range(2)] == [200, 200]
    answer = post(client, id_, *photos(1))
    assert (answer.status_code, answer.json["code"]) == (409, "batch_closed")


def test_a_full_batch_keeps_what_it_has(make_client):
    client = make_client(batch_photos=2)
    id_ = made(client)
    answer = post(client, id_, *photos(3))
    assert (answer.status_code, answer.json["code"]) == (409, "batch_full")
    assert told(client, id_).photos == 2


def test_batches_have_their_own_limit_of_bytes(make_client):
    client = make_client(max_bytes=1000, batch_bytes=300_000)
    id_ = made(client)
    assert post(client, id_, ("a.jpg", bytes(200_000))).status_code == 200
    answer = post(client, id_, ("b.jpg", bytes(400_000)))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_only_so_many_uploads_at_once(make_client):
    client = make_client(wait=0)
    id_ = made(client)
    uploads = client.application.extensions["precheck"].uploads
    while uploads.acquire(blocking=False):
        pass
    answer = post(client, id_, *photos(1))
    assert (answer.status_code, answer.json["code"]) == (503, "busy")
    uploads.release()
    assert post(client, id_, *photos(1)).status_code == 200


def test_nobody_reaches_another_callers_batch(make_client):
    client = make_client(keys=(f"bot:{hashed('one')}", f"other:{hashed('two')}"))
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
def test_an_unknown_batch_is_told(client, id_):
    answer = client.get(f"/batches/{id_}")
    assert answer.status_code == 404
    Problem.model_validate(answer.json)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"origin": "desk"}, "origin"),
        ({"priority": 1}, "priority"),
        ({"nmae": "x"}, "nmae"),
        ({"name": "x" * 201}, "name"),
        ({"line": "a\0"}, "line"),
        ({"reference": "budi"}, "reference"),
        ({"origin": "handover"}, "reference"),
        ({"check_id": ["x"]}, "check_id"),
    ],
)
def test_a_wrong_option_is_named(client, asked, named):
    answer = client.post("/batches", json=asked)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
    assert named in answer.json["detail"]


@pytest.mark.parametrize("body", [b"[", b"[]", b'"x"'])
def test_a_body_that_is_no_object_is_told(client, body):
    answer = client.post("/batches", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_body")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "no_image"),
        ({"photos": "text"}, "bad_option"),
        ({"image": FILE}, "bad_option"),
        ({"photos": FILE, "reference": ["a", "b"]}, "bad_option"),
        ({"photos": FILE, "type": "passport"}, "bad_option"),
    ],
)
def test_a_wrong_upload_is_told(client, data, code):
    id_ = made(client)
    data = {name: (io.BytesIO(JPEG), "a") if one is FILE else one for name, one in data.items()}
    answer = client.post(f"/batches/{id_}/photos", data=data, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["code"]) == (400, code)


def test_an_unknown_form_of_results_is_told(client):
    answer = client.get(f"/batches/{made(client)}/results?format=pdf")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")


@pytest.mark.parametrize(
    ("asked", "priority"), [({}, "normal"), ({"priority": "urgent"}, "urgent")]
)
def test_the_urgent_come_first(client, store, core, asked, priority):
    backlog, other = made(client), made(client, **asked)
    add(client, backlog, ("1.jpg", JPEG + b"1"))
    add(client, other, ("2.jpg", JPEG + b"2"))
    assert told(client, other).priority == priority
    work_on(store, core)
    order = [data[-1:] for data, _ in core.asked]
    assert order == ([b"2", b"1"] if asked else [b"1", b"2"])


def checked(store, data=JPEG, reference="budi"):
    """Leave the row of a second try at a KK, as `/check` does."""
    options = Options(types=("kk",), attempt=2, reference=reference)
    asked = checks.Asked.of(store.vault, "local", options, data)
    with store.writing() as connection:
        return checks.keep(connection, checks.answered(asked, answered(), 1.8e9))


def hand_over(client, *files, **fields):
    data = {"origin": "handover", "reference": "budi", "photos": parts(*files), **fields}
    return client.post("/batches", data=data, content_type="multipart/form-data")


def test_a_hand_over_comes_in_one_call_and_before_everything(client, store, core):
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
    assert told(client, batch.id).waiting_for_officer == 2


@pytest.mark.parametrize(("reference", "status"), [("siti", 400), ("budi", 201), (None, 201)])
def test_a_hand_over_is_one_citizens(client, store, reference, status):
    answer = hand_over(client, *photos(1), check_id=checked(store, reference=reference))
    assert answer.status_code == status


@pytest.mark.parametrize("ids", [[NOWHERE], [NOWHERE, NOWHERE], ["x"]])
def test_a_hand_over_names_checks_that_there_are(client, ids):
    answer = hand_over(client, *photos(1), check_id=ids)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
    assert "check_id" in answer.json["detail"]
