"""The corner net: proposes the quads of sheets from a small copy of the photo.

For every cell of the picture the net predicts whether paper shows there, whether a sheet's edge
runs through it, and the four corners of the sheet that it belongs to. So two cards, or a card on a
page, are two candidates.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from precheck.capture import Photo, Pixels
from precheck.runtime.nets import Net
from precheck.sheet.corner_votes import Floats, SheetCandidate, group_votes
from precheck.sheet.rectify import reduced

CORNER_NET_PX = 256  # side of the square that the photo is resized to

_CORNER_NET = Net("corners.onnx", (1, 3, CORNER_NET_PX, CORNER_NET_PX), {"maps": 2, "votes": 12})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """The corner net's output for one photo."""

    candidates: tuple[SheetCandidate, ...]
    """The largest first."""
    edges: Floats
    """64 × 64, 0–1: probability that a sheet's edge runs through the cell."""
    paper: Floats
    """64 × 64, 0–1: probability that paper shows in the cell."""


def propose_sheets(photo: Photo) -> Proposals:
    """Run the corner net on a photo of any size."""
    maps, votes = (out[0] for out in _CORNER_NET(cv2.dnn.blobFromImage(_squared(reduced(photo)))))
    paper, edges = 1 / (1 + np.exp(-np.clip(maps, -30, 30)))
    cells = np.asarray(cv2.resize(paper, votes.shape[1:], interpolation=cv2.INTER_AREA), np.float32)
    return Proposals(candidates=group_votes(votes, cells), edges=edges, paper=paper)


def _squared(picture: Pixels) -> Pixels:
    """Resize a picture to the net's square, whatever its aspect ratio.

    A picture of up to four times the side is resized to twice the side first: this takes a quarter
    of the time, because averaging over whole pixels is fast.
    """
    twice = 2 * CORNER_NET_PX
    if max(picture.shape[:2]) <= 2 * twice:
        picture = np.asarray(cv2.resize(picture, (twice, twice), interpolation=cv2.INTER_LINEAR))
    extent = (CORNER_NET_PX, CORNER_NET_PX)
    return np.asarray(cv2.resize(picture, extent, interpolation=cv2.INTER_AREA), np.uint8)
