"""Both engines of tesseract, on the same drawn pages."""

import pytest

from precheck.errors import ToolMissing
from precheck.extract import extract
from precheck.number import NumberState
from precheck.read import languages, open_reader, ready, tools
from precheck.read.cuts import LARGE, cut
from precheck.read.lines import find_lines
from precheck.read.tesseract import Spawned, Warm
from tests.drawn import BOLD, akta_page, kk_page, ktp_page, page, zone
from tests.extract.test_number_traps import BASIS, KK, MAN, SIAK, TODAY, faded, noisy, soft

DRAWN = [
    pytest.param("kk", kk_page(KK), id="kk"),
    pytest.param("kk", kk_page(KK, noisy), id="kk noisy"),
    pytest.param("kk", kk_page(KK, soft(3)), id="kk soft"),
    pytest.param("kk", kk_page(KK, faded), id="kk faded"),
    pytest.param("nik", ktp_page(MAN), id="ktp"),
    pytest.param("akta", akta_page(BASIS + SIAK), id="akta"),
    pytest.param("akta", akta_page("No. 9004/IST/2008", y=0.3), id="old akta"),
]


@pytest.fixture(scope="module")
def engines():
    return open_reader("tesserocr"), open_reader("pytesseract")


@pytest.fixture(scope="module")
def strips():
    grey = page("kk", (("KARTU KELUARGA", 0.3, 0.2, 24, BOLD), (KK, 0.3, 0.4, 22, BOLD))).flat
    lines = find_lines(grey[..., 0], 22)
    return [cut(grey[..., 0], line, LARGE, 0.4) for line in lines]


@pytest.mark.parametrize(("kind", "drawn"), DRAWN)
def test_never_two_different_read(kind, drawn, engines):
    numbers = [extract(drawn, kind, zone(kind), engine, today=TODAY).number for engine in engines]
    read = {number.value for number in numbers if number.state is NumberState.READ}
    assert len(read) <= 1


def test_both_engines_read_the_same_lines_in_order(engines, strips):
    texts = [[" ".join(word.text for word in line) for line in e.read(strips)] for e in engines]
    assert texts == [["KARTU KELUARGA", KK]] * 2


def test_boxes_lie_in_their_own_line(engines, strips):
    for engine in engines:
        for words, strip in zip(engine.read(strips), strips, strict=True):
            for word in words:
                x, y, width, height = word.box
                assert 0 <= x < x + width <= strip.shape[1]
                assert 0 <= y < y + height <= strip.shape[0]


@pytest.mark.parametrize("engine", [Warm, Spawned])
def test_nothing_to_read_is_nothing_read(engine):
    assert engine().read([]) == []


@pytest.mark.parametrize("engine", [Warm, Spawned])
def test_time_spent_leaves_lines_unread(engine, strips):
    assert engine().read(strips, limit=0.001) == [[] for _ in strips]


def test_the_faster_engine_is_chosen_where_it_is_installed(monkeypatch):
    assert open_reader().engine == "tesserocr"
    monkeypatch.setattr(tools, "has", lambda module: module == "pytesseract")
    monkeypatch.setattr("precheck.read.tesseract.has", lambda _: False)
    assert open_reader().engine == "pytesseract"


def test_what_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(tools, "tessdata", lambda: tmp_path)
    assert languages() == ()
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr-ind"):
        ready()


def test_a_missing_program_is_named(monkeypatch):
    monkeypatch.setattr(tools, "has", lambda _: False)
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr"):
        open_reader()


def test_languages_are_found_where_tesseract_keeps_them():
    assert "ind" in languages()
    assert (tools.tessdata() / "ind.traineddata").exists()
