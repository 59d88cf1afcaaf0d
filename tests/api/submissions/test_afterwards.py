"""What comes after the answer: a worker's pages, officers' decisions, time."""

import pytest
from sqlalchemy import select

from api.settings import Settings
from api.store import retention
from api.store import submissions as rows
from api.store.decisions import callbacks, recording, undoing
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos import claims
from api.store.photos.answers import Sampling
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions import catalogue, submissions
from api.submissions.photos import SentPhoto, add_photo
from api.submissions.records.rows import Rules, Transaction
from api.work.periodic.callbacks import callback_body
from tests.api.store.filled import NOW
from tests.api.submissions.seen import Seer, begin, photo, post, send, state
from tests.api.working import OFFICE, work_on

RULES = Rules(catalogue.load(), OFFICE, Sampling.of(Settings(sample_share=0)))
BLURRED = [photo("kk", legible=False, take=take) for take in range(3)]


def pdf(*pages):
    return photo(of_pages=list(pages))


PAGE = {"type": "other", "legible": True, "number": None}
KK_PAGE = {"type": "kk", "legible": True, "number": "3514010101209001"}
KTP_PAGE = {"type": "ktp", "legible": True, "number": "3514014101809002"}


@pytest.mark.parametrize(
    ("pages", "codes", "awaited"),
    [
        ([KK_PAGE, KTP_PAGE], [("filed", "kk"), ("filed", "ktp")], []),
        ([KK_PAGE, PAGE], [("filed", "kk"), ("part", "kk")], ["ktp"]),
        (
            [{**KK_PAGE, "legible": False}, PAGE],
            [("unreadable", "kk"), ("unreadable", "kk")],
            ["ktp", "kk"],
        ),
        ([KK_PAGE] + [PAGE] * 7, [("filed", "kk")] + [("part", "kk")] * 7, ["ktp"]),
    ],
    ids=["two papers", "two pages", "first page unreadable", "many pages"],
)
def test_further_pages_of_a_pdf_are_filed_by_a_worker(client, store, pages, codes, awaited):
    id_ = begin(client, "nik", "aktivasi").id
    first = send(client, id_, pdf(*pages))
    assert (first.check.image.pages, first.submission.unchecked) == (len(pages), len(pages) - 1)
    work_on(store, Seer())
    now = state(client, id_)
    assert (now.unchecked, now.awaited, now.rounds) == (0, awaited, 1)
    kept = [(one.page, one.code, paper.slot) for paper in now.papers for one in paper.photos]
    assert [(code, slot) for _, code, slot in sorted(kept)] == codes
    assert all(paper.attempts <= 1 for paper in now.papers)


def test_all_pages_of_a_paper_that_waits_are_placed_together(client, store):
    id_ = begin(client, "kk", "tambah_anggota").id
    asked = send(client, id_, pdf(PAGE, PAGE))
    work_on(store, Seer())
    body = {"photo": asked.photo, "slot": "buku_nikah"}
    assert client.post(f"/submissions/{id_}/photos", json=body).status_code == 200
    (book,) = (one for one in state(client, id_).papers if one.slot == "buku_nikah")
    assert [(one.page, one.part) for one in book.photos] == [(1, 1), (2, 2)]


def queue(store, id_, data, **more):
    """Leave a photo to a worker, as a channel does."""
    with store.writing() as connection:
        row = submissions.own(connection, id_, lock=True)
        act = Transaction(connection, store.vault, RULES, NOW)
        return add_photo(act, row, SentPhoto(data=data, **more), None)


def test_a_worker_files_what_a_channel_has_queued(both):
    client, store = both
    id_ = begin(client, "nik", "aktivasi").id
    assert queue(store, id_, BLURRED[0], message_id="m1") is None
    assert queue(store, id_, photo("ktp"), message_id="m2") is None
    assert queue(store, id_, b"broken", slot="kk") is None
    assert state(client, id_).unchecked == 3
    core = Seer()
    work_on(store, core)
    assert core.asked == [("ktp", "kk")] * 2
    now = state(client, id_)
    found = {paper.slot: (paper.state, paper.attempts) for paper in now.papers}
    assert found == {"ktp": ("in", 0), "kk": ("unreadable", 2)}
    with store.reading() as connection:
        told = dict(connection.execute(select(PHOTOS.c.filing, PHOTOS.c.message)).all())
    assert (
        told["filed"]
        == "Terima kasih, KTP-el sudah terbaca. Berikutnya mohon kirim foto Kartu Keluarga."
    )


