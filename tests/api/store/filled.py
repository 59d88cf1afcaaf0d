"""Photos in a batch, and answers to give them."""

from sqlalchemy import select

from api.store import batches
from api.store.photos import answers, documents, intake, leases
from api.store.photos.answers import Sampling
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import DECISIONS
from tests.api.fakes import NUMBER

NOW = 1_800_000_000.0
SAMPLING = Sampling(sure_at=0.8, share=0.0)


def batch(store, **new):
    with store.writing() as connection:
        id_ = batches.create(
            connection, store.vault, batches.NewBatch(**{"owner": "bot", **new}), NOW
        )
        return batches.get(connection, id_)


def add(store, batch, data=b"one", *, file="a.jpg", reference=None, now=NOW, **more):
    names = intake.Names(file=file, reference=reference)
    upload = intake.Upload(data=data, names=names, **more)
    with store.writing() as connection:
        return intake.add(connection, store.vault, batch, upload, now)


def take(store, worker="w", now=NOW, seconds=30, photo_id=None):
    with store.writing() as connection:
        return leases.take(connection, worker, now, seconds, photo_id)


def json_answer(p_accept=0.9, *, verdict="accept", state="read", number=NUMBER, pages=1):
    read = state == "read"
    return {
        "id": "01JD0000000000000000000000",
        "reference": "r-1",
        "line": None,
        "attempt": 1,
        "verdict": verdict,
        "next": "done" if verdict == "accept" else "retry",
        "p_accept": p_accept,
        "reasons": [] if verdict == "accept" else [{"code": "glare"}],
        "notes": [],
        "message": "Terima kasih",
        "document": {"type": "kk"},
        "number": {
            "kind": "kk",
            "state": state,
            "value": number if read else None,
            "candidate": None if read else number,
            "masked": "3514********9001",
            "digits": [{"char": char, "state": state} for char in number],
            "box": [[10, 10], [50, 10], [50, 20], [10, 20]],
        },
        "measures": {"glare": {"value": 0.1}},
        "image": {"pages": pages},
        "overlay": "data:",
        "took_ms": {"total": 90},
        "version": {"service": "1", "models": "m", "policy": "default"},
    }


def finish(store, leased, answer=None, *, sampling=SAMPLING, limit=0.5, now=NOW):
    values = answers.answer_columns(
        store.vault, leased.photo, answer or json_answer(), limit, sampling
    )
    with store.writing() as connection:
        return leases.complete(connection, leased, values, now)


def done(store, batch, answer=None, **more):
    """Add a photo and give it its answer; return its id."""
    id_ = add(store, batch, **more).photo_id
    assert finish(store, take(store, photo_id=id_), answer)
    return id_


def document(store, batch, *page_answers, data=b"pdf", **more):
    """Add a file with a page for each answer; return the pages' ids, in order."""
    first = done(store, batch, page_answers[0], data=data, **more)
    with store.writing() as connection:
        intake.add_pages(connection, store.vault, photo(store, first), len(page_answers))
        pages = [page["id"] for page in documents.pages(connection, photo(store, first))]
    for id_, answer in zip(pages[1:], page_answers[1:], strict=True):
        assert finish(store, take(store, photo_id=id_), answer)
    return pages


def decided(store, id_):
    """Return what was decided of a photo."""
    query = select(DECISIONS).where(DECISIONS.c.subject_id == id_)
    with store.reading() as connection:
        return connection.execute(query).mappings().all()


def photo(store, id_):
    with store.reading() as connection:
        return connection.execute(select(PHOTOS).where(PHOTOS.c.id == id_)).mappings().one()
