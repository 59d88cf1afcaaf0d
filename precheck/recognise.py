"""What a flattened page is and how it is turned, from what is printed on it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels
from precheck.nets import Net

SIDE = 256  # px, what the net was trained at
PAD = 128  # grey level around a page that is not square
FORMS = (
    ("kk", "blue"), ("kk", "2018"), ("kk", "white"),
    ("akta_kelahiran", "old"), ("akta_kelahiran", "new"),
    ("akta_kematian", "old"), ("akta_kematian", "new"),
    ("ktp", "card"), ("other", ""), ("blank_side", ""), ("back_side", ""),
)  # fmt: skip
"""Types and their forms, in the order of the net's outputs."""
TYPES = tuple(dict.fromkeys(type_ for type_, _ in FORMS))
AKTA = ("akta_kelahiran", "akta_kematian")
"""Two forms of one layout: the net sees that it is an akta, the printed title tells which."""
TURNS = (0, 90, 180, 270)
USUAL = np.array([4.0, 2.0, 1.0, 2.0], np.float32)
"""How much oftener than upside down photos come upright or sideways: tells where print cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a page is, and how it is turned."""

    turn: int
    """Clockwise degrees that bring it upright: 0, 90, 180 or 270."""
    sure: float
    """0–1: probability of that turn. Higher is better."""
    types: Mapping[str, float]
    """Probability of each type, 0–1; together 1. Empty where there was no page."""
    forms: Mapping[str, float] = field(default_factory=dict)
    """Probability of each form, of whatever type."""

    @property
    def likeliest(self) -> str:
        """The likeliest type; `other` where there was no page."""
        return max(self.types, key=lambda name: self.types[name], default="other")

    @property
    def printed(self) -> float:
        """Probability that it is not an empty side, 0–1."""
        return 1 - self.types.get("blank_side", 1.0)

    def turns(self, turned: int) -> NDArray[np.float32]:
        """Return the probability of each further turn of a page that was turned so, degrees.

        By looks as far as it is a known document; of others they know little.
        """
        looks = np.full(len(TURNS), (1 - self.sure) / 3, np.float32)
        looks[0] = self.sure
        usual = np.roll(USUAL / USUAL.sum(), -TURNS.index(turned))
        return np.asarray(self.known * looks + (1 - self.known) * usual, np.float32)

    @property
    def known(self) -> float:
        """Probability that it is one of the documents we know, 0–1."""
        return sum(self.types.get(name, 0.0) for name in TYPES[:4])


NOTHING = Recognition(turn=0, sure=float(USUAL[0] / USUAL.sum()), types={})


_NET = Net("page.onnx", SIDE, {"forms": len(FORMS), "turns": len(TURNS)})


def recognise(flat: Pixels) -> Recognition:
    """Tell type, form and turn of a flattened page of any size, upright or not."""
    shares, turns = _NET(_squared(flat))
    shares, turns = _shares(shares), _shares(turns + np.log(USUAL))
    best = int(turns.argmax())
    types, forms = Counter[str](), Counter[str]()
    for (type_, form), share in zip(FORMS, shares.tolist(), strict=True):
        types[type_] += share
        forms[form] += share
    return Recognition(
        turn=TURNS[best],
        sure=float(turns[best]),
        types=types,
        forms=forms,
    )


def _squared(flat: Pixels) -> Pixels:
    """Fit a picture into a grey square of the net's side, centred."""
    scale = SIDE / max(flat.shape[:2])
    height, width = (max(1, round(length * scale)) for length in flat.shape[:2])
    out = np.full((SIDE, SIDE, 3), PAD, np.uint8)
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    out[top : top + height, left : left + width] = cv2.resize(
        flat, (width, height), interpolation=cv2.INTER_AREA
    )
    return out


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax."""
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum(), np.float32)
