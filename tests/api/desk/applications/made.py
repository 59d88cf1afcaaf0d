"""Applications at the desk, with drawn photos, as if a chat had filed them."""

import time

from api.store import submissions as store_of_submissions
from api.store.stages import Stage
from api.store.submissions import NewSubmission
from api.store.tables.batches import PHOTOS
from api.submissions import steps
from api.submissions.records import states
from api.submissions.records.members import seal_members
from api.submissions.records.rows import Transaction
from api.submissions.rules import EXTENSION
from api.submissions.steps import Step
from api.submissions.wording import Word
from precheck.number.result import Members
from tests.api.desk.pictured import answer, photo
from tests.api.store.filled import done

NIK, OTHER_NIK = "3514014101809002", "3514014101809003"
CITIZEN = "6281290009001"


def paper(type_="kk", number="3514010101209001", **more):
    """Return the answer on a sure photo of a paper."""
    made = answer(0.99, verdict="accept", reasons=(), **more)
    made["document"] |= {"type": type_}
    kind = {"kk": "kk", "ktp": "nik"}[type_]
    digits = [{"char": char, "state": "read"} for char in number]
    masked = f"{number[:4]}********{number[-4:]}"
    made["number"] |= {"kind": kind, "value": number, "masked": masked, "digits": digits}
    return made


PAPERS = {"kk": paper(), "ktp": paper("ktp", NIK)}


def applied(
    desk, papers=("kk", "ktp"), *, variant=("nik", "aktivasi"), reference=CITIZEN, now=None, **new
):
    """Return the id of an application whose papers were filed."""
    now = now or time.time()
    service, name = variant
    made = NewSubmission(
        owner="channel", service=service, variant=name, reference=reference, line="nik", **new
    )
    with desk.store.writing() as connection:
        id_ = store_of_submissions.create(connection, desk.store.vault, made, "permohonan", now)
        row = store_of_submissions.get(connection, id_)
    for at, slot in enumerate(papers):
        batch = {"id": row.batch_id, "rank": -1}
        filed = done(desk.store, batch, PAPERS[slot], data=photo() + id_.encode() + bytes([at]))
        _file(desk, filed, slot)
    with desk.store.writing() as connection:
        act = acting(desk, connection, now)
        states.settle(act, store_of_submissions.get(connection, id_))
        store_of_submissions.update(connection, id_, updated_at=now, touched_at=now)
    return id_


def _file(desk, id_, slot):
    """File a photo in a slot; the table of a KK has been read."""
    values = {"filing": "filed", "slot": slot, "part": 1}
    if slot == "kk":
        read = Members(readings=((NIK,), (OTHER_NIK,)), complete=True)
        values["sealed_members"] = seal_members(desk.store.vault, read, id_)
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(**values))


def acting(desk, connection, now=None):
    rules = desk.app.extensions[EXTENSION]
    return Transaction(connection, desk.store.vault, rules, now or time.time())


def moved(desk, id_, to, who="sri", word="alasan", slots=(), now=None):
    """Move an application as an officer does."""
    with desk.store.writing() as connection:
        row = store_of_submissions.get(connection, id_)
        step = Step(seen=row.stage, to=Stage(to), who=who, word=Word(word, tuple(slots)))
        steps.move(acting(desk, connection, now), row, step)


def row_of(desk, id_):
    with desk.store.reading() as connection:
        return store_of_submissions.get(connection, id_)


def photos_of(desk, id_):
    """Return the rows of an application's photos by slot."""
    with desk.store.reading() as connection:
        rows = store_of_submissions.photos(connection, row_of(desk, id_))
        return {row["slot"]: row for row in rows}
