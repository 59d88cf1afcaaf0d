"""The usual questions, the end of an application, fragments, and chats that are opened again."""

import pytest

from api.channels.dialogue.fragments import SECONDS
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS
from tests.api.channels.made import on_sqlite
from tests.api.channels.stored import stored
from tests.api.submissions.seen import photo

KK, KTP = photo("kk"), photo("ktp")
OFFICER = ("officer", "Hubungi petugas")
pytestmark = on_sqlite


@pytest.fixture
def half(phone):
    """A citizen with one paper of two."""
    citizen = phone("kk")
    citizen.chooses("apply:kk/rusak")
    citizen.sends(KK)
    return citizen


def only(replies):
    (reply,) = replies
    return reply


def rows(store, table):
    with store.reading() as connection:
        return connection.execute(table.select()).mappings().all()


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("tolong", "kirim *petugas*"),
        ("salah kirim", "kirim saja foto yang benar"),
        ("kapan jadinya?", "sekitar 5 hari"),
        ("syaratnya?", "1 dari 2 sudah:\n✅ Kartu Keluarga yang rusak\n⬜ KTP-el"),
        ("ambilnya di mana?", "diambil di kantor kecamatan"),
        ("buka jam berapa", "Senin–Kamis 08.00–15.00"),
        ("bayar berapa?", "gratis"),
        ("sudah sampai mana prosesnya", "Untuk Kartu Keluarga rusak, 1 dari 2 sudah"),
        ("salah orang", "milik pemohon"),
        ("bisa cetak sendiri?", "A4 80 gram"),
        ("nomor kantor berapa", "melayani semua pertanyaan"),
    ],
)
def test_a_question_midway_is_answered_and_the_next_paper_named(half, asked, answer):
    reply = only(half.says(asked))
    assert answer in reply.text
    assert reply.text.endswith("Berikutnya mohon kirim foto KTP-el.")
    assert (OFFICER in reply.buttons) is (asked in {"tolong", "salah orang", "nomor kantor berapa"})


@pytest.mark.parametrize(
    ("asked", "answer", "first"),
    [
        ("syaratnya?", "Silakan pilih keperluannya", "apply:kk/baru"),
        (
            "syarat kk rusak apa?",
            "foto asli dari: Kartu Keluarga yang rusak, KTP-el",
            "apply:kk/rusak",
        ),
        ("kk pembetulan nama syaratnya apa", "datang sendiri", "apply:kk/pembetulan_nama"),
        ("kk hilang berapa lama?", "sekitar 5 hari", "apply:kk/hilang"),
        ("berapa lama?", "tergantung keperluannya", "apply:kk/baru"),
        ("ambilnya di mana?", "tergantung keperluannya", "apply:kk/baru"),
        ("sudah selesai?", "Tidak ada permohonan", "apply:kk/baru"),
        ("batal", "Tidak ada permohonan", "apply:kk/baru"),
    ],
)
def test_a_question_before_any_application_is_answered(phone, store, asked, answer, first):
    reply = only(phone("kk").says(asked))
    assert answer in reply.text
    assert (reply.buttons[0][0], reply.buttons[-1]) == (first, OFFICER)
    assert rows(store, SUBMISSIONS) == []


def test_a_question_leaves_that_about_a_photo_open(phone):
    citizen = phone("kk")
    citizen.chooses("apply:kk/tambah_anggota")
    citizen.sends(photo("other"))
    reply = only(citizen.says("bayar berapa?"))
    assert "gratis" in reply.text
    assert "ini akta kelahiran" in reply.text
    assert len(reply.buttons) == 3
    assert "kami catat sebagai buku nikah" in only(citizen.says("2")).text


def test_what_nobody_understands_brings_the_way_to_a_person(half):
    reply = only(half.says("lha piye to iki mau kok ngono ya pak"))
    assert reply.buttons == (OFFICER,)


