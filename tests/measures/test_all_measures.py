"""No picture makes a measure raise, or return anything but a finite number or None."""

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Page, Photo, Sheet, TextMap
from precheck.loss.loss import Loss
from precheck.measures import MEASURES
from tests.measures import measured_page as drawn

GREY = np.random.default_rng(0).integers(0, 256, (drawn.HEIGHT, drawn.WIDTH, 3)).astype(np.uint8)


def speck():
    """Return a capture of one pixel."""
    pixel, cell = np.zeros((1, 1, 3), np.uint8), np.ones((1, 1), np.float32)
    quad = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    return drawn.captured(
        Photo(pixels=pixel, format="png", bytes=1),
        Page(sheet=Sheet(quad=quad, confidence=0), turn=0, flat=pixel, to_photo=np.eye(3)),
        TextMap(text=cell, legibility=cell * 0, covered=cell * 0, cell=1.0),
        regions=(),
    )


def squeezed():
    """Return a page whose corners lie on one line."""
    captured = drawn.capture(drawn.page())
    flat = np.array([[0, 0], [1, 0], [2, 0], [3, 0]], np.float32)
    return replace(captured, page=replace(captured.page, sheet=Sheet(quad=flat, confidence=0)))


JUNK = {
    "no text": lambda: drawn.capture(drawn.page(), found=()),
    "no text and no zones": lambda: drawn.capture(drawn.page(), found=(), zones=()),
    "one pixel": speck,
    "corners on a line": squeezed,
    "black": lambda: drawn.capture(np.zeros_like(GREY), lost=drawn.EVERYWHERE),
    "white": lambda: drawn.capture(np.full_like(GREY, 255), lost=drawn.EVERYWHERE),
    "noise": lambda: drawn.capture(GREY, lost=drawn.EVERYWHERE),
    "text everywhere": lambda: drawn.capture(cv2.blur(GREY, (5, 5)), found=everywhere()),
}


def everywhere():
    return (replace(drawn.regions()[0], box=drawn.EVERYWHERE),)


@pytest.mark.parametrize("make", JUNK.values(), ids=JUNK)
@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_survives_junk(measure, make):
    found = measure(Loss.of(make()))
    assert found.value is None or math.isfinite(found.value)
    assert all(0 <= place.share <= 1 and len(place.polygon) >= 3 for place in found.places)
    assert list(found.places) == sorted(found.places, key=lambda place: -place.share)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_answers_the_same_twice(measure):
    captured = drawn.capture(drawn.shaded(0.6), lost=drawn.box_of(0.6))
    first, second = measure(Loss.of(captured)), measure(Loss.of(captured))
    assert first.value == second.value
    assert [place.share for place in first.places] == [place.share for place in second.places]
