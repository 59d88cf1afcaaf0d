"""What officers decide is told to the citizen once, in the conversation."""

import time
from dataclasses import replace

import pytest

from api.store.decisions import recording, undoing
from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos import outgoing
from api.store.photos.outgoing import NOBODY
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions import later, submissions
from tests.api.submissions.seen import Seer, photo
from tests.api.working import work_on

SETTLED = SETTLE_SECONDS + 1


@pytest.fixture
def handed_over(citizen, store):
    """The id of a photo that an officer has to look at; the other paper is in."""
    citizen.sends(photo("ktp"))
    citizen.sends(*(photo("kk", legible=False, take=take) for take in range(3)))
    with store.reading() as connection:
        (row,) = connection.execute(PHOTOS.select().where(PHOTOS.c.for_officer)).mappings()
    return row["id"]


def decide(store, id_, decision, reason=None, message=None):
    ruling = StoredDecision(decision=decision, reason=reason, message=message)
    act = Act.begin("sri", time.time())
    with store.writing() as connection:
        recording.decide(connection, store.vault, id_, ruling, act)
    return act


def maintained(desk, after=SETTLED):
    """Do what the maintenance does, some seconds after the decision."""
    with desk.store.writing() as connection:
        act = desk.dialogue._office.act(connection)
        for before in submissions.settle_stale(act):
            later.tell_completion(act, before)
        later.tell_decisions(replace(act, now=time.time() + after))


def test_a_request_for_another_photo_is_told_once(desk, citizen, handed_over):
    decide(desk.store, handed_over, "re-photo", "blur", "Mohon foto KK sekali lagi.")
    for _ in range(2):
        maintained(desk)
    (told,) = citizen.hears()
    assert told.text == "Foto Kartu Keluarga: Mohon foto KK sekali lagi."
    (filed,) = citizen.sends(photo("kk", take=9))
    assert "Semua foto untuk" in filed.text


def test_a_decision_that_is_undone_at_once_is_not_told(desk, citizen, handed_over):
    act = decide(desk.store, handed_over, "re-photo", "blur", "Mohon foto KK sekali lagi.")
    maintained(desk, after=0)
    with desk.store.writing() as connection:
        undoing.undo(connection, desk.store.vault, act.group_id, Act.begin("sri", time.time()))
    maintained(desk)
    assert citizen.hears() == []


def test_the_decision_that_completes_is_told(desk, citizen, handed_over):
    decide(desk.store, handed_over, "accept")
    for _ in range(2):
        maintained(desk)
    completed, accepted = citizen.hears()
    assert "Semua foto untuk" in completed.text
    assert accepted.text == "Kartu Keluarga sudah dilihat petugas dan dapat kami terima."


@pytest.fixture
def looked_at(citizen, store):
    """The id of a photo that an officer has to look at; the other paper is awaited."""
    citizen.sends(*(photo("kk", legible=False, take=take) for take in range(3)))
    with store.reading() as connection:
        (row,) = connection.execute(PHOTOS.select().where(PHOTOS.c.for_officer)).mappings()
    return row["id"]


def test_an_acceptance_is_told_once_and_what_is_next(desk, citizen, looked_at):
    decide(desk.store, looked_at, "accept")
    for _ in range(2):
        maintained(desk)
    (told,) = citizen.hears()
    assert told.text.startswith("Kartu Keluarga sudah dilihat petugas")
    assert told.text.endswith("Berikutnya mohon kirim foto KTP-el.")


def test_an_acceptance_is_told_once_a_slot_whatever_else_was_sent(desk, citizen, looked_at, store):
    citizen.sends(photo("kk", take=9))
    with store.writing() as connection:
        later_one = PHOTOS.c.id != looked_at
        connection.execute(PHOTOS.update().where(later_one).values(for_officer=True, sampled=False))
        ids = connection.scalars(PHOTOS.select().with_only_columns(PHOTOS.c.id).where(later_one))
        (*_, other) = ids
    for id_ in (looked_at, other):
        decide(desk.store, id_, "accept")
        maintained(desk)
    assert ["dapat kami terima" in reply.text for reply in citizen.hears()] == [True]


def test_no_photo_is_asked_for_again_once_another_fills_its_place(desk, citizen, looked_at):
    citizen.sends(photo("kk", take=9))
    decide(desk.store, looked_at, "re-photo", "blur", "Buram.")
    maintained(desk)
    assert citizen.hears() == []
    with desk.store.reading() as connection:
        of_it = PHOTOS.select().where(PHOTOS.c.id == looked_at)
        assert connection.execute(of_it).mappings().one()["sent_by"] == NOBODY
        assert outgoing.count_unsent(connection) == 0


