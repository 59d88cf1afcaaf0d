"""Pages on which an akta number is hard to read.

A row has the number that must be read, or None if none may be called read. `doubtful` with the
right candidate is always allowed, a wrong `read` never.
"""

import pytest

from precheck.number.extract import as_printed
from tests.drawn import BOLD, MONO, SERIF, TYPED, akta_page, later, page
from tests.number.effects import (
    BASIS,
    LAST_TWO,
    SIAK,
    WOMAN,
    assert_read,
    covered,
    guilloche,
    ruled,
    shaded,
    soft,
    stamped,
    tilted,
    worn_off,
)

akta = later(akta_page)

APART = later(page)(
    "akta",
    (
        ("KUTIPAN AKTA KELAHIRAN", 0.33, 0.26, 16, BOLD),
        ("Nomor", 0.3, 0.303, 9, SERIF),
        ("9567/DISP/1986", 0.37, 0.3, 13, TYPED),
    ),
)
"""An old akta whose number is typed far from its small printed label."""

CASES = [
    pytest.param("akta", akta(BASIS + SIAK), SIAK, id="akta"),
    pytest.param("akta", akta(BASIS + SIAK, face=BOLD), SIAK, id="akta in bold"),
    pytest.param("akta", akta(BASIS + SIAK.replace("-", "–")), SIAK, id="akta, dashes"),
    pytest.param("akta", akta(BASIS + SIAK.replace("-", ".")), SIAK, id="akta, dots"),
    pytest.param("akta", akta(BASIS + SIAK.replace("-", " - ")), SIAK, id="akta, spaced"),
    pytest.param(
        "akta",
        akta("Berdasarkan Akta Kematian Nomor 3514-KM-12052019-9004", event="KEMATIAN"),
        "3514-KM-12052019-9004",
        id="akta of a death",
    ),
    pytest.param(
        "akta",
        akta(BASIS + "3514-LT-12052019-009004"),
        "3514-LT-12052019-009004",
        id="akta, sequence of six",
    ),
    pytest.param("akta", akta(BASIS + SIAK, shaded), SIAK, id="akta in a shade"),
    pytest.param("akta", akta(BASIS + SIAK, tilted(0.7)), SIAK, id="akta a little askew"),
    pytest.param("akta", akta(BASIS + SIAK, stamped), SIAK, id="akta stamped"),
    pytest.param("akta", akta(BASIS + SIAK, guilloche), SIAK, id="akta on security paper"),
    pytest.param("akta", akta(BASIS + SIAK, soft(5)), None, id="akta blurred beyond reading"),
    pytest.param("akta", akta(BASIS + "3514-LU-32052019-9004"), None, id="akta of 32 May"),
    pytest.param("akta", akta(BASIS + "3514-LU-12052030-9004"), None, id="akta to come"),
    pytest.param("akta", akta(BASIS + "3514-LU-12052019-0000"), None, id="akta, sequence 0000"),
    pytest.param(
        "akta",
        akta(BASIS + "3514-LU-12052019-956078", worn_off(LAST_TWO, LAST_TWO + 0.04, 0.37, 0.1)),
        None,
        id="akta, the last two of six worn off",
    ),
    pytest.param("akta", akta(BASIS), None, id="akta without a number"),
    pytest.param("akta", akta("AL. 705.0123456"), None, id="akta, blanko serial in its place"),
    pytest.param("akta", akta("NIK : " + WOMAN), None, id="akta, NIK in its place"),
    pytest.param("akta", akta("No. 9004/IST/2008", y=0.3), "9004/IST/2008", id="old akta"),
    pytest.param("akta", APART, "9567/DISP/1986", id="old, label apart"),
    pytest.param("akta", akta("9004/IST/2008", y=0.3), None, id="old, no label: is it whole?"),
    pytest.param(
        "akta",
        akta("No. 474.1/9004/UNIT/2001", covered(0.2, 0.27, 0.285, 0.31), y=0.3),
        None,
        id="old, thumb on its first group",
    ),
    pytest.param(
        "akta",
        akta("No. 9004/DISP/1997", ruled, y=0.3, face=TYPED),
        "9004/DISP/1997",
        id="old, typed over a dotted rule",
    ),
    pytest.param(
        "akta", akta("Nomor : 567/A.K1/IST/2004", y=0.3), "567/A.K1/IST/2004", id="old, volume"
    ),
    pytest.param("akta", akta("No. 12/KU/1999", y=0.3), "12/KU/1999", id="old, short"),
    pytest.param(
        "akta",
        akta("Nomor 474.1/9123/UNIT/2001", y=0.3, face=MONO),
        "474.1/9123/UNIT/2001",
        id="old, classified",
    ),
    pytest.param("akta", akta("No. 9567/1995", y=0.3), "9567/1995", id="old, number and year"),
    pytest.param(
        "akta",
        akta("No. 9567/DISP/1986", y=0.3, face=TYPED),
        "9567/DISP/1986",
        id="old, typed",
    ),
]


@pytest.mark.parametrize(("kind", "drawn", "number"), CASES)
def test_only_the_right_number_is_read(kind, drawn, number):
    assert_read(drawn(), kind, number)


@pytest.mark.parametrize(
    ("number", "reading", "printed"),
    [
        (SIAK, SIAK.replace("-", "."), SIAK.replace("-", ".")),
        (SIAK, SIAK.replace("-", "–").replace("1", "l"), SIAK.replace("-", "–")),
        (SIAK, SIAK[:-1], SIAK),
        ("9567/DISP/1986", "9567/DISP/1986", "9567/DISP/1986"),
    ],
    ids=["dots", "dashes and a misread letter", "another length", "an older form"],
)
def test_the_number_as_printed_has_the_separators_of_the_reading(number, reading, printed):
    assert as_printed(number, reading) == printed
