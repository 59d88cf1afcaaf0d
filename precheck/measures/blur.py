"""Blur: the width of the point spread function of lens and hand, against the print's height."""

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Grid, Mask
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.text.cells import normalised, weighted_percentile
from precheck.text.smear import psf_width, width_inputs
from precheck.text.spectrum import spectrum

MIN_FAINT_TEXT = 0.2
"""Probability from which a cell may hold text that is hardly visible."""


def blur(
    grey: Grey, text: Grid, heights: Grid, frame: Mask, illegible: Grid, *, ramp: Ramp = (0.06, 0.2)
) -> PageMeasurement:
    """Return how far the print is blurred, and the illegible text that blur explains.

    Unit: standard deviation of the point spread function in its widest direction, over the capital
    height, 0 or more; 0.03 is usual, from 0.1 words are lost. Lower is better. None where there is
    too little text. Of all text, must-read or not: lens and hand blur it alike. Source: own
    definition; see `precheck/text/smear.py` and models/README.md.

    heights: capital height of the text in each cell, H × W, pixels of `grey`; NaN without text.

    >>> import cv2
    >>> strokes = np.where(np.random.default_rng(1).random((60, 80)) < 0.4, 40, 225)
    >>> sharp = cv2.resize(strokes.astype(np.uint8), None, fx=5, fy=5, interpolation=0)
    >>> text = np.ones((30, 40), np.float32)
    >>> def of(grey):
    ...     return blur(grey, text, 20 * text, text > 0, 0 * text).value
    >>> of(sharp) < of(cv2.GaussianBlur(sharp, (0, 0), 2)) < of(cv2.GaussianBlur(sharp, (0, 0), 4))
    True
    """
    inputs = blur_inputs(grey, text, heights, frame)
    if inputs is None:
        return PageMeasurement(value=None)
    value = psf_width(inputs)
    cost = attributed(illegible, np.full(illegible.shape, value, np.float32), ramp)
    return PageMeasurement(value=value, cost=cost, areas=whole(cost))


def blur_inputs(grey: Grey, text: Grid, heights: Grid, frame: Mask) -> NDArray[np.float32] | None:
    """Return the inputs of the net in `precheck/text/smear.py`; None for too little text."""
    weights = np.where(frame & (text >= MIN_FAINT_TEXT), text, np.float32(0))
    height = weighted_percentile(heights, normalised(weights), 50)
    if not height:
        return None
    print_, paper = (np.where(frame, one, np.float32(0)) for one in (text, 1 - text))
    found = spectrum(grey, print_, paper, height)
    return None if found is None else width_inputs(found, height)
