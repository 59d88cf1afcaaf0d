"""Draws number lines as a phone photographs them: the training data of the number reader.

Each strip is one line of print, STRIP_PX high, with what its neighbourhood leaves in the cut:
scraps of a label, rules, stamps, parts of the lines above and below. All digits are invented.
"""

from dataclasses import dataclass

from training.strips.camera import STRIP_PX, WIDTHS, camera, cut, filled
from training.strips.faces import FILLED, FORMS, Shares, face
from training.strips.ink import (
    Grey,
    beside,
    ink,
    needled,
    neighbours,
    ruled,
    weighted,
    with_scrap,
)
from training.strips.paper import printed
from training.strips.texts import Rng, line, plain

__all__ = ["STRIP_PX", "WIDTHS", "Strip", "draw"]


@dataclass(frozen=True, slots=True)
class Strip:
    """One training example."""

    pixels: Grey
    """STRIP_PX × one of WIDTHS."""
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """What a line is printed in, and how often something befalls it, 0–1."""

    faces: Shares
    label_apart: float
    """That its label is in another face."""
    ruled: float
    needled: float


FORM = Way(FORMS, 0.6, 0.15, 0.08)
OLD_FORM = Way(FILLED, 0.9, 0.85, 0.4)
"""Filled in by another printer than the form's."""
OLD_FORMS = 0.5  # share of the strips


def draw(rng: Rng) -> Strip:
    """Draw one strip."""
    way = OLD_FORM if rng.random() < OLD_FORMS else FORM
    label, text = line(rng, old=way is OLD_FORM)
    type_ = face(rng, way.faces)
    spacing = float(rng.uniform(0, 6)) if rng.random() < 0.25 else 0.0
    apart = bool(label) and rng.random() < way.label_apart
    cover = ink(text if apart else label + text, type_, spacing)
    for chance, change in ((0.4, weighted), (way.needled, needled)):
        if rng.random() < chance:
            cover = change(rng, cover)
    foot = 0.0
    if rng.random() < way.ruled:
        cover = ruled(rng, cover)
        foot = max(0.0, rng.uniform(-0.2, 0.35))
    if apart:
        cover = beside(rng, label, cover)
    if rng.random() < 0.22:
        cover = with_scrap(rng, cover, type_)
    shot, digit = camera(rng, printed(rng, neighbours(rng, cover, type_)))
    return Strip(filled(cut(rng, shot, digit, foot)), plain(label + text))
