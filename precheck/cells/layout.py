"""Where text must have been printed under something that hides it.

Rows of text go on: where a row runs into a cover on both sides, it goes on between them; on one
side, a little. Elsewhere in a must-read zone text was as dense under the cover as it is beside it,
or denser, where the zone shows less than zones do.
"""

import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, Mask, inside, lost, shares, zone_mask, zone_slice

GAP = 2  # cells between text and the cover that it runs into: a space between words
ALONG = 0.08  # of the page's width: how far a row that breaks off is taken to go on
USUAL = 0.15  # share of a zone's cells that usually hold text
ONE_SIDED = 0.5  # certainty that a row goes on under a cover on whose other side there is no text


def expected(capture: Capture, covered: Mask) -> Grid:
    """Return each cell's share of the must-read text, that under the cover included. Sums to 1."""
    text = np.where(capture.text.text >= TEXT, capture.text.text, 0).astype(np.float32)
    filled = np.where(covered, np.maximum(_going_on(text > 0, covered), text), text)
    for zone in capture.zones:
        part = zone_slice(text.shape, zone)
        usual = _density(capture, part)
        filled[part] = np.where(covered[part], np.maximum(filled[part], usual), filled[part])
    zoned = np.where(zone_mask(text.shape, capture.zones), filled, 0)
    return shares(zoned if zoned.any() else filled)


def _going_on(text: Mask, covered: Mask) -> Grid:
    """Return how surely a row of text goes on: 1 between text on both sides, less beside one."""
    left, right = _runs_in(text, covered), _runs_in(text[:, ::-1], covered[:, ::-1])[:, ::-1]
    lonely = ONE_SIDED * ((left > 0) | (right > 0)) * (np.maximum(left, right) > 1 - ALONG)
    return np.asarray(np.where((left > 0) & (right > 0), 1, lonely), np.float32)


def _runs_in(text: Mask, covered: Mask) -> Grid:
    """Return 1 in covered cells right of text that runs into the cover, less farther in, else 0."""
    columns = np.arange(text.shape[1])
    last = np.maximum.accumulate(np.where(covered, -1, columns), axis=1)
    near = text.copy()
    for step in range(1, GAP + 1):
        near[:, step:] |= text[:, :-step]
    meets = (last >= 0) & np.take_along_axis(near, np.maximum(last, 0), axis=1)
    return np.where(meets, 1 - (columns - last - 1) / text.shape[1], 0).astype(np.float32)


def _density(capture: Capture, part: tuple[slice, slice]) -> float:
    """Return how dense text was under a cover in a zone: as elsewhere in it, or what is missing."""
    readable = (capture.text.text[part] >= TEXT) & (lost(capture)[part] <= 0.5)
    shown = float(readable.mean()) if readable.size else 0.0
    return max(shown, USUAL - shown)


def hidden(capture: Capture, covers: Mask) -> Grid:
    """Return the share of the must-read text that each covered cell in the picture hides.

    Text that shows through counts as far as it cannot be read; text that does not show, wholly.
    """
    covered = covers & inside(capture)
    return np.where(covered, expected(capture, covered) * lost(capture), 0).astype(np.float32)
