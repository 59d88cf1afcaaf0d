"""What a citizen is asked and told, from the first word to the last paper."""

import pytest

from api.channels.dialogue.talk import ALBUM_SECONDS
from api.channels.messages import Kind, Problem
from api.store import submissions as store_of_submissions
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CHANNEL_MESSAGES
from api.store.tables.submissions import SUBMISSIONS
from api.submissions.chat_texts import ProblemTexts
from tests.api.channels.stored import stored
from tests.api.submissions.seen import photo

KK, KTP, LETTER = photo("kk"), photo("ktp"), photo("other")
BLURRED = photo("kk", legible=False)


def rows(store, table):
    with store.reading() as connection:
        return connection.execute(table.select()).mappings().all()


def only(replies):
    (reply,) = replies
    return reply


def test_a_greeting_gets_the_menu_of_the_number(phone):
    menu = only(phone("kk").says("Halo!"))
    assert "Untuk keperluan apa?" in menu.text
    assert ("apply:kk/hilang", "Kartu Keluarga hilang") in menu.buttons
    *services, officer = menu.buttons
    assert all(id_.startswith("apply:kk/") for id_, _ in services)
    assert officer == ("officer", "Hubungi petugas")


def test_a_number_for_everything_asks_for_the_service_first(phone):
    citizen = phone("all")
    services = only(citizen.says("selamat pagi")).buttons
    assert ("service:kk", "Kartu Keluarga") in services
    assert only(citizen.chooses("service:kk")).buttons == only(phone("kk").says("menu")).buttons


def test_a_choice_may_be_answered_by_its_number(phone):
    citizen = phone("kk")
    offered = only(citizen.says("halo")).buttons
    at = [id_ for id_, _ in offered].index("apply:kk/rusak")
    assert "Kartu Keluarga yang rusak" in only(citizen.says(f" {at + 1}. ")).text


@pytest.mark.parametrize("words", ["KTP hilang", "mau buat ktp yang hilang pak"])
def test_an_application_may_be_chosen_in_words(phone, words):
    assert "Untuk KTP-el hilang" in only(phone("all").says(words)).text


def test_words_for_several_applications_of_a_service_get_its_menu(phone):
    offered = only(phone("all").says("kk")).buttons
    assert offered == only(phone("kk").says("menu")).buttons


def test_what_stands_in_the_menu_may_be_written(phone):
    citizen = phone("all")
    citizen.chooses("service:kk")
    assert "untuk pembetulan nama" in only(citizen.says("pembetulan nama")).text
    citizen.chooses("service:kk")
    assert "Untuk KTP-el hilang" in only(citizen.says("ktp hilang")).text


def test_a_service_with_one_kind_of_application_asks_no_further(phone):
    assert "Untuk Akta Kematian baru" in only(phone("all").chooses("service:akta_kematian")).text


def test_a_caption_may_choose_the_application(phone, store):
    citizen = phone("kk")
    citizen.sends(KTP)
    first, second = citizen.sends(KK, caption="KK rusak pak")
    assert "Kartu Keluarga yang rusak sudah terbaca" in first.text
    assert "Semua foto untuk Kartu Keluarga rusak" in second.text
    assert len(rows(store, SUBMISSIONS)) == 1


@pytest.mark.parametrize("caption", ["KK", "pembetulan nama"])
def test_a_caption_that_chooses_nothing_is_asked_about(phone, store, caption):
    assert "Untuk keperluan apa?" in only(phone("kk").sends(KK, caption=caption)).text
    assert rows(store, SUBMISSIONS) == []


def test_who_writes_while_photos_wait_hears_that_they_wait(phone):
    citizen = phone("all")
    citizen.sends(KK)
    assert "tidak perlu dikirim lagi" in only(citizen.says("terus?")).text


@pytest.mark.parametrize(
    "words", ["halo", "Assalamu'alaikum", "kembali", "maaf, mau urus nik untuk daftar polisi"]
)
def test_a_greeting_midway_goes_on_and_offers_the_menu(citizen, words):
    citizen.sends(KTP)
    reply = only(citizen.says(words))
    assert reply.text.startswith(
        "Untuk aktivasi NIK (BPJS, bank), 1 dari 2 sudah:\n✅ KTP-el\n⬜ Kartu Keluarga\n"
        "Berikutnya mohon kirim foto Kartu Keluarga."
    )
    assert len(reply.buttons) == 3
    assert "Kartu Keluarga sudah terbaca" in only(citizen.sends(KK)).text


def test_midway_another_application_may_be_written_once_the_menu_stands_there(phone):
    citizen = phone("all")
    citizen.chooses("apply:nik/aktivasi")
    assert only(citizen.says("kk hilang")).buttons
    assert "Untuk Kartu Keluarga hilang" in only(citizen.says("kk hilang")).text


