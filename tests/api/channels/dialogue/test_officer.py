"""A citizen calls an officer: the dialogue is silent, and what comes is kept for the officer."""

import time
from dataclasses import replace

import pytest
from sqlalchemy import select

from api.channels.messages import Kind
from api.store.channels import inbox, retention, threads
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CHANNEL_MESSAGES, CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS
from api.store.tables.threads import THREAD_MESSAGES, THREADS
from api.submissions.hours import DAYS, Hours
from tests.api.channels.dialogue.questions_asked import ALL
from tests.api.channels.made import on_sqlite
from tests.api.channels.stored import stored
from tests.api.submissions.seen import photo

KK, KTP = photo("kk"), photo("ktp")
LATER = 10**10
LEFT = "Baik, kita lanjutkan tanpa petugas."
ALWAYS = Hours.model_validate({"week": {day: ["00.00-23.59"] for day in DAYS}})
NEVER = Hours.model_validate({"week": {day: [] for day in DAYS}})
MIDNIGHT = Hours.model_validate(
    {"week": {day: ["23.58-23.59"] for day in DAYS} | {"sunday": [], "monday": []}}
)


@pytest.fixture(autouse=True)
def open_hours(desk):
    keep_hours(desk, ALWAYS)


def keep_hours(desk, hours):
    office = desk.dialogue._office
    kinds = replace(office.rules.catalogue, hours=hours)
    desk.dialogue._office = replace(office, rules=replace(office.rules, catalogue=kinds))


def thread(store):
    """Return the only thread, and its messages."""
    (one,) = stored(store, THREADS)
    with store.reading() as connection:
        return one, threads.messages(connection, store.vault, one.id)


def count(store, table):
    with store.reading() as connection:
        return len(connection.execute(table.select()).all())


@pytest.mark.parametrize("how", ["words", "button"])
def test_the_call_for_an_officer_stops_the_bot(citizen, store, how):
    citizen.sends(KTP)
    (called,) = citizen.says("petugas") if how == "words" else citizen.chooses("officer")
    assert called.text.startswith("Baik, petugas akan membalas di sini.")
    assert called.buttons == (("leave", "Lanjut tanpa petugas"),)
    assert citizen.says("KTP istri saya hilang, apakah bisa?", "halo", "batal", "2") == []
    row, messages = thread(store)
    first = "petugas" if how == "words" else "Hubungi petugas"
    said = ["KTP istri saya hilang, apakah bisa?", "halo", "batal", "2"]
    assert [one.text for one in messages] == [first, *said]
    assert row.waits_since == messages[0].at
    assert (row.closed_at, row.lang, row.submission_id is None) == (None, "id", False)


@on_sqlite
@pytest.mark.parametrize(("text", "topic"), ALL[::9])
def test_only_who_asks_for_an_officer_stops_the_bot(citizen, store, text, topic):
    citizen.says(text)
    assert count(store, THREADS) == (topic == "officer")


@on_sqlite
def test_what_is_written_is_sealed(citizen, store):
    citizen.says("petugas", "rahasia saya")
    with store.reading() as connection:
        sealed = connection.scalars(select(THREAD_MESSAGES.c.sealed_text)).all()
    assert all(b"rahasia" not in one for one in sealed)
    assert all(row.sealed_payload is None for row in stored(store, CHANNEL_MESSAGES))


def test_a_photo_of_the_application_is_filed_in_silence(citizen, store):
    citizen.says("petugas")
    assert citizen.sends(KK, caption="ini pak") == []
    _, (_, shown) = thread(store)
    with store.reading() as connection:
        (row,) = connection.execute(PHOTOS.select()).mappings()
    assert (row["slot"], row["filing"]) == ("kk", "filed")
    assert (shown.photo_id, shown.has_file) == (row["id"], False)
    assert (shown.kind, shown.text) == ("image", "ini pak")


def test_a_photo_of_no_application_is_kept_for_both(phone, store):
    citizen = phone("kk")
    citizen.says("petugas")
    assert citizen.sends(KK) == []
    row, (_, shown) = thread(store)
    assert shown.has_file
    with store.reading() as connection:
        assert threads.file(connection, store.vault, row.id, shown.id) == KK
        assert threads.file(connection, store.vault, "other", shown.id) is None
    left, asked = citizen.chooses("leave")
    assert (left.text, asked.text[:27]) == (LEFT, "Foto sudah kami terima. Unt")
    _, filed = citizen.chooses("apply:kk/rusak")
    assert "Kartu Keluarga yang rusak sudah terbaca" in filed.text


