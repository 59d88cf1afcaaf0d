"""Pages on which a KK number or a NIK is hard to read.

A row has the number that must be read, or None if none may be called read. `doubtful` with the
right candidate is always allowed, a wrong `read` never.
"""

import pytest

from tests.drawn import BOLD, SANS, kk_page, ktp_page, later, page
from tests.number.effects import (
    KK,
    MAN,
    WOMAN,
    assert_read,
    covered,
    dark,
    edge_of_shadow,
    faded,
    folded,
    glared,
    grey,
    guilloche,
    half_of,
    noisy,
    shaded,
    smaller,
    soft,
    squeezed_by_jpeg,
    stamped,
    striped,
    tilted,
    watermarked,
)

kk, ktp = later(kk_page), later(ktp_page)

TABLE = later(page)(
    "kk",
    (
        ("1 SITI AMINAH", 0.1, 0.06, 12, SANS),
        ("3514125206809003", 0.4, 0.06, 12, SANS),
        ("2 BUDI SANTOSO", 0.1, 0.10, 12, SANS),
        ("3514120506109004", 0.4, 0.10, 12, SANS),
        ("3 AYU LESTARI", 0.1, 0.14, 12, SANS),
        ("3514124601159005", 0.4, 0.14, 12, SANS),
    ),
)
"""A KK whose head is cut off: only table NIKs are left, one of them shaped like a KK number."""

NIKS_ALONE = later(page)(
    "kk",
    (
        ("3514120506109004", 0.4, 0.07, 20, SANS),
        ("3514120107129005", 0.4, 0.11, 20, SANS),
        ("3514122301159006", 0.4, 0.15, 20, SANS),
    ),
)

TWO = later(page)(
    "kk",
    (
        ("KARTU KELUARGA", 0.38, 0.055, 26, BOLD),
        (f"No. {KK}", 0.39, 0.098, 20, BOLD),
        (f"NIK : {WOMAN}", 0.39, 0.128, 20, BOLD),
    ),
)
"""A KK with the NIK of its head below the number, as large."""

CASES = [
    pytest.param("kk", kk(KK), KK, id="kk plain"),
    pytest.param("kk", kk("3514 1205 0619 9001"), KK, id="kk in groups"),
    pytest.param("kk", kk(KK, label="No : "), KK, id="kk with another label"),
    pytest.param("kk", kk(KK, label="NO. "), KK, id="kk with a label in capitals"),
    pytest.param("kk", kk(KK, label=""), KK, id="kk without a label, under its title"),
    pytest.param("kk", kk(KK, label="Nomor "), KK, id="kk, label in full"),
    pytest.param("kk", kk(KK, shaded), KK, id="kk in a shade"),
    pytest.param("kk", kk(KK, edge_of_shadow), KK, id="kk over a shadow's edge"),
    pytest.param("kk", kk(KK, folded), KK, id="kk folded through the number"),
    pytest.param("kk", kk(KK, tilted(0.8)), KK, id="kk a little askew"),
    pytest.param("kk", kk(KK, tilted(-1.2)), KK, id="kk askew the other way"),
    pytest.param("kk", kk(KK, tilted(180)), None, id="kk upside down is not ours to turn"),
    pytest.param("kk", kk(KK, stamped), KK, id="kk stamped"),
    pytest.param("kk", kk(KK, watermarked), KK, id="kk watermarked"),
    pytest.param("kk", kk(KK, guilloche), KK, id="kk on security paper"),
    pytest.param("kk", kk(KK, noisy), KK, id="kk, noisy"),
    pytest.param("kk", kk(KK, squeezed_by_jpeg), KK, id="kk, squeezed by JPEG"),
    pytest.param("kk", kk(KK, dark), KK, id="kk in the dark"),
    pytest.param("kk", kk(KK, grey), KK, id="kk, a grey copy"),
    pytest.param("kk", kk(KK, faded), KK, id="kk, faded"),
    pytest.param("kk", kk(KK, soft(1.5)), KK, id="kk a little soft"),
    pytest.param("kk", kk(KK, soft(7)), None, id="kk blurred beyond reading"),
    pytest.param("kk", kk(KK, smaller(0.62)), KK, id="kk from farther away"),
    pytest.param("kk", kk(KK, smaller(0.2)), None, id="kk from much too far"),
    pytest.param("kk", kk(KK, glared(0.5, 0.09)), None, id="kk, glare on the number"),
    pytest.param("kk", kk(KK, glared(0.85, 0.09)), KK, id="kk, glare beside the number"),
    pytest.param("kk", kk(KK, covered(0.47, 0.06, 0.53, 0.11)), None, id="kk, thumb on it"),
    pytest.param("kk", kk(KK, half_of(KK, 3)), None, id="kk, a 4 folded to a 1"),
    pytest.param("kk", kk(KK, covered(0.0, 0.0, 0.2, 0.3)), KK, id="kk, thumb beside it"),
    pytest.param("kk", kk(KK[:15]), None, id="kk of 15 digits"),
    pytest.param("kk", kk(KK + "1"), None, id="kk of 17 digits"),
    pytest.param("kk", kk("3514120506190000"), None, id="kk, sequence 0000"),
    pytest.param("kk", kk("3514123002199001"), None, id="kk, 30 February"),
    pytest.param("kk", kk("3514120506309001"), None, id="kk of a year to come"),
    pytest.param("kk", kk(WOMAN), None, id="kk place holds a woman's NIK"),
    pytest.param("kk", kk(MAN), None, id="kk place holds a man's NIK"),
    pytest.param("kk", kk("-"), None, id="kk without a number"),
    pytest.param("kk", TABLE, None, id="kk, head cut off"),
    pytest.param("kk", NIKS_ALONE, None, id="kk, a column of NIKs alone"),
    pytest.param("kk", TWO, KK, id="kk, a NIK below its number"),
    pytest.param("kk", kk("35l4I2O506199O01"), KK, id="kk, letters for digits"),
    pytest.param("kk", kk(KK, striped), KK, id="kk on a screen"),
    pytest.param("nik", ktp(MAN), MAN, id="ktp of a man"),
    pytest.param("nik", ktp(WOMAN), WOMAN, id="ktp of a woman"),
    pytest.param("nik", ktp(WOMAN, face=BOLD), WOMAN, id="ktp in another face"),
    pytest.param("nik", ktp(MAN, guilloche), MAN, id="ktp on its ground"),
    pytest.param("nik", ktp(MAN, shaded), MAN, id="ktp in a shade"),
    pytest.param("nik", ktp(MAN, tilted(1.0)), MAN, id="ktp a little askew"),
    pytest.param("nik", ktp(MAN, smaller(0.5)), MAN, id="ktp from farther away"),
    pytest.param("nik", ktp(MAN, soft(9)), None, id="ktp blurred beyond reading"),
    pytest.param("nik", ktp(MAN, glared(0.5, 0.25)), None, id="ktp, glare on the number"),
    pytest.param("nik", ktp(MAN[:15]), None, id="ktp of 15 digits"),
    pytest.param("nik", ktp(MAN + "1"), None, id="ktp of 17 digits"),
    pytest.param("nik", ktp("3514127506809003"), None, id="ktp, day 75"),
]


@pytest.mark.parametrize(("kind", "drawn", "number"), CASES)
def test_only_the_right_number_is_read(kind, drawn, number):
    assert_read(drawn(), kind, number)
