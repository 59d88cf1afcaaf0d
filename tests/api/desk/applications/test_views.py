"""Applications at the desk: what the list shows, who may do what, and what the trail keeps."""

import re
import time

import pytest

from api.store.accounts import Role
from api.store.tables.batches import PHOTOS
from tests.api.desk.applications.made import (
    CITIZEN,
    NIK,
    OTHER_NIK,
    applied,
    moved,
    photos_of,
    row_of,
)
from tests.api.desk.audit import acts

DAY = 86_400.0
FULL_KK = "3514010101209001"


@pytest.fixture
def budi(desk):
    return desk.person("budi")


def listed(visitor, query=""):
    """Return the ids in the list, in their order."""
    page = visitor.get(f"/{query}").text
    return re.findall(r'<a href="/desk/applications/(\w{26})"', page)


def test_the_first_page_of_an_officer_is_the_list(desk, budi):
    id_ = applied(desk)
    page = budi.get("/").text
    assert "<h1>Permohonan</h1>" in page
    assert CITIZEN in page
    assert listed(budi) == [id_]
    assert desk.guest().post("/sign-in", name="budi", password="x").status_code == 401


def test_the_list_begins_with_the_urgent_ones_and_those_that_wait_longest(desk, budi):
    now = time.time()
    late = applied(desk, now=now - 100)
    later = applied(desk, now=now - 50)
    urgent = applied(desk, variant=("nik", "pendaftaran_polisi"), now=now)
    assert listed(budi) == [urgent, late, later]
    moved(desk, late, "closed")
    moved(desk, later, "closed", now=time.time() + 1)
    assert listed(budi, "?stage=all") == [urgent, later, late]


def test_each_filter_finds_its_own(desk, budi):
    now = time.time()
    complete = applied(desk, now=now - 30 * DAY, reference="a-1")
    incomplete = applied(desk, ("kk",), reference="b-2")
    urgent = applied(desk, variant=("nik", "pendaftaran_polisi"), reference="c-3")
    begun = applied(desk, (), reference="d-4")
    other = applied(desk, ("kk",), variant=("kk", "rusak"), reference="e-5")
    moved(desk, urgent, "in_work", who="budi")
    found = {
        "": [urgent, complete],
        "?stage=complete": [complete],
        "?stage=incomplete": [incomplete, other],
        "?stage=in_work": [urgent],
        "?stage=new": [begun],
        "?stage=closed": [],
        "?stage=all&service=kk": [other],
        "?stage=all&officer=budi": [urgent],
        "?officer=-": [complete],
        "?urgent=1": [urgent],
        "?age=1": [complete],
        "?age=5&service=kk": [],
        "?q=a-1": [complete],
        "?q=a-2": [],
        "?stage=all&line=none": [],
        "?stage=nonsense": [urgent, complete],
    }
    assert {query: listed(budi, query) for query in found} == found
    page = budi.get("/").text
    assert "1 permohonan tidak disentuh selama 2 hari kerja" in page
    assert "perlu dikerjakan (2)" in page


def test_a_telephone_number_is_found_however_it_is_written(desk, budi):
    id_ = applied(desk)
    assert listed(budi, "?q=0812-9000-9001") == [id_]


def test_the_pages_of_the_list_follow_each_other(desk, budi, monkeypatch):
    monkeypatch.setattr("api.desk.applications.listing.APPLICATIONS_PER_PAGE", 2)
    ids = [applied(desk, ("kk", "ktp"), now=time.time() - 10 + at) for at in range(3)]
    assert listed(budi) + listed(budi, "?page=2") == ids
    assert listed(budi, "?page=9") == []


def test_who_has_it_in_work_sees_its_numbers_and_others_see_them_masked(desk, budi):
    id_ = applied(desk)
    sri = desk.person("sri")
    masked = budi.get(f"/applications/{id_}").text
    assert not [n for n in (FULL_KK, NIK, OTHER_NIK) if n in masked]
    assert "3514********9002" in masked
    assert "NIK-nya ada di KK" in masked
    assert "masked=1" in masked
    budi.post(f"/applications/{id_}/move", seen="complete", to="in_work")
    mine = budi.get(f"/applications/{id_}").text
    assert all(number in mine for number in (FULL_KK, NIK, OTHER_NIK))
    assert "masked=1" not in mine
    assert NIK not in sri.get(f"/applications/{id_}").text
    photos = {row["id"] for row in photos_of(desk, id_).values()}
    seen = acts(desk, "view_number")
    assert {(one["subject"], one["who"]) for one in seen} == {(one, "budi") for one in photos}
    assert {one["who"] for one in acts(desk, "view_application")} == {"budi", "sri"}


