import numpy as np
import pytest

from specimens.drawing import ageing
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import Print
from specimens.world import World

FACE = World.of("calibration").typefaces["sans"][0][1]


def written(width=1500):
    canvas = Canvas(np.full((900, width, 3), 230, np.uint8), 10.0)
    for y in range(8, 85, 6):
        canvas.text(6, y, "NAMA LENGKAP 3513061204870001", Print(face=FACE, size_pt=10))
    return canvas


def ink(canvas):
    return float((230 - canvas.pixels[canvas.printed < 60].astype(float)).mean())


@pytest.mark.parametrize("seed", range(30))
def test_ageing_never_changes_the_reference(seed):
    canvas, fresh = written(), written()
    ageing.age_page(canvas, np.random.default_rng(seed))
    assert np.array_equal(canvas.printed, fresh.printed)
    assert canvas.words == fresh.words


def test_most_pages_stay_well_readable():
    full = ink(written())
    shares = []
    for seed in range(40):
        canvas = written()
        ageing.age_page(canvas, np.random.default_rng(seed))
        shares.append(ink(canvas) / full)
    assert min(shares) > 0.6
    assert min(shares) < 0.97 < max(shares)


def test_ink_falls_with_faintness():
    left = []
    for faint in (0.0, 0.3, 0.6, 0.9, 1.0):
        canvas = written()
        ageing.age_page(canvas, np.random.default_rng(2), faint)
        left.append(ink(canvas))
    assert left == sorted(left, reverse=True)
    assert left[-1] == pytest.approx(0, abs=1.5)


def test_cards_are_never_folded_or_torn():
    for seed in range(40):
        canvas = written(width=856)
        before = canvas.pixels.copy()
        ageing.age_page(canvas, np.random.default_rng(seed))
        brighter = canvas.pixels.astype(int) - before
        assert brighter[canvas.printed < 60].max(initial=0) < 150


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("mark", [ageing.draw_stain, ageing.draw_tear])
def test_stains_and_tears_show(mark, seed):
    canvas = written()
    before = canvas.pixels.copy()
    mark(canvas, np.random.default_rng(seed))
    assert not np.array_equal(canvas.pixels, before)
