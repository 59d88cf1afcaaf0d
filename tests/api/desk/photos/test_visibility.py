"""A number masked for a person is masked in every picture, until it is unmasked on record."""

import numpy as np
import pytest

from api.desk.photos import visibility
from api.store.accounts import Role
from api.store.photos import claims, search
from api.store.tables.batches import PHOTOS
from precheck.answer.views import COVER
from tests.api.desk.audit import acts
from tests.api.desk.pictured import BOX, HEIGHT, INK, WIDTH, answer, brought, opened
from tests.api.fakes import NUMBER

MEMBERS = (slice(210, 280), slice(245, 320))
"""Rows and columns within the table of a family's members, on a KK that fills QUAD."""
COVERED = {"document": 0.02, "picture": 0.01, "number": 0.98}
"""Least share of each picture that a mask covers."""


@pytest.fixture
def id_(desk):
    """A doubtful photo of the queue, which budi has."""
    (made,) = brought(desk, answer(state="doubtful"))
    with desk.store.writing() as connection:
        assert claims.claim(connection, search.get(connection, made), "budi", 9e9)
    return made


def covered(visitor, id_, picture, query=""):
    """Return the share of a picture that is the mask, and the share of the number's ink."""
    drawn = opened(visitor.get(f"/photos/{id_}/{picture}.jpg{query}").data).astype(int)
    return tuple(float((np.abs(drawn - c).max(axis=2) < 16).mean()) for c in (COVER, INK))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR])
def test_who_does_not_decide_it_sees_no_digit_in_any_picture(desk, id_, role):
    ani = desk.person("ani", role)
    for picture, least in COVERED.items():
        mask, ink = covered(ani, id_, picture)
        assert (mask > least, ink) == (True, 0), picture


def test_who_decides_it_sees_the_digits(desk, id_):
    budi = desk.person("budi")
    for picture in COVERED:
        mask, ink = covered(budi, id_, picture)
        assert (mask < 0.005, ink > 0.005) == (True, True), picture


def test_the_mask_lies_on_the_number(desk, id_):
    drawn = opened(desk.person("ani").get(f"/photos/{id_}/picture.jpg").data)
    assert drawn.shape[:2] == (HEIGHT, WIDTH)
    (left, top), _, (right, bottom), _ = BOX
    inside = drawn[top:bottom, left:right].astype(int)
    assert np.abs(inside - COVER).max() < 16


@pytest.mark.parametrize(
    ("type_", "officers", "is_covered"),
    [
        ("kk", None, True),
        ("other", "kk", True),
        ("kk", "ktp", True),
        ("akta_kelahiran", None, False),
    ],
)
def test_a_family_s_members_numbers_are_covered_with_its_own(desk, type_, officers, is_covered):
    made = answer(state="doubtful")
    made["document"]["type"] = type_
    (id_,) = brought(desk, made)
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().values(officer_type=officers))
        assert claims.claim(connection, search.get(connection, id_), "budi", 9e9)
    drawn = opened(desk.person("ani").get(f"/photos/{id_}/picture.jpg").data).astype(int)
    assert (np.abs(drawn[MEMBERS] - COVER).max() < 16) == is_covered
    drawn = opened(desk.person("budi").get(f"/photos/{id_}/picture.jpg").data).astype(int)
    assert np.abs(drawn[MEMBERS] - COVER).max() > 16


def test_a_colleagues_card_has_masked_digits_and_no_strip(desk, id_):
    page = desk.person("ani").get(f"/photos/{id_}").text
    assert "3514********9001" in page
    assert NUMBER not in page
    assert "number.jpg" not in page
    assert "/number" not in page  # only with the right to numbers
    assert acts(desk, "view_number") == []


def test_unmasking_is_an_act_on_record(desk, id_):
    ani = desk.person("ani", Role.SUPERVISOR)
    assert NUMBER not in ani.get(f"/photos/{id_}").text
    assert acts(desk, "unmask_number") == []
    card = ani.post(f"/photos/{id_}/number").text
    assert NUMBER in card
    assert "number.jpg" in card
    (entry,) = acts(desk, "unmask_number")
    assert (entry["who"], entry["subject"]) == ("ani", id_)
    assert covered(ani, id_, "document")[1] > 0
    assert covered(ani, id_, "document", "?masked=1")[1] == 0
    assert NUMBER not in ani.get(f"/photos/{id_}").text


def test_pictures_are_masked_again_soon_and_always_for_others(desk, id_, monkeypatch):
    ani = desk.person("ani", Role.SUPERVISOR)
    ani.post(f"/photos/{id_}/number")
    assert covered(desk.person("eko", Role.SUPERVISOR), id_, "picture")[1] == 0
    monkeypatch.setattr(visibility, "UNMASKED_SECONDS", -1)
    assert covered(ani, id_, "picture")[1] == 0


def test_without_the_right_nothing_is_unmasked(desk, id_):
    ani = desk.person("ani")
    assert ani.post(f"/photos/{id_}/number").status_code == 403
    assert acts(desk, "unmask_number") == []
    assert covered(ani, id_, "picture")[1] == 0


def test_the_number_of_the_photo_to_be_decided_is_noted_once(desk, id_):
    budi = desk.person("budi")
    for _ in range(3):
        assert NUMBER in budi.get(f"/photos/{id_}").text
    budi.post(f"/photos/{id_}/decide", decision="confirm", number="1", alone="1")
    assert [entry["who"] for entry in acts(desk, "view_number")] == ["budi"]


def test_after_the_decision_it_is_masked(desk, id_):
    budi = desk.person("budi")
    budi.post(f"/photos/{id_}/decide", decision="accept", alone="1")
    assert NUMBER not in budi.get(f"/photos/{id_}").text
    assert covered(budi, id_, "document")[1] == 0


def test_a_picture_whose_number_cannot_be_covered_is_withheld(desk):
    nowhere = answer()
    del nowhere["number"]["box"]
    (id_,) = brought(desk, nowhere)
    with desk.store.writing() as connection:
        assert claims.claim(connection, search.get(connection, id_), "budi", 9e9)
    ani = desk.person("ani", Role.SUPERVISOR)
    assert "Gambar disembunyikan" in ani.get(f"/photos/{id_}").text
    assert ani.get(f"/photos/{id_}/picture.jpg").status_code == 404
    ani.post(f"/photos/{id_}/number")
    assert ani.get(f"/photos/{id_}/picture.jpg").status_code == 200


def test_each_view_says_whether_the_number_was_shown(desk, id_):
    for name in ("budi", "ani"):
        desk.person(name).get(f"/photos/{id_}/number.jpg")
    noted = [(entry["who"], entry["detail"]["number"]) for entry in acts(desk, "view_picture")]
    assert sorted(noted) == [("ani", "masked"), ("budi", "shown")]


def test_an_expired_claim_shows_no_digit_before_the_card_is_opened(desk, id_):
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().values(claim_until=0.0))
    ani = desk.person("ani")
    assert covered(ani, id_, "picture")[1] == 0
    assert NUMBER in ani.get(f"/photos/{id_}").text
    assert covered(ani, id_, "picture")[1] > 0
