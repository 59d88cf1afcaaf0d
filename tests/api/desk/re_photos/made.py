"""A night's batch with sure re-photos of several citizens."""

import time

from api.store import batches
from tests.api.desk.batches_made import picture
from tests.api.store.filled import done, json_answer

PHONE_NUMBER = "0812-9000-9001"


def sent_back(*reasons, **more):
    """Return a sure re-photo verdict with these reasons."""
    answer = json_answer(0.004, verdict="re-photo", state="unread")
    message = f"Mohon maaf, {reasons[0]}. Foto ulang."
    return {**answer, "reasons": [{"code": code} for code in reasons], "message": message, **more}


def other(p_accept=0.99, **more):
    """Return a sure accept verdict on a paper of no known type."""
    answer = {**json_answer(p_accept), "document": {"type": "other"}, "number": None}
    return {**answer, **more}


def night(desk, *photos, name="malam"):
    """Return a batch of the desk and its photos: (reference, answer) each."""
    with desk.store.writing() as connection:
        new = batches.NewBatch(owner="desk", origin=batches.Origin.DESK, name=name)
        id_ = batches.create(connection, desk.store.vault, new, time.time())
        row = batches.get(connection, id_)
        batches.close(connection, id_, time.time())
    ids = [
        done(desk.store, row, answer, data=picture(at), reference=reference, file=f"{at}.jpg")
        for at, (reference, answer) in enumerate(photos)
    ]
    return id_, ids
