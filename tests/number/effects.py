"""Effects on drawn pages, and the numbers drawn on them."""

from datetime import date

import cv2
import numpy as np

from precheck.library import reader
from precheck.number.extract import extract
from precheck.number.result import NumberState
from precheck.number_formats.formats import NUMBER_FORMATS
from specimens.drawing.fonts import load
from tests.drawn import BOLD, SERIF, zone

TODAY = date(2026, 11, 24)
KK = "3514120506199001"
MAN = "3514120506809002"
WOMAN = "3514125206809003"
SIAK = "3514-LU-12052019-9004"
BASIS = "Berdasarkan Akta Kelahiran Nomor "
SIAK_OF_SIX = "3514-LU-12052019-956078"
LAST_TWO = 0.17 + load(SERIF, 13 / 0.7).getlength(BASIS + SIAK_OF_SIX[:-2]) / 1000
"""Where the last two of six digits begin on akta_page, in shares of its width."""


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


def assert_read(drawn, kind, number):
    """Assert that the number of a drawn page is read as printed, or not read if it is None."""
    found = extract(drawn, kind, zone(kind), reader(), today=TODAY).number
    assert (found.value is None) is (found.state is not NumberState.READ)
    if number is None:
        assert found.state is not NumberState.READ
    else:
        assert found.value == NUMBER_FORMATS[kind].compact(number)
