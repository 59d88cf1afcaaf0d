"""The most probable type by recorded readings and the page net's estimate."""

import pytest

from precheck.document.evidence import type_evidence
from precheck.document.headings import Heading
from precheck.ocr.crops import TextLine

PORTRAIT, LANDSCAPE, CARD = 0.707, 1.414, 1.586
NOBODY = {"other": 0.97, "kk": 0.01, "akta_kelahiran": 0.01, "akta_kematian": 0.01}
KK = {"kk": 0.99, "other": 0.01}
BIRTH = {"akta_kelahiran": 0.9, "akta_kematian": 0.08, "other": 0.02}
LIKE_BIRTH = {"akta_kelahiran": 0.8, "other": 0.2}
KTP = {"ktp": 0.99, "other": 0.01}
RECEIPT = ("TARIH : 08.10.2021", "ANADOLU NOHUT", "TOPLAM TUTAR", "KREDI KARTI")
NEW = ("KUTIPAN AKTA KELAHIRAN", "PENCATATAN SIPIL", "WARGA NEGARA INDONESIA")
HEADLESS = ("RT/RW", "LAKI-LAKI", "NINGSIH MELATI", "PELAJAR/MAHASISWA")
CARD_HEAD = ("3574015706899456", "PROVINSI JAWA TIMUR", "KOTA PROBOLINGGO")


def read(texts, height=0.012, confidence=0.95):
    lines = (TextLine(x0=0, x1=9, base=2.0 * row, slope=0, height=1) for row in range(len(texts)))
    return [
        Heading(text=text, confidence=confidence, height=height, base=0.1, line=line)
        for text, line in zip(texts, lines, strict=True)
    ]


def evidence(lines, prior=NOBODY, shape=LANDSCAPE, *, official=False, body=False):
    return type_evidence(lines, prior, shape, official=official, body=body)


def best_type(lines, prior, shape, *, body=False):
    types = evidence(lines, prior, shape, body=body).types
    either = types["akta_kelahiran"] + types["akta_kematian"]
    best = max(types, key=lambda type_: types[type_])
    return best if max(types[best], either) >= 0.6 else "other"


@pytest.mark.parametrize(
    ("lines", "prior", "shape", "type_"),
    [
        pytest.param(read(NEW), NOBODY, PORTRAIT, "akta_kelahiran", id="an unknown printing"),
        pytest.param(
            read(("KUTIPAN AKTA KEMATIAN",)),
            BIRTH,
            PORTRAIT,
            "akta_kematian",
            id="the title against the page net",
        ),
        pytest.param(
            read(RECEIPT), KK, PORTRAIT, "other", id="readable lines against the page net"
        ),
        pytest.param(read(RECEIPT, confidence=0.5), KK, PORTRAIT, "kk", id="unreadable lines"),
        pytest.param([], NOBODY, PORTRAIT, "other", id="nothing known to the page net"),
        pytest.param(read(NEW[1:2]), NOBODY, PORTRAIT, "other", id="a caption of several papers"),
        pytest.param(read(HEADLESS), KK, LANDSCAPE, "kk", id="a caption and the page net"),
        pytest.param(read(HEADLESS), NOBODY, LANDSCAPE, "other", id="a caption alone"),
        pytest.param(read(HEADLESS[1:]), KK, LANDSCAPE, "other", id="no caption"),
        pytest.param(read(CARD_HEAD, 0.045), NOBODY, CARD, "ktp", id="a card's head"),
        pytest.param(read(CARD_HEAD, 0.012), NOBODY, PORTRAIT, "other", id="the same in a letter"),
        pytest.param(
            read(("KARTU IDENTITAS ANAK", *CARD_HEAD), 0.045), KTP, CARD, "other", id="a child's"
        ),
        pytest.param(
            read(("SURAT KETERANGAN KELAHIRAN", "PENCATATAN SIPIL")),
            BIRTH,
            PORTRAIT,
            "other",
            id="a letter of the same office",
        ),
    ],
)
def test_the_type(lines, prior, shape, type_):
    assert best_type(lines, prior, shape) == type_


BIRTH_BODY = (
    "SEKAR ARUM WIJAYA", "anak ke TIGA PEREMPUAN dari AYAH", "HARTONO dan IBU SULASTRI",
    "Kutipan ini dikeluarkan di PASURUAN", "pada tanggal 28 OKTOBER 2019",
    "Pejabat Pencatatan Sipil",
)  # fmt: skip
FAMILY_BODY = (
    "TAUFIK HIDAYATULLAH", "Status Hubungan Dalam Keluarga", "Dikeluarkan Tanggal 21-06-2022",
    "WIRASWASTA PEDAGANG", "KAWIN TERCATAT", "SLTA/SEDERAJAT",
)  # fmt: skip
LETTER_BODY = (
    "Demikian surat ini dibuat", "Pejabat Pencatatan Sipil", "untuk digunakan semestinya",
    "Hormat kami yang memohon", "Pasuruan, 28 Oktober 2019",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "prior", "with_heading", "as_body"),
    [
        pytest.param(BIRTH_BODY, NOBODY, "other", "akta_kelahiran", id="a birth"),
        pytest.param(FAMILY_BODY, NOBODY, "other", "kk", id="a KK"),
        pytest.param(
            LETTER_BODY, LIKE_BIRTH, "other", "other", id="a letter that looks like a birth"
        ),
        pytest.param(
            ("SURAT KETERANGAN", *BIRTH_BODY), BIRTH, "other", "other", id="another paper's title"
        ),
    ],
)
def test_on_a_page_without_its_heading_what_was_filled_in_is_no_evidence(
    lines, prior, with_heading, as_body
):
    assert best_type(read(lines), prior, PORTRAIT) == with_heading
    assert best_type(read(lines), prior, PORTRAIT, body=True) == as_body


def test_a_repeated_phrase_counts_once():
    assert evidence(read(("Nama Kepala Keluarga",))) == evidence(
        read(("Nama Kepala Keluarga",) * 2)
    )


def test_an_unmatched_line_read_at_two_sizes_counts_once():
    lines = read(("Jalan Mawar Melati", "Desa Sukamaju Indah"))
    once = evidence(lines, KK)
    assert evidence([*lines, *read(("Jalan Mawar Melatl",))], KK) == once
    assert evidence(lines[:1], KK).odds["kk"] > once.odds["kk"]


def test_the_registrys_code_is_evidence_for_kk_and_akta():
    with_code, without = evidence([], official=True).odds, evidence([]).odds
    more = {type_ for type_ in with_code if with_code[type_] > without[type_]}
    assert more == {"kk", "akta_kelahiran", "akta_kematian"}


def test_probabilities_sum_to_one():
    types = evidence(read(NEW), BIRTH, PORTRAIT, official=True).types
    assert sum(types.values()) == pytest.approx(1)


def test_several_numbers_in_small_print_are_a_kks_table():
    rows = read(("3514125206809003", "3514120506109004", "3514126206109005"), 0.01)
    assert best_type(rows, KK, LANDSCAPE) == "kk"
    assert not any(evidence(rows[:2], KK).read.values())
