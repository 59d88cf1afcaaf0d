"""Officers' steps with an application: allowed or not, what a return does to its papers."""

import pytest
from sqlalchemy import select

from api.settings import Settings
from api.store import audit_trail
from api.store import submissions as rows
from api.store.decisions import recording
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos.answers import Sampling
from api.store.stages import MOVES, Stage
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions import catalogue, steps
from api.submissions.records.rows import Rules, Transaction
from api.submissions.records.words import open_note
from api.submissions.steps import NotAllowed, Step, WordMissing
from api.submissions.wording import Word
from tests.api.store.filled import NOW
from tests.api.submissions.seen import begin, photo, post, send, state
from tests.api.working import OFFICE

RULES = Rules(catalogue.load(), OFFICE, Sampling.of(Settings(sample_share=0)))
WHY = Word("KK sudah tidak berlaku", ("kk",))
KK, KTP = photo("kk"), photo("ktp")


def act(store, connection, now=NOW):
    return Transaction(connection, store.vault, RULES, now)


def row_of(store, id_):
    with store.reading() as connection:
        return rows.get(connection, id_)


def move(store, id_, to, word=WHY, who="sri", seen=None, now=NOW):
    with store.writing() as connection:
        row = rows.get(connection, id_, lock=True)
        step = Step(seen=seen or row.stage, to=Stage(to), who=who, word=word)
        steps.move(act(store, connection, now), row, step)
    return row_of(store, id_)


def complete(client):
    id_ = begin(client, "nik", "aktivasi").id
    return id_, [send(client, id_, one).photo for one in (KK, KTP)]


def put(store, id_, stage):
    """Bring an application to a stage, whatever it took."""
    step = None if stage in {"new", "incomplete", "complete"} else stage
    papers = {"new": ("open", 0), "incomplete": ("open", 1)}.get(stage, ("complete", 2))
    values = {"step": step, "step_at": NOW, "state": papers[0], "rounds": papers[1]}
    with store.writing() as connection:
        rows.update(connection, id_, **values, stale=False)


def test_the_papers_tell_how_far_it_is(client):
    id_ = begin(client, "nik", "aktivasi").id
    assert state(client, id_).stage == "new"
    assert send(client, id_, KK).submission.stage == "incomplete"
    assert send(client, id_, KTP).submission.stage == "complete"


@pytest.mark.parametrize("to", Stage)
@pytest.mark.parametrize("before", Stage)
def test_every_pair_of_stages_is_a_move_or_refused(client, store, before, to):
    id_, _ = complete(client)
    put(store, id_, before)
    if to in MOVES[before]:
        assert move(store, id_, to).stage is to
        return
    with pytest.raises(NotAllowed):
        move(store, id_, to)
    assert row_of(store, id_).stage is before


def test_a_step_is_written_down_with_its_officer_and_in_the_trail(both):
    client, store = both
    id_, _ = complete(client)
    taken = move(store, id_, "in_work", who="sri")
    assert (taken.stage, taken.officer, taken.step_at, taken.touched_at) == (
        *(Stage.IN_WORK, "sri"),
        *(NOW, NOW),
    )
    closed = move(store, id_, "closed", now=NOW + 5)
    assert (closed.closed_at, closed.officer) == (NOW + 5, "sri")
    with store.reading() as connection:
        entries = audit_trail.latest(connection)
    moved = [one for one in entries if (one["act"], one["subject"]) == ("move_application", id_)]
    assert [one["detail"] for one in moved] == [
        {"from": "in_work", "to": "closed"},
        {"from": "complete", "to": "in_work"},
    ]


def test_who_lays_it_down_leaves_it_to_the_others(client, store):
    id_, _ = complete(client)
    move(store, id_, "in_work")
    assert move(store, id_, "complete").officer is None


def test_two_officers_do_not_move_it_at_once(client, store):
    id_, _ = complete(client)
    move(store, id_, "in_work", who="sri")
    with pytest.raises(NotAllowed):
        move(store, id_, "in_work", who="budi", seen=Stage.COMPLETE)
    assert row_of(store, id_).officer == "sri"


@pytest.mark.parametrize("to", ["returned", "closed"])
@pytest.mark.parametrize("word", [Word(), Word("  \n "), Word("", ("kk",))])
def test_what_the_citizen_has_to_understand_is_explained(client, store, to, word):
    id_, _ = complete(client)
    with pytest.raises(WordMissing):
        move(store, id_, to, word)
    assert state(client, id_).papers[0].state == "in"


def test_a_returned_paper_is_awaited_and_its_photo_ends_the_return(both):
    client, store = both
    id_, (kk, _) = complete(client)
    move(store, id_, "in_work")
    move(store, id_, "returned", Word("KK sudah\n tidak berlaku", ("kk",)))
    now = state(client, id_)
    assert (now.stage, now.state, now.awaited) == ("returned", "open", ["kk"])
    assert now.message == (
        "Mohon maaf, permohonan aktivasi NIK (BPJS, bank) belum dapat kami lanjutkan:"
        " KK sudah tidak berlaku. Mohon kirim lagi foto Kartu Keluarga."
    )
    (paper,) = (one for one in now.papers if one.slot == "kk")
    assert [(one.id, one.returned) for one in paper.photos] == [(kk, True)]
    again = send(client, id_, KK).filing
    assert (again.code, "KK sudah tidak berlaku." in again.message) == ("repeat", True)
    new = send(client, id_, photo("kk", take=7)).submission
    assert (new.stage, new.state, new.awaited) == ("complete", "complete", [])
    assert row_of(store, id_).officer == "sri"