def test_no_photo_is_asked_for_while_an_officer_has_still_to_look_at_another(
    desk, citizen, looked_at, store
):
    citizen.sends(photo("kk", legible=False, take=9))
    with store.reading() as connection:
        mine = PHOTOS.c.for_officer & (PHOTOS.c.id != looked_at)
        (other,) = connection.scalars(PHOTOS.select().with_only_columns(PHOTOS.c.id).where(mine))
    decide(desk.store, looked_at, "re-photo", "blur", "Buram.")
    maintained(desk)
    assert citizen.hears() == []
    decide(desk.store, other, "re-photo", "glare", "Silau.")
    maintained(desk)
    assert [reply.text for reply in citizen.hears()] == ["Foto Kartu Keluarga: Silau."]


def test_an_acceptance_that_is_undone_at_once_is_not_told(desk, citizen, looked_at):
    act = decide(desk.store, looked_at, "accept")
    maintained(desk, after=0)
    with desk.store.writing() as connection:
        undoing.undo(connection, desk.store.vault, act.group_id, Act.begin("sri", time.time()))
    decide(desk.store, looked_at, "re-photo", "blur", "Buram.")
    maintained(desk)
    assert [reply.text for reply in citizen.hears()] == ["Foto Kartu Keluarga: Buram."]


@pytest.mark.parametrize(("decision", "told"), [("accept", []), ("re-photo", ["Mohon foto lagi."])])
def test_a_service_that_is_gone_stops_no_request(desk, citizen, looked_at, decision, told):
    message = "Mohon foto lagi." if decision == "re-photo" else None
    decide(desk.store, looked_at, decision, message and "blur", message)
    with desk.store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(service="gone"))
    maintained(desk)
    assert [reply.text for reply in citizen.hears()] == told


def test_the_halves_of_a_sheet_are_one_acceptance(desk, citizen, store):
    citizen.sends(photo("kk", cut="left"), photo("kk", cut="right", take=2))
    with store.reading() as connection:
        rows = connection.execute(PHOTOS.select().where(PHOTOS.c.for_officer)).mappings().all()
    for row in rows:
        decide(desk.store, row["id"], "accept")
    maintained(desk)
    assert len(rows) == 2
    assert ["dapat kami terima" in reply.text for reply in citizen.hears()] == [True]


def test_a_sure_photo_that_was_sampled_is_accepted_in_silence(desk, citizen):
    citizen.sends(photo("kk"))
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().values(for_officer=True, sampled=True))
        (row,) = connection.execute(PHOTOS.select()).mappings()
    decide(desk.store, row["id"], "accept")
    maintained(desk)
    assert citizen.hears() == []


PAGES = [
    {"type": type_, "legible": True, "number": number}
    for type_, number in (("kk", "3514010101209001"), ("ktp", "3514014101809002"))
]


@pytest.mark.parametrize(("pages", "told"), [(PAGES, 1), (PAGES[:1] * 2, 0)])
def test_pages_of_a_pdf_that_complete_are_told(desk, citizen, pages, told):
    (first,) = citizen.sends(photo(of_pages=pages))
    assert "Berikutnya mohon kirim foto KTP-el" in first.text
    work_on(desk.store, Seer())
    maintained(desk)
    assert ["Semua foto untuk" in reply.text for reply in citizen.hears()] == [True] * told


def test_who_was_forgotten_is_told_nothing(desk, citizen, handed_over):
    decide(desk.store, handed_over, "accept")
    with desk.store.writing() as connection:
        connection.execute(CONVERSATIONS.delete())
    maintained(desk)
    assert citizen.hears() == []


def test_a_decision_on_the_first_of_two_applications_is_told(desk, phone, store):
    citizen = phone("all")
    citizen.chooses("apply:nik/aktivasi")
    citizen.sends(*(photo("kk", legible=False, take=take) for take in range(3)))
    with store.reading() as connection:
        (row,) = connection.execute(PHOTOS.select().where(PHOTOS.c.for_officer)).mappings()
    citizen.chooses("apply:kk/hilang")
    decide(desk.store, row["id"], "re-photo", "blur", "Buram.")
    maintained(desk)
    assert [reply.text for reply in citizen.hears()] == ["Foto Kartu Keluarga: Buram."]


def test_nothing_is_told_of_an_application_that_is_closed(desk, citizen, looked_at):
    decide(desk.store, looked_at, "re-photo", "blur", "Buram.")
    with desk.store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(step="closed", closed_at=1.0))
    maintained(desk)
    assert citizen.hears() == []


def test_a_second_page_that_is_an_awaited_paper_is_told(desk, phone):
    citizen = phone("kk")
    citizen.chooses("apply:kk/baru")
    (first,) = citizen.sends(photo(of_pages=PAGES))
    assert "Berikutnya mohon kirim foto buku nikah" in first.text
    work_on(desk.store, Seer())
    maintained(desk)
    (told,) = citizen.hears()
    assert told.text.startswith("Halaman 2 dari berkas tadi kami catat sebagai KTP-el.")
    assert "2 dari 3 sudah. Berikutnya mohon kirim foto buku nikah" in told.text
