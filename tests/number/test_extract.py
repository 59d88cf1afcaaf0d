import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from precheck.capture import Page
from precheck.check import check
from precheck.library import reader
from precheck.number.extract import HEADS, among_sheets, compare_expected, extract, more_certain
from precheck.number.result import Expected, Number, NumberState
from precheck.office.policy import Office
from precheck.options import Options
from precheck.text.cells import READABLE_INDEX
from precheck.text.page_text import page_text
from tests.drawn import SANS, SERIF, akta_page, kk_page, page, zone
from tests.number.effects import BASIS, KK, SIAK, TODAY, soft

READ = Number(kind="kk", state=NumberState.READ, value=KK)
UNREAD = Number(kind="kk", state=NumberState.UNREAD)
OLD = Number(kind="akta", state=NumberState.READ, value=SIAK)


def test_the_box_encloses_the_digits_in_photo_pixels():
    page = kk_page(KK)
    doubled = replace(page, to_photo=np.diag([2.0, 2.0, 1.0]))
    first = extract(page, "kk", zone("kk"), reader(), today=TODAY).number
    second = extract(doubled, "kk", zone("kk"), reader(), today=TODAY).number
    (left, top), _, (right, bottom), _ = first.box
    assert 0.39 * 1400 < left < right < 0.62 * 1400
    assert 0.07 * 990 < top < 0.098 * 990 < bottom + 3
    np.testing.assert_allclose(second.box, 2 * first.box, rtol=1e-5)


def test_digits_and_mask_agree_with_the_value():
    number = extract(kk_page(KK), "kk", zone("kk"), reader(), today=TODAY).number
    assert "".join(digit.char for digit in number.digits) == number.value == KK
    assert {digit.state for digit in number.digits} == {NumberState.READ}
    assert number.masked == "3514********9001"
    assert number.candidate is None


FAR_DOWN = akta_page(BASIS + SIAK, y=0.53)
OFFICE_NUMBER = "9001/IST/2008"


def below(label: str, x: float = 0.17, y: float = 0.43) -> Page:
    """Draw an old akta number below its label."""
    return page("akta", ((label, 0.17, 0.4, 13, SERIF), (OFFICE_NUMBER, x, y, 13, SERIF)))


@pytest.mark.parametrize(
    ("drawn", "kind", "wide", "value"),
    [
        pytest.param(FAR_DOWN, "akta", False, None, id="outside the zone"),
        pytest.param(FAR_DOWN, "akta", True, SIAK, id="anywhere in the head"),
        pytest.param(
            akta_page("12/05/2019 di Pasuruan", y=0.53), "akta", True, None, id="without a label"
        ),
        pytest.param(kk_page("", label=""), "kk", True, None, id="numbers of a KK's table"),
        pytest.param(kk_page(KK, label=""), "kk", True, KK, id="below a KK's title"),
        pytest.param(below("Akta Nomor"), "akta", True, OFFICE_NUMBER, id="below its label"),
        pytest.param(below("Nama Lengkap"), "akta", True, None, id="below another label"),
        pytest.param(below("Akta Nomor", y=0.5), "akta", True, None, id="far below it"),
        pytest.param(below("Akta Nomor", 0.7), "akta", True, None, id="in another column"),
    ],
)
def test_a_number_of_an_unknown_layout_is_searched_in_the_whole_head(drawn, kind, wide, value):
    number = extract(drawn, kind, HEADS[0] if wide else zone(kind), reader(), today=TODAY).number
    assert number.value == value


TITLE, SMALL_NUMBER = ("KARTU KELUARGA", 0.05, 0.09, 22, SANS), (f"No. : {KK}", 0.05, 0.14, 6, SANS)
SMALL_KK = page("kk", (TITLE, SMALL_NUMBER))


@pytest.mark.parametrize(("head", "value"), [(HEADS[0], None), (HEADS[1], KK)])
def test_a_number_in_small_print_is_found_in_a_search_for_it(head, value):
    assert extract(SMALL_KK, "kk", head, reader(), today=TODAY).number.value == value


def test_a_labelled_number_comes_before_digits_that_are_no_number():
    lines = ("NIP 19661009 199004 1 007", 0.17, 0.3), (f"Nomor Akta : {OFFICE_NUMBER}", 0.17, 0.4)
    drawn = page("akta", tuple((*line, 13, SERIF) for line in lines))
    assert extract(drawn, "akta", HEADS[0], reader(), today=TODAY).number.value == OFFICE_NUMBER


class CountingReader:
    """A reader that counts its calls and reads nothing."""

    engine = "none"

    def __init__(self):
        self.times = 0

    def read(self, lines, **_):
        self.times += 1
        return [[] for _ in lines]


@pytest.mark.parametrize(
    ("drawn", "kind", "state", "times"),
    [
        pytest.param(kk_page(KK), "kk", NumberState.READ, 0, id="certain"),
        pytest.param(kk_page(KK, soft(3.2)), "kk", NumberState.DOUBTFUL, 2, id="uncertain"),
        pytest.param(kk_page(KK[:14] + "OO"), "kk", NumberState.DOUBTFUL, 0, id="at a loss"),
        pytest.param(
            akta_page(f"{BASIS}3514-LU-32052019-9004"), "akta", NumberState.UNREAD, 2, id="no day"
        ),
    ],
)
def test_tesseract_runs_only_if_the_line_net_is_neither_certain_nor_at_a_loss(
    drawn, kind, state, times
):
    counting = CountingReader()
    assert extract(drawn, kind, zone(kind), counting, today=TODAY).number.state is state
    assert counting.times == times


