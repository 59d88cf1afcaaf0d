from itertools import pairwise

import numpy as np
import pytest

from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import Print, bounding_box, break_into_dots
from specimens.world import World

FACE = World.of("calibration").typefaces["sans"][0][0]
STYLE = Print(face=FACE, size_pt=12)


def canvas_of(width=1000):
    return Canvas(np.full((200, width, 3), 255, np.uint8), 10.0)


@pytest.mark.parametrize(
    ("align", "left", "right"), [(0.0, 50.0, None), (1.0, None, 50.0), (0.5, None, None)]
)
def test_text_is_aligned(align, left, right):
    canvas = canvas_of()
    canvas.text(50, 10, "HHHH", STYLE, align=align)
    x, _, w, _ = canvas.words[0].box
    edges = x / 10, (x + w) / 10
    assert left is None or edges[0] == pytest.approx(left, abs=0.6)
    assert right is None or edges[1] == pytest.approx(right, abs=0.6)
    assert align != 0.5 or sum(edges) / 2 == pytest.approx(50, abs=0.3)


def test_words_are_boxed_one_by_one():
    canvas = canvas_of()
    canvas.text(5, 10, "SITI NUR AISYAH", STYLE)
    assert [word.text for word in canvas.words] == ["SITI", "NUR", "AISYAH"]
    ends = [(w.box[0], w.box[0] + w.box[2]) for w in canvas.words]
    assert all(a[1] < b[0] for a, b in pairwise(ends))


def test_long_text_is_made_to_fit():
    canvas = canvas_of()
    end = canvas.text(5, 10, "M" * 30, STYLE, room_mm=40)
    assert 43 < end <= 45.1


def test_text_beyond_the_edge_is_no_word():
    canvas = canvas_of()
    canvas.text(150, 10, "LUAR", STYLE)
    assert canvas.words == []


def test_pale_ink_prints_black_in_the_reference():
    canvas = canvas_of()
    canvas.text(5, 10, "HHHH", Print(face=FACE, size_pt=12, strength=0.3))
    assert canvas.printed.min() == 0
    assert canvas.pixels.min() > 150


def test_shift_moves_the_print():
    canvas = canvas_of()
    canvas.text(5, 10, "H", STYLE)
    canvas.text(5, 10, "H", Print(face=FACE, size_pt=12, shift_mm=(1.0, -0.5)))
    (x0, y0, *_), (x1, y1, *_) = (word.box for word in canvas.words)
    assert (x1 - x0, y1 - y0) == pytest.approx((10, -5), abs=1)


def test_dots_leave_gaps():
    solid = np.full((60, 60), 255, np.uint8)
    assert break_into_dots(solid, 0, 0, 3.0).std() > 20


def test_union_holds_all_boxes():
    assert bounding_box([(5, 5, 10, 2), (0, 6, 3, 9)]) == (0, 5, 15, 10)
