"""Cause: the fault to which print is lost, by the legibility net and by how light falls."""

from collections.abc import Mapping, Sequence

import numpy as np

from precheck.capture import Capture, Grid, Mask
from precheck.loss.frame import covered_share, cut_shares
from precheck.loss.lost import MIN_LOST_SHARE, lost, lost_of_all_print
from precheck.loss.outside import outside
from precheck.loss.seen import burnt_out
from precheck.runtime.memo import cached_per_object
from precheck.text.cells import in_frame

MIN_CAUSE = 0.05
"""Share of a fault in a cell's illegibility from which the cell's print is lost to it."""
MAX_SHADED_PAPER, LIT_PERCENTILE = 0.62, 95
"""Grey level of paper in a shadow, over this percentile of the page's paper; sRGB 0.62 is a third
of the light."""
MIN_SHADOW_SHARE = 0.3
"""Share of shadow in a cell's illegibility from which a soft shadow lies there."""
MIN_HIGHLIGHT_GREY, MIN_HIGHLIGHT_CONTRAST = 244.0, 8.0
"""Grey level from which paper may be a highlight, and grey levels above the page's median paper."""


def cause_share(capture: Capture, codes: Sequence[str]) -> Grid:
    """Return the share of these reason codes in the illegibility of each cell, 0-1.

    The legibility net predicts it; burnt out cells are glare's.
    """
    none = np.zeros(capture.text.text.shape, np.float32)
    share = sum((capture.text.fault_shares.get(code, none) for code in codes), none)
    return np.where(burnt_out(capture), np.float32("glare" in codes), share).astype(np.float32)


def lost_to(capture: Capture, codes: Sequence[str], cells: Mask) -> Grid:
    """Return the share of the must-read print that each of the cells loses to these codes, 0-1.

    0 everywhere where the sum is below MIN_LOST_SHARE.
    """
    part = cells & in_frame(capture) & (cause_share(capture, codes) > MIN_CAUSE)
    cost = np.where(part, lost(capture), np.float32(0))
    return cost if float(cost.sum()) >= MIN_LOST_SHARE else np.zeros_like(cost)


def shares_by_cause(capture: Capture) -> Mapping[str, float]:
    """Return the share of the must-read print that is lost to each reason code, 0-1.

    Where hardly any must-read print is lost, of all print; for cropping, of the page. Of an
    unknown form what the eye sees covered or cut off counts where it is more. Want of light
    is a shadow where the rest of the page has more light, and dark elsewhere.
    """
    cost, shade = lost(capture), shaded(capture)
    if float(cost.sum()) < MIN_LOST_SHARE:
        cost = lost_of_all_print(capture)
    codes = capture.text.fault_shares
    shares = {code: float((cost * cause_share(capture, (code,))).sum()) for code in codes}
    unlit = cost * cause_share(capture, ("dark", "shadow"))
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


@cached_per_object
def shaded(capture: Capture) -> Mask:
    """Return the cells in a shadow: by the net, or paper much darker than the page's brightest."""
    paper = capture.light.paper
    lit = np.percentile(paper[in_frame(capture)], LIT_PERCENTILE)
    soft = cause_share(capture, ("shadow",)) > MIN_SHADOW_SHARE
    return np.asarray((paper < MAX_SHADED_PAPER * lit) | soft)


@cached_per_object
def highlighted(capture: Capture) -> Mask:
    """Return the cells in which a specular highlight may lie: paper brighter than the page's."""
    paper = capture.light.paper
    median = float(np.median(paper[in_frame(capture)]))
    return np.asarray(paper >= min(MIN_HIGHLIGHT_GREY, median + MIN_HIGHLIGHT_CONTRAST))
