"""Traps on the way to the number, one row each, drawn and read by the real readers.

A row says what may be answered: the number itself, or None where none may be called read.
`doubtful` with the right candidate is always allowed, a wrong `read` never.
"""

from datetime import date

import cv2
import numpy as np
import pytest

from precheck.extract import extract
from precheck.number import NumberState
from precheck.numbers import FORMATS
from precheck.read import open_reader
from specimens.fonts import load
from tests.drawn import (
    BOLD,
    MONO,
    SANS,
    SERIF,
    TYPED,
    akta_page,
    kk_page,
    ktp_page,
    page,
    zone,
)

TODAY = date(2026, 11, 24)
KK = "3514120506199001"
MAN = "3514120506809002"
WOMAN = "3514125206809003"
SIAK = "3514-LU-12052019-9004"
BASIS = "Berdasarkan Akta Kelahiran Nomor "
SIAK_OF_SIX = "3514-LU-12052019-956078"
LAST_TWO = 0.17 + load(SERIF, 13 / 0.7).getlength(BASIS + SIAK_OF_SIX[:-2]) / 1000
"""Where the last two of six digits begin on akta_page, in shares of its width."""


@pytest.fixture(scope="module")
def reader():
    return open_reader()


def shaded(pixels):
    shade = np.linspace(0.35, 1.0, pixels.shape[1])[None, :, None]
    return pixels * shade


