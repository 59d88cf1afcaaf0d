import cv2
import numpy as np
import pytest

from precheck.gather import Guess
from precheck.outlines import outlined

CELLS = 64
STEEP = [[0.35, 0.2], [0.65, 0.22], [0.95, 0.8], [0.08, 0.75]]
BOX = [[0.1, 0.2], [0.9, 0.2], [0.9, 0.8], [0.1, 0.8]]
LEFT = [[0.1, 0.2], [0.48, 0.2], [0.48, 0.8], [0.1, 0.8]]
RIGHT = [[0.52, 0.2], [0.9, 0.2], [0.9, 0.8], [0.52, 0.8]]
CORNERED = [[0.4, 0.0], [0.75, 0.35], [0.8, 1.0], [0.15, 0.5]]
WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]]
BEYOND = [[-0.4, -0.2], [1.3, -0.2], [1.3, 1.4], [-0.4, 1.4]]
L_SHAPE = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.3], [0.3, 0.3], [0.3, 0.9], [0.1, 0.9]]


def paper(*shapes):
    """Draw the map of paper that these shapes, in shares of the frame, would give."""
    fine = np.zeros((CELLS * 8, CELLS * 8), np.float32)
    for shape in shapes:
        cv2.fillPoly(fine, [np.rint(np.float32(shape) * CELLS * 8).astype(np.int32)], 1.0)
    return cv2.resize(fine, (CELLS, CELLS), interpolation=cv2.INTER_AREA)


def guess(quad):
    spread = np.full(4, 0.02, np.float32)
    area = abs(cv2.contourArea(np.float32(quad)))
    return Guess(quad=np.float32(quad), spread=spread, confidence=0.8, shown=area)


def corners(quad):
    return sorted(np.round(np.asarray(quad, float), 2).tolist())


@pytest.mark.parametrize(
    ("guesses", "shapes", "expected"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([], [STEEP], [STEEP], id="paper that no vote tells"),
        pytest.param([guess(BOX)], [STEEP], [STEEP], id="votes for a rectangle"),
        pytest.param([guess(BOX)], [BOX], [BOX], id="votes that fit"),
        pytest.param([guess(LEFT), guess(RIGHT)], [BOX], [LEFT, RIGHT], id="two that touch"),
        pytest.param([], [L_SHAPE], [], id="paper without four sides"),
        pytest.param([], [np.float32(BOX) * 0.1], [], id="a scrap of paper"),
        pytest.param([], [WHOLE], [], id="paper that fills the frame"),
        pytest.param([], [CORNERED], [CORNERED], id="paper with a corner at the frame's edge"),
        pytest.param([guess(BEYOND)], [WHOLE], [BEYOND], id="votes for more than the frame shows"),
    ],
)
def test_outlined(guesses, shapes, expected):
    found = outlined(guesses, paper(*shapes))
    assert len(found) == len(expected)
    for one, quad in zip(sorted(found, key=lambda g: g.quad[:, 0].min()), expected, strict=True):
        assert corners(one.quad) == pytest.approx(np.array(corners(quad)), abs=0.025)
        assert cv2.contourArea(one.quad, oriented=True) > 0


def test_the_largest_comes_first():
    small = np.float32(LEFT) * 0.4 + 0.55
    shown = [one.shown for one in outlined([guess(small)], paper(LEFT, small))]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 2