def test_photos_of_no_application_are_asked_about_once_when_the_officer_has_finished(phone, store):
    citizen = phone("kk")
    citizen.says("petugas")
    assert citizen.sends(KK, KTP) == []
    row, _ = thread(store)
    with store.writing() as connection:
        threads.close(connection, row.id, "sri", 1.0)
        mac = threads.conversation_of(connection, row).sender_mac
        inbox.resume(connection, mac, time.time())
    (asked,) = citizen.hears_out()
    assert asked.text.startswith("Foto sudah kami terima. Untuk keperluan apa?")
    assert "apply:kk/rusak" in dict(asked.buttons)


@on_sqlite
def test_photos_that_waited_for_their_purpose_are_shown_to_the_officer(phone, store):
    citizen = phone("kk")
    citizen.sends(KK, KTP)
    (called,) = citizen.says("petugas")
    assert "petugas akan membalas" in called.text
    _, messages = thread(store)
    assert [one.has_file for one in messages] == [False, True, True]


@on_sqlite
@pytest.mark.parametrize("kind", [Kind.VOICE, Kind.STICKER, Kind.LOCATION])
def test_what_is_no_photo_is_noted(citizen, store, kind):
    citizen.says("petugas")
    assert citizen.presents(kind) == []
    assert thread(store)[1][1].kind == kind


@pytest.mark.parametrize("how", ["leave", "Lanjut tanpa petugas", "1"])
def test_the_citizen_may_go_on_without_an_officer(citizen, store, how):
    citizen.sends(KTP)
    citizen.says("petugas")
    left, state = citizen.chooses(how) if how == "leave" else citizen.says(how)
    assert left.text == LEFT
    assert "Berikutnya mohon kirim foto Kartu Keluarga" in state.text
    assert thread(store)[0].closed_by == "citizen"
    assert "Semua foto untuk" in citizen.sends(KK)[0].text


@on_sqlite
def test_a_number_is_an_answer_to_the_officer_once_more_was_written(citizen, store):
    citizen.says("petugas", "anak saya berapa ya")
    assert citizen.says("1") == []
    assert thread(store)[0].closed_at is None


@on_sqlite
@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (ALWAYS, "tetap sampai."),
        (NEVER, "petugas membalas pada hari kerja."),
        (MIDNIGHT, "pukul 23.58 WIB."),
    ],
)
def test_outside_the_hours_the_next_opening_is_told(desk, citizen, hours, said):
    keep_hours(desk, hours)
    (called,) = citizen.says("petugas")
    assert called.text.endswith(said)
    assert ("di luar jam layanan" in called.text) is (hours is not ALWAYS)


def test_a_thread_outlives_the_conversation_and_not_its_closing(citizen, store):
    citizen.says("petugas")
    with store.writing() as connection:
        retention.expire(connection, LATER)
    assert count(store, CONVERSATIONS) == 1
    row, _ = thread(store)
    with store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(closed_at=1.0))
        retention.expire(connection, LATER)
    assert count(store, CONVERSATIONS) == 1
    with store.writing() as connection:
        threads.close(connection, row.id, "sri", 1.0)
        retention.expire(connection, LATER)
    assert count(store, CONVERSATIONS) == 0


def test_files_are_erased_after_the_end_and_all_of_it_later(phone, store):
    citizen = phone("kk")
    citizen.says("petugas")
    citizen.sends(KK)
    row, _ = thread(store)
    with store.writing() as connection:
        threads.erase_files(connection, LATER)
        retention.purge(connection, LATER)
    assert [one.has_file for one in thread(store)[1]] == [False, True]
    with store.writing() as connection:
        threads.close(connection, row.id, "sri", 1.0)
        threads.erase_files(connection, 1.0)
    assert [one.has_file for one in thread(store)[1]] == [False, False]
    with store.writing() as connection:
        retention.purge(connection, 1.0)
    assert count(store, THREADS) == 1
    with store.writing() as connection:
        retention.purge(connection, 2.0)
    assert count(store, THREADS) == count(store, THREAD_MESSAGES) == 0


def test_who_is_forgotten_leaves_no_thread(citizen, store):
    citizen.says("petugas", "ini rahasia")
    assert "sudah kami hapus" in citizen.says("hapus data saya")[0].text
    assert count(store, THREADS) == count(store, THREAD_MESSAGES) == 0
    assert citizen.says("halo")