def edge_of_shadow(pixels):
    dark = pixels.astype(float)
    dark[:, : pixels.shape[1] // 2] *= 0.45
    return dark


def folded(pixels):
    bent = pixels.astype(float)
    bent[:, pixels.shape[1] // 2 :] *= 0.8
    bent[:, pixels.shape[1] // 2 - 1 : pixels.shape[1] // 2 + 1] = 120
    return bent


def tilted(degrees):
    def turn(pixels):
        height, width = pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        return cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)

    return turn


def worn_off(x0, x1, y, share):
    """Leave a share of the ink of one line from x0 to x1, in shares of the page."""

    def wear(pixels):
        out = pixels.astype(float)
        height, width = pixels.shape[:2]
        rows = slice(int(y * height) - 20, int(y * height) + 6)
        columns = slice(int(x0 * width), int(x1 * width))
        out[rows, columns] = 240 - (240 - out[rows, columns]) * share
        return out

    return wear


def stamped(pixels):
    height, width = pixels.shape[:2]
    out = pixels.copy()
    cv2.circle(out, (width // 2, height // 4), height // 7, (190, 90, 150), 5, cv2.LINE_AA)
    return cv2.addWeighted(out, 0.7, pixels, 0.3, 0)


def watermarked(pixels):
    out = pixels.copy()
    height, width = pixels.shape[:2]
    for step in range(4):
        at = (width // 8, height // 8 + step * height // 9)
        cv2.putText(out, "HANYA UNTUK BPJS", at, 0, width / 700, (150, 150, 150), 6, cv2.LINE_AA)
    return cv2.addWeighted(out, 0.35, pixels, 0.65, 0)


def guilloche(pixels):
    y, x = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    waves = np.sin((y + 10 * np.sin(x / 40)) / 2.2) * 14
    return np.clip(pixels - np.array([0.3, 0.8, 1.1]) * (waves[..., None] + 14), 0, 255)


def noisy(pixels):
    noise = np.random.default_rng(5).normal(0, 9, pixels.shape)
    return np.clip(pixels + noise, 0, 255)


def squeezed_by_jpeg(pixels):
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 40])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def dark(pixels):
    return pixels * 0.22


def grey(pixels):
    return pixels.mean(axis=2, keepdims=True).repeat(3, axis=2)


def faded(pixels):
    return 255 - (255 - pixels.astype(float)) * 0.35


def soft(sigma):
    return lambda pixels: cv2.GaussianBlur(pixels, (0, 0), sigma)


def glared(x, y):
    """Blow the page out at a point given in shares of it."""

    def shine(pixels):
        rows, columns = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
        away = ((columns - x * pixels.shape[1]) / 70) ** 2 + (
            (rows - y * pixels.shape[0]) / 40
        ) ** 2
        return np.clip(pixels + 400 * np.exp(-away)[..., None], 0, 255)

    return shine


def covered(x0, y0, x1, y1):
    """Lay a finger's colour over a part given in shares of the page."""

    def lay(pixels):
        out = pixels.copy()
        height, width = pixels.shape[:2]
        out[int(y0 * height) : int(y1 * height), int(x0 * width) : int(x1 * width)] = (
            120,
            150,
            205,
        )
        return out

    return lay


def half_of(number, at):
    """Lay a fold of the paper over the left of one digit of a KK's number."""
    face = load(BOLD, 20 / 0.7)
    x0, x1 = (face.getlength("No. " + number[:end]) for end in (at, at + 1))

    def lay(pixels):
        out = pixels.copy()
        left = 0.39 * pixels.shape[1] + x0
        rows = slice(int(0.06 * pixels.shape[0]), int(0.11 * pixels.shape[0]))
        out[rows, int(left) : int(left + 0.57 * (x1 - x0))] = (241, 240, 238)
        return out

    return lay


def striped(pixels):
    """Photograph a screen: stripes of light across the page."""
    y, x = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    return np.clip(pixels * (1 + 0.12 * np.sin((x + 0.7 * y) / 3.5))[..., None], 0, 255)


def ruled(pixels):
    """Print the dotted rule under the number of an old form."""
    out = pixels.copy()
    for x in range(220, 620, 6):
        out[426:428, x : x + 2] = 60
    return out


def smaller(factor):
    """Photograph the page from farther away."""

    def shrink(pixels):
        small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return cv2.resize(small, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)

    return shrink


TABLE = page(
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

NIKS_ALONE = page(
    "kk",
    (
        ("3514120506109004", 0.4, 0.07, 20, SANS),
        ("3514120107129005", 0.4, 0.11, 20, SANS),
        ("3514122301159006", 0.4, 0.15, 20, SANS),
    ),
)

TWO = page(
    "kk",
    (
        ("KARTU KELUARGA", 0.38, 0.055, 26, BOLD),
        (f"No. {KK}", 0.39, 0.098, 20, BOLD),
        (f"NIK : {WOMAN}", 0.39, 0.128, 20, BOLD),
    ),
)
"""A KK with the NIK of its head below the number, as large."""

APART = page(
    "akta",
    (
        ("KUTIPAN AKTA KELAHIRAN", 0.33, 0.26, 16, BOLD),
        ("Nomor", 0.3, 0.303, 9, SERIF),
        ("9567/DISP/1986", 0.37, 0.3, 13, TYPED),
    ),
)
"""An old akta whose number is typed far from its small printed label."""

CASES = [
    pytest.param("kk", kk_page(KK), KK, id="kk plain"),
    pytest.param("kk", kk_page("3514 1205 0619 9001"), KK, id="kk in groups"),
    pytest.param("kk", kk_page(KK, label="No : "), KK, id="kk with another label"),
    pytest.param("kk", kk_page(KK, label="NO. "), KK, id="kk with a label in capitals"),
    pytest.param("kk", kk_page(KK, label=""), KK, id="kk without a label, under its title"),
    pytest.param("kk", kk_page(KK, label="Nomor "), KK, id="kk, label in full"),
    pytest.param("kk", kk_page(KK, shaded), KK, id="kk in a shade"),
    pytest.param("kk", kk_page(KK, edge_of_shadow), KK, id="kk over a shadow's edge"),
    pytest.param("kk", kk_page(KK, folded), KK, id="kk folded through the number"),
    pytest.param("kk", kk_page(KK, tilted(0.8)), KK, id="kk a little askew"),
    pytest.param("kk", kk_page(KK, tilted(-1.2)), KK, id="kk askew the other way"),
    pytest.param("kk", kk_page(KK, tilted(180)), None, id="kk upside down is not ours to turn"),
    pytest.param("kk", kk_page(KK, stamped), KK, id="kk stamped"),
    pytest.param("kk", kk_page(KK, watermarked), KK, id="kk watermarked"),
    pytest.param("kk", kk_page(KK, guilloche), KK, id="kk on security paper"),
    pytest.param("kk", kk_page(KK, noisy), KK, id="kk, noisy"),
    pytest.param("kk", kk_page(KK, squeezed_by_jpeg), KK, id="kk, squeezed by JPEG"),
    pytest.param("kk", kk_page(KK, dark), KK, id="kk in the dark"),
    pytest.param("kk", kk_page(KK, grey), KK, id="kk, a grey copy"),
    pytest.param("kk", kk_page(KK, faded), KK, id="kk, faded"),
    pytest.param("kk", kk_page(KK, soft(1.5)), KK, id="kk a little soft"),
    pytest.param("kk", kk_page(KK, soft(7)), None, id="kk blurred beyond reading"),
    pytest.param("kk", kk_page(KK, smaller(0.62)), KK, id="kk from farther away"),
    pytest.param("kk", kk_page(KK, smaller(0.2)), None, id="kk from much too far"),
    pytest.param("kk", kk_page(KK, glared(0.5, 0.09)), None, id="kk, glare on the number"),
    pytest.param("kk", kk_page(KK, glared(0.85, 0.09)), KK, id="kk, glare beside the number"),
    pytest.param("kk", kk_page(KK, covered(0.47, 0.06, 0.53, 0.11)), None, id="kk, thumb on it"),
    pytest.param("kk", kk_page(KK, half_of(KK, 3)), None, id="kk, a 4 folded to a 1"),
    pytest.param("kk", kk_page(KK, covered(0.0, 0.0, 0.2, 0.3)), KK, id="kk, thumb beside it"),
    pytest.param("kk", kk_page(KK[:15]), None, id="kk of 15 digits"),
    pytest.param("kk", kk_page(KK + "1"), None, id="kk of 17 digits"),
    pytest.param("kk", kk_page("3514120506190000"), None, id="kk, sequence 0000"),
    pytest.param("kk", kk_page("3514123002199001"), None, id="kk, 30 February"),
    pytest.param("kk", kk_page("3514120506309001"), None, id="kk of a year to come"),
    pytest.param("kk", kk_page(WOMAN), None, id="kk place holds a woman's NIK"),
    pytest.param("kk", kk_page(MAN), None, id="kk place holds a man's NIK"),
    pytest.param("kk", kk_page("-"), None, id="kk without a number"),
    pytest.param("kk", TABLE, None, id="kk, head cut off"),
    pytest.param("kk", NIKS_ALONE, None, id="kk, a column of NIKs alone"),
    pytest.param("kk", TWO, KK, id="kk, a NIK below its number"),
    pytest.param("kk", kk_page("35l4I2O506199O01"), KK, id="kk, letters for digits"),
    pytest.param("kk", kk_page(KK, striped), KK, id="kk on a screen"),
    pytest.param("nik", ktp_page(MAN), MAN, id="ktp of a man"),
    pytest.param("nik", ktp_page(WOMAN), WOMAN, id="ktp of a woman"),
    pytest.param("nik", ktp_page(WOMAN, face=BOLD), WOMAN, id="ktp in another face"),
    pytest.param("nik", ktp_page(MAN, guilloche), MAN, id="ktp on its ground"),
    pytest.param("nik", ktp_page(MAN, shaded), MAN, id="ktp in a shade"),
    pytest.param("nik", ktp_page(MAN, tilted(1.0)), MAN, id="ktp a little askew"),
    pytest.param("nik", ktp_page(MAN, smaller(0.5)), MAN, id="ktp from farther away"),
    pytest.param("nik", ktp_page(MAN, soft(9)), None, id="ktp blurred beyond reading"),
    pytest.param("nik", ktp_page(MAN, glared(0.5, 0.25)), None, id="ktp, glare on the number"),
    pytest.param("nik", ktp_page(MAN[:15]), None, id="ktp of 15 digits"),
    pytest.param("nik", ktp_page(MAN + "1"), None, id="ktp of 17 digits"),
    pytest.param("nik", ktp_page("3514127506809003"), None, id="ktp, day 75"),
    pytest.param("akta", akta_page(BASIS + SIAK), SIAK, id="akta"),
    pytest.param("akta", akta_page(BASIS + SIAK, face=BOLD), SIAK, id="akta in bold"),
    pytest.param("akta", akta_page(BASIS + SIAK.replace("-", "–")), SIAK, id="akta, dashes"),
    pytest.param("akta", akta_page(BASIS + SIAK.replace("-", ".")), SIAK, id="akta, dots"),
    pytest.param("akta", akta_page(BASIS + SIAK.replace("-", " - ")), SIAK, id="akta, spaced"),
    pytest.param(
        "akta",
        akta_page("Berdasarkan Akta Kematian Nomor 3514-KM-12052019-9004", event="KEMATIAN"),
        "3514-KM-12052019-9004",
        id="akta of a death",
    ),
    pytest.param(
        "akta",
        akta_page(BASIS + "3514-LT-12052019-009004"),
        "3514-LT-12052019-009004",
        id="akta, sequence of six",
    ),
    pytest.param("akta", akta_page(BASIS + SIAK, shaded), SIAK, id="akta in a shade"),
    pytest.param("akta", akta_page(BASIS + SIAK, tilted(0.7)), SIAK, id="akta a little askew"),
    pytest.param("akta", akta_page(BASIS + SIAK, stamped), SIAK, id="akta stamped"),
    pytest.param("akta", akta_page(BASIS + SIAK, guilloche), SIAK, id="akta on security paper"),
    pytest.param("akta", akta_page(BASIS + SIAK, soft(5)), None, id="akta blurred beyond reading"),
    pytest.param("akta", akta_page(BASIS + "3514-LU-32052019-9004"), None, id="akta of 32 May"),
    pytest.param("akta", akta_page(BASIS + "3514-LU-12052030-9004"), None, id="akta to come"),
    pytest.param(
        "akta", akta_page(BASIS + "3514-LU-12052019-0000"), None, id="akta, sequence 0000"
    ),
    pytest.param(
        "akta",
        akta_page(
            BASIS + "3514-LU-12052019-956078", worn_off(LAST_TWO, LAST_TWO + 0.04, 0.37, 0.1)
        ),
        None,
        id="akta, the last two of six worn off",
    ),
    pytest.param("akta", akta_page(BASIS), None, id="akta without a number"),
    pytest.param("akta", akta_page("AL. 705.0123456"), None, id="akta, blanko serial in its place"),
    pytest.param("akta", akta_page("NIK : " + WOMAN), None, id="akta, NIK in its place"),
    pytest.param("akta", akta_page("No. 9004/IST/2008", y=0.3), "9004/IST/2008", id="old akta"),
    pytest.param("akta", APART, "9567/DISP/1986", id="old, label apart"),
    pytest.param("akta", akta_page("9004/IST/2008", y=0.3), None, id="old, no label: is it whole?"),
    pytest.param(
        "akta",
        akta_page("No. 474.1/9004/UNIT/2001", covered(0.2, 0.27, 0.285, 0.31), y=0.3),
        None,
        id="old, thumb on its first group",
    ),
    pytest.param(
        "akta",
        akta_page("No. 9004/DISP/1997", ruled, y=0.3, face=TYPED),
        "9004/DISP/1997",
        id="old, typed over a dotted rule",
    ),
    pytest.param(
        "akta", akta_page("Nomor : 567/A.K1/IST/2004", y=0.3), "567/A.K1/IST/2004", id="old, volume"
    ),
    pytest.param("akta", akta_page("No. 12/KU/1999", y=0.3), "12/KU/1999", id="old, short"),
    pytest.param(
        "akta",
        akta_page("Nomor 474.1/9123/UNIT/2001", y=0.3, face=MONO),
        "474.1/9123/UNIT/2001",
        id="old, classified",
    ),
    pytest.param("akta", akta_page("No. 9567/1995", y=0.3), "9567/1995", id="old, number and year"),
    pytest.param(
        "akta",
        akta_page("No. 9567/DISP/1986", y=0.3, face=TYPED),
        "9567/DISP/1986",
        id="old, typed",
    ),
]


@pytest.mark.parametrize(("kind", "drawn", "number"), CASES)
def test_trap(kind, drawn, number, reader):
    found = extract(drawn, kind, zone(kind), reader, today=TODAY).number
    assert (found.value is None) is (found.state is not NumberState.READ)
    if number is None:
        assert found.state is not NumberState.READ
    else:
        assert found.value == FORMATS[kind].compact(number)
