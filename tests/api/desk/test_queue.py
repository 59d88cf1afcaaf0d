"""The queue: cards, decisions by one key, numbers confirmed or corrected, undoing, the trail."""

import re

import pytest

from api.store import claims, retention, trail
from api.store.accounts import Role
from api.store.tables import FILES, PHOTOS
from tests.api.desk.test_batches import filled
from tests.api.fakes import NUMBER
from tests.api.store.filled import NOW, decided, photo, told

CORRECTED = "3514010101209002"
DOUBTFUL = told(0.9, state="doubtful")
CARD = re.compile(r'/desk/photos/(\w+)/decide"')


@pytest.fixture
def sri(desk):
    return desk.person("sri")


def shown(answer):
    """Return the photo that the page lets decide."""
    found = CARD.search(answer.text)
    return found and found[1]


def acts(desk, who="sri"):
    with desk.store.reading() as connection:
        rows = reversed(trail.latest(connection))
        return [(row["act"], row["subject"]) for row in rows if row["who"] == who]


def test_the_least_sure_comes_first_and_each_decision_brings_the_next(desk, sri):
    id_, (near, doubtful, nearer) = filled(desk, told(0.6), DOUBTFUL, told(0.51))
    first = sri.get(f"/queue?batch={id_}")
    assert shown(first) == doubtful
    assert "<strong>3</strong>" in first.text
    second = sri.post(f"/photos/{doubtful}/decide", decision="accept", batch=id_)
    assert (shown(second), "Diterima." in second.text) == (nearer, True)
    third = sri.post(f"/photos/{nearer}/decide", again="glare", batch=id_)
    assert (shown(third), "Diminta foto ulang." in third.text) == (near, True)
    last = sri.post(f"/photos/{near}/decide", decision="accept", batch=id_)
    assert "Antrean kosong" in last.text
    told_ = [
        (row["decision"], row["decision_reason"])
        for row in (photo(desk.store, one) for one in (doubtful, nearer, near))
    ]
    assert told_ == [("accept", None), ("re-photo", "glare"), ("accept", None)]


def test_two_officers_never_see_the_same_photo(desk, sri):
    _, photos = filled(desk, told(0.5), told(0.51))
    budi = desk.person("budi")
    assert [shown(sri.get("/queue")), shown(budi.get("/queue"))] == photos
    held = budi.get(f"/photos/{photos[0]}")
    assert shown(held) is None
    assert "dipegang petugas lain" in held.text
    late = budi.post(f"/photos/{photos[0]}/decide", decision="accept")
    assert "sudah diputuskan atau dipegang" in late.text
    assert photo(desk.store, photos[0])["decision"] is None


def test_photos_of_one_reference_stand_together(desk, sri):
    _, (first, other, second) = filled(desk, told(0.5), told(0.51), told(0.6))
    mac = photo(desk.store, first)["reference_mac"]
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == second).values(reference_mac=mac))
    assert shown(sri.get("/queue")) == first
    assert shown(sri.post(f"/photos/{first}/decide", decision="accept")) == second
    assert shown(sri.post(f"/photos/{second}/decide", decision="accept")) == other


def test_put_off_it_is_for_others_and_comes_again_at_the_end(desk, sri):
    _, (first, second) = filled(desk, told(0.5), told(0.51))
    shown(sri.get("/queue"))
    assert shown(sri.post(f"/photos/{first}/put-off")) == second
    with desk.store.writing() as connection:
        assert claims.claim(connection, first, "budi", 0.0)
        claims.release(connection, "budi")
    assert shown(sri.post(f"/photos/{second}/put-off", put_off=first)) == first


@pytest.mark.parametrize(
    ("fields", "kept", "masked"),
    [
        ({"decision": "accept"}, None, "3514********9001"),
        ({"decision": "accept", "number": NUMBER}, None, "3514********9001"),
        ({"decision": "confirm", "number": NUMBER}, "confirmed", "3514********9001"),
        ({"decision": "confirm", "number": "3514 0101 0120 9001"}, "confirmed", "3514********9001"),
        ({"decision": "confirm", "number": CORRECTED}, "corrected", "3514********9002"),
        ({"decision": "accept", "number": CORRECTED}, "corrected", "3514********9002"),
        ({"again": "glare", "number": CORRECTED}, "corrected", "3514********9002"),
    ],
)
def test_a_number_is_confirmed_corrected_or_left(desk, sri, fields, kept, masked):
    _, (id_,) = filled(desk, DOUBTFUL)
    sri.post(f"/photos/{id_}/decide", **fields)
    (row,) = decided(desk.store, id_)
    assert (row["number"], photo(desk.store, id_)["number_masked"]) == (kept, masked)


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "confirm", "number": "3514"},
        {"decision": "confirm", "number": "3514013202209001"},
        {"decision": "maybe"},
        {"again": "boredom"},
        {"again": "more_pages"},
        {},
    ],
)
def test_what_cannot_be_decided_shows_the_photo_again(desk, sri, fields):
    _, (id_,) = filled(desk, DOUBTFUL)
    answer = sri.post(f"/photos/{id_}/decide", **fields)
    assert (answer.status_code, shown(answer)) == (200, id_)
    assert 'role="alert"' in answer.text
    assert photo(desk.store, id_)["decision"] is None


