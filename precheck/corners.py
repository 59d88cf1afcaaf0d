"""The corner net: where papers lie in a small copy of a photo, as rough quads.

The net says for every cell of the picture whether paper shows there, whether a sheet's edge runs
through it, and where the four corners of the cell's own sheet are: so two cards, or a card on a
page, come out as two. Where that leaves it unsure, it looks at the picture upside down as well, and
where it still is, and sees no two sheets, at a blurred one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from precheck.capture import Photo, Pixels
from precheck.flatten import reduced
from precheck.gather import SPREADS, Floats, Guess, gather
from precheck.nets import Net
from precheck.outlines import outlined

CORNERS = 4
SIDE = 256  # px, what the net was trained at; the photo is squashed to a square
PLAIN = 0.9  # confidence of the largest sheet below which a further look mends corners
BLURRED = 1.5  # px, σ of the last look: the grain of mats, meshes and bricks is gone, paper is not


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
    square = _squashed(reduced(photo))
    told = [_NET(square)]
    seen = _look(*told[0])
    if _plain(seen):
        return seen
    told.append(_turned(*_NET(np.asarray(cv2.flip(square, -1), np.uint8))))
    seen = _look(*_pooled(told))
    if _plain(seen) or sum(guess.sure for guess in seen.guesses) > 1:
        return seen  # blurred, two sheets flow into one
    told.append(_NET(np.asarray(cv2.GaussianBlur(square, (0, 0), BLURRED), np.uint8)))
    return _look(*_pooled(told))


def _squashed(shown: Pixels) -> Pixels:
    """Squash a picture to what the net sees.

    One of up to four times its side by way of twice its side: in a quarter of the time that means
    of parts of pixels take.
    """
    twice = 2 * SIDE
    if max(shown.shape[:2]) <= 2 * twice:
        shown = np.asarray(cv2.resize(shown, (twice, twice), interpolation=cv2.INTER_LINEAR))
    return np.asarray(cv2.resize(shown, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def _plain(seen: Look) -> bool:
    return bool(seen.guesses) and seen.guesses[0].confidence >= PLAIN


def _look(maps: Floats, votes: Floats) -> Look:
    paper, edges = 1 / (1 + np.exp(-np.clip(maps, -30, 30)))
    cells = np.asarray(cv2.resize(paper, votes.shape[1:], interpolation=cv2.INTER_AREA), np.float32)
    guesses = outlined(gather(votes, cells), paper)
    return Look(guesses=guesses, edges=edges, paper=paper)


def _turned(maps: Floats, votes: Floats) -> tuple[Floats, Floats]:
    """Return what is told of a picture upside down as told of the picture itself."""
    maps, votes = maps[:, ::-1, ::-1], votes[:, ::-1, ::-1]
    places, spreads = votes[: 2 * CORNERS], votes[2 * CORNERS :]
    places = -np.roll(places, CORNERS, axis=0)  # its first corner is the third here
    return maps, np.concatenate([places, np.roll(spreads, CORNERS // 2, axis=0)])


def _pooled(told: Sequence[Sequence[Floats]]) -> tuple[Floats, Floats]:
    """Pool what several looks at a picture tell, each vote by how sure it is.

    What the net takes a shadow or a tile for by chance, it seldom takes it for every time.
    """
    maps, votes = (np.stack(part) for part in zip(*told, strict=True))
    places, spreads = votes[:, : 2 * CORNERS], votes[:, 2 * CORNERS :]
    weights = np.repeat(np.exp(-2 * np.clip(spreads, *SPREADS)), 2, axis=1)
    mean = (weights * places).sum(0) / weights.sum(0)
    return maps.mean(0), np.concatenate([mean, spreads.mean(0)])
