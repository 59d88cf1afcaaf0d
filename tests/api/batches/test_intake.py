"""Files and archives become photos of a batch."""

import pytest

from tests.api.batches.calls import JPEG, add, made, photos, post, progress, results, zipped
from tests.api.working import work_on


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
        ("..", "photo", None),
        ("a\u202ejpg.exe", "a\\x202ejpg.exe", None),
    ],
)
def test_names_are_kept_but_lead_out_of_no_folder(client, name, file, folder):
    id_ = made(client)
    add(client, id_, (name, JPEG))
    (row,) = results(client, id_)
    assert (row.file, row.folder) == (file, folder)


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
    assert progress(client, id_).photos == 2


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
