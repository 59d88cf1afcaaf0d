"""A second officer is asked about a decided photo without being told what the first decided."""

import pytest

from api.store.accounts import Role
from tests.api.desk.audit import acts
from tests.api.desk.pictured import HEAD, answer, brought, opened, photo
from tests.api.store.officers import RE_PHOTO
from tests.api.store.suite_made import decided, keep, kept


@pytest.fixture
def row(desk):
    """A photo that sri sent back for blur, kept in the suite."""
    decided(desk.store, photo(), RE_PHOTO, answer=answer(0.41))
    (row,) = keep(desk.store)
    return row


def test_the_second_officer_sees_the_photo_and_not_what_the_first_decided(desk, row):
    budi = desk.person("budi")
    page = budi.get("/second-opinion").text
    assert "sudah dinilai 1 orang" in page
    assert "Kartu Keluarga" in page
    for hidden in ("sri", "blur", "buram", "41", "data-points", row["photo_id"]):
        assert hidden not in page.partition("<main")[2].replace(row["id"], ""), hidden
    picture = budi.get(f"/second-opinion/{row['id']}/document.jpg")
    red = opened(picture.data)[100, 100]
    assert abs(red.astype(int) - HEAD).max() < 20
    assert budi.get(f"/second-opinion/{row['id']}/picture.jpg").status_code == 200
    assert budi.get(f"/second-opinion/{row['id']}/number.jpg").status_code == 404
    entry = acts(desk, "view_picture")[-1]
    assert (entry["who"], entry["subject"]) == ("budi", row["photo_id"])


def test_an_opinion_is_kept_once_and_noted_without_its_content(desk, row):
    budi, dewi = desk.person("budi"), desk.person("dewi")
    budi.post(f"/second-opinion/{row['id']}", opinion="re-photo")
    page = budi.get("/second-opinion").text
    assert "Pendapat Anda tersimpan." in page
    assert "Tidak ada foto yang menunggu pendapat Anda." in page
    dewi.post(f"/second-opinion/{row['id']}", opinion="accept")
    assert "Tidak tersimpan: petugas lain lebih dulu." in dewi.get("/second-opinion").text
    (after,) = kept(desk.store)
    assert (after["second_who"], after["second_opinion"]) == ("budi", "re-photo")
    (entry,) = acts(desk, "second_opinion")
    assert (entry["who"], entry["subject"], entry["detail"]) == ("budi", row["id"], None)
    assert "memberi pendapat kedua" in desk.person("tuti", Role.SUPERVISOR).get("/trail").text


def test_nobody_judges_an_own_decision_and_no_other_word_counts(desk, row):
    sri = desk.person("sri")
    assert "Tidak ada foto" in sri.get("/second-opinion").text
    assert sri.get(f"/second-opinion/{row['id']}/picture.jpg").status_code == 404
    sri.post(f"/second-opinion/{row['id']}", opinion="accept")
    assert desk.person("budi").post(f"/second-opinion/{row['id']}").status_code == 400
    assert kept(desk.store)[0]["second_opinion"] is None


@pytest.mark.usefixtures("row")
def test_the_empty_queue_asks_and_one_with_work_does_not(desk):
    asked = "1 foto menunggu pendapat kedua"
    budi = desk.person("budi")
    assert asked in budi.get("/queue").text
    assert asked not in desk.person("sri").get("/queue").text
    brought(desk, answer(0.5))
    assert asked not in budi.get("/queue").text
