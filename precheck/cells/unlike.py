"""How unlike paper is what lies over it: a watermark or a stain hardly changes its light."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.once import once

NEAR = 31  # cells: how far round a cell the paper is taken to be alike
OVER = 0.3  # probability of a cover from which a cell tells nothing of the paper
SCANT = 1e-3  # of the cells round: so few are none
DARKEST = 30.0  # grey levels: in darker light differences are but noise
WHOLE = 0.6  # of the paper's light: what differs by that is surely something else


@once
def unlike(capture: Capture) -> Grid:
    """Return how far the light of each cell is off that of the bare paper round it, 0–1."""
    light, covered = capture.light.brightest, capture.text.covered
    if covered is None or light.shape != covered.shape:
        return np.zeros(capture.text.text.shape, np.float32)
    bare = (covered < OVER).astype(np.float32)
    share = np.maximum(cv2.blur(bare, (NEAR, NEAR)), np.float32(SCANT))
    paper = cv2.blur(light * bare, (NEAR, NEAR)) / share
    off = np.abs(light - paper) / np.maximum(paper, np.float32(DARKEST))
    return np.asarray(np.minimum(off / WHOLE, 1), np.float32)
