"""Cause: the fault to which print is lost, by the legibility net and by how light falls."""

from collections.abc import Mapping, Sequence

import numpy as np

from precheck.capture import Capture, Grid, Light, Mask
from precheck.loss.frame import covered_share, cut_shares
from precheck.loss.loss import Loss
from precheck.loss.outside import outside

MIN_LOST_SHARE = 0.005
"""Share of the must-read print, below that of a word; a smaller loss is ignored."""
MIN_CAUSE = 0.05
"""Share of a fault in a cell's illegibility from which the cell's print is lost to it."""
MAX_SHADED_PAPER, LIT_PERCENTILE = 0.62, 95
"""Grey level of paper in a shadow, over this percentile of the page's paper; sRGB 0.62 is a third
of the light."""
MIN_SHADOW_SHARE = 0.3
"""Share of shadow in a cell's illegibility from which a soft shadow lies there."""
MIN_HIGHLIGHT_GREY, MIN_HIGHLIGHT_CONTRAST = 244.0, 8.0
"""Grey level from which paper may be a highlight, and grey levels above the page's median paper."""


def cause_share(loss: Loss, codes: Sequence[str]) -> Grid:
    """Return the share of these reason codes in the illegibility of each cell, 0-1.

    The legibility net predicts it; burnt out cells are glare's, black ones the dark's.
    """
    text = loss.capture.text
    none = np.zeros(text.text.shape, np.float32)
    share = sum((text.fault_shares.get(code, none) for code in codes), none)
    share = np.where(loss.black, np.float32("dark" in codes), share)
    return np.where(loss.burnt_out, np.float32("glare" in codes), share).astype(np.float32)


def lost_to(loss: Loss, codes: Sequence[str], cells: Mask) -> Grid:
    """Return the share of the must-read print that each of the cells loses to these codes, 0-1.

    0 everywhere where the sum is below MIN_LOST_SHARE.
    """
    part = cells & loss.capture.light.in_frame & (cause_share(loss, codes) > MIN_CAUSE)
    cost = np.where(part, loss.lost, np.float32(0))
    return cost if float(cost.sum()) >= MIN_LOST_SHARE else np.zeros_like(cost)


def shares_by_cause(loss: Loss) -> Mapping[str, float]:
    """Return the share of the must-read print that is lost to each reason code, 0-1.

    Where hardly any must-read print is lost, of all print; for cropping, of the page. Of an
    unknown form what the eye sees covered or cut off counts where it is more. Want of light
    is a shadow where the rest of the page has more light, and dark elsewhere.
    """
    capture, cost, shade = loss.capture, loss.lost, shaded(loss)
    if float(cost.sum()) < MIN_LOST_SHARE:
        cost = loss.lost_of_all_print
    codes = capture.text.fault_shares
    shares = {code: float((cost * cause_share(loss, (code,))).sum()) for code in codes}
    unlit = cost * cause_share(loss, ("dark", "shadow"))
    covered, cut = (0.0, 0.0) if capture.shapes else _seen_by_eye(capture)
    return {
        **shares,
        "occlusion": max(shares.get("occlusion", 0.0), covered),
        "shadow": float(unlit[shade].sum()),
        "dark": float(unlit[~shade].sum()),
        "cropping": max(outside(capture), cut),
    }


def _seen_by_eye(capture: Capture) -> tuple[float, float]:
    """Return the share of the print that the eye sees covered, and estimates beyond the frame."""
    return covered_share(capture), max(cut_shares(capture).values(), default=0.0)


def shaded(loss: Loss) -> Mask:
    """Return the cells in a shadow: by the net, or paper much darker than the page's brightest."""
    light = loss.capture.light
    lit = np.percentile(light.paper[light.in_frame], LIT_PERCENTILE)
    soft = cause_share(loss, ("shadow",)) > MIN_SHADOW_SHARE
    return np.asarray((light.paper < MAX_SHADED_PAPER * lit) | soft)


def highlighted(light: Light) -> Mask:
    """Return the cells in which a specular highlight may lie: paper brighter than the page's."""
    median = float(np.median(light.paper[light.in_frame]))
    return np.asarray(light.paper >= min(MIN_HIGHLIGHT_GREY, median + MIN_HIGHLIGHT_CONTRAST))
