"""The lists of sure verdicts over HTTP: rights, audit entries, and what is passed over."""

import pytest

from api.store.decisions.unseen import Left
from tests.api.desk.audit import acts
from tests.api.desk.re_photos.made import night, other, sent_back
from tests.api.fakes import NUMBER
from tests.api.store.filled import json_answer, photo


def test_the_button_leaves_what_nobody_may_accept_unseen_and_says_why(desk, sri):
    unread = {**json_answer(0.99), "number": {**json_answer()["number"], "state": "unread"}}
    id_, ids = night(desk, ("a", json_answer(0.99)), ("b", other()), ("c", unread), ("d", other()))
    page = sri.get(f"/batches/{id_}").text
    assert "Terima semua yang yakin (1)" in page
    assert "3 tidak ikut:" in page
    assert f'<a href="/desk/batches/{id_}/left#{Left.TYPE}">2 jenis tidak dikenali</a>' in page
    assert f'<a href="/desk/batches/{id_}/left#{Left.NUMBER}">1 nomor belum terbaca</a>' in page
    told = sri.client.post(
        f"/desk/batches/{id_}/accept-sure", data={"csrf_token": sri.token()}, follow_redirects=True
    ).text
    assert "1 foto diterima. 3 tidak ikut dan sekarang menunggu petugas" in told
    assert "2 jenis tidak dikenali, 1 nomor belum terbaca." in told
    rows = [photo(desk.store, one) for one in ids]
    assert [row["decision"] for row in rows] == ["accept", None, None, None]
    assert [row["for_officer"] for row in rows] == [False, True, True, True]


def test_only_the_chosen_of_those_left_enter_the_queue(desk, sri):
    id_, (first, second, sure) = night(
        desk, ("a", other()), ("b", other()), ("c", json_answer(0.99))
    )
    answer = sri.post(f"/batches/{id_}/left/queue", photo=[first, sure])
    assert answer.headers["Location"] == f"/desk/queue?batch={id_}"
    rows = [photo(desk.store, one)["for_officer"] for one in (first, second, sure)]
    assert rows == [True, False, False]


def test_a_page_of_thumbnails_adds_one_audit_entry(desk, sri):
    id_, _ = night(desk, ("a", sent_back("blur")), ("b", sent_back("glare")), ("c", other()))
    for path in ("/re-photos", f"/re-photos?batch={id_}", f"/batches/{id_}/left"):
        page = sri.get(path).text
        assert "thumbnail.jpg" in page
        assert NUMBER not in page
    entries = [(act["subject"], act["detail"]["photos"]) for act in acts(desk, "view_list")]
    assert entries == [(id_, 1), (id_, 2), (None, 2)]


def test_a_confirmed_re_photo_has_the_message_of_its_reason(desk, sri):
    id_, (one, two) = night(desk, ("a", sent_back("blur")), ("b", sent_back("dark")))
    assert sri.post("/re-photos/confirm", photo=[one], batch=id_).status_code == 302
    row = photo(desk.store, one)
    assert (row["decision"], row["decision_reason"]) == ("re-photo", "blur")
    assert row["message"].startswith("Mohon maaf, sebagian tulisan buram.")
    assert photo(desk.store, two)["decision"] is None
    sri.post("/re-photos/undo", batch=id_)
    assert photo(desk.store, one)["decision"] is None


def test_the_desk_and_its_lists_are_for_people_who_decide(desk):
    id_, _ = night(desk, ("a", sent_back("blur")))
    qa = desk.person("qa", "qa")
    for path in ("/re-photos", "/messages", "/messages.csv", f"/batches/{id_}/left"):
        assert qa.get(path).status_code == 403, path
        assert desk.guest().get(path).status_code == 302, path
    acting = ("/re-photos/confirm", "/re-photos/queue", "/re-photos/undo", "/messages/sent")
    for path in (*acting, f"/batches/{id_}/accept-sure", f"/batches/{id_}/left/queue"):
        assert qa.post(path).status_code == 403, path


@pytest.mark.parametrize(
    "path", ["/re-photos?batch=none", "/messages?batch=none", "/batches/none/left"]
)
def test_an_unknown_batch_is_not_found(sri, path):
    assert sri.get(path).status_code == 404


def test_another_officers_act_is_not_undone(desk, sri):
    id_, (one,) = night(desk, ("a", sent_back("blur")))
    sri.post("/re-photos/confirm", photo=[one], batch=id_)
    desk.person("budi").post("/re-photos/undo", batch=id_)
    assert photo(desk.store, one)["decided_by"] == "sri"
