"""The tables of `make numbers` and `make bench-readers`."""

import numpy as np
import pytest

from bench.numbers import shots
from bench.numbers.__main__ import table
from bench.numbers.answers import NumberAnswer, WatchedReader, kind_of
from bench.readers.__main__ import Reading, normalised, table_line
from precheck.ocr.tesseract import open_reader
from specimens.dataset.sets import SETS

ANSWER = {
    "file": "photos/00000.jpg",
    "kind": "kk",
    "label": "accept",
    "turned": False,
    "state": "read",
    "right": True,
    "confidence": 0.99,
    "second_reader": False,
    "type_right": True,
    "turn_right": True,
    "added_ms": 40.0,
}


def answers(*changes):
    return [NumberAnswer(**(ANSWER | change)) for change in changes]


def row(lines, name):
    return next(line for line in lines if line.startswith(name))


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("right and read, acceptable, kk", "2/4"),
        ("right and read, acceptable, old", "0/0"),
        ("right and read, the others", "0/1"),
        ("read but wrong, acceptable", "1/4"),
        ("read but wrong, all", "2/5"),
        ("second reader used", "1/4"),
        ("type right", "3/4"),
        ("  the turned ones", "1/1"),
    ],
)
def test_each_line_counts_its_own(name, counted):
    lines = table(
        answers(
            {"turned": True},
            {"type_right": False},
            {"right": False},
            {"state": "doubtful", "second_reader": True},
            {"label": "re-photo", "right": False},
        )
    )
    assert counted in row(lines, name)


def test_a_watched_reader_returns_what_the_reader_returns():
    reader = open_reader()
    watched = WatchedReader(reader)
    assert not watched.used
    blank = np.full((48, 200), 255, np.uint8)
    assert watched.read([blank]) == reader.read([blank])
    assert watched.used


def test_confidence_is_evaluated_over_all_readings():
    lines = table(answers({"confidence": 0.9}, {"confidence": None, "right": False}))
    assert "0.100" in row(lines, "confidence: expected")


@pytest.mark.parametrize(
    ("kind", "number", "named"),
    [
        ("kk", "3514120506199001", "kk"),
        ("akta", "3514–LU–12052019–9001", "siak"),
        ("akta", "9001/IST/2008", "old"),
        ("akta", "474.1/9001/UNIT/2001", "old"),
    ],
)
def test_kinds_of_number(kind, number, named):
    assert kind_of(kind, number) == named


def test_a_number_is_found_whatever_its_separators():
    rows = [{"number": "3514-LU-12052019-9001"}, {"number": "9001/IST/2008"}]
    readings = [Reading("Nomor 3514.LU.12052019.9001\nmenurut", 0.5), Reading("9001/1ST/2008", 0.7)]
    assert "1 of 2" in table_line("reader", rows, readings)
    assert normalised("9001/IST/2008") == "9001IST2008"


def test_no_other_set_has_this_seed():
    assert shots.NUMBERS_SEED not in {plan.seed for plan in SETS.values()}
