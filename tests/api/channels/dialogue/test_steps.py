"""Officers' steps with an application are told to its citizen, each once."""

import time

import pytest

from api.store import submissions as rows
from api.store.channels import retention
from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.stages import Stage
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions import later, steps
from api.submissions.records.rows import Transaction
from api.submissions.steps import Step
from api.submissions.wording import NO_WORD, Word
from tests.api.channels.stored import stored
from tests.api.submissions.seen import photo

KK, KTP = photo("kk"), photo("ktp")
DAY = 86_400.0
WORK = "sedang dikerjakan petugas. Kami kabari bila sudah selesai."


def applications(store):
    with store.reading() as connection:
        return connection.execute(SUBMISSIONS.select().order_by(SUBMISSIONS.c.id)).mappings().all()


def move(desk, to, word=NO_WORD, id_=None):
    id_ = id_ or applications(desk.store)[-1]["id"]
    with desk.store.writing() as connection:
        row = rows.get(connection, id_, lock=True)
        step = Step(seen=row.stage, to=Stage(to), who="sri", word=word)
        steps.move(desk.dialogue._office.act(connection), row, step)


def tell(desk, after=SETTLE_SECONDS + 1):
    """Do what the maintenance does, some seconds later."""
    with desk.store.writing() as connection:
        rules = desk.dialogue._office.rules
        act = Transaction(connection, desk.store.vault, rules, time.time() + after)
        later.tell_decisions(act)
        steps.tell(act)


def heard(desk, citizen):
    for _ in range(2):
        tell(desk)
    return [reply.text for reply in citizen.hears()]


@pytest.fixture
def applied(phone):
    """A citizen whose papers for another KK are all in."""
    citizen = phone("kk")
    citizen.chooses("apply:kk/rusak")
    citizen.sends(KK, KTP)
    return citizen


def test_from_the_work_over_the_document_to_its_end_each_is_told_once(desk, applied):
    move(desk, "in_work")
    assert heard(desk, applied) == [f"Permohonan Kartu Keluarga rusak {WORK}"]
    move(desk, "ready")
    (ready,) = heard(desk, applied)
    assert "sudah selesai. Dokumen dapat diambil mulai" in ready
    assert applied.says("kapan jadi?")[0].text.startswith(ready)  # the day stays
    move(desk, "handed_out")
    move(desk, "closed")
    assert heard(desk, applied) == []
    assert "sudah kami tutup. Ada keperluan lain?" in applied.says("halo")[0].text


def test_a_step_that_is_taken_back_at_once_is_not_told(desk, applied):
    move(desk, "in_work")
    heard(desk, applied)
    move(desk, "ready")
    tell(desk, after=0)
    move(desk, "in_work")
    assert heard(desk, applied) == []


def test_what_is_closed_as_soon_as_it_is_ready_is_told_as_ready(desk, applied):
    move(desk, "ready")
    move(desk, "closed")
    (ready,) = heard(desk, applied)
    assert "sudah selesai. Dokumen dapat diambil mulai" in ready
    for step in ("in_work", "ready"):
        move(desk, step)
    assert heard(desk, applied) == []  # it was told


def test_what_was_told_and_taken_back_is_not_told_twice(desk, applied):
    move(desk, "ready")
    assert len(heard(desk, applied)) == 1
    move(desk, "in_work")
    move(desk, "ready")
    assert heard(desk, applied) == []


def test_a_return_names_the_paper_and_why_and_each_is_told(desk, applied):
    for why in ("sudah tidak berlaku", "masih bukan yang baru"):
        move(desk, "returned", Word(why, ("kk_rusak",)))
        (told,) = heard(desk, applied)
        assert f"belum dapat kami lanjutkan: {why}." in told
        assert told.endswith("Mohon kirim lagi foto Kartu Keluarga yang rusak.")
        assert told in applied.says("maksudnya?")[0].text
        (filed,) = applied.sends(photo("kk", take=len(why)))
        assert "Semua foto untuk Kartu Keluarga rusak" in filed.text


def test_a_paper_that_was_accepted_and_returned_at_once_is_told_as_returned(desk, citizen):
    citizen.sends(*(photo("kk", legible=False, take=take) for take in range(3)), KTP)
    with desk.store.writing() as connection:
        waits = PHOTOS.c.for_officer
        values = {"decision": "accept", "decided_at": time.time(), "for_officer": True}
        connection.execute(PHOTOS.update().where(waits).values(**values))
    move(desk, "returned", Word("bukan KK yang baru", ("kk",)))
    (told,) = heard(desk, citizen)
    assert "bukan KK yang baru" in told


def test_an_application_that_is_closed_unfinished_says_why(desk, citizen):
    citizen.sends(KK)
    move(desk, "closed", Word("sudah diurus di loket"))
    assert heard(desk, citizen) == [
        "Permohonan aktivasi NIK (BPJS, bank) sudah kami tutup: sudah diurus di loket."
    ]
    assert "Untuk keperluan apa?" in citizen.sends(KTP)[0].text  # no photo is lost in it


def test_each_of_two_applications_is_told(desk, phone):
    citizen = phone("all")
    citizen.chooses("apply:kk/rusak")
    citizen.sends(KK, KTP)
    citizen.chooses("apply:nik/aktivasi")
    citizen.sends(KK, KTP)
    for row in applications(desk.store):
        move(desk, "ready", id_=row["id"])
    first, second = heard(desk, citizen)
    assert "Kartu Keluarga rusak sudah selesai" in first
    assert second == "Permohonan aktivasi NIK (BPJS, bank) sudah selesai."


def expire(store, now):
    with store.writing() as connection:
        connection.execute(CONVERSATIONS.update().values(next_at=None))
        retention.expire(connection, now)
    return stored(store, CONVERSATIONS)


def test_a_conversation_stays_until_its_application_is_closed_and_told(desk, applied):
    late = time.time() + 30 * DAY
    (kept,) = expire(desk.store, late)
    assert (kept.sealed_state, kept.sealed_sender is None) == (None, False)
    move(desk, "closed", Word("tidak diambil"))
    assert expire(desk.store, late)
    assert len(heard(desk, applied)) == 1
    assert not expire(desk.store, late)


def test_a_closed_conversation_goes_on_with_the_same_application(desk, applied):
    with desk.store.writing() as connection:
        connection.execute(CONVERSATIONS.update().values(expires_at=0))
    move(desk, "returned", Word("buram", ("kk_rusak",)))
    assert len(heard(desk, applied)) == 1
    applied.chooses("apply:kk/rusak")
    assert "Semua foto untuk" in applied.sends(photo("kk", take=5))[0].text
    assert len(applications(desk.store)) == 1


def test_a_citizen_still_deletes_what_is_in_work(desk, applied):
    move(desk, "in_work")
    applied.says("hapus data saya")
    assert heard(desk, applied) == []
    (row,) = applications(desk.store)
    assert (row["batch_id"], row["sealed_reference"], row["state"]) == (None, None, "cancelled")
    with desk.store.reading() as connection:
        assert connection.execute(PHOTOS.select()).all() == []
