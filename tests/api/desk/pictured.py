"""A drawn photo of a document on a table, and the answer that says where everything lies in it."""

import time

import cv2
import numpy as np

from api.store import batches
from api.store.photos import answers, leases
from precheck.answer.overlay import turn_matrix
from tests.api.store.filled import add, done, json_answer, take

WIDTH, HEIGHT = 800, 600
TABLE, PAPER, HEAD, INK = (190, 160, 130), (235, 235, 235), (40, 40, 200), (0, 0, 0)
"""Blue, green, red. HEAD is the document's top left quarter."""
QUAD = [[100, 80], [700, 80], [700, 520], [100, 520]]
BOX = [[300, 110], [500, 110], [500, 140], [300, 140]]
STAIN = [[420, 400], [760, 400], [760, 560], [420, 560]]
"""Of a reason; it reaches beyond the document."""


def photo(turn=0):
    """Return a PNG of the photo as taken: `turn` clockwise degrees from upright."""
    upright = np.full((HEIGHT, WIDTH, 3), TABLE, np.uint8)
    cv2.fillPoly(upright, [np.array(QUAD)], PAPER)
    cv2.rectangle(upright, (101, 81), (399, 299), HEAD, cv2.FILLED)
    cv2.fillPoly(upright, [np.array(BOX)], INK)
    return cv2.imencode(".png", np.rot90(upright, turn // 90))[1].tobytes()


def answer(p_accept=0.5, *, turn=0, state="read", reasons=("glare",), **more):
    """Return the answer on that photo."""
    width, height = (HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT)
    lying = np.linalg.inv(turn_matrix(width, height, turn))

    def placed(points):
        return (np.array(points) @ lying[:2, :2].T + lying[:2, 2]).round().astype(int).tolist()

    made = json_answer(p_accept, state=state, **more)
    made["reasons"] = [{"code": code, "where": placed(STAIN)} for code in reasons]
    made["document"] |= {"quad": placed(QUAD), "turn": turn}
    made["image"] |= {"width": width, "height": height}
    if made["number"]:
        made["number"]["box"] = placed(BOX)
    return made


def brought(desk, *made, turn=0):
    """Add that photo once with each answer, each in a batch of its own; return their ids."""
    return [
        done(desk.store, _batch(desk), one, data=photo(turn), file=f"{at}.png", reference=f"r{at}")
        for at, one in enumerate(made)
    ]


def broken(desk, code="broken_picture", message="Mohon maaf, file fotonya rusak."):
    """Add a file that could not be decoded; return its photo's id."""
    id_ = add(desk.store, _batch(desk), data=b"junk", file="rusak.jpg").photo_id
    leased = take(desk.store, photo_id=id_)
    with desk.store.writing() as connection:
        columns = answers.error_columns(leased.photo, code, message)
        assert leases.complete(connection, leased, columns, time.time())
    return id_


def _batch(desk):
    with desk.store.writing() as connection:
        new = batches.NewBatch(owner="desk", origin=batches.Origin.DESK, name="malam")
        return batches.get(
            connection, batches.create(connection, desk.store.vault, new, time.time())
        )


def opened(picture):
    """Return the pixels of a picture."""
    return cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
