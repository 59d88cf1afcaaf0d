"""Draws number lines as a phone photographs them: the training data of the number reader.

Each strip is one line of print, STRIP_PX high, with what its neighbourhood leaves in the cut:
scraps of a label, rules, stamps, parts of the lines above and below. All digits are invented
and uniform, so that the reader learns shapes and no numbers. Only typefaces of the calibration
world and others that no test sheet is printed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

STRIP_PX = 32
DIGIT_PX = (17.0, 25.0)  # height of a digit in a strip
DRAWN_PX = 44  # height of a digit before the camera sees it
WIDTHS = (256, 384, 704)  # strips are filled up on the right to one of these
CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/.-_:,() "

ROOT = Path("/usr/share/fonts")
FONTS = (
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/liberation/LiberationSans-Bold.ttf",
    "truetype/liberation/LiberationSansNarrow-Regular.ttf",
    "truetype/liberation/LiberationSansNarrow-Bold.ttf",
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/liberation/LiberationSerif-Bold.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    "truetype/liberation/LiberationMono-Bold.ttf",
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/dejavu/DejaVuSans-Bold.ttf",
    "truetype/dejavu/DejaVuSerif.ttf",
    "truetype/dejavu/DejaVuSerif-Bold.ttf",
    "truetype/dejavu/DejaVuSansMono.ttf",
    "truetype/crosextra/Carlito-Regular.ttf",
    "truetype/crosextra/Carlito-Bold.ttf",
    "truetype/crosextra/Caladea-Regular.ttf",
    "truetype/crosextra/Caladea-Bold.ttf",
    "truetype/roboto/unhinted/RobotoCondensed-Regular.ttf",
    "truetype/roboto/unhinted/RobotoCondensed-Bold.ttf",
    "truetype/inconsolata/Inconsolata.otf",
    "truetype/tt2020/TT2020StyleB-Regular.ttf",
    "truetype/tt2020/TT2020StyleE-Regular.ttf",
    "opentype/urw-base35/URWBookman-Light.otf",
    "opentype/urw-base35/URWBookman-Demi.otf",
    "opentype/urw-base35/URWGothic-Book.otf",
)
TYPED = (
    "truetype/tt2020/TT2020StyleB-Regular.ttf",
    "truetype/tt2020/TT2020StyleE-Regular.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    "truetype/gnutypewriter/GNUTypewriter.ttf",
)
OCR_A = ("truetype/ocr-a/OCRA.ttf", "truetype/ocr-a/OCRABold.ttf")
LABELS = ("No. ", "No : ", "NO. ", "Nomor ", "Nomor : ", "NIK : ", "NIK ", ": ", "No ", "Number ")
TITLES = (
    "KARTU KELUARGA",
    "KUTIPAN AKTA KELAHIRAN",
    "KUTIPAN AKTA KEMATIAN",
    "EXCERPT OF BIRTH CERTIFICATE",
    "EXCERPT OF DEATH CERTIFICATE",
    "PENCATATAN SIPIL",
    "REGISTRY OFFICE",
    "WARGA NEGARA INDONESIA",
    "Nomor Induk Kependudukan",
    "Personnel Registration Number",
    "Berdasarkan Akta Kelahiran Nomor",
    "Berdasarkan Akta Kematian Nomor",
    "By virtue of Birth Certificate Number",
    "By virtue of Death Certificate Number",
    "Nama Kepala Keluarga",
    "PROVINSI JAWA TIMUR",
    "KABUPATEN PASURUAN",
    "KOTA PROBOLINGGO",
    "Desa/Kelurahan",
)
BASES = ("Berdasarkan Akta Kelahiran Nomor ", "Berdasarkan Akta Kematian Nomor ")

Rng = np.random.Generator
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Strip:
    """One training example."""

    pixels: Grey
    """STRIP_PX × one of WIDTHS."""
    text: str


def pick(rng: Rng, choices: Sequence[str]) -> str:
    return choices[int(rng.integers(len(choices)))]


def digits(rng: Rng, count: int) -> str:
    return "".join(map(str, rng.integers(0, 10, count)))


def letters(rng: Rng, count: int) -> str:
    return "".join(chr(65 + int(code)) for code in rng.integers(0, 26, count))


def sixteen(rng: Rng) -> str:
    number = digits(rng, 16)
    return " ".join(number[i : i + 4] for i in range(0, 16, 4)) if rng.random() < 0.08 else number


def siak(rng: Rng) -> str:
    gap = pick(rng, ("-", "-", "-", "–", ".", "_", " - "))
    event = pick(rng, ("LU", "LT", "KM", "KW", "CR", letters(rng, 2)))
    return gap.join((digits(rng, 4), event, digits(rng, 8), digits(rng, int(rng.integers(4, 7)))))


def office(rng: Rng) -> str:
    forms = ("{n}/IST/{y}", "{n}/A.K{d}/IST/{y}", "{n}/KU/{y}", "{k}.{d}/{n}/UNIT/{y}", "{n}/{y}")
    form = pick(rng, (*forms, "{n}/DISP/{y}", "{n}/TP/{y}", "{n}/{l}/{y}", "{l}.{n}/{d}/{y}"))
    year = digits(rng, 4) if rng.random() < 0.4 else str(rng.integers(1950, 2020))
    return form.format(
        n=digits(rng, int(rng.integers(1, 6))),
        k=digits(rng, 3),
        d=digits(rng, 1),
        l=letters(rng, int(rng.integers(1, 5))),
        y=year,
    )


def serial(rng: Rng) -> str:
    return f"{pick(rng, ('AL', 'AM', 'AK', 'AC', 'AP', 'AS'))}. {digits(rng, 3)}.{digits(rng, 7)}"


def words(rng: Rng) -> str:
    if rng.random() < 0.5:
        return pick(rng, TITLES)
    lengths = rng.integers(2, 9, int(rng.integers(1, 4)))
    text = " ".join(word(rng, int(n)) for n in lengths)
    return (text.upper, text.title, text.lower)[int(rng.integers(3))]()


def word(rng: Rng, length: int) -> str:
    """Return something that can be spoken, vowels after consonants."""
    return "".join(pick(rng, ("aaaiueo", "bdghjklmnprstwyn")[i % 2]) for i in range(length))


KINDS: tuple[tuple[Callable[[Rng], str], float], ...] = (
    (sixteen, 0.32),
    (siak, 0.26),
    (office, 0.26),
    (serial, 0.02),
    (words, 0.14),
)


def line(rng: Rng) -> tuple[str, str]:
    """Return a label, or nothing, and the text after it."""
    kind = KINDS[int(rng.choice(len(KINDS), p=[share for _, share in KINDS]))][0]
    text, chance = kind(rng), rng.random()
    if kind is words or chance < 0.45:
        return "", text
    if kind in (siak, office) and chance < 0.65:
        return pick(rng, BASES), text
    return pick(rng, LABELS), text


@lru_cache(maxsize=128)
def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(ROOT / path), size)


def face(rng: Rng) -> ImageFont.FreeTypeFont:
    chance = rng.random()
    path = pick(rng, OCR_A if chance < 0.15 else TYPED if chance < 0.3 else FONTS)
    return font(path, DRAWN_PX * 10 // 7)


def ink(text: str, type_: ImageFont.FreeTypeFont, spacing: float) -> Grey:
    """Return the text as 0 paper to 255 ink, its digits DRAWN_PX high, with a margin of one."""
    margin = DRAWN_PX
    length = int(type_.getlength(text) + spacing * len(text)) + 2 * margin
    canvas = Image.new("L", (length, 3 * DRAWN_PX), 0)
    pen, x = ImageDraw.Draw(canvas), float(margin)
    if not spacing:
        pen.text((x, 2 * DRAWN_PX), text, 255, type_, anchor="ls")
        return np.asarray(canvas)
    for char in text:
        pen.text((x, 2 * DRAWN_PX), char, 255, type_, anchor="ls")
        x += type_.getlength(char) + spacing
    return np.asarray(canvas)


def with_scrap(rng: Rng, cover: Grey, type_: ImageFont.FreeTypeFont) -> Grey:
    """Leave the last part of a label's letter at the left edge, as a careless cut does."""
    letter = ink(pick(rng, ("r", ":", ".", "K", "o", "l", "N", "i")), type_, 0.0)
    inked = np.flatnonzero(letter.any(axis=0))
    width = max(int((inked[-1] - inked[0]) * rng.uniform(0.1, 0.45)), 2)
    scrap = letter[:, inked[-1] - width : inked[-1] + 1]
    cover = cover.copy()
    at = int(rng.integers(0, DRAWN_PX // 2))
    cover = cover[:, at:]
    cover[:, : scrap.shape[1]] = np.maximum(cover[:, : scrap.shape[1]], scrap)
    return cover


def weighted(rng: Rng, cover: Grey) -> Grey:
    """Make the strokes fatter or thinner, as another typeface, more ink or worn type would."""
    shape = (1, 3) if rng.random() < 0.5 else (3, 3)
    change = cv2.dilate if rng.random() < 0.6 else cv2.erode
    return change(cover, np.ones(shape, np.uint8))


def needled(rng: Rng, cover: Grey) -> Grey:
    """Break the print into the dots of a needle printer."""
    pitch = rng.uniform(DRAWN_PX / 15, DRAWN_PX / 7)
    waves = (0.5 + 0.5 * np.cos(2 * np.pi * np.arange(n) / pitch) for n in cover.shape)
    lattice = 0.6 + 0.6 * np.sqrt(np.outer(*waves))
    return np.minimum(cover * lattice, 255).astype(np.uint8)


def ruled(rng: Rng, cover: Grey) -> Grey:
    """Put the form's dotted or drawn rule under the line, where a value is filled in."""
    cover = cover.copy()
    y = 2 * DRAWN_PX + int(rng.integers(1, 12))
    thick = int(rng.integers(2, 5))
    left = int(rng.integers(0, cover.shape[1] // 2))
    step = int(rng.integers(6, 16)) if rng.random() < 0.8 else 1
    dots = np.arange(cover.shape[1]) % step < max(thick, step // 3)
    dots[:left] = False
    cover[y : y + thick, dots] = int(rng.integers(140, 256))
    return cover


def beside(rng: Rng, label: str, text: str) -> Grey:
    """Print a label in the form's face and the text in another, a little off its line."""
    first, second = ink(label, face(rng), 0.0), ink(text, face(rng), 0.0)
    first = (first * rng.uniform(0.5, 1)).astype(np.uint8)[:, : -DRAWN_PX // 2]
    second = np.roll(second, int(rng.normal(0, 3)), axis=0)[:, DRAWN_PX // 2 :]
    gap = np.zeros((first.shape[0], int(rng.integers(0, 2 * DRAWN_PX))), np.uint8)
    return np.hstack([first, gap, second])


def neighbours(rng: Rng, cover: Grey, type_: ImageFont.FreeTypeFont) -> Grey:
    """Put print above or below, partly in the cut."""
    cover = cover.copy()
    if rng.random() < 0.3:
        other = ink(pick(rng, TITLES), type_, 0.0)
        tile = np.tile(other, (1, cover.shape[1] // other.shape[1] + 1))[:, : cover.shape[1]]
        away = int(DRAWN_PX * rng.uniform(1.35, 1.9)) * (1 if rng.random() < 0.5 else -1)
        shift = np.float32([[1, 0, rng.uniform(-40, 40)], [0, 1, away]])
        cover = np.maximum(cover, cv2.warpAffine(tile, shift, tile.shape[::-1]))
    if rng.random() < 0.15:
        y = int(DRAWN_PX * pick_float(rng, (0.55, 2.45)) + rng.integers(-6, 7))
        cover[y : y + int(rng.integers(2, 5))] = int(rng.integers(120, 256))
    return cover


def pick_float(rng: Rng, choices: Sequence[float]) -> float:
    return choices[int(rng.integers(len(choices)))]


def smooth(rng: Rng, shape: tuple[int, int], coarse: tuple[int, int]) -> NDArray[np.float32]:
    """Return a smooth random field of about −1 to 1."""
    seed = rng.uniform(-1, 1, coarse).astype(np.float32)
    return cv2.resize(seed, shape[::-1], interpolation=cv2.INTER_CUBIC)


def ground(rng: Rng, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Return the paper in grey levels: plain, shaded or security-printed."""
    level = rng.uniform(120, 250)
    paper = np.full(shape, level, np.float32)
    paper += smooth(rng, shape, (3, 12)) * rng.uniform(0, 12)
    if rng.random() < 0.35:
        y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
        step, tilt = rng.uniform(6, 30), rng.uniform(-2, 2)
        waves = np.sin((y + tilt * x + 8 * np.sin(x / rng.uniform(20, 60))) * 6.28 / step)
        paper += waves * rng.uniform(3, 18)
    if rng.random() < 0.12:
        paper *= 1 + smooth(rng, shape, (2, 5)) * 0.35
    return paper


def stamped(rng: Rng, grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Put strokes of a stamp, a watermark or a pen over the line, paler than the print."""
    layer = np.zeros(grey.shape, np.uint8)
    height, width = grey.shape
    for _ in range(int(rng.integers(1, 4))):
        centre = (int(rng.integers(0, width)), int(rng.integers(-height, 2 * height)))
        radius = int(rng.integers(height // 2, 2 * height))
        if rng.random() < 0.6:
            cv2.circle(layer, centre, radius, 255, int(rng.integers(2, 9)), cv2.LINE_AA)
        else:
            end = (
                centre[0] + int(rng.integers(-width, width)),
                int(rng.integers(-height, 2 * height)),
            )
            cv2.line(layer, centre, end, 255, int(rng.integers(1, 8)), cv2.LINE_AA)
    return grey * (1 - layer.astype(np.float32) / 255 * rng.uniform(0.08, 0.4))


def printed(rng: Rng, cover: Grey) -> NDArray[np.float32]:
    """Put the ink on the paper."""
    paper = ground(rng, cover.shape)
    share = cover.astype(np.float32) / 255 * rng.uniform(0.55, 0.95)
    if rng.random() < 0.15:
        share *= 0.75 + 0.25 * smooth(rng, cover.shape, (4, 30))
    grey = paper * (1 - share) + rng.uniform(0, 60) * share
    return stamped(rng, grey) if rng.random() < 0.15 else grey


def camera(rng: Rng, grey: NDArray[np.float32]) -> tuple[Grey, float]:
    """Photograph the line. Return it with the height of a digit in photo pixels."""
    digit = float(np.exp(rng.uniform(np.log(7.5), np.log(24))))
    scale = digit / DRAWN_PX
    turn, shear = rng.normal(0, 0.008), rng.normal(0, 0.05)
    squeeze = rng.uniform(0.75, 1.2)
    matrix = np.float32(
        [[scale * squeeze, scale * shear, 0], [scale * turn, scale, rng.uniform(-0.5, 0.5)]]
    )
    matrix[0, 2] = max(0.0, -shear) * scale * grey.shape[0]
    matrix[1, 2] -= scale * turn * grey.shape[1] / 2
    size = (int(grey.shape[1] * scale * squeeze) + 2, int(grey.shape[0] * scale) + 1)
    shot = cv2.GaussianBlur(grey, (0, 0), max(0.5 / scale * 0.7, 0.4))
    shot = cv2.warpAffine(
        shot, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    shot = blurred(rng, shot, digit)
    shot = shot * rng.uniform(0.45, 1.1) + rng.normal(0, rng.uniform(0.5, 9), shot.shape)
    if rng.random() < 0.5:
        soft = cv2.GaussianBlur(shot, (0, 0), 1.2)
        shot = shot + (shot - soft) * rng.uniform(0.2, 1.2)
    if rng.random() < 0.1:
        shot += np.clip(smooth(rng, shot.shape, (2, 6)) * 160 - 40, 0, None)
    quality = int(rng.integers(38, 92))
    _, data = cv2.imencode(".jpg", np.clip(shot, 0, 255).astype(np.uint8), [1, quality])
    return cv2.imdecode(data, 0), digit


def blurred(rng: Rng, shot: NDArray[np.float32], digit: float) -> NDArray[np.float32]:
    chance = rng.random()
    if chance < 0.55:
        return cv2.GaussianBlur(shot, (0, 0), max(digit * abs(rng.normal(0, 0.055)), 0.1))
    if chance < 0.75:
        length = max(int(digit * rng.uniform(0.05, 0.32)), 1)
        kernel = np.zeros((length * 2 + 1,) * 2, np.float32)
        angle = rng.uniform(0, np.pi)
        step = (round(length * np.cos(angle)), round(length * np.sin(angle)))
        cv2.line(
            kernel,
            (length - step[0] // 2, length - step[1] // 2),
            (length + step[0] // 2, length + step[1] // 2),
            1.0,
        )
        return cv2.filter2D(shot, -1, kernel / kernel.sum())
    return shot


def cut(rng: Rng, shot: Grey, digit: float) -> Grey:
    """Cut the line as the finder does, a little off, and bring it to STRIP_PX."""
    wanted = rng.uniform(*DIGIT_PX)
    scale = wanted / digit
    large = cv2.resize(shot, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    middle = 1.5 * wanted + rng.normal(0, 1.2)
    top = round(middle - STRIP_PX / 2)
    left = int(wanted * rng.uniform(0.55, 1.0)) if rng.random() < 0.8 else 0
    right = large.shape[1] - int(wanted * rng.uniform(0.5, 0.95))
    return large[max(top, 0) : max(top, 0) + STRIP_PX, left:right]


def filled(strip: Grey) -> Grey:
    """Fill a strip up to the next width with the paper at its right edge."""
    rows, width = strip.shape
    wanted = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
    if width > wanted:
        strip = cv2.resize(strip, (wanted, rows), interpolation=cv2.INTER_AREA)
    return cv2.copyMakeBorder(
        strip, 0, STRIP_PX - rows, 0, wanted - strip.shape[1], cv2.BORDER_REPLICATE
    )


def plain(text: str) -> str:
    return text.replace("–", "-")


def draw(rng: Rng) -> Strip:
    """Draw one strip."""
    label, text = line(rng)
    type_ = face(rng)
    spacing = float(rng.uniform(0, 6)) if rng.random() < 0.25 else 0.0
    if label and rng.random() < 0.5:
        cover = beside(rng, label, text)
    else:
        cover = ink(label + text, type_, spacing)
    for chance, change in ((0.3, weighted), (0.12, needled), (0.22, ruled)):
        if rng.random() < chance:
            cover = change(rng, cover)
    if rng.random() < 0.22:
        cover = with_scrap(rng, cover, type_)
    shot, digit = camera(rng, printed(rng, neighbours(rng, cover, type_)))
    return Strip(filled(cut(rng, shot, digit)), plain(label + text))