@pytest.mark.parametrize(
    ("fields", "told_"),
    [
        ({"decision": "accept"}, "Terima kasih, foto Kartu Keluarga sudah terbaca."),
        ({"decision": "confirm", "number": CORRECTED}, "berakhir 9002"),
        ({"again": "dark"}, "Mohon maaf, foto terlalu gelap"),
        ({"again": "number_unread"}, "Mohon maaf, nomor Kartu Keluarga belum terbaca"),
    ],
)
def test_the_citizen_is_told_what_the_officer_decided(desk, sri, fields, told_):
    _, (id_,) = filled(desk, DOUBTFUL)
    answer = sri.post(f"/photos/{id_}/decide", **fields)
    assert told_ in photo(desk.store, id_)["message"]
    assert told_ in answer.text  # to be copied with shift and C


def test_undone_the_photo_stands_there_again(desk, sri):
    _, (first, second) = filled(desk, DOUBTFUL, told(0.5))
    sri.post(f"/photos/{first}/decide", again="dark")
    sri.post(f"/photos/{second}/decide", decision="accept")
    for expected in (second, first):
        answer = sri.post("/undo")
        assert (shown(answer), "Diurungkan." in answer.text) == (expected, True)
        assert photo(desk.store, expected)["decision"] is None
    assert "Tidak ada yang dapat diurungkan" in sri.post("/undo").text


def test_nobody_undoes_what_another_did(desk, sri):
    _, (id_,) = filled(desk, told(0.5))
    sri.post(f"/photos/{id_}/decide", decision="accept")
    assert "Tidak ada yang dapat diurungkan" in desk.person("budi").post("/undo").text
    assert photo(desk.store, id_)["decision"] == "accept"


def test_once_the_picture_is_gone_nothing_is_undone_or_shown(desk, sri):
    _, (id_,) = filled(desk, told(0.5))
    sri.post(f"/photos/{id_}/decide", decision="accept")
    with desk.store.writing() as connection:
        connection.execute(FILES.delete())
        connection.execute(PHOTOS.update().values(sealed_number=None, file_id=None))
    assert "Tidak ada yang dapat diurungkan" in sri.post("/undo").text
    page = sri.get(f"/photos/{id_}").text
    assert "Fotonya sudah dihapus" in page
    assert "3514********9001" in page
    assert sri.get(f"/photos/{id_}/overlay.jpg").status_code == 404


def test_an_expired_photo_s_message_asks_for_it_again(desk, sri):
    _, (id_,) = filled(desk, told(0.6))
    with desk.store.writing() as connection:
        retention.expire(connection, NOW + 1, {"id": "Mohon kirim lagi"})
    page = sri.get(f"/photos/{id_}").text
    assert "Mohon kirim lagi" in page
    assert "kedaluwarsa" in page


def test_doubtful_positions_are_marked(desk, sri):
    answer = told(0.9, state="doubtful")
    for digit in answer["number"]["digits"]:
        digit["state"] = "read"
    answer["number"]["digits"][10]["state"] = "doubtful"
    filled(desk, answer)
    page = sri.get("/queue").text
    assert page.count("<mark") == 1
    assert f'<mark title="meragukan / doubtful">{NUMBER[10]}</mark>' in page


def test_every_view_of_a_photo_and_of_a_full_number_is_in_the_trail(desk, sri):
    _, (id_,) = filled(desk, DOUBTFUL)
    sri.get("/queue")
    assert acts(desk)[-2:] == [("view_photo", id_), ("view_number", id_)]
    budi = desk.person("budi")
    assert NUMBER not in budi.get(f"/photos/{id_}").text
    assert acts(desk, "budi")[-1] == ("view_photo", id_)
    ani = desk.person("ani", Role.SUPERVISOR)
    assert NUMBER in ani.get(f"/photos/{id_}").text
    assert acts(desk, "ani")[-1] == ("view_number", id_)


def test_a_sure_photo_may_be_decided_on_its_page(desk, sri):
    _, (id_,) = filled(desk, told(0.99))
    assert shown(sri.get("/queue")) is None
    assert shown(sri.get(f"/photos/{id_}")) == id_
    answer = sri.post(f"/photos/{id_}/decide", again="glare", alone="1")
    assert "Diminta foto ulang." in answer.text
    assert "oleh sri" in answer.text
    assert photo(desk.store, id_)["decision"] == "re-photo"


@pytest.mark.parametrize(
    "path", ["/photos/x", "/photos/x/card", "/photos/x/overlay.jpg", "/batches/x"]
)
def test_what_is_not_there_is_not_found(sri, path):
    assert sri.get(path).status_code == 404
