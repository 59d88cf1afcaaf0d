"""The typefaces of the strips and their shares."""

from functools import lru_cache

from PIL import ImageFont

from specimens.arrays import Rng
from specimens.drawing.fonts import FONTS_FOLDER
from training.common.typefaces import TRAINING_TYPEFACES
from training.number_reader.texts import choose

DRAWN_DIGIT_PX = 44  # before the camera
MORE_TYPED = (
    "truetype/cmu/cmunbtl.ttf",
    "truetype/cmu/cmunvt.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
)
"""Further faces similar to a typewriter's."""


def _paths(*roles: str) -> tuple[str, ...]:
    faces = [face for role in roles for family in TRAINING_TYPEFACES[role] for face in family]
    return tuple(dict.fromkeys(face.path for face in faces))


SANS, SERIF, MONO = _paths("sans", "narrow"), _paths("serif"), _paths("mono")
TYPED, OCR_A_PATHS = _paths("typed") + MORE_TYPED, _paths("nik")
FaceShares = tuple[tuple[tuple[str, ...], float], ...]
FORM_FACES: FaceShares = (
    (SANS, 0.38), (SERIF, 0.28), (MONO, 0.1), (TYPED, 0.06), (OCR_A_PATHS, 0.18),
)  # fmt: skip
"""Of forms and their own printers."""
FILLED_IN_FACES: FaceShares = ((TYPED, 0.46), (MONO, 0.2), (SERIF, 0.17), (SANS, 0.17))
"""Of values in old forms."""


@lru_cache(maxsize=128)
def load_font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS_FOLDER / path), size)


def random_face(rng: Rng, shares: FaceShares = FORM_FACES) -> ImageFont.FreeTypeFont:
    """Return a random typeface, its digits DRAWN_DIGIT_PX high."""
    kind = shares[int(rng.choice(len(shares), p=[share for _, share in shares]))][0]
    return scaled_face(choose(rng, kind))


@lru_cache(maxsize=128)
def scaled_face(path: str) -> ImageFont.FreeTypeFont:
    """Return a face at the size at which its digits are DRAWN_DIGIT_PX high."""
    guess = load_font(path, 100)
    _, top, _, bottom = guess.getbbox("0E", anchor="ls")
    return load_font(path, round(100 * DRAWN_DIGIT_PX / (bottom - top)))
