"""An invalid number says why, and which of the typed characters are at fault."""

from datetime import date

import pytest

from precheck.number_formats.faults import FAULT_WORDS, Fault, place_in
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import InvalidNumber

TODAY = date(2026, 11, 24)

FAULTS = [
    pytest.param("kk", "3514 1205 O619 9001", Fault.NOT_DIGITS, "O", id="a letter"),
    pytest.param("kk", "3514*2050619900", Fault.NOT_DIGITS, None, id="a star"),
    pytest.param("kk", "351412050619900", Fault.NOT_SIXTEEN, None, id="15 digits"),
    pytest.param("kk", "3514 1231 0219 9001", Fault.NO_SUCH_DATE, "31", id="31 February"),
    pytest.param("kk", "3514 1205 1319 9001", Fault.NO_SUCH_DATE, "13", id="month 13"),
    pytest.param("kk", "3514 1205 0680 9001", Fault.FUTURE_DATE, "05 0680", id="2080"),
    pytest.param("kk", "3514120506190000", Fault.SEQUENCE_ZERO, "0000", id="sequence"),
    pytest.param("nik", "3514.12.72.06.80.9001", Fault.NO_SUCH_DATE, "72", id="day 72"),
    pytest.param("nik", "3514124515809001", Fault.NO_SUCH_DATE, "15", id="nik, month 15"),
    pytest.param("akta", "3514-LU-32052019-9001", Fault.NO_SUCH_DATE, "32", id="siak, 32 May"),
    pytest.param("akta", "3514-LU-12052027-9001", Fault.FUTURE_DATE, "12052027", id="siak, 2027"),
    pytest.param("akta", "3514-LU-12052019-00000", Fault.SEQUENCE_ZERO, "00000", id="siak, 0"),
    pytest.param("akta", "474.1/12/ist/1066", Fault.TOO_OLD, "1066", id="old, before registers"),
    pytest.param("akta", "12/ist/2027", Fault.FUTURE_DATE, "2027", id="old, next year"),
    pytest.param("akta", "00/ist/2001", Fault.SEQUENCE_ZERO, "00", id="old, sequence 0"),
    pytest.param("akta", "AL. 705.0123456", Fault.SERIAL, None, id="serial"),
    pytest.param("akta", "9001/IST", Fault.UNKNOWN_FORM, None, id="no year"),
    pytest.param("akta", "1/" * 20 + "2008", Fault.TOO_LONG, None, id="endless"),
]


@pytest.mark.parametrize(("kind", "typed", "fault", "part"), FAULTS)
def test_the_characters_at_fault_are_named(kind, typed, fault, part):
    with pytest.raises(InvalidNumber) as raised:
        NUMBER_FORMATS[kind].parse(typed, TODAY)
    error = raised.value
    assert error.fault is fault
    if part is None:
        assert error.where is None
    else:
        begin, end = place_in(typed, error.where)
        assert typed[begin:end] == part


def test_every_fault_has_words_in_both_languages_and_is_tried():
    assert set(FAULT_WORDS) == set(Fault) == {param.values[2] for param in FAULTS}
    assert all(indonesian != english for indonesian, english in FAULT_WORDS.values())


def test_a_place_beyond_the_text_is_its_end():
    assert place_in("35 14", (6, 8)) == (5, 5)
