"""Draws photographed number lines, the training data of the number reader.

Each strip is one line of print, STRIP_HEIGHT_PX high, with parts of its neighbourhood: scraps of a
label, rules, stamps, lines above and below. All digits are random.
"""

from dataclasses import dataclass

from specimens.arrays import Picture, Rng
from training.number_reader.camera import cut_line, pad_to_width, photograph_line
from training.number_reader.faces import FILLED_IN_FACES, FORM_FACES, FaceShares, random_face
from training.number_reader.ink import (
    add_neighbours,
    add_rule,
    add_scrap,
    break_into_dots,
    change_weight,
    print_label,
    print_text,
)
from training.number_reader.paper import print_on_paper
from training.number_reader.texts import normalise, random_line


@dataclass(frozen=True, slots=True)
class NumberStrip:
    """One training example."""

    pixels: Picture
    """STRIP_HEIGHT_PX × one of STRIP_WIDTHS_PX."""
    text: str


@dataclass(frozen=True, slots=True)
class PrintWay:
    """The typefaces of a line, and the probabilities of its changes."""

    faces: FaceShares
    label_apart: float
    """Of a label in another typeface."""
    ruled: float
    """Of a rule of the form under it."""
    dotted: float
    """Of dot-matrix print."""


FORM = PrintWay(FORM_FACES, 0.6, 0.15, 0.08)
OLD_FORM = PrintWay(FILLED_IN_FACES, 0.9, 0.85, 0.4)
"""A form that a second printer filled in."""
OLD_FORMS = 0.5  # of the strips


def draw_strip(rng: Rng) -> NumberStrip:
    """Draw one strip."""
    way = OLD_FORM if rng.random() < OLD_FORMS else FORM
    label, text = random_line(rng, old=way is OLD_FORM)
    type_ = random_face(rng, way.faces)
    spacing = float(rng.uniform(0, 6)) if rng.random() < 0.25 else 0.0
    apart = bool(label) and rng.random() < way.label_apart
    cover = print_text(text if apart else label + text, type_, spacing)
    for chance, change in ((0.4, change_weight), (way.dotted, break_into_dots)):
        if rng.random() < chance:
            cover = change(rng, cover)
    foot = 0.0
    if rng.random() < way.ruled:
        cover = add_rule(rng, cover)
        foot = max(0.0, rng.uniform(-0.2, 0.35))
    if apart:
        cover = print_label(rng, label, cover)
    if rng.random() < 0.22:
        cover = add_scrap(rng, cover, type_)
    shot, digit = photograph_line(rng, print_on_paper(rng, add_neighbours(rng, cover, type_)))
    return NumberStrip(pad_to_width(cut_line(rng, shot, digit, foot)), normalise(label + text))
