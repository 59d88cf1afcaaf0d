"""Pages of the queue: order, claims, undoing and the audit trail."""

import pytest

from api.store import audit_trail
from api.store.photos import claims
from api.store.tables.batches import FILES, PHOTOS
from tests.api.desk.batches_made import filled, shown
from tests.api.fakes import NUMBER
from tests.api.store.filled import json_answer, photo

DOUBTFUL = json_answer(0.9, state="doubtful")


def acts(desk, who="sri"):
    with desk.store.reading() as connection:
        rows = reversed(audit_trail.latest(connection))
        return [(row["act"], row["subject"]) for row in rows if row["who"] == who]


def test_the_least_sure_comes_first_and_each_decision_brings_the_next(desk, sri):
    id_, (near, doubtful, nearer) = filled(desk, json_answer(0.6), DOUBTFUL, json_answer(0.51))
    first = sri.get(f"/queue?batch={id_}")
    assert shown(first) == doubtful
    assert "<strong>3</strong>" in first.text
    second = sri.post(f"/photos/{doubtful}/decide", decision="accept", batch=id_)
    assert (shown(second), "Diterima." in second.text) == (nearer, True)
    third = sri.post(f"/photos/{nearer}/decide", again="glare", batch=id_)
    assert (shown(third), "Diminta foto ulang." in third.text) == (near, True)
    last = sri.post(f"/photos/{near}/decide", decision="accept", batch=id_)
    assert "Antrean kosong" in last.text
    result = [
        (row["decision"], row["decision_reason"])
        for row in (photo(desk.store, one) for one in (doubtful, nearer, near))
    ]
    assert result == [("accept", None), ("re-photo", "glare"), ("accept", None)]


def test_two_officers_never_see_the_same_photo(desk, sri):
    _, photos = filled(desk, json_answer(0.5), json_answer(0.51))
    budi = desk.person("budi")
    assert [shown(sri.get("/queue")), shown(budi.get("/queue"))] == photos
    held = budi.get(f"/photos/{photos[0]}")
    assert shown(held) is None
    assert "Sedang dipegang <strong>sri</strong>, bebas " in held.text
    late = budi.post(f"/photos/{photos[0]}/decide", decision="accept")
    assert "Tidak tersimpan" in late.text
    assert "dipegang <strong>sri</strong>" in late.text
    assert photo(desk.store, photos[0])["decision"] is None


def test_photos_of_one_reference_follow_each_other(desk, sri):
    _, (first, other, second) = filled(desk, json_answer(0.5), json_answer(0.51), json_answer(0.6))
    mac = photo(desk.store, first)["reference_mac"]
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == second).values(reference_mac=mac))
    assert shown(sri.get("/queue")) == first
    assert shown(sri.post(f"/photos/{first}/decide", decision="accept")) == second
    assert shown(sri.post(f"/photos/{second}/decide", decision="accept")) == other


def test_a_postponed_photo_is_free_for_others_and_comes_last(desk, sri):
    _, (first, second) = filled(desk, json_answer(0.5), json_answer(0.51))
    shown(sri.get("/queue"))
    assert shown(sri.post(f"/photos/{first}/put-off")) == second
    with desk.store.writing() as connection:
        assert claims.claim(connection, photo(desk.store, first), "budi", 0.0)
        claims.release(connection, "budi")
    assert shown(sri.post(f"/photos/{second}/put-off", put_off=first)) == first


def test_after_undoing_the_photo_is_shown_again(desk, sri):
    _, (first, second) = filled(desk, DOUBTFUL, json_answer(0.5))
    sri.post(f"/photos/{first}/decide", again="dark")
    sri.post(f"/photos/{second}/decide", decision="accept")
    for expected in (second, first):
        answer = sri.post("/undo")
        assert (shown(answer), "Diurungkan." in answer.text) == (expected, True)
        assert photo(desk.store, expected)["decision"] is None
    assert "Tidak ada yang dapat diurungkan" in sri.post("/undo").text


def test_officers_undo_only_their_own_decisions(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.5))
    sri.post(f"/photos/{id_}/decide", decision="accept")
    assert "Tidak ada yang dapat diurungkan" in desk.person("budi").post("/undo").text
    assert photo(desk.store, id_)["decision"] == "accept"


def test_without_the_picture_nothing_is_undone_or_shown(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.5))
    sri.post(f"/photos/{id_}/decide", decision="accept")
    with desk.store.writing() as connection:
        connection.execute(FILES.delete())
        connection.execute(PHOTOS.update().values(sealed_number=None, file_id=None))
    assert "Tidak ada yang dapat diurungkan" in sri.post("/undo").text
    page = sri.get(f"/photos/{id_}").text
    assert "Fotonya sudah dihapus" in page
    assert "3514********9001" in page
    assert sri.get(f"/photos/{id_}/document.jpg").status_code == 404


def test_doubtful_positions_are_marked(desk, sri):
    answer = json_answer(0.9, state="doubtful")
    for digit in answer["number"]["digits"]:
        digit["state"] = "read"
    answer["number"]["digits"][10]["state"] = "doubtful"
    filled(desk, answer)
    page = sri.get("/queue").text
    assert page.count("<mark") == 1
    assert f'<mark title="meragukan">{NUMBER[10]}</mark>' in page


def test_every_view_of_a_photo_and_of_a_full_number_is_audited(desk, sri):
    _, (id_,) = filled(desk, DOUBTFUL)
    sri.get("/queue")
    assert acts(desk)[-2:] == [("view_photo", id_), ("view_number", id_)]
    budi = desk.person("budi")
    assert NUMBER not in budi.get(f"/photos/{id_}").text
    assert acts(desk, "budi")[-1] == ("view_photo", id_)


def test_a_sure_photo_may_be_decided_on_its_page(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.99))
    assert shown(sri.get("/queue")) is None
    assert shown(sri.get(f"/photos/{id_}")) == id_
    answer = sri.post(f"/photos/{id_}/decide", again="glare", alone="1")
    assert "Diminta foto ulang." in answer.text
    assert "oleh sri" in answer.text
    assert photo(desk.store, id_)["decision"] == "re-photo"


@pytest.mark.parametrize(
    "path", ["/photos/x", "/photos/x/card", "/photos/x/document.jpg", "/batches/x"]
)
def test_unknown_photos_are_not_found(sri, path):
    assert sri.get(path).status_code == 404
