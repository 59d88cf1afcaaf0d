"""The page net: type, form and turn of a flattened page, by its appearance."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels
from precheck.office.documents import KNOWN_TYPES, page_forms
from precheck.runtime.nets import Net, softmax

PAGE_NET_PX = 256  # px of the net's square input
PAD_LEVEL = 128  # grey level of the border round a page that is not square
PAGE_TURNS = (0, 90, 180, 270)
TURN_PRIOR = np.array([4.0, 2.0, 1.0, 2.0], np.float32)
"""Prior of TURNS, relative to upside down; it decides where the print does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The page net's output, or the result of what was read on the page."""

    turn: int
    """Clockwise degrees that bring it upright: 0, 90, 180 or 270."""
    turn_probability: float
    """0–1: probability of that turn. Higher is better."""
    types: Mapping[str, float]
    """Probability of each type, 0–1, summing to 1. Empty without a page."""
    forms: Mapping[str, float] = field(default_factory=dict)
    """Probability of each form, summed over the types."""

    @property
    def best_type(self) -> str:
        """The most probable type; `other` without a page."""
        return max(self.types, key=lambda name: self.types[name], default="other")

    @property
    def print_probability(self) -> float:
        """Probability that the page is not an empty side, 0–1."""
        return 1 - self.types.get("blank_side", 1.0)

    def further_turns(self, turned: int) -> NDArray[np.float32]:
        """Return the probability of each further turn of a page already turned, in degrees.

        The net's estimate, weighted by the probability of a known type; else the prior.
        """
        predicted = np.full(len(PAGE_TURNS), (1 - self.turn_probability) / 3, np.float32)
        predicted[0] = self.turn_probability
        prior = np.roll(TURN_PRIOR / TURN_PRIOR.sum(), -PAGE_TURNS.index(turned))
        known = self.known_probability
        return np.asarray(known * predicted + (1 - known) * prior, np.float32)

    @property
    def known_probability(self) -> float:
        """Probability of a known document type, 0–1."""
        return sum(self.types.get(name, 0.0) for name in KNOWN_TYPES)


NO_RECOGNITION = Recognition(
    turn=0, turn_probability=float(TURN_PRIOR[0] / TURN_PRIOR.sum()), types={}
)

_PAGE_NET = Net(
    "page.onnx",
    (1, 3, PAGE_NET_PX, PAGE_NET_PX),
    lambda: {"forms": len(page_forms()), "turns": len(PAGE_TURNS)},
)


def recognise(flat: Pixels) -> Recognition:
    """Predict type, form and turn of a flattened page of any size and turn."""
    forms, turns = (out[0] for out in _PAGE_NET(cv2.dnn.blobFromImage(_squared(flat))))
    shares, turns = softmax(forms), softmax(turns + np.log(TURN_PRIOR))
    best = int(turns.argmax())
    types, form_shares = Counter[str](), Counter[str]()
    for (type_, form), share in zip(page_forms(), shares.tolist(), strict=True):
        types[type_] += share
        form_shares[form] += share
    return Recognition(
        turn=PAGE_TURNS[best],
        turn_probability=float(turns[best]),
        types=types,
        forms=form_shares,
    )


def _squared(flat: Pixels) -> Pixels:
    """Resize a picture to fit into a grey square of the net's input size, centred."""
    scale = PAGE_NET_PX / max(flat.shape[:2])
    height, width = (max(1, round(length * scale)) for length in flat.shape[:2])
    out = np.full((PAGE_NET_PX, PAGE_NET_PX, 3), PAD_LEVEL, np.uint8)
    top, left = (PAGE_NET_PX - height) // 2, (PAGE_NET_PX - width) // 2
    out[top : top + height, left : left + width] = cv2.resize(
        flat, (width, height), interpolation=cv2.INTER_AREA
    )
    return out