def test_an_accepted_paper_may_be_returned_too(client, store):
    id_, (kk, _) = complete(client)
    with store.writing() as connection:
        ruling = StoredDecision(decision="accept")
        recording.decide(connection, store.vault, kk, ruling, Act.begin("sri", NOW))
    move(store, id_, "returned")
    assert state(client, id_).awaited == ["kk"]


def test_a_return_that_is_taken_back_lets_the_papers_count_again(client, store):
    id_, _ = complete(client)
    move(store, id_, "returned")
    move(store, id_, "in_work", now=NOW + 5)
    now = state(client, id_)
    assert (now.stage, now.state, now.awaited) == ("in_work", "complete", [])


@pytest.mark.parametrize(
    ("to", "slot", "left"),
    [("returned", "ktp", ["kk"]), ("returned", "kk", []), ("closed", "", [])],
)
def test_a_returned_photo_leaves_the_queue_and_so_do_those_of_a_closed_one(
    client, store, to, slot, left
):
    id_ = begin(client, "nik", "aktivasi").id
    for take in range(3):
        send(client, id_, photo("kk", legible=False, take=take))
    send(client, id_, KTP)

    def queued():
        with store.reading() as connection:
            waits = PHOTOS.c.for_officer & ~PHOTOS.c.sampled
            return list(connection.scalars(select(PHOTOS.c.slot).where(waits)))

    assert queued() == ["kk"]
    move(store, id_, to, Word("x", (slot,)))
    assert queued() == left


@pytest.mark.parametrize("ended", ["ready", "handed_out", "closed"])
def test_after_its_end_no_photo_is_taken_and_another_may_begin(client, store, ended):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, KK)
    put(store, id_, ended)
    with store.writing() as connection:
        rows.update(connection, id_, state="open")
    answer = post(client, id_, KTP)
    assert (answer.status_code, answer.json["code"]) == (409, "submission_closed")
    assert begin(client, "nik", "aktivasi").id != id_


def test_the_day_of_fetching_is_said_once_it_is_ready_and_counts_working_days(client, store):
    id_ = begin(client, "kk", "rusak").id
    for one in (KK, KTP):
        send(client, id_, one)
    friday = 1_796_958_000.0  # 2026-12-11 in Jakarta
    move(store, id_, "ready", now=friday)
    now = state(client, id_)
    assert now.ready == now.message
    assert now.message == (
        "Permohonan Kartu Keluarga rusak sudah selesai. Dokumen dapat diambil mulai 14-12-2026"
        " di kantor kecamatan pada jam kerja."
    )


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("in_work", "Permohonan {} sedang dikerjakan petugas."),
        ("ready", "Permohonan {} sudah selesai."),
        ("handed_out", "Permohonan {} sudah selesai dan dokumennya sudah diambil."),
        ("closed", "Permohonan {} sudah kami tutup."),
    ],
)
def test_each_step_is_said(client, store, stage, said):
    id_, _ = complete(client)
    put(store, id_, stage)
    assert state(client, id_).message.startswith(said.format("aktivasi NIK (BPJS, bank)"))


def test_a_note_is_kept_sealed_and_replaced(client, store):
    id_, _ = complete(client)
    for text in ("KK lama masih atas nama ayah", "beres", ""):
        with store.writing() as connection:
            steps.note(act(store, connection), rows.get(connection, id_), f" {text} ", "sri")
        row = row_of(store, id_)
        assert open_note(store.vault, row) == text
        assert text.encode() not in (row.sealed_note or b"x") or not text
    assert row_of(store, id_).sealed_note is None


def test_it_is_assigned_to_a_colleague_until_it_is_closed(client, store):
    id_, _ = complete(client)

    def assign(to):
        with store.writing() as connection:
            steps.assign(act(store, connection), rows.get(connection, id_), to, "sri")

    assign("budi")
    assert (row_of(store, id_).officer, row_of(store, id_).stage) == ("budi", Stage.COMPLETE)
    assign(None)
    move(store, id_, "closed")
    with pytest.raises(NotAllowed):
        assign("budi")


def test_deleting_it_erases_what_officers_wrote(client, store):
    id_, _ = complete(client)
    with store.writing() as connection:
        steps.note(act(store, connection), rows.get(connection, id_), "catatan", "sri")
    move(store, id_, "returned")
    assert client.delete(f"/submissions/{id_}").status_code == 204
    with store.reading() as connection:
        (row,) = connection.execute(SUBMISSIONS.select()).mappings()
    erased = ("batch_id", "sealed_note", "sealed_word", "sealed_reference", "tell_at")
    assert [row[name] for name in erased] == [None] * len(erased)


@pytest.mark.parametrize("ended", [True, False], ids=["closed", "returned"])
def test_a_photo_that_officers_settled_is_placed_by_nobody_else(client, store, ended):
    id_ = begin(client, "kk", "tambah_anggota").id
    asked = send(client, id_, photo()).photo
    if ended:
        put(store, id_, "closed")
    else:
        with store.writing() as connection:
            connection.execute(PHOTOS.update().values(returned_at=NOW))
    body = {"photo": asked, "slot": "buku_nikah"}
    answer = client.post(f"/submissions/{id_}/photos", json=body)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
