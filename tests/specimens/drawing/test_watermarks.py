import numpy as np
import pytest

from specimens.drawing import stamps, watermarks
from specimens.drawing.canvas import Canvas
from specimens.world import World

WORLD = World.of("calibration")
FACE = WORLD.typefaces["sans"][0][1]


def empty():
    return Canvas(np.full((600, 800, 3), 240, np.uint8), 10.0)


def press(canvas, rng):
    stamps.press_stamp(canvas, (40, 30), ("* DINAS KEPENDUDUKAN *", "SIPIL"), FACE, rng)


MARKS = {
    "stamp": press,
    "signature": lambda canvas, rng: stamps.draw_signature(canvas, (40, 30), rng),
    "duty stamp": lambda canvas, rng: stamps.draw_duty_stamp(canvas, (40, 30), rng),
    "purpose": lambda canvas, rng: watermarks.write_purpose(canvas, WORLD, rng),
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_marks_change_pixels_and_not_the_print(mark):
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


def test_small_specimen_covers_no_print():
    canvas = empty()
    canvas.pixels[:300] = np.random.default_rng(0).integers(0, 255, (300, 800, 1))
    for seed in range(6):
        watermarks.mark_specimen(canvas, WORLD, np.random.default_rng(seed))
    small = [word for word in canvas.words if word.text == "SPECIMEN"]
    assert small
    assert all(word.box[1] > 280 for word in small)


@pytest.mark.parametrize("seed", range(12))
def test_specimen_is_a_word_or_slanted(seed):
    canvas = empty()
    watermarks.mark_specimen(canvas, WORLD, np.random.default_rng(seed))
    small = [word.text for word in canvas.words] == ["SPECIMEN"]
    assert (canvas.printed.min() < 255) == small
    assert np.ptp(canvas.pixels) > 5
