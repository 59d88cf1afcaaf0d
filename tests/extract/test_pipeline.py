from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import Page
from precheck.extract import among, better, compared, extract
from precheck.extract.evidence import Evidence, confidence, log_odds, model
from precheck.number import Expected, Number, NumberState
from precheck.read import open_reader
from tests.drawn import SERIF, akta_page, kk_page, page, zone
from tests.extract.test_number_traps import BASIS, KK, SIAK, TODAY, soft

READ = Number(kind="kk", state=NumberState.READ, value=KK)
UNREAD = Number(kind="kk", state=NumberState.UNREAD)
OLD = Number(kind="akta", state=NumberState.READ, value=SIAK)


@pytest.mark.parametrize(
    ("number", "expected", "told"),
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
def test_expected_numbers_are_compared(number, expected, told):
    assert compared(number, expected).expected is told


LIKELY = replace(READ, confidence=0.9)
DOUBTFUL = Number(kind="kk", state=NumberState.DOUBTFUL, candidate=KK, confidence=0.45)


@pytest.mark.parametrize(
    ("number", "others", "told"),
    [
        pytest.param(LIKELY, 0, LIKELY, id="alone"),
        pytest.param(LIKELY, 1, DOUBTFUL, id="this sheet's, or the other's"),
        pytest.param(replace(DOUBTFUL, confidence=0.9), 1, DOUBTFUL, id="doubtful anyway"),
        pytest.param(UNREAD, 2, UNREAD, id="unread"),
    ],
)
def test_numbers_of_several_sheets(number, others, told):
    assert among(number, others) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        pytest.param(UNREAD, DOUBTFUL, DOUBTFUL, id="more than nothing"),
        pytest.param(DOUBTFUL, LIKELY, LIKELY, id="read"),
        pytest.param(DOUBTFUL, UNREAD, DOUBTFUL, id="nothing more"),
        pytest.param(DOUBTFUL, replace(DOUBTFUL, confidence=0.2), DOUBTFUL, id="less sure"),
        pytest.param(replace(DOUBTFUL, confidence=0.2), DOUBTFUL, DOUBTFUL, id="surer"),
    ],
)
def test_the_reading_that_tells_more_counts(one, other, told):
    assert better(one, other) == told


STRONG = Evidence(
    network=1,
    network_again=1,
    alone=1,
    tesseract=1,
    tesseract_signs=1,
    sureness=8,
    weakest=1,
    labelled=1,
    region_known=1,
    mended=0,
    torn=0,
)


@pytest.mark.parametrize("kind", ["kk", "nik", "akta"])
@pytest.mark.parametrize("name", Evidence.__dataclass_fields__)
def test_more_evidence_never_lowers_confidence(kind, name):
    weaker = 1.0 if name in ("mended", "torn") else 0.0
    assert confidence(kind, replace(STRONG, **{name: weaker})) <= confidence(kind, STRONG)


@pytest.mark.parametrize("kind", ["kk", "nik", "akta"])
def test_the_strongest_evidence_is_enough(kind):
    assert model()["limits"]["read"][kind] < confidence(kind, STRONG) < 1


@pytest.mark.parametrize(("chance", "odds"), [(0.0, -2.0), (0.5, 0.0), (1.0, 8.0)])
def test_log_odds_are_bounded(chance, odds):
    assert log_odds(chance) == pytest.approx(odds)


def test_the_box_lies_round_the_digits_in_photo_pixels():
    page = kk_page(KK)
    doubled = replace(page, to_photo=np.diag([2.0, 2.0, 1.0]))
    first = extract(page, "kk", zone("kk"), open_reader(), today=TODAY).number
    second = extract(doubled, "kk", zone("kk"), open_reader(), today=TODAY).number
    (left, top), _, (right, bottom), _ = first.box
    assert 0.39 * 1400 < left < right < 0.62 * 1400
    assert 0.07 * 990 < top < 0.098 * 990 < bottom + 3
    np.testing.assert_allclose(second.box, 2 * first.box, rtol=1e-5)


def test_digits_and_mask_stand_beside_the_value():
    number = extract(kk_page(KK), "kk", zone("kk"), open_reader(), today=TODAY).number
    assert "".join(digit.char for digit in number.digits) == number.value == KK
    assert {digit.state for digit in number.digits} == {NumberState.READ}
    assert number.masked == "3514********9001"
    assert number.candidate is None


FAR_DOWN = akta_page(BASIS + SIAK, y=0.53)
OFFICE = "9001/IST/2008"


def below(label: str, x: float = 0.17, y: float = 0.43) -> Page:
    """Draw an old akta number below its label."""
    return page("akta", ((label, 0.17, 0.4, 13, SERIF), (OFFICE, x, y, 13, SERIF)))


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
        pytest.param(below("Akta Nomor"), "akta", True, OFFICE, id="below its label"),
        pytest.param(below("Nama Lengkap"), "akta", True, None, id="below another label"),
        pytest.param(below("Akta Nomor", y=0.5), "akta", True, None, id="far below it"),
        pytest.param(below("Akta Nomor", 0.7), "akta", True, None, id="in another column"),
    ],
)
def test_a_number_of_an_unknown_printing_is_sought_in_all_of_the_head(drawn, kind, wide, value):
    where = None if wide else zone(kind)
    number = extract(drawn, kind, where, open_reader(), today=TODAY).number
    assert number.value == value


class Asked:
    """A reader that counts how often it is asked, and never sees anything."""

    engine = "none"

    def __init__(self):
        self.times = 0

    def read(self, lines, **_):
        self.times += 1
        return [[] for _ in lines]


@pytest.mark.parametrize(
    ("drawn", "kind", "state", "times"),
    [
        pytest.param(kk_page(KK), "kk", NumberState.READ, 0, id="sure"),
        pytest.param(kk_page(KK, soft(3.2)), "kk", NumberState.DOUBTFUL, 2, id="unsure"),
        pytest.param(kk_page(KK[:15] + "O"), "kk", NumberState.DOUBTFUL, 2, id="a letter"),
        pytest.param(
            akta_page(f"{BASIS}3514-LU-32052019-9004"), "akta", NumberState.UNREAD, 2, id="no day"
        ),
    ],
)
def test_the_second_reader_is_asked_where_the_first_is_unsure(drawn, kind, state, times):
    reader = Asked()
    assert extract(drawn, kind, zone(kind), reader, today=TODAY).number.state is state
    assert reader.times == times