def test_from_a_blurred_paper_over_the_wrong_one_to_complete(phone, store):
    citizen = phone("kk")
    citizen.says("halo")
    asked = only(citizen.chooses("apply:kk/rusak"))
    assert "asli dari:\n⬜ Kartu Keluarga yang rusak\n⬜ KTP-el\nMohon kirim" in asked.text
    blurred = only(citizen.sends(BLURRED))
    assert "sebagian tulisan buram" in blurred.text
    assert blurred.picture is None
    assert "sudah terbaca" in only(citizen.sends(KK)).text
    wrong = only(citizen.sends(photo("akta_kelahiran")))
    assert wrong.text == "Yang terkirim sepertinya Akta Kelahiran, mohon kirim KTP-el."
    done = only(citizen.sends(KTP))
    assert "Semua foto untuk" in done.text
    assert "dapat diambil" not in done.text
    (row,) = rows(store, SUBMISSIONS)
    assert (row["state"], row["owner"], row["line"]) == ("complete", "channel", "kk")
    assert len(rows(store, PHOTOS)) == 4


def test_a_fault_whose_place_is_known_is_shown(citizen):
    reply = only(citizen.sends(photo("kk", legible=False, where="seen")))
    assert reply.picture == b"\xff\xd8overlay"


def test_after_the_last_paper_the_menu_is_offered(citizen):
    citizen.sends(KK, KTP)
    reply = only(citizen.says("sudah selesai?"))
    assert "akan diperiksa petugas" in reply.text
    assert reply.buttons


@pytest.mark.parametrize("words", ["makasih", "Terima kasih banyak ya, Pak 🙏", "ok siap"])
def test_thanks_after_the_last_paper_are_returned_and_nothing_is_repeated(citizen, words):
    citizen.sends(KTP)
    assert "Berikutnya mohon kirim foto Kartu Keluarga" in only(citizen.says(words)).text
    citizen.sends(KK)
    reply = only(citizen.says(words))
    assert reply.text == "Baik, terima kasih kembali."
    assert not reply.buttons
    assert only(citizen.says(f"{words}, kapan jadi?")).buttons
    assert only(citizen.says("ya pak")).buttons


def test_after_the_last_paper_the_next_application_may_be_named(phone, store):
    citizen = phone("all")
    citizen.chooses("apply:nik/aktivasi")
    citizen.sends(KK, KTP)
    assert "akan diperiksa petugas" in only(citizen.says("aktivasi nik sudah?")).text
    offered = only(citizen.says("mau urus kartu keluarga")).buttons
    assert offered == only(phone("kk").says("menu")).buttons
    assert "Untuk KTP-el hilang" in only(citizen.says("ktp saya juga hilang pak")).text
    assert len(rows(store, SUBMISSIONS)) == 2


def test_a_number_with_one_service_takes_photos_at_once(phone, store):
    first, second = phone("kematian").sends(KTP, KK)
    assert "KTP-el" in first.text
    assert "Kartu Keluarga almarhum sudah terbaca" in second.text
    assert len(rows(store, SUBMISSIONS)) == 1


def test_photos_before_the_choice_are_kept_and_filed_after_it(phone, store):
    citizen = phone("kk")
    asked = only(citizen.sends(KK, KTP))  # an album is asked about once
    assert "tidak perlu dikirim lagi" in asked.text
    assert rows(store, PHOTOS) == []
    begun, kk, ktp = citizen.chooses("apply:kk/rusak")
    assert "kami perlukan" in begun.text
    assert "sudah terbaca" in kk.text
    assert "Semua foto untuk" in ktp.text
    assert {row.state for row in stored(store, CHANNEL_MESSAGES)} == {"done"}


def test_an_album_may_be_answered_by_the_number_of_a_choice(phone):
    citizen = phone("kk")
    offered = [id_ for id_, _ in only(citizen.sends(KK, KTP)).buttons]
    _, *filed = citizen.says(f"{offered.index('apply:kk/rusak') + 1}")
    assert len(filed) == 2


def test_a_later_photo_without_a_purpose_is_answered_too(phone):
    citizen = phone("kk")
    citizen.sends(KK)
    citizen.waits(ALBUM_SECONDS)
    assert "tidak perlu dikirim lagi" in only(citizen.sends(KTP)).text
    assert len(citizen.chooses("apply:kk/rusak")) == 3


def test_a_paper_of_no_known_kind_is_asked_about(phone):
    citizen = phone("kk")
    citizen.chooses("apply:kk/tambah_anggota")
    asked = only(citizen.sends(LETTER))
    assert "ini " in asked.text
    titles = [title for _, title in asked.buttons]
    assert titles == [
        "Akta kelahiran atau surat keterangan lahir",
        "Buku nikah atau akta perkawinan",
        "Bukan keduanya",
    ]
    placed = only(citizen.chooses(asked.buttons[1][0]))
    assert "buku nikah atau akta perkawinan" in placed.text
    again = only(citizen.chooses(asked.buttons[1][0]))  # an old button, pressed again
    assert "Berikutnya mohon kirim foto" in again.text


@pytest.fixture
def asked(phone):
    """A citizen who was asked what a photo shows."""
    citizen = phone("kk")
    citizen.chooses("apply:kk/tambah_anggota")
    citizen.sends(LETTER)
    return citizen


