from dataclasses import replace

import pytest

from precheck.number.compare import among_sheets, compare_expected, more_certain
from precheck.number.result import Expected, Number, NumberState
from tests.number.effects import KK, SIAK

READ = Number(kind="kk", state=NumberState.READ, value=KK)
UNREAD = Number(kind="kk", state=NumberState.UNREAD)
OLD = Number(kind="akta", state=NumberState.READ, value=SIAK)


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
