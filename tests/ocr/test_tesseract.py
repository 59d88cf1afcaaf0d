"""Both engines of tesseract on the same drawn pages; what is said where it is missing."""

import os
import sys
from dataclasses import replace

import pytest

from precheck.errors import ToolMissing
from precheck.number.extract import extract
from precheck.number.result import NumberState
from precheck.ocr import tesseract
from precheck.ocr.crops import MAX_STRIP_PX, TESSERACT_LARGE, crop_line
from precheck.ocr.lines import find_lines
from precheck.ocr.tesseract import (
    LoadedTesseract,
    SpawnedTesseract,
    languages,
    open_reader,
    require_tesseract,
)
from tests.drawn import BOLD, akta_page, kk_page, ktp_page, page, zone
from tests.number.effects import BASIS, KK, MAN, SIAK, TODAY, faded, noisy, soft

DRAWN = [
    pytest.param("kk", kk_page(KK), id="kk"),
    pytest.param("kk", kk_page(KK, noisy), id="kk noisy"),
    pytest.param("kk", kk_page(KK, soft(3)), id="kk soft"),
    pytest.param("kk", kk_page(KK, faded), id="kk faded"),
    pytest.param("nik", ktp_page(MAN), id="ktp"),
    pytest.param("akta", akta_page(BASIS + SIAK), id="akta"),
    pytest.param("akta", akta_page("No. 9004/IST/2008", y=0.3), id="old akta"),
]


def test_a_missing_language_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(tesseract, "tessdata", lambda: tmp_path)
    assert languages() == ()
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr-ind"):
        require_tesseract()


def test_languages_are_found_in_tesseracts_folder():
    assert "ind" in languages()
    assert (tesseract.tessdata() / "ind.traineddata").exists()


@pytest.fixture(scope="module")
def engines():
    return open_reader("tesserocr"), open_reader("pytesseract")


@pytest.fixture(scope="module")
def grey():
    lines = (("KARTU KELUARGA", 0.3, 0.2, 24, BOLD), (KK, 0.3, 0.4, 22, BOLD))
    return page("kk", lines).flat[..., 0]


@pytest.fixture(scope="module")
def strips(grey):
    return [crop_line(grey, line, TESSERACT_LARGE, 0.4) for line in find_lines(grey, 22)]


@pytest.mark.parametrize(("kind", "drawn"), DRAWN)
def test_the_engines_never_read_two_different_numbers(kind, drawn, engines):
    numbers = [extract(drawn, kind, zone(kind), engine, today=TODAY).number for engine in engines]
    read = {number.value for number in numbers if number.state is NumberState.READ}
    assert len(read) <= 1


def test_both_engines_read_the_same_lines_in_order(engines, strips):
    texts = [[" ".join(word.text for word in line) for line in e.read(strips)] for e in engines]
    assert texts == [["KARTU KELUARGA", KK]] * 2


def test_boxes_are_within_their_line(engines, strips):
    for engine in engines:
        for words, strip in zip(engine.read(strips), strips, strict=True):
            for word in words:
                x, y, width, height = word.box
                assert 0 <= x < x + width <= strip.shape[1]
                assert 0 <= y < y + height <= strip.shape[0]


@pytest.mark.parametrize("engine", [LoadedTesseract, SpawnedTesseract])
def test_no_lines_give_no_words(engine):
    assert engine().read([]) == []


@pytest.mark.parametrize("engine", [LoadedTesseract, SpawnedTesseract])
def test_lines_beyond_the_time_limit_have_no_words(engine, strips):
    assert engine().read(strips, limit=0.001) == [[] for _ in strips]


def test_the_faster_engine_is_preferred(monkeypatch):
    assert open_reader().engine == "tesserocr"
    monkeypatch.setattr(tesseract, "importable", lambda module: module == "pytesseract")
    assert open_reader().engine == "pytesseract"


def test_a_missing_program_is_named(monkeypatch):
    monkeypatch.setattr(tesseract, "importable", lambda module: module == "pytesseract")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr"):
        open_reader()


FAILING = {
    "killed": "kill -9 $$",
    "hanging": "exec sleep 60",
    "crashing": "echo half a table; exit 1",
}


def stand_in(folder, monkeypatch, script):
    """Put a script in tesseract's place."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.parametrize("script", FAILING.values(), ids=FAILING)
def test_a_program_that_fails_reads_nothing_and_holds_nobody(script, strips, tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, script)
    assert SpawnedTesseract().read(strips, limit=1.0) == [[] for _ in strips]


ONE_WORD = r"head\n5\t1\t1\t1\t1\t1\t2\t3\t4\t5\t96\tKARTU\n"


@pytest.mark.parametrize(("megabytes", "words"), [(100, ["KARTU"]), (600, [])])
def test_a_program_beyond_the_memory_limit_reads_nothing(
    megabytes, words, strips, tmp_path, monkeypatch
):
    takes = f"{sys.executable} -c 'bytes({megabytes}_000_000)'"
    stand_in(tmp_path, monkeypatch, f"sleep 0.1; {takes} && printf '{ONE_WORD}' > $2.tsv")
    assert [word.text for word in SpawnedTesseract().read(strips)[0]] == words


def test_the_longest_strips_are_read_within_the_memory_limit(engines, grey):
    endless = replace(find_lines(grey, 22)[0], x1=1e6)
    strip = crop_line(grey, endless, TESSERACT_LARGE, 0.4)
    assert strip.shape == (TESSERACT_LARGE.rows, MAX_STRIP_PX)
    for engine in engines:
        assert all(engine.read([strip] * 2, limit=60))