def test_pictures_are_covered_but_for_who_has_it_in_work(desk, budi):
    id_ = applied(desk)
    kk = photos_of(desk, id_)["kk"]["id"]
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().values(decision="accept"))
    sri = desk.person("sri")

    def picture(visitor):
        return visitor.get(f"/photos/{kk}/document.jpg").data

    covered = picture(budi)
    budi.post(f"/applications/{id_}/move", seen="complete", to="in_work")
    assert picture(budi) != covered
    assert picture(sri) == covered
    assert FULL_KK in budi.get(f"/photos/{kk}").text
    assert FULL_KK not in sri.get(f"/photos/{kk}").text


def test_an_officer_moves_assigns_and_notes(desk, budi):
    id_ = applied(desk)
    desk.account("sri")
    budi.post(f"/applications/{id_}/move", seen="complete", to="in_work")
    budi.post(f"/applications/{id_}/note", note="KK lama atas nama ayah")
    budi.post(f"/applications/{id_}/assign", officer="sri")
    assert (row_of(desk, id_).stage, row_of(desk, id_).officer) == ("in_work", "sri")
    page = budi.get(f"/applications/{id_}").text
    assert "KK lama atas nama ayah" in page
    assert "dari: lengkap, menjadi: dikerjakan" in re.sub(r"\s+", " ", page)
    assert "Ambil alih" in page
    assert budi.post(f"/applications/{id_}/assign", officer="nobody").status_code == 404
    (noted,) = acts(desk, "note_application")
    assert "ayah" not in str(dict(noted))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"seen": "in_work", "to": "ready"}, "sudah dipindahkan. Lihat sekali lagi."),
        ({"seen": "complete", "to": "handed_out"}, "sudah dipindahkan. Lihat sekali lagi."),
        ({"seen": "complete", "to": "returned", "word": " "}, "tulis alasannya untuk warga."),
    ],
)
def test_a_move_that_cannot_be_made_is_said_and_changes_nothing(desk, budi, form, said):
    id_ = applied(desk)
    answer = budi.post(f"/applications/{id_}/move", **form)
    assert answer.status_code == 302
    assert said in budi.get(f"/applications/{id_}").text
    assert row_of(desk, id_).stage == "complete"


@pytest.mark.parametrize("to", ["", "nonsense"])
def test_no_other_stage_is_known(desk, budi, to):
    answer = budi.post(f"/applications/{applied(desk)}/move", seen="complete", to=to)
    assert answer.status_code == 400


def test_returned_papers_are_those_that_are_ticked(desk, budi):
    id_ = applied(desk)
    budi.post(
        f"/applications/{id_}/move", seen="complete", to="returned", word="lama", slot=["ktp"]
    )
    returned = {slot: row["returned_at"] for slot, row in photos_of(desk, id_).items()}
    assert (returned["kk"], returned["ktp"] is None) == (None, False)


def test_the_ticked_are_moved_each_from_where_it_was_shown(desk, budi):
    first, second, third = (applied(desk) for _ in range(3))
    moved(desk, second, "in_work", who="sri")
    ticked = [f"{id_}:complete" for id_ in (first, second, third)]
    ticked.append("0" * 26 + ":complete")
    answer = budi.post("/applications/move?stage=all", application=ticked, to="in_work")
    assert answer.headers["Location"] == "/desk/?stage=all"
    assert "2 permohonan dipindahkan, 2 tidak." in budi.get("/").text
    officers = [row_of(desk, id_).officer for id_ in (first, second, third)]
    assert officers == ["budi", "sri", "budi"]
    budi.post("/applications/move", application=[f"{first}:in_work"], to="closed")  # needs a word
    assert row_of(desk, first).stage == "in_work"


def test_of_a_service_that_is_gone_it_is_shown_and_closed(desk, budi):
    id_ = applied(desk)
    with desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE submissions SET service = 'lama'")
    assert "lama: aktivasi" in budi.get("/").text
    assert "Layanan ini sudah tidak ada" in budi.get(f"/applications/{id_}").text
    budi.post(f"/applications/{id_}/move", seen="complete", to="closed", word="layanan ditutup")
    assert row_of(desk, id_).stage == "closed"


def test_a_photos_card_leads_to_its_application(desk, budi):
    id_ = applied(desk)
    card = budi.get(f"/photos/{photos_of(desk, id_)['kk']['id']}").text
    assert f"/desk/applications/{id_}" in card


@pytest.mark.parametrize("role", [Role.QA, Role.ADMIN])
def test_who_decides_nothing_sees_no_application(desk, role):
    id_ = applied(desk)
    other = desk.person("rini", role)
    for path in (f"/applications/{id_}", f"/applications/{id_}/archive.pdf"):
        assert other.get(path).status_code == 403
    assert CITIZEN not in other.client.get("/desk/", follow_redirects=True).text


def test_what_does_not_exist_is_not_found(budi):
    for id_ in ("0" * 26, "x", "' OR 1=1"):
        assert budi.get(f"/applications/{id_}").status_code == 404
        assert budi.get(f"/applications/{id_}/archive.zip").status_code == 404
