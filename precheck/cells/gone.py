"""The must-read text that cannot be read, that under things included, and what makes it so."""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.printed import covered, printed
from precheck.cells.weights import TEXT, beyond_reading, inside, shares, zone_mask
from precheck.once import once


@once
def gone(capture: Capture) -> Grid:
    """Return each cell's share of the must-read text where it cannot be read, 0–1, else 0.

    Text that does not show counts as surely as it is printed there. Where none is printed for all
    that is known, the zones, or the page, count evenly.
    """
    shown, over = inside(capture), covered(capture)
    zones = shown & zone_mask(shown.shape, capture.zones)
    text = np.where(shown, printed(capture), 0)
    zoned = np.where(zones, text, 0)
    chosen = zoned if zoned.any() else text if text.any() else zones if zones.any() else shown
    hidden = (over | ~text.any()) & (capture.text.text < TEXT)
    lost = np.where(hidden, 1, beyond_reading(capture.text.legibility))
    return np.asarray(shares(np.asarray(chosen, np.float32)) * lost, np.float32)


def gone_by(capture: Capture, codes: Sequence[str]) -> Grid:
    """Return the part of `gone` that the legibility net lays to these reason codes."""
    none = np.zeros(capture.text.text.shape, np.float32)
    share = sum((capture.text.why.get(code, none) for code in codes), none)
    return np.asarray(gone(capture) * share, np.float32)
