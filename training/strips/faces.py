"""The typefaces of the strips and how often each kind is seen."""

from functools import lru_cache

from PIL import ImageFont

from specimens.fonts import ROOT
from training.strips.texts import Rng, pick
from training.typefaces import FAMILIES

DRAWN_PX = 44  # height of a digit before the camera sees it
TYPED_TOO = (
    "truetype/cmu/cmunbtl.ttf",
    "truetype/cmu/cmunvt.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
)
"""Faces that pass for a typewriter's."""


def _paths(*roles: str) -> tuple[str, ...]:
    faces = [face for role in roles for family in FAMILIES[role] for face in family]
    return tuple(dict.fromkeys(face.path for face in faces))


SANS, SERIF, MONO = _paths("sans", "narrow"), _paths("serif"), _paths("mono")
TYPED, OCR_A = _paths("typed") + TYPED_TOO, _paths("nik")
Shares = tuple[tuple[tuple[str, ...], float], ...]
FORMS: Shares = ((SANS, 0.38), (SERIF, 0.28), (MONO, 0.1), (TYPED, 0.06), (OCR_A, 0.18))
"""What forms and their own printers print in."""
FILLED: Shares = ((TYPED, 0.46), (MONO, 0.2), (SERIF, 0.17), (SANS, 0.17))
"""What offices filled in old forms with."""


@lru_cache(maxsize=128)
def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(ROOT / path), size)


def face(rng: Rng, shares: Shares = FORMS) -> ImageFont.FreeTypeFont:
    """Return a typeface, its digits DRAWN_PX high."""
    kind = shares[int(rng.choice(len(shares), p=[share for _, share in shares]))][0]
    return levelled(pick(rng, kind))


@lru_cache(maxsize=128)
def levelled(path: str) -> ImageFont.FreeTypeFont:
    """Return a face at the size at which its digits are DRAWN_PX high."""
    guess = font(path, 100)
    _, top, _, bottom = guess.getbbox("0E", anchor="ls")
    return font(path, round(100 * DRAWN_PX / (bottom - top)))
