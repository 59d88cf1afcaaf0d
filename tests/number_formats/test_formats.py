from datetime import date

import pytest

from precheck.number_formats.formats import NUMBER_FORMATS, is_valid
from precheck.number_formats.parts import (
    NoSuchDate,
    NoSuchSequence,
    WrongLength,
    WrongShape,
)

TODAY = date(2026, 11, 24)

VALID = [
    pytest.param("kk", "3514120506199001", "3514120506199001", id="kk"),
    pytest.param("kk", "3514 1205 0619 9001", "3514120506199001", id="kk in groups"),
    pytest.param("kk", "3514-120506-19.9001", "3514120506199001", id="kk with separators"),
    pytest.param("kk", "3514122411269001", "3514122411269001", id="kk recorded today"),
    pytest.param("kk", "3514122902249001", "3514122902249001", id="kk on a leap day"),
    pytest.param("kk", "0000000506199001", "0000000506199001", id="kk of an unknown region"),
    pytest.param("nik", "3514120506809001", "3514120506809001", id="nik of a man"),
    pytest.param("nik", "3514124506809001", "3514124506809001", id="nik of a woman"),
    pytest.param("nik", "3514127112809001", "3514127112809001", id="nik, woman's last day"),
    pytest.param("nik", "3514122511269001", "3514122511269001", id="nik, tomorrow is 1926"),
    pytest.param("nik", "3514122902009001", "3514122902009001", id="nik, leap day of 2000"),
    pytest.param("akta", "3514-LU-12052019-9001", "3514-LU-12052019-9001", id="siak"),
    pytest.param("akta", "3514–LU—12052019_9001", "3514-LU-12052019-9001", id="siak, dashes"),
    pytest.param("akta", "3514 . km . 12052019 . 9001", "3514-KM-12052019-9001", id="siak, dots"),
    pytest.param("akta", "3514LT12052019009001", "3514-LT-12052019-009001", id="siak, six"),
    pytest.param("akta", "3514-QX-12052019-9001", "3514-QX-12052019-9001", id="unknown event"),
    pytest.param("akta", "35 14LU12052019 90 01", "3514-LU-12052019-9001", id="siak, broken up"),
    pytest.param("akta", "9001/IST/2008", "9001/IST/2008", id="old form"),
    pytest.param("akta", "567 / A.K1 / IST / 2004", "567/A.K1/IST/2004", id="old, spaced"),
    pytest.param("akta", "12/ku/1999", "12/KU/1999", id="old, small letters"),
    pytest.param("akta", "474.1/123/UNIT/2001", "474.1/123/UNIT/2001", id="old, classified"),
    pytest.param("akta", "567/1995", "567/1995", id="old, number and year"),
]


@pytest.mark.parametrize(("kind", "text", "compact"), VALID)
def test_valid_numbers_become_compact(kind, text, compact):
    assert NUMBER_FORMATS[kind].parse(text, TODAY).number == compact


INVALID = [
    pytest.param("kk", "", WrongShape, id="kk, nothing"),
    pytest.param("kk", "351412050619900", WrongLength, id="kk of 15"),
    pytest.param("kk", "35141205061990011", WrongLength, id="kk of 17 is not trimmed"),
    pytest.param("kk", "35141205O6199001", WrongShape, id="kk with a letter"),
    pytest.param("kk", "٣٥١٤١٢٠٥٠٦١٩٩٠٠١", WrongShape, id="kk in other digits"),
    pytest.param("kk", "3514120506190000", NoSuchSequence, id="kk, sequence 0000"),
    pytest.param("kk", "3514123002199001", NoSuchDate, id="kk, 30 February"),
    pytest.param("kk", "3514120013199001", NoSuchDate, id="kk, day 0"),
    pytest.param("kk", "3514120113199001", NoSuchDate, id="kk, month 13"),
    pytest.param("kk", "3514124506199001", NoSuchDate, id="kk, a woman's day means NIK"),
    pytest.param("kk", "3514120506809001", NoSuchDate, id="kk, a year passed as 19YY means NIK"),
    pytest.param("kk", "3514122511269001", NoSuchDate, id="kk, tomorrow"),
    pytest.param("nik", "3514124006809001", NoSuchDate, id="nik, day 40 is nobody's"),
    pytest.param("nik", "3514127206809001", NoSuchDate, id="nik, day 72"),
    pytest.param("nik", "3514122902019001", NoSuchDate, id="nik, no leap day in 1901 or 2001"),
    pytest.param("nik", "3514120506800000", NoSuchSequence, id="nik, sequence 0000"),
    pytest.param("akta", "AL. 705.0123456", WrongShape, id="blanko serial"),
    pytest.param("akta", "٣٥١٤-LU-12052019-9001", WrongShape, id="siak in other digits"),
    pytest.param("akta", "9001/IST/٢٠٠٨", WrongShape, id="old, in other digits"),
    pytest.param("akta", "3514120506809001", WrongShape, id="a NIK is no akta number"),
    pytest.param("akta", "3514-LU-32052019-9001", NoSuchDate, id="siak, 32 May"),
    pytest.param("akta", "3514-LU-25112026-9001", NoSuchDate, id="siak, tomorrow"),
    pytest.param("akta", "3514-LU-12052019-0000", NoSuchSequence, id="siak, sequence 0000"),
    pytest.param("akta", "3514-LU-12052019-900", WrongShape, id="siak, sequence of 3"),
    pytest.param("akta", "3514-LUX-12052019-9001", WrongShape, id="siak, three letters"),
    pytest.param("akta", "9001/IST/2027", NoSuchDate, id="old, next year"),
    pytest.param("akta", "9001/IST/1066", NoSuchDate, id="old, before all registers"),
    pytest.param("akta", "0/IST/2008", NoSuchSequence, id="old, sequence 0"),
    pytest.param("akta", "9001/IST", WrongShape, id="old without a year"),
    pytest.param("akta", "1/" * 20 + "2008", WrongLength, id="old, endless"),
]


