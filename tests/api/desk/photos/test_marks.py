"""The views of a photo, and where the marks lie in them."""

import numpy as np
import pytest

from api.desk.photos.marks import marked_views
from tests.api.desk.pictured import HEIGHT, QUAD, STAIN, WIDTH, answer
from tests.api.store.filled import json_answer


def row(made):
    return {"answer": made}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_marks_lie_upright_in_both_views(turn):
    document, whole = marked_views(row(answer(turn=turn)))
    assert (document.picture, whole.picture) == ("document", "picture")
    kinds = [(mark.kind, mark.code) for mark in whole.marks]
    assert kinds == [("outline", "accept"), ("number", "kk"), ("reason", "glare")]
    outline, _, stain = whole.marks
    assert np.array(outline.points) == places(QUAD)
    assert np.array(stain.points) == places(STAIN)
    left, right = (document.marks[0].points[at][0] for at in (0, 1))
    assert (left, right) == (pytest.approx(0.028, abs=0.004), pytest.approx(0.972, abs=0.004))
    assert document.marks[2].points[1][0] > 1


def places(points):
    shares = (np.array(points) + 0.5) / (WIDTH, HEIGHT)
    return pytest.approx(shares, abs=2 / HEIGHT)


def test_the_frame_of_the_number_does_not_touch_it():
    _, number, _ = marked_views(row(answer()))[1].marks
    ys = [y * HEIGHT for _, y in number.points]
    assert min(ys) < 110 - 10
    assert max(ys) > 140 + 10


def test_places_far_outside_stay_near():
    far = answer()
    far["reasons"][0]["where"] = [[-99999, 0], [99999, 0], [0, 99999]]
    assert marked_views(row(far))[1].marks[2].points[0][0] == -3


def test_without_corners_there_is_the_whole_photo_alone():
    without = answer()
    without["document"]["quad"] = None
    assert [view.picture for view in marked_views(row(without))] == ["picture"]


@pytest.mark.parametrize("made", [json_answer(), None], ids=["no size", "no answer"])
def test_without_measures_there_are_no_marks(made):
    assert [(view.picture, view.marks) for view in marked_views(row(made))] == [("picture", ())]
