"""Pictures of a photo wait for their own capacity, not for that of checks."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import cv2
import numpy as np
import pytest

from api.desk.photos import pictures
from api.store import batches
from tests.api.desk.batches_made import filled
from tests.api.store.filled import done, json_answer

MANY = 7
"""One more than `/check` admits: the six that one browser requests at once, and another's."""


@pytest.fixture
def picture(desk):
    """The address of a picture that can be drawn."""
    batch, _ = filled(desk)
    with desk.store.reading() as connection:
        row = batches.get(connection, batch)
    grey = cv2.imencode(".jpg", np.full((240, 320, 3), 200, np.uint8))[1].tobytes()
    return f"/photos/{done(desk.store, row, json_answer(0.5), data=grey)}/picture.jpg"


def test_many_asked_for_at_once_are_all_drawn(desk, picture, monkeypatch):
    draw = pictures.RENDERERS["picture"]

    def slowly(*given):
        time.sleep(0.1)
        return draw(*given)

    monkeypatch.setitem(pictures.RENDERERS, "picture", slowly)
    people = [desk.person(f"p{n}") for n in range(MANY)]
    with ThreadPoolExecutor(MANY) as threads:
        answers = list(threads.map(lambda person: person.get(picture), people))
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.data.startswith(b"\xff\xd8\xff") for answer in answers)


def test_a_picture_does_not_wait_for_checks(desk, picture):
    capacity, leave = desk.app.extensions["precheck"].capacity, Event()
    with ThreadPoolExecutor(1) as threads:
        held = threads.submit(capacity.run, lambda: leave.wait(10))
        answer = desk.person().get(picture)
        assert (answer.status_code, held.done()) == (200, False)
        leave.set()
        assert held.result() is True