@pytest.mark.parametrize("answer", ["ya", "Ya, batalkan", "iya pak", "cancel"])
def test_an_application_is_cancelled_after_one_question(half, store, answer):
    asked = only(half.says("batal"))
    assert "Permohonan Kartu Keluarga rusak dibatalkan?" in asked.text
    assert len(rows(store, PHOTOS)) == 1
    done = only(half.chooses(answer) if answer == "cancel" else half.says(answer))
    assert "sudah dibatalkan dan fotonya dihapus" in done.text
    (row,) = rows(store, SUBMISSIONS)
    assert (row["state"], row["batch_id"], rows(store, PHOTOS)) == ("cancelled", None, [])
    assert "Untuk keperluan apa?" in only(half.says("halo")).text


@pytest.mark.parametrize("answer", ["tidak", "Tidak, lanjutkan", "go_on", "photo", "halo"])
def test_without_a_yes_it_goes_on_and_the_question_is_over(half, store, answer):
    half.says("batal")
    if answer == "photo":
        half.sends(photo("ktp", legible=False))
    elif answer == "go_on":
        half.chooses(answer)
    else:
        half.says(answer)
    half.says("ya")
    assert rows(store, SUBMISSIONS)[0]["state"] == "open"


def test_a_complete_application_is_ended_by_an_officer_alone(half, store):
    half.sends(KTP)
    reply = only(half.says("batal"))
    assert reply.buttons == (OFFICER,)
    assert rows(store, SUBMISSIONS)[0]["state"] == "complete"


@pytest.mark.parametrize("step", ["in_work", "returned"])
def test_an_application_that_an_officer_has_begun_is_not_cancelled(half, store, step):
    half.says("batal")
    with store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(step=step, step_at=1.0))
    half.says("ya")
    reply = only(half.says("batal"))
    assert "sudah ada pada petugas" in reply.text
    (row,) = rows(store, SUBMISSIONS)
    assert (row["state"], len(rows(store, PHOTOS))) == ("open", 1)


def test_fragments_are_answered_once(phone):
    citizen = phone("kk")
    assert len(citizen.says("P", "min", "mau…")) == 1
    assert "Untuk Kartu Keluarga rusak" in only(citizen.says("kk rusak")).text
    assert len(citizen.says("P", "min")) == 1
    assert len(citizen.says("kok diam saja ini pak")) == 1
    citizen.waits(SECONDS)
    assert len(citizen.says("P")) == 1
    assert len(citizen.says("halo")) == 1


@pytest.mark.parametrize("what", ["words", "photo"])
@pytest.mark.usefixtures("half")
def test_a_chat_that_is_opened_again_goes_on_and_names_the_service(phone, store, what):
    with store.writing() as connection:
        connection.execute(CONVERSATIONS.delete())
    back = phone("kk")
    if what == "photo":
        assert "Semua foto untuk Kartu Keluarga rusak" in only(back.sends(KTP)).text
    else:
        text = only(back.says("saya kembali lagi pak")).text
        assert text.startswith("Untuk Kartu Keluarga rusak, 1 dari 2 sudah:")
    (row,) = rows(store, SUBMISSIONS)
    (conversation,) = stored(store, CONVERSATIONS)
    assert row["conversation_id"] == conversation.id  # its steps are told there


@pytest.mark.usefixtures("half")
def test_a_chat_that_is_opened_again_does_not_go_on_with_what_is_closed(phone, store):
    with store.writing() as connection:
        connection.execute(CONVERSATIONS.delete())
        connection.execute(SUBMISSIONS.update().values(step="closed", closed_at=1.0))
    assert "Untuk keperluan apa?" in only(phone("kk").says("saya kembali lagi pak")).text


@pytest.mark.usefixtures("half")
def test_an_application_of_another_number_is_left_there(phone):
    assert "Untuk keperluan apa?" in only(phone("all").says("ada yang bisa bantu kah ini")).text


def test_how_many_papers_are_in_is_counted(phone):
    citizen = phone("kk")
    citizen.chooses("apply:kk/baru")
    assert "1 dari 3 sudah. Berikutnya mohon kirim" in only(citizen.sends(KK)).text
