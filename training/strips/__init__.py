"""Draws number lines as a phone photographs them: the training data of the number reader.

Each strip is one line of print, STRIP_PX high, with what its neighbourhood leaves in the cut:
scraps of a label, rules, stamps, parts of the lines above and below. All digits are invented.
"""

from dataclasses import dataclass

from training.strips.camera import STRIP_PX, WIDTHS, camera, cut, filled
from training.strips.faces import face
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


def draw(rng: Rng) -> Strip:
    """Draw one strip."""
    label, text = line(rng)
    type_ = face(rng)
    spacing = float(rng.uniform(0, 6)) if rng.random() < 0.25 else 0.0
    if label and rng.random() < 0.6:
        cover = beside(rng, label, text)
    else:
        cover = ink(label + text, type_, spacing)
    for chance, change in ((0.4, weighted), (0.2, needled), (0.4, ruled)):
        if rng.random() < chance:
            cover = change(rng, cover)
    if rng.random() < 0.22:
        cover = with_scrap(rng, cover, type_)
    shot, digit = camera(rng, printed(rng, neighbours(rng, cover, type_)))
    return Strip(filled(cut(rng, shot, digit)), plain(label + text))
