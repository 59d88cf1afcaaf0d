"""Recorded readings, and what they tell of a paper."""

import pytest

from precheck.document.evidence import weighed
from precheck.document.headings import Heading
from precheck.read.cuts import Line

LINE = Line(x0=0, x1=1, base=1, slope=0, height=1)
PORTRAIT, LANDSCAPE, CARD = 0.707, 1.414, 1.586
NOBODY = {"other": 0.97, "kk": 0.01, "akta_kelahiran": 0.01, "akta_kematian": 0.01}
KK = {"kk": 0.99, "other": 0.01}
BIRTH = {"akta_kelahiran": 0.9, "akta_kematian": 0.08, "other": 0.02}
KTP = {"ktp": 0.99, "other": 0.01}
RECEIPT = ("TARIH : 08.10.2021", "ANADOLU NOHUT", "TOPLAM TUTAR", "KREDI KARTI")
NEW = ("KUTIPAN AKTA KELAHIRAN", "PENCATATAN SIPIL", "WARGA NEGARA INDONESIA")
HEADLESS = ("RT/RW", "LAKI-LAKI", "NINGSIH MELATI", "PELAJAR/MAHASISWA")
CARD_HEAD = ("3574015706899456", "PROVINSI JAWA TIMUR", "KOTA PROBOLINGGO")


def read(texts, height=0.012, sureness=0.95):
    return [
        Heading(text=text, sureness=sureness, height=height, base=0.1, line=LINE) for text in texts
    ]


def likeliest(lines, prior, shape, *, official=False):
    types = weighed(lines, prior, shape, official=official).types
    either = types["akta_kelahiran"] + types["akta_kematian"]
    best = max(types, key=lambda type_: types[type_])
    return best if max(types[best], either) >= 0.6 else "other"


@pytest.mark.parametrize(
    ("lines", "prior", "shape", "type_"),
    [
        pytest.param(read(NEW), NOBODY, PORTRAIT, "akta_kelahiran", id="an unknown printing"),
        pytest.param(
            read(("KUTIPAN AKTA KEMATIAN",)), BIRTH, PORTRAIT, "akta_kematian", id="not as it looks"
        ),
        pytest.param(read(RECEIPT), KK, PORTRAIT, "other", id="looks do not name what can be read"),
        pytest.param(read(RECEIPT, sureness=0.5), KK, PORTRAIT, "kk", id="but what cannot be read"),
        pytest.param([], NOBODY, PORTRAIT, "other", id="looks like nothing known"),
        pytest.param(read(NEW[1:2]), NOBODY, PORTRAIT, "other", id="a caption of several papers"),
        pytest.param(read(HEADLESS), KK, LANDSCAPE, "kk", id="a caption and looks"),
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
    assert likeliest(lines, prior, shape) == type_


def test_one_thing_said_twice_counts_once():
    once = weighed(read(("Nama Kepala Keluarga",)), NOBODY, LANDSCAPE, official=False)
    twice = weighed(read(("Nama Kepala Keluarga",) * 2), NOBODY, LANDSCAPE, official=False)
    assert once == twice


def test_the_registrys_code_speaks_for_what_bears_it_and_against_no_card():
    with_code = weighed([], NOBODY, LANDSCAPE, official=True).odds
    without = weighed([], NOBODY, LANDSCAPE, official=False).odds
    assert {type_ for type_ in with_code if with_code[type_] > without[type_]} == {
        "kk",
        "akta_kelahiran",
        "akta_kematian",
    }


def test_probabilities_sum_to_one():
    types = weighed(read(NEW), BIRTH, PORTRAIT, official=True).types
    assert sum(types.values()) == pytest.approx(1)


def test_several_numbers_in_small_print_are_a_kks_table():
    rows = read(("3514125206809003", "3514120506109004", "3514126206109005"), 0.01)
    assert likeliest(rows, KK, LANDSCAPE) == "kk"
    assert not any(weighed(rows[:2], KK, LANDSCAPE, official=False).read.values())
