"""Thumbnails are small, show no number, add no audit entry, and are drawn once."""

import cv2
import numpy as np
import pytest
from sqlalchemy import update

from api.desk.photos import pictures, thumbnail_views
from api.desk.photos.thumbnail_views import RecentThumbnails
from api.store import batches
from api.store.tables.batches import PHOTOS
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled
from tests.api.store.filled import done, json_answer

BOX = [[400, 300], [800, 300], [800, 400], [400, 400]]


@pytest.fixture
def photo(desk):
    """A white photo with a striped number; its id."""
    pixels = np.full((900, 1200, 3), 255, np.uint8)
    pixels[300:400, 400:800:2] = 0
    answer = json_answer(0.5)
    answer["number"]["box"] = BOX
    batch, _ = filled(desk)
    with desk.store.reading() as connection:
        row = batches.get(connection, batch)
    return done(desk.store, row, answer, data=cv2.imencode(".png", pixels)[1].tobytes())


def test_a_thumbnail_is_small_and_hides_the_number(desk, sri, photo):
    answer = sri.get(f"/photos/{photo}/thumbnail.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    pixels = cv2.imdecode(np.frombuffer(answer.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels.shape == (240, pictures.THUMBNAIL_PX)
    number = pixels[85:102, 112:208]
    assert np.ptp(number) < 12
    assert number.mean() == pytest.approx(96, abs=6)
    assert not acts(desk, "view_picture")


def test_it_is_drawn_once_and_gone_with_its_picture(desk, sri, photo, monkeypatch):
    path = f"/photos/{photo}/thumbnail.jpg"
    first = sri.get(path).data
    monkeypatch.delattr(thumbnail_views.pictures, "thumbnail_picture")
    assert sri.get(path).data == first
    with desk.store.writing() as connection:
        connection.execute(update(PHOTOS).where(PHOTOS.c.id == photo).values(file_id=None))
    assert sri.get(path).status_code == 404


def test_only_people_who_decide_see_thumbnails(desk, photo):
    assert desk.guest().get(f"/photos/{photo}/thumbnail.jpg").status_code == 302
    assert desk.person("a", "admin").get(f"/photos/{photo}/thumbnail.jpg").status_code == 403


def test_the_thumbnail_used_longest_ago_is_dropped():
    kept = RecentThumbnails(2)
    for id_ in "ab":
        kept.keep(id_, id_.encode())
    kept.get("a")
    kept.keep("c", b"c")
    assert [kept.get(id_) for id_ in "abc"] == [b"a", None, b"c"]