def test_what_a_photo_shows_may_be_said_in_words(asked):
    assert "kami catat sebagai buku nikah" in only(asked.says("itu buku nikah pak")).text


@pytest.mark.parametrize("first", ["sebentar", "akta"], ids=["something else", "both"])
def test_what_a_photo_shows_is_asked_until_it_is_said(asked, first):
    again = only(asked.says(first))
    assert "Mohon beri tahu, ini akta kelahiran" in again.text
    assert "kami catat sebagai buku nikah" in only(asked.says("2")).text
    assert "Berikutnya mohon kirim foto" in only(asked.says("sudah")).text


def test_a_photo_that_waits_for_its_name_is_asked_about_again(asked):
    again = only(asked.sends(LETTER))
    assert len(again.buttons) == 3
    assert "kami catat sebagai buku nikah" in only(asked.says("2")).text


def test_a_recompressed_copy_of_it_is_asked_about_too(phone):
    citizen = phone("kk")
    citizen.chooses("apply:kk/tambah_anggota")
    citizen.sends(photo(shot=1))
    again = only(citizen.sends(photo(shot=1, take=2)))
    assert len(again.buttons) == 3
    assert "kami catat sebagai buku nikah" in only(citizen.chooses(again.buttons[1][0])).text


def test_the_third_failure_goes_to_an_officer(citizen, store):
    said = [only(citizen.sends(photo("kk", legible=False, take=take))).text for take in range(3)]
    assert len(set(said)) == 3
    assert "petugas" in said[2]
    assert any(row["for_officer"] for row in rows(store, PHOTOS))


def test_what_needs_the_person_asks_for_no_photo(phone, store):
    reply = only(phone("kk").chooses("apply:kk/pembetulan_nama"))
    assert "datang sendiri" in reply.text
    assert rows(store, SUBMISSIONS) == []


@pytest.mark.parametrize(
    "kind", [Kind.STICKER, Kind.VOICE, Kind.VIDEO, Kind.LOCATION, Kind.UNKNOWN]
)
def test_anything_but_a_photo_gets_a_polite_answer(phone, citizen, kind):
    assert only(phone("all").presents(kind)).buttons
    citizen.sends(KK)
    reply = only(citizen.presents(kind))
    assert "hanya dapat menerima foto" in reply.text
    assert reply.text.endswith("Berikutnya mohon kirim foto KTP-el.")


@pytest.mark.parametrize("words", ["hapus data saya", "Hapus data saya.", "HAPUS DATA"])
def test_everything_is_deleted_on_request_and_said_so(citizen, phone, store, words):
    other = phone("nik", sender="6281290009002")
    other.chooses("apply:nik/aktivasi")
    citizen.sends(KK)
    other.sends(KTP)
    assert "sudah kami hapus" in only(citizen.says(words)).text
    left = [row for row in rows(store, SUBMISSIONS) if row["batch_id"] is not None]
    assert len(left) == len(rows(store, PHOTOS)) == 1
    with store.reading() as connection:
        mine = store_of_submissions.of_reference(
            connection, store.vault, "channel", citizen._sender
        )
    assert mine == []
    assert "Untuk keperluan apa?" in only(citizen.says("apa kabar")).text


@pytest.mark.parametrize("words", ["hapus", "tolong hapus data saya pak", "jangan dihapus ya"])
def test_only_the_very_words_delete_and_others_hear_them(citizen, store, words):
    citizen.sends(KK)
    assert "kirim *hapus data saya*" in only(citizen.says(words)).text
    assert len(rows(store, PHOTOS)) == 1


@pytest.mark.parametrize("further", [(), ("halo",)], ids=["alone", "with a message behind it"])
def test_held_photos_are_forgotten_too(phone, store, further):
    citizen = phone("kk")
    citizen.sends(KK)
    citizen.says("hapus data saya", *further)
    assert all(row.sealed_payload is None for row in stored(store, CHANNEL_MESSAGES))
    assert len(citizen.chooses("apply:kk/rusak")) == 1


def test_an_unreadable_file_is_answered(citizen):
    reply = only(citizen.sends(b"broken"))
    assert "kirim" in reply.text


def test_the_very_same_photo_is_recognised(citizen):
    citizen.sends(KK)
    assert "sama dengan foto Kartu Keluarga" in only(citizen.sends(KK)).text


def test_a_submission_that_ended_meanwhile_keeps_the_photo(citizen, store):
    citizen.sends(KK)
    with store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(state="expired"))
    kept = only(citizen.sends(KTP))
    assert "tidak perlu dikirim lagi" in kept.text
    _, filed = citizen.chooses("apply:nik/aktivasi")
    assert "KTP-el sudah terbaca" in filed.text


def test_english_where_the_number_speaks_it(phone):
    citizen = phone("en")
    services = only(citizen.says("Hello"))
    assert "civil registry" in services.text
    assert ("service:kk", "Family card (KK)") in services.buttons


def test_every_problem_has_its_text():
    assert set(ProblemTexts.model_fields) == set(Problem)
