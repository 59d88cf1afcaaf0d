"""Camera links: for one paper, unguessable, over in time; the photo they bring is filed once."""

import io
import re
import time

import pytest
from sqlalchemy import select

from api.store.tables.capture import CAPTURE_LINKS
from tests.api.capture.conftest import PUBLIC
from tests.api.submissions.seen import begin, photo, send, state


def link_for(client, id_, **asked):
    answer = client.post(f"/submissions/{id_}/capture-links", json=asked)
    assert answer.status_code == 201, answer.json
    return answer.json


def path_of(link):
    assert link["url"].startswith(f"{PUBLIC}/capture/")
    return link["url"].removeprefix(PUBLIC)


def bring(client, path, data, **fields):
    files = {"image": (io.BytesIO(data), "kamera.jpg"), **fields}
    return client.post(path, data=files, content_type="multipart/form-data")


def test_a_link_is_for_the_paper_that_is_awaited_and_tells_nothing(client, store):
    id_ = begin(client, "nik", "aktivasi", reference="6281234509001").id
    link = link_for(client, id_)
    assert (link["slot"], link["title"]) == ("ktp", "KTP-el")
    token = path_of(link).removeprefix("/capture/")
    assert re.fullmatch(r"[\w-]{32}", token)
    assert link_for(client, id_)["url"] != link["url"]
    with store.reading() as connection:
        kept = connection.execute(select(CAPTURE_LINKS)).mappings().all()
    assert token not in str(kept)
    page = client.get(path_of(link))
    assert page.status_code == 200
    assert "KTP-el" in page.text
    assert "9001" not in page.text


def test_the_photo_is_checked_then_filed_and_the_link_is_used_up(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    path = path_of(link_for(client, id_, slot="kk"))
    assert client.post(f"{path}/opened").status_code == 204
    bad = bring(client, f"{path}/check", photo("kk", legible=False)).json
    assert (bad["accepted"], bool(bad["message"])) == (False, True)
    assert state(client, id_).rounds == 0
    assert bring(client, f"{path}/check", photo("kk")).json["accepted"]
    sent = bring(client, f"{path}/photos", photo("kk"), message_id="a")
    assert sent.json["filed"]
    assert "Kartu Keluarga sudah terbaca" in sent.json["message"]
    again = bring(client, f"{path}/photos", photo("kk"), message_id="a")
    assert again.json["message"] == sent.json["message"]  # the phone lost the first answer
    assert state(client, id_).awaited == ["ktp"]
    over = bring(client, f"{path}/photos", photo("kk", take=2), message_id="b")
    assert (over.status_code, over.json["code"]) == (410, "link_over")
    gone = client.get(path)
    assert (gone.status_code, "tidak berlaku" in gone.text) == (410, True)
    with store.reading() as connection:
        row = connection.execute(select(CAPTURE_LINKS)).mappings().one()
    assert row["opened_at"] <= row["filled_at"] <= row["used_at"]


def test_an_unreadable_photo_counts_as_an_attempt_and_the_link_goes_on(client):
    id_ = begin(client, "nik", "aktivasi").id
    path = path_of(link_for(client, id_, slot="kk"))
    sent = bring(client, f"{path}/photos", photo("kk", legible=False), message_id="a")
    assert not sent.json["filed"]
    broken = bring(client, f"{path}/photos", b"broken", message_id="b")
    assert not broken.json["filed"]
    assert {one.slot: one.attempts for one in state(client, id_).papers}["kk"] == 2
    assert bring(client, f"{path}/photos", photo("kk"), message_id="c").json["filed"]


def test_it_is_over_once_the_paper_came_in_another_way_or_time_has_passed(client, monkeypatch):
    id_ = begin(client, "nik", "aktivasi").id
    kk, ktp = (path_of(link_for(client, id_, slot=slot)) for slot in ("kk", "ktp"))
    send(client, id_, photo("kk"))
    assert client.get(kk).status_code == 410
    assert client.get(ktp).status_code == 200
    now = time.time()
    monkeypatch.setattr("api.capture.views.time.time", lambda: now + 2 * 3600 + 1)
    assert client.get(ktp).status_code == 410


def test_it_ends_with_its_submission(client):
    id_ = begin(client, "nik", "aktivasi").id
    path = path_of(link_for(client, id_))
    client.delete(f"/submissions/{id_}")
    assert client.get(path).status_code == 410
    assert client.get("/capture/unknown").status_code == 410


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [({"slot": "akta"}, 400, "bad_option"), ({"paper": "kk"}, 400, "bad_option")],
)
def test_a_link_for_no_paper_is_refused_with_the_papers(client, asked, status, code):
    id_ = begin(client, "nik", "aktivasi").id
    answer = client.post(f"/submissions/{id_}/capture-links", json=asked)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_without_a_public_address_there_is_no_link(make_stored):
    client = make_stored()
    id_ = begin(client, "nik", "aktivasi").id
    answer = client.post(f"/submissions/{id_}/capture-links", json={})
    assert (answer.status_code, answer.json["code"]) == (409, "camera_off")
    assert "public_url" in answer.json["detail"]


def test_only_its_page_gets_the_camera_and_runs_the_nets(client):
    id_ = begin(client, "nik", "aktivasi").id
    page, other = client.get(path_of(link_for(client, id_))), client.get("/desk/sign-in")
    with client.get("/static/capture/page.js") as script:
        of_script = script.headers["Content-Security-Policy"]
    assert page.headers["Permissions-Policy"].startswith("camera=(self)")
    assert other.headers["Permissions-Policy"].startswith("camera=()")
    policy, theirs = (one.headers["Content-Security-Policy"] for one in (page, other))
    assert ("'wasm-unsafe-eval'" in policy, "'wasm-unsafe-eval'" in theirs) == (True, False)
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert "'wasm-unsafe-eval'" in of_script


def test_pages_of_the_office_may_show_it_in_a_frame(make_stored):
    client = make_stored(public_url=PUBLIC, camera_embedders="https://app.example.go.id")
    id_ = begin(client, "nik", "aktivasi").id
    policy = client.get(path_of(link_for(client, id_))).headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://app.example.go.id")
