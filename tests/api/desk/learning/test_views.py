"""QA sees what was learned, adopts it with one click, and goes back with another."""

import time
from zoneinfo import ZoneInfo

import pytest

from api.store import calibrations
from api.store.accounts import Role
from api.store.office_suite import Opinion
from api.work import learning
from precheck.office.policy import Office
from precheck.runtime.models import models_version
from tests.api.desk.audit import acts
from tests.api.store.officers import RE_PHOTO, decide
from tests.api.store.suite_made import decided, give, keep
from tests.api.taught import still_kept, teach


def learn(store):
    found = learning.found(store, Office.load(), ZoneInfo("Asia/Jakarta"))
    return learning.keep(store, found, time.time())


def name_in_force(desk):
    with desk.store.reading() as connection:
        return calibrations.in_force(connection, models_version()).name


@pytest.fixture
def proposed(desk):
    teach(desk.store, wrong={"dewi": 0.25})
    return learn(desk.store)


def test_without_a_proposal_the_page_tells_how_one_comes(desk):
    page = desk.person("qory", Role.QA).get("/learning").text
    assert "Kalibrasi bawaan rilis" in page
    assert "Belum ada usulan." in page
    learn(desk.store)
    assert "paling sedikit 200 keputusan" in desk.person("ani", Role.ADMIN).get("/learning").text


def test_qa_adopts_and_goes_back_and_the_trail_knows(desk, proposed):
    qa = desk.person("qory", Role.QA)
    page = qa.get("/learning").text
    for said in ("Pakai office-1", "Diterima padahal tidak terbaca", "Log loss", "ROC", "dewi"):
        assert said in page
    assert "tidak dipakai</span>" in page
    assert page.count("<svg") == 2
    adopted = qa.post(f"/learning/{proposed.id}/adopt")
    assert adopted.status_code == 302
    assert name_in_force(desk) == "office-1"
    page = qa.get("/learning").text
    assert "Kalibrasi baru dipakai mulai sekarang." in page
    assert "dipakai oleh qory" in page
    qa.post("/learning/back")
    assert name_in_force(desk) is None
    assert "tidak berlaku, qory" in qa.get("/learning").text
    for act in ("adopt_calibration", "retire_calibration"):
        (entry,) = acts(desk, act)
        assert (entry["who"], entry["detail"]) == ("qory", {"calibration": "office-1"})


def test_the_page_counts_the_office_s_suite(desk):
    qa = desk.person("qory", Role.QA)
    assert "Suite kantor" not in qa.get("/learning").text
    for data in (b"1", b"2", b"3"):
        decided(desk.store, data)
    for row, opinion in zip(keep(desk.store), (Opinion.ACCEPT, Opinion.RE_PHOTO), strict=False):
        give(desk.store, row, opinion)
    said = "3 foto disimpan, 2 dengan dua pendapat, 1 di antaranya sama."
    assert said in qa.get("/learning").text


def test_what_cannot_be_adopted_is_told(desk, proposed):
    qa = desk.person("qory", Role.QA)
    learn(desk.store)  # replaces the proposal that the page shows
    qa.post(f"/learning/{proposed.id}/adopt")
    assert "Tidak berubah: usulan ini sudah diganti" in qa.get("/learning").text
    qa.post("/learning/back")
    assert "Tidak berubah" in qa.get("/learning").text
    assert name_in_force(desk) is None


def test_only_qa_and_admins_adopt_and_officers_see_nothing(desk, proposed):
    sri, budi = desk.person("sri", Role.SUPERVISOR), desk.person("budi")
    assert "Pakai office-1" not in sri.get("/learning").text
    for visitor, code in ((sri, 200), (budi, 403)):
        assert visitor.get("/learning").status_code == code
        assert visitor.post(f"/learning/{proposed.id}/adopt").status_code == 403
        assert visitor.post("/learning/back").status_code == 403
    assert name_in_force(desk) is None


def test_photos_whose_verdict_turns_are_shown_and_linked_to_who_may_open_them(desk):
    id_ = still_kept(desk.store)
    decide(desk.store, id_, RE_PHOTO, "budi")
    teach(desk.store)
    learn(desk.store)
    row = f"<code>{id_}</code>"
    assert f'/desk/photos/{id_}">{row}' in desk.person("sri", Role.SUPERVISOR).get("/learning").text
    page = desk.person("qory", Role.QA).get("/learning").text
    assert row in page
    assert f"/desk/photos/{id_}" not in page
