"""What the eye sees of the judged sheet: hidden print, and print that the frame cuts off."""

from collections.abc import Mapping

import cv2
import numpy as np

from precheck.capture import Capture, Grid, Mask, Side

RASTER, MAX_GAP, MIN_REACH = 200, 3, 50
"""Side of a raster of the frame, and how much of the sheet must lie how near a side of the frame if
the frame may cut print there. A lone corner of a paper is margin."""
WORD_CELLS = 3
"""Side of a word's window in cells, each about a fiftieth of the photo."""
MIN_BEYOND, BEYOND_SHARE = 0.5, 0.1
"""Probability from which print beyond a side is likely, and the share of the print that then counts
as lost, for how much is there is unknown."""
MIN_SHEET_CONFIDENCE = 0.7
"""Confidence of a sheet from which a side that ends within the frame is not cut."""
MIN_PRINT_CELLS = 4.0
"""Print of a page with less is not compared with what is hidden."""
OUTWARD: Mapping[Side, tuple[int, int]] = {
    Side.TOP: (0, -1), Side.RIGHT: (1, 0), Side.BOTTOM: (0, 1), Side.LEFT: (-1, 0),
}  # fmt: skip


def on_sheet(capture: Capture) -> Mask:
    """Return the cells of the frame that show the sheet, with one around it."""
    photo, (rows, columns) = capture.photo, capture.frame.print.shape
    mask = np.zeros((rows, columns), np.uint8)
    scale = np.array([columns / photo.width, rows / photo.height])
    corners = np.rint((capture.page.sheet.quad + 0.5) * scale - 0.5).astype(np.int32)
    cv2.fillConvexPoly(mask, corners, 1)
    return cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0


def hidden_share(capture: Capture) -> float:
    """Return the share of the sheet's print that is covered or burnt out, 0-1."""
    hidden = float(_hidden(capture).sum())
    shown = float(capture.frame.print[on_sheet(capture)].sum())
    return hidden / max(hidden + shown, MIN_PRINT_CELLS)


def covered_share(capture: Capture) -> float:
    """Return the part of `hidden_share` over which a body lies, 0-1; light hides the rest."""
    hidden = _hidden(capture)
    under = hidden * capture.frame.covered
    return hidden_share(capture) * float(under.sum() / max(float(hidden.sum()), 1e-6))


def worst_hidden(capture: Capture) -> float:
    """Return the largest probability of hidden print in a word's window, 0-1."""
    return float(cv2.blur(_hidden(capture), (WORD_CELLS, WORD_CELLS)).max(initial=0))


def beyond(capture: Capture) -> Mapping[Side, float]:
    """Return the probability that print lies beyond each side of the sheet, upright, 0-1.

    0 for a side that surely ends within the frame.
    """
    return {
        _sheet_side(capture, side): probability * reached
        for (side, probability), reached in zip(
            capture.frame.beyond.items(), _reached(capture), strict=True
        )
    }


def cut_shares(capture: Capture) -> Mapping[Side, float]:
    """Return an estimate of the print's share beyond each side where some is likely, 0-1."""
    return {
        side: BEYOND_SHARE * probability
        for side, probability in beyond(capture).items()
        if probability >= MIN_BEYOND
    }


def worst_cut(capture: Capture) -> float:
    """Return how surely a word's width of print runs out of the frame, 0-1."""
    cut = np.where(on_sheet(capture), capture.frame.cut, np.float32(0))
    edges = (cut[0], cut[:, -1], cut[-1], cut[:, 0])
    return max(
        float(cv2.blur(edge.reshape(1, -1), (WORD_CELLS, 1)).max()) * reached
        for edge, reached in zip(edges, _reached(capture), strict=True)
    )


def _hidden(capture: Capture) -> Grid:
    return np.where(on_sheet(capture), capture.frame.hidden, np.float32(0))


def _reached(capture: Capture) -> tuple[bool, ...]:
    """Return whether the sheet reaches the frame's top, right, bottom and left side."""
    page = capture.page
    if page.sheetless is not None or page.sheet.confidence < MIN_SHEET_CONFIDENCE:
        return (True,) * len(OUTWARD)
    extent = np.array([capture.photo.width, capture.photo.height])
    mask = np.zeros((RASTER, RASTER), np.uint8)
    corners = np.rint((page.sheet.quad + 0.5) / extent * RASTER - 0.5).astype(np.int32)
    cv2.fillConvexPoly(mask, corners, 1)
    near = (mask[MAX_GAP - 1], mask[:, -MAX_GAP], mask[-MAX_GAP], mask[:, MAX_GAP - 1])
    return tuple(int(line.sum()) >= MIN_REACH for line in near)


def _sheet_side(capture: Capture, side: Side) -> Side:
    """Return the side of the upright sheet that lies at a side of the frame."""
    quad = capture.page.sheet.quad
    middles = (quad + np.roll(quad, -1, axis=0)) / 2 - quad.mean(axis=0)
    return tuple(OUTWARD)[int((middles @ np.array(OUTWARD[side])).argmax())]