OFFICE, AUTO = Office.load(), Options()
PHOTO = Path(__file__).parents[1] / "fixtures" / "photos" / "00016.jpg"


@pytest.mark.parametrize(
    ("in_zone", "anywhere", "searched"),
    [
        pytest.param(NumberState.READ, NumberState.UNREAD, ["zone"], id="in its zone"),
        pytest.param(NumberState.UNREAD, NumberState.READ, ["zone", "head"], id="elsewhere"),
        pytest.param(NumberState.DOUBTFUL, NumberState.READ, ["zone", "head"], id="better there"),
    ],
)
def test_a_number_that_is_not_in_its_zone_is_searched_in_the_head(
    in_zone, anywhere, searched, monkeypatch
):
    extracted = []

    def extract(_page, kind, place, _reader, *, text=None):
        assert (text is not None) == (place in HEADS)  # in the zone all lines are read
        extracted.append("head" if place in HEADS else "zone")
        state = anywhere if place in HEADS else in_zone
        return SimpleNamespace(number=Number(kind=kind, state=state, value="9001"))

    monkeypatch.setattr("precheck.number.extract.extract", extract)
    number = check(PHOTO.read_bytes(), AUTO, OFFICE, SimpleNamespace()).verdict.number
    assert extracted == searched
    assert number.state is NumberState.READ


def test_an_illegible_head_is_not_searched(monkeypatch):
    def blurred(*arguments):
        found = page_text(*arguments)
        faint = np.full_like(found.text.legibility, READABLE_INDEX - 0.01)
        return replace(found, text=replace(found.text, legibility=faint))

    searched = []

    def extract(_page, kind, place, _reader, **_):
        searched.append(place)
        return SimpleNamespace(number=Number(kind=kind, state=NumberState.UNREAD))

    monkeypatch.setattr(sys.modules["precheck.check"], "page_text", blurred)
    monkeypatch.setattr("precheck.number.extract.extract", extract)
    check(PHOTO.read_bytes(), AUTO, OFFICE, SimpleNamespace())
    assert len(searched) == 1
    assert searched[0] not in HEADS


@pytest.mark.parametrize(
    ("number", "expected", "result"),
    [
        pytest.param(READ, None, None, id="nothing expected"),
        pytest.param(READ, KK, Expected.MATCH, id="the same"),
        pytest.param(READ, "3514 1205 0619 9001", Expected.MATCH, id="the same in groups"),
        pytest.param(READ, "3514120506199002", Expected.DIFFERS, id="another"),
        pytest.param(READ, "", Expected.DIFFERS, id="empty"),
        pytest.param(READ, "ß🙂", Expected.DIFFERS, id="no digits at all"),
        pytest.param(UNREAD, KK, Expected.CANNOT_TELL, id="nothing read"),
        pytest.param(OLD, "3514–LU–12052019–9004", Expected.MATCH, id="akta, other dashes"),
    ],
)
def test_expected_numbers_are_compared(number, expected, result):
    assert compare_expected(number, expected).expected is result


LIKELY = replace(READ, confidence=0.9)
DOUBTFUL = Number(kind="kk", state=NumberState.DOUBTFUL, candidate=KK, confidence=0.45)


@pytest.mark.parametrize(
    ("number", "rivals", "result"),
    [
        pytest.param(LIKELY, 0, LIKELY, id="alone"),
        pytest.param(LIKELY, 1, DOUBTFUL, id="this sheet's, or the other's"),
        pytest.param(replace(DOUBTFUL, confidence=0.9), 1, DOUBTFUL, id="doubtful anyway"),
        pytest.param(UNREAD, 2, UNREAD, id="unread"),
    ],
)
def test_numbers_of_several_sheets(number, rivals, result):
    assert among_sheets(number, rivals) == result


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        pytest.param(UNREAD, DOUBTFUL, DOUBTFUL, id="more than nothing"),
        pytest.param(DOUBTFUL, LIKELY, LIKELY, id="read"),
        pytest.param(DOUBTFUL, UNREAD, DOUBTFUL, id="nothing more"),
        pytest.param(DOUBTFUL, replace(DOUBTFUL, confidence=0.2), DOUBTFUL, id="less sure"),
        pytest.param(replace(DOUBTFUL, confidence=0.2), DOUBTFUL, DOUBTFUL, id="surer"),
    ],
)
def test_the_more_certain_reading_counts(one, other, result):
    assert more_certain(one, other) == result


@pytest.mark.parametrize(
    ("region", "state"),
    [("351413", NumberState.READ), ("111413", NumberState.READ), ("551413", NumberState.DOUBTFUL)],
)
def test_a_number_of_no_province_is_doubtful(region, state):
    number = extract(kk_page(region + KK[6:]), "kk", zone("kk"), reader(), today=TODAY).number
    assert number.state is state