def test_a_photo_that_the_machine_fails_on_is_with_an_officer(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    queue(store, id_, b"no json", slot="kk")  # the stand-in crashes on it
    work_on(store, Seer())
    (kk,) = (one for one in state(client, id_).papers if one.slot == "kk")
    assert kk.state == "officer"


def test_of_a_repeated_pdf_no_further_page_is_kept(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    twice = [photo("kk", of_pages=[KK_PAGE, PAGE], shot=1, take=take) for take in (1, 2)]
    assert send(client, id_, twice[0]).submission.unchecked == 1
    work_on(store, Seer())
    queue(store, id_, twice[1])
    work_on(store, Seer())
    with store.reading() as connection:
        codes = list(connection.scalars(select(PHOTOS.c.filing).order_by(PHOTOS.c.id)))
    assert codes == ["filed", "part", "repeat"]


def decide(store, photo_id, decision, now=NOW, **more):
    act = Act.begin("sri", now)
    with store.writing() as connection:
        stored = StoredDecision(decision=decision, **more)
        recording.decide(connection, store.vault, photo_id, stored, act)
    return act


def settle(store, now=NOW):
    with store.writing() as connection:
        submissions.settle_stale(Transaction(connection, store.vault, RULES, now))
    with store.reading() as connection:
        return connection.execute(select(SUBMISSIONS)).mappings().one()


def handed_over(client):
    """Return a submission whose KK is with an officer and whose KTP is in, and the KK's photo."""
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, photo("ktp"))
    return id_, [send(client, id_, one) for one in BLURRED][-1].photo


def test_an_officers_decision_completes_it_and_undoing_takes_that_back(both):
    client, store = both
    id_, last = handed_over(client)
    assert state(client, id_).state == "officer"
    act = decide(store, last, "accept")
    assert state(client, id_).state == "complete"
    row = settle(store)
    assert (row["state"], row["completed_at"], row["stale"]) == ("complete", NOW, False)
    with store.writing() as connection:
        assert undoing.undo(connection, store.vault, act.group_id, act) == 1
    assert settle(store)["state"] == "officer"


def test_an_officer_who_asks_again_opens_it_and_the_attempts_begin_anew(client, store):
    id_, last = handed_over(client)
    decide(store, last, "re-photo", reason="glare", message="Mohon foto ulang.")
    now = state(client, id_)
    assert (now.state, now.awaited) == ("open", ["kk"])
    again = send(client, id_, photo("kk", legible=False, take=9))
    assert (again.filing.code, again.filing.attempt) == ("unreadable", 1)
    assert settle(store)["state"] == "open"


def test_officers_see_urgent_cases_first_then_used_up_tries(client, store):
    doubtful = {"state": "doubtful"}
    for service, variant, reference, photos in (
        ("nik", "aktivasi", "doubt", [photo("kk", **doubtful)]),
        ("nik", "aktivasi", "third", BLURRED),
        ("nik", "pendaftaran_polisi", "urgent", [photo("kk", **doubtful)]),
    ):
        id_ = begin(client, service, variant, reference=reference).id
        for one in photos:
            send(client, id_, one)
    query = select(PHOTOS.c.reference_mac).where(claims.waiting()).order_by(*claims.order())
    with store.reading() as connection:
        waiting = list(connection.scalars(query))
    names = {store.vault.mac("reference", name): name for name in ("doubt", "third", "urgent")}
    assert [names[mac] for mac in waiting] == ["urgent", "third", "doubt"]


def test_the_caller_hears_of_an_officers_decision(client, store):
    id_, last = handed_over(client)
    decide(store, last, "accept")
    with store.writing() as connection:
        (due,) = callbacks.due(connection, NOW + 60, hold=60)
    body = callback_body(due, "b-1")
    assert (body["submission"], body["slot"], body["batch"]) == (id_, "kk", None)


def test_a_submission_without_a_photo_expires_and_another_may_begin(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    with store.writing() as connection:
        assert rows.expire(connection, NOW * 2) == 1
    now = state(client, id_)
    assert (now.state, "ditutup" in now.message) == ("expired", True)
    answer = post(client, id_, photo("kk"))
    assert (answer.status_code, answer.json["code"]) == (409, "submission_closed")
    assert begin(client, "nik", "aktivasi").id != id_


def test_a_submission_with_a_photo_never_expires(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, photo("kk", legible=False))
    with store.writing() as connection:
        assert rows.expire(connection, NOW * 2) == 0
    assert state(client, id_).state == "open"


def test_the_signature_goes_with_the_picture_and_the_row_after_its_time(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, photo("kk", shot=1))
    with store.writing() as connection:
        assert connection.scalar(select(PHOTOS.c.sealed_likeness))
        connection.execute(SUBMISSIONS.update().values(closed_at=NOW))
        retention.erase_closed(connection, NOW + 1)
        assert connection.scalar(select(PHOTOS.c.sealed_likeness)) is None
    assert state(client, id_).awaited == ["ktp"]  # what was accepted stays accepted
    with store.writing() as connection:
        retention.purge(connection, NOW * 2, NOW + 1)
        assert connection.scalar(select(SUBMISSIONS.c.id)) is None


@pytest.mark.parametrize(
    ("photos", "counts"),
    [
        ([BLURRED[0], photo("kk", take=8)], (2, 1, 1)),
        ([BLURRED[0], BLURRED[0], photo("kk", take=8)], (2, 1, 1)),
        ([BLURRED[0], photo("ktp")], (2, 1, 0)),
        ([photo("akta_kelahiran"), photo("ktp")], (2, 1, 1)),
        ([photo("kk"), photo("ktp")], (2, 0, 0)),
    ],
    ids=["mended", "a repeat counts once", "not mended", "a wrong paper mended", "none sent back"],
)
def test_rounds_and_saved_rounds_are_counted(client, store, photos, counts):
    id_ = begin(client, "nik", "aktivasi").id
    for one in photos:
        send(client, id_, one)
    with store.reading() as connection:
        (row,) = rows.since(connection, 0)
    assert (row.rounds, row.sent_back, row.saved) == counts
