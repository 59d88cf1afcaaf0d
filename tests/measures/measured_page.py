"""A page of known text and faults of it, for the tests of the measures."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np

from precheck.capture import Capture, Covers, Page, Photo, Region, Sheet, Side, TextMap, Zone
from precheck.loss.frame import MIN_BEYOND
from precheck.loss.loss import Loss
from precheck.measures import MEASURES
from precheck.text.cells import light_of
from precheck.text.legibility_net import CODES
from specimens.drawing.fonts import LIBERATION, Face, render_text
from tests.loss.table import frame_map

WIDTH, HEIGHT, CELL = 800, 600, 8
PAPER, INK = 225, 40
LINES = tuple(range(80, 540, 40))  # baselines
CAPITALS = 14  # px
NUMBER = Zone(field="number", box=(0.1, 0.08, 0.9, 0.15), covers=Covers.NUMBER)
NAMES = Zone(field="names", box=(0.1, 0.15, 0.9, 0.55), covers=Covers.MUST_READ)


SANS = Face("truetype/liberation/LiberationSans-Regular.ttf", LIBERATION)
EM = 19.5  # px; capitals of 14
TEXT = (
    "3514011203909001 SITI AMINAH KRAKSAAN",
    "3514015207929002 BAMBANG HARIYANTO PAITON",
    "LAKI-LAKI PROBOLINGGO 12-03-1990 ISLAM",
    "PEREMPUAN LUMAJANG 27-11-1993 SLTA SEDERAJAT",
    "DUSUN KRAJAN RT 003 RW 011 DESA SUMBERREJO",
    "KARYAWAN SWASTA MENGURUS RUMAH TANGGA",
)


@cache
def _ink():
    """Return the share of ink in each pixel: lines of text that differ, as on a form."""
    ink = np.zeros((HEIGHT, WIDTH), np.float32)
    for at, y in enumerate(LINES):
        mask, (x, up) = render_text(SANS, EM, TEXT[at % len(TEXT)], "ls")
        rows, columns = mask.shape
        ink[y + up : y + up + rows, 90 + x : 90 + x + columns] = mask / np.float32(255)
    return ink[..., None]


def page(paper=PAPER, ink=INK):
    return np.asarray(np.rint(paper + (ink - paper) * np.repeat(_ink(), 3, 2)), np.uint8)


def regions(contrast=PAPER - INK, height=CAPITALS, legibility=1.0, width=600):
    return tuple(
        Region(
            box=(90, y - CAPITALS, width, CAPITALS),
            height=height,
            contrast=contrast,
            legibility=legibility,
        )
        for y in LINES
    )


def capture(
    picture, *, lost=None, by="blur", quad=None, size=None, zones=(NUMBER, NAMES), found=None
):
    """Return the capture of a picture of the page.

    lost: a box in pixels whose text is illegible; by: its cause. An occlusion hides the text.
    """
    found = regions() if found is None else found
    shape = (HEIGHT // CELL, WIDTH // CELL)
    text, legibility = np.zeros(shape, np.float32), np.ones(shape, np.float32)
    for x, y, width, height in (region.box for region in found):
        text[y // CELL : -(-(y + height) // CELL), x // CELL : -(-(x + width) // CELL)] = 1
    why = {code: np.zeros(shape, np.float32) for code in CODES}
    over = np.zeros(shape, np.float32)
    if lost is not None:
        x0, y0, x1, y1 = (value // CELL for value in lost)
        legibility[y0:y1, x0:x1] = 0
        why[by][y0:y1, x0:x1] = 1
        if by == "occlusion":
            over[y0:y1, x0:x1] = 1
            text[y0:y1, x0:x1] = 0
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    quad = corners if quad is None else np.array(quad, np.float32)
    frame = np.zeros((*(size or (HEIGHT, WIDTH)), 3), np.uint8)
    to_photo = cv2.getPerspectiveTransform(corners, quad)
    return captured(
        Photo(pixels=frame, format="jpeg", bytes=1),
        Page(sheet=Sheet(quad=quad, confidence=1.0), turn=0, flat=picture, to_photo=to_photo),
        TextMap(text=text, legibility=legibility, cell=CELL, covered=over, fault_shares=why),
        regions=found,
        zones=zones,
    )


def captured(photo, page, text, **known):
    known = {"frame": frame_map(), **known}
    return Capture(photo=photo, page=page, text=text, light=light_of(photo, page, text), **known)


def measured(name, capture):
    """Return the measurement of a capture."""
    return MEASURES[name](Loss.of(capture))


def relit(capture):
    """Return a capture with the light of its changed page."""
    return replace(capture, light=light_of(capture.photo, capture.page, capture.text))


def shifted(out):
    """Return the quad of a sheet as large as the frame, a share of its width out on the left."""
    left, right = -WIDTH * out, WIDTH * (1 - out)
    return ((left, 0), (right, 0), (right, HEIGHT), (left, HEIGHT))


def cut_off(strength):
    """Return a page that fills the frame, beyond whose left side the eye expects print."""
    probability = MIN_BEYOND + (1 - MIN_BEYOND) * strength if strength else 0.0
    beyond = {**dict.fromkeys(Side, 0.0), Side.LEFT: probability}
    return replace(capture(page()), frame=frame_map(beyond=beyond))


def pushed_out(strength):
    """Return a page whose left side lies out of the frame, which shows the rest."""
    out = round(0.625 * strength * WIDTH)
    shown = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    shown[:, : WIDTH - out] = page()[:, out:]
    photo = Photo(pixels=shown, format="jpeg", bytes=1)
    return replace(capture(page(), quad=shifted(0.625 * strength)), photo=photo)


EVERYWHERE = (0, 0, WIDTH, HEIGHT)


def defocused(strength):
    return cv2.GaussianBlur(page(), (0, 0), 0.3 + strength * 6)


def moved(strength):
    length = 1 + 2 * round(strength * 12)
    return cv2.blur(page(), (length, 1))


def grained(strength, paper=PAPER):
    grain = np.random.default_rng(1).normal(0, 1, (HEIGHT, WIDTH, 3)) * 60 * strength
    return np.clip(page(paper) + grain, 0, 255).astype(np.uint8)


def rippled(strength, drift=0.0):
    """Return the page as on a screen: stripes of brightness, of another phase in each channel.

    drift: change of their frequency across, cycles in 128 px, per 128 px down, and vice versa.
    """
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    saddle = drift * 2 * np.pi * (x - WIDTH / 2) * (y - HEIGHT / 2) / 128**2
    phase = (0.7 * x + 0.5 * y + saddle)[..., None] + np.array([0.0, 0.8, 1.6])
    return np.asarray(np.clip(page() + 12 * strength * np.sin(phase), 0, 255), np.uint8)


def hatched(strength):
    """Return the page under a pattern of one ink: stripes that all channels share."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    ink = np.array([0.4, 0.7, 1.0])
    waves = np.sin(0.7 * x + 0.5 * y)[..., None] * ink
    return np.asarray(np.clip(page(paper=205) + 40 * strength * waves, 0, 255), np.uint8)


def compressed(quality):
    """Return the page decoded from a JPEG of a quality."""
    return cv2.imdecode(cv2.imencode(".jpg", page(), [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1)


def dimmed(strength):
    return np.asarray(page() * (1 - 0.9 * strength), np.uint8)


def bleached(strength):
    return np.asarray(np.clip(page() * (1.0 + 3 * strength), 0, 255), np.uint8)


def box_of(strength):
    """Return a box on the page that grows with the strength."""
    return (300, 60, 300 + int(400 * strength), 60 + int(440 * strength))


def painted(strength, colour):
    picture = page()
    x0, y0, x1, y1 = box_of(strength)
    picture[y0:y1, x0:x1] = colour
    return picture


def shaded(strength):
    picture = page()
    x0, y0, x1, y1 = box_of(strength)
    picture[y0:y1, x0:x1] //= 4
    return picture


def covered(strength):
    picture = painted(strength, (90, 120, 190))
    return capture(picture, lost=box_of(strength), by="occlusion")