@pytest.mark.parametrize(("kind", "text", "why"), INVALID)
def test_invalid_numbers_say_why(kind, text, why):
    with pytest.raises(why):
        NUMBER_FORMATS[kind].parse(text, TODAY)
    assert not is_valid(kind, text, TODAY)


@pytest.mark.parametrize("text", ["", " ", "-", "0" * 16, "/", "🙂", "\x00", "9" * 5000, "1/2/3"])
@pytest.mark.parametrize("kind", NUMBER_FORMATS)
def test_every_format_survives_junk(kind, text):
    assert is_valid(kind, text, TODAY) in (True, False)
    assert isinstance(NUMBER_FORMATS[kind].mask(text), str)


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        ("kk", "3514 1205 0619 9001", "3514********9001"),
        ("nik", "3514124506809001", "3514********9001"),
        ("akta", "3514-LU-12052019-9001", "3514-LU-********-9001"),
        ("akta", "9001/IST/2008", "****/IST/2008"),
        ("akta", "474.1/123/UNIT/2001", "***.*/***/UNIT/2001"),
        ("kk", "12345678", "********"),
    ],
)
def test_masks_show_at_most_four_digits_at_each_end(kind, text, masked):
    assert NUMBER_FORMATS[kind].mask(text) == masked


def test_parts_of_a_nik():
    parts = NUMBER_FORMATS["nik"].parse("3514124506809001", TODAY)
    assert (parts.region, parts.day, parts.woman) == ("351412", date(1980, 6, 5), True)
    assert parts.sequence == "9001"


def test_parts_of_a_siak_number():
    parts = NUMBER_FORMATS["akta"].parse("3514-LT-12052019-9001", TODAY)
    assert (parts.form, parts.region, parts.event) == ("siak", "3514", "LT")
    assert (parts.day, parts.sequence) == (date(2019, 5, 12), "9001")


ELSEWHERE = ("region_elsewhere", "unknown_kecamatan")


@pytest.mark.parametrize(
    ("kind", "text", "flags"),
    [
        pytest.param("kk", "3514120506199001", (), id="at home"),
        pytest.param("kk", "3201010506199001", ("region_elsewhere",), id="elsewhere"),
        pytest.param("kk", "3514990506199001", ("unknown_kecamatan",), id="unknown kecamatan"),
        pytest.param("kk", "3514120506029001", ("odd_date",), id="before 2003"),
        pytest.param("kk", "3514120101039001", (), id="the first day of 2003"),
        pytest.param(
            "nik", "9999990506809001", ("region_elsewhere", "unknown_kecamatan"), id="nik"
        ),
        pytest.param("akta", "3201-LU-12052019-9001", ("region_elsewhere",), id="akta"),
        pytest.param("akta", "9001/IST/1960", (), id="old form"),
    ],
)
def test_flags_do_not_invalidate_a_number(kind, text, flags):
    assert NUMBER_FORMATS[kind].parse(text, TODAY).flags == flags
