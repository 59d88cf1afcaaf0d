"""A photo's card shows its submission: the siblings with slot and state, and what differs."""

import io
import re

import pytest

from api.submissions import catalogue
from api.submissions.codes import Code
from api.submissions.papers import Paper, differing_numbers
from tests.api.submissions.seen import NUMBERS, Seer, begin, photo, read_members, send
from tests.api.working import work_on


@pytest.fixture
def core():
    return Seer()


@pytest.fixture
def bot(desk):
    return desk.app.test_client()


def panel(page):
    """Return the panel's words without its tags."""
    found = re.search(r'<section class="submission".*?</section>', page.text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else None


def test_the_third_failure_comes_with_its_siblings(bot, sri):
    id_ = begin(bot, "nik", "pendaftaran_polisi").id
    card = send(bot, id_, photo("ktp"))
    third = [send(bot, id_, photo("kk", legible=False, take=take)) for take in range(3)][-1]
    page = sri.get("/queue")
    assert "Percobaan warga untuk dokumen ini sudah habis" in page.text
    shown = panel(page)
    assert "NIK: aktivasi NIK untuk pendaftaran polisi menunggu petugas mendesak" in shown
    assert "KTP-el sudah ada · dicatat 3514********9002" in shown
    assert "Kartu Keluarga menunggu petugas 3 kali gagal" in shown
    assert NUMBERS["ktp"] not in page.text
    for one in (card, third):
        assert f"/desk/photos/{one.photo}" in page.text
    sibling = panel(sri.get(f"/photos/{card.photo}"))
    assert "Kartu Keluarga menunggu petugas" in sibling


def test_a_paper_in_no_slot_is_shown_too(bot, sri):
    id_ = begin(bot, "kk", "tambah_anggota").id
    asked = send(bot, id_, photo())
    shown = panel(sri.get(f"/photos/{asked.photo}"))
    assert "Di luar daftar · menunggu jawaban warga" in shown


def test_a_number_that_differs_is_information(bot, sri):
    id_ = begin(bot, "nik", "aktivasi").id
    send(bot, id_, photo("kk"))
    other = send(bot, id_, photo("kk", number="3514010101209777", take=2))
    assert other.filing.code == "already_in"
    said = "Nomor KK berbeda antara foto-foto permohonan ini. Ini hanya keterangan."
    assert said in panel(sri.get(f"/photos/{other.photo}"))
    assert "aktivasi" not in sri.get("/home").text  # no batch of the start page


@pytest.mark.parametrize(
    ("members", "lang", "said"),
    [
        ([NUMBERS["ktp"]], "id", "3514********9002 NIK-nya ada di KK"),
        ([NUMBERS["ktp"]], "en", "3514********9002 its NIK is on the KK"),
        (["3574020311839927"], "id", "NIK sebuah KTP tidak ada di antara anggota KK. Ini hanya"),
        (["3574020311839927"], "en", "is not among the members of the KK. This is information"),
    ],
)
def test_whether_the_bearer_of_the_ktp_is_among_the_members(bot, desk, sri, members, lang, said):
    id_ = begin(bot, "nik", "aktivasi").id
    card = send(bot, id_, photo("ktp"))
    sent = send(bot, id_, photo("kk", members=members))
    assert (sent.filing.code, sent.submission.state) == ("filed", "complete")  # never a refusal
    work_on(desk.store, Seer(), read_members)
    sri.post("/language", lang=lang)
    page = sri.get(f"/photos/{card.photo}")
    assert said in panel(page)
    assert members[0] not in panel(page)


def test_a_table_that_was_not_read_is_not_spoken_of(bot, desk, sri):
    id_ = begin(bot, "nik", "aktivasi").id
    card = send(bot, id_, photo("ktp"))
    send(bot, id_, photo("kk"))
    work_on(desk.store, Seer(), read_members)
    shown = panel(sri.get(f"/photos/{card.photo}"))
    assert "di KK" not in shown
    assert "hanya keterangan" not in shown


def test_a_photo_of_no_submission_has_no_panel(bot, desk, sri):
    batch = bot.post("/batches", data={"photos": (io.BytesIO(b"\xff\xd8\xff"), "a")})
    assert batch.status_code == 201
    with desk.store.reading() as connection:
        id_ = connection.exec_driver_sql("SELECT id FROM photos").scalar()
    assert panel(sri.get(f"/photos/{id_}")) is None


BIRTH = catalogue.load().variant("akta_kelahiran", "baru")


def card(mac, **more):
    return Paper(id=mac, type="ktp", number_mac=mac, code=Code.FILED, number_sure=True, **more)


@pytest.mark.parametrize(
    ("papers", "kinds"),
    [
        ([card("a"), card("b")], ()),
        ([card("a"), card("b"), card("b")], ()),
        ([card("a"), card("b"), card("c")], ("nik",)),
        ([card("a"), card("b"), card("c", decision="re-photo")], ()),
        ([Paper(id=m, type="kk", number_mac=m, number_sure=True) for m in "ab"], ("kk",)),
        ([Paper(id=m, type="kk", number_mac=m) for m in "ab"], ()),
        ([Paper(id=m) for m in "ab"], ()),
    ],
    ids=["parents", "one twice", "three", "one sent back", "two KKs", "doubtful", "none"],
)
def test_more_numbers_than_papers_differ(papers, kinds):
    assert differing_numbers(BIRTH, papers) == kinds
