"""Selected photos are decided together; the page says what was left and why."""

import pytest

from tests.api.desk.batches_made import filled
from tests.api.store.filled import json_answer, photo

SURE, AGAIN = json_answer(0.99), json_answer(0.0, verdict="re-photo")


def decide(visitor, photos, seen=None, *, act="machine", **more):
    seen = photos if seen is None else seen
    answer = visitor.post("/selection/decide", photo=photos, seen=seen, act=act, **more)
    return answer, visitor.get("/photos").text


def test_what_was_decided_and_left_is_told_and_undone(desk, sri):
    _, photos = filled(desk, SURE, AGAIN, json_answer(0.5), SURE)
    _, page = decide(sri, photos, photos[:3])
    assert "1 foto diterima. 1 foto diminta ulang. Tidak ikut: " in page
    assert "1 perlu diputuskan satu per satu" in page
    assert "1 gambarnya belum Anda lihat" in page
    assert photo(desk.store, photos[1])["message"].startswith("Mohon maaf")
    assert "Urungkan keputusan terakhir (2 foto)" in page
    assert sri.post("/selection/undo", back="/desk/photos?view=grid").location.endswith("=grid")
    assert "Diurungkan: 2 foto." in sri.get("/photos").text
    assert {photo(desk.store, id_)["decision"] for id_ in photos} == {None}


def test_a_photo_that_was_opened_is_seen(desk, sri):
    _, photos = filled(desk, SURE, SURE)
    sri.get(f"/photos/{photos[0]}")
    _, page = decide(sri, photos, [])
    assert "1 foto diterima. Tidak ikut: 1 gambarnya belum Anda lihat." in page
    assert photo(desk.store, photos[0])["decided_by"] == "sri"
    budi = desk.person("budi")
    _, page = decide(budi, photos, [])
    assert "0 foto diterima. Tidak ikut: " in page


def test_a_reason_is_asked_for(desk, sri):
    _, photos = filled(desk, SURE)
    for again in ("", "nonsense"):
        _, page = decide(sri, photos, act="again", again=again)
        assert "Pilih alasannya dulu." in page
        assert photo(desk.store, photos[0])["decision"] is None
    decide(sri, photos, act="again", again="dark")
    assert photo(desk.store, photos[0])["decision_reason"] == "dark"


def test_the_machines_verdict_needs_no_reason(desk, sri):
    _, photos = filled(desk, SURE)
    decide(sri, photos, again="dark")
    assert photo(desk.store, photos[0])["decision"] == "accept"


@pytest.mark.parametrize(
    ("back", "location"),
    [
        ("/desk/photos?page=2", "/desk/photos?page=2"),
        ("https://elsewhere/desk/", "/desk/photos"),
        ("", "/desk/photos"),
    ],
)
def test_the_way_back_stays_at_the_desk(sri, back, location):
    assert sri.post("/selection/undo", back=back).location == location


def test_others_decide_nothing(desk):
    assert desk.person("a", "admin").post("/selection/decide").status_code == 403
    assert desk.guest().post("/selection/decide").status_code == 302
