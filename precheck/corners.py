"""The corner net: where papers lie in a small copy of a photo, as rough quads.

The net says for every cell of the picture whether paper shows there, whether a sheet's edge runs
through it, and where the four corners of the cell's own sheet are: so two cards, or a card on a
page, come out as two.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from precheck.capture import Photo, Pixels
from precheck.flatten import reduced
from precheck.gather import Floats, Guess, gather
from precheck.nets import Net

SIDE = 256  # px, what the net was trained at; the photo is squashed to a square


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the net says of one photo."""

    guesses: tuple[Guess, ...]
    """The sheets, the largest first."""
    edges: Floats
    """64 × 64, 0–1: probability that a sheet's edge runs through the cell."""
    paper: Floats
    """64 × 64, 0–1: probability that paper shows in the cell."""


_NET = Net("corners.onnx", SIDE, {"maps": 2, "votes": 12})


def look(photo: Photo) -> Look:
    """Find the papers in a photo of any size, and guess where there may be some."""
    maps, votes = _NET(_squashed(reduced(photo)))
    paper, edges = 1 / (1 + np.exp(-np.clip(maps, -30, 30)))
    cells = np.asarray(cv2.resize(paper, votes.shape[1:], interpolation=cv2.INTER_AREA), np.float32)
    return Look(guesses=gather(votes, cells), edges=edges, paper=paper)


def _squashed(shown: Pixels) -> Pixels:
    """Squash a picture to what the net sees.

    One of up to four times its side by way of twice its side: in a quarter of the time that means
    of parts of pixels take.
    """
    twice = 2 * SIDE
    if max(shown.shape[:2]) <= 2 * twice:
        shown = np.asarray(cv2.resize(shown, (twice, twice), interpolation=cv2.INTER_LINEAR))
    return np.asarray(cv2.resize(shown, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
