import cv2
import numpy as np
import pytest
import zxingcpp

from specimens import codes, marks, masks, stamps
from specimens.canvas import Canvas
from specimens.documents import draw
from specimens.world import World

WORLD = World.of("calibration")
FACE = WORLD.families["sans"][0][1]


def empty():
    return Canvas(np.full((600, 800, 3), 240, np.uint8), 10.0)


def press(canvas, rng):
    stamps.stamp(canvas, (40, 30), ("* DINAS KEPENDUDUKAN *", "SIPIL"), FACE, rng)


MARKS = {
    "stamp": press,
    "signature": lambda canvas, rng: stamps.signature(canvas, (40, 30), rng),
    "duty stamp": lambda canvas, rng: stamps.duty_stamp(canvas, (40, 30), rng),
    "purpose": lambda canvas, rng: marks.purpose(canvas, WORLD, rng),
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_marks_lie_over_the_print_only(mark):
    canvas = empty()
    mark(canvas, np.random.default_rng(3))
    assert canvas.pixels.min() < 200
    assert canvas.printed.min() == 255
    assert canvas.words == []


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("seed", range(5))
def test_marks_survive_a_tiny_page(mark, seed):
    canvas = Canvas(np.full((90, 60, 3), 240, np.uint8), 10.0)
    mark(canvas, np.random.default_rng(seed))
    assert canvas.pixels.shape == (90, 60, 3)


@pytest.mark.parametrize("degrees", [0, 30, 90, -135])
def test_turned_mask_keeps_its_ink(degrees):
    mask = np.pad(np.full((20, 80), 255, np.uint8), 10)
    turned = masks.turned(mask, degrees)
    assert float(turned.sum()) == pytest.approx(float(mask.sum()), rel=0.05)


def test_small_specimen_covers_no_print():
    canvas = empty()
    canvas.pixels[:300] = np.random.default_rng(0).integers(0, 255, (300, 800, 1))
    for seed in range(6):
        marks.specimen(canvas, WORLD, np.random.default_rng(seed))
    small = [word for word in canvas.words if word.text == "SPECIMEN"]
    assert small
    assert all(word.box[1] > 280 for word in small)


@pytest.mark.parametrize("seed", range(12))
def test_specimen_is_a_word_or_lies_across(seed):
    canvas = empty()
    marks.specimen(canvas, WORLD, np.random.default_rng(seed))
    small = [word.text for word in canvas.words] == ["SPECIMEN"]
    assert (canvas.printed.min() < 255) == small
    assert np.ptp(canvas.pixels) > 5


@pytest.mark.parametrize("variant", ["kk_white", "akta_kelahiran_new"])
def test_qr_can_be_read(variant):
    sheet = draw(variant, np.random.default_rng(5), World.of("test"))
    grey = cv2.cvtColor(sheet.pixels, cv2.COLOR_BGR2GRAY)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(grey[::2, ::2]))
    assert [code.text.startswith("http") for code in found] == [True]


def test_most_qr_codes_open_the_official_page():
    rng = np.random.default_rng(0)
    official = [codes.address(rng).startswith(codes.OFFICIAL) for _ in range(300)]
    assert 0.8 < np.mean(official) < 0.97
