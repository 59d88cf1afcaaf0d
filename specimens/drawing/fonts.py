"""The typefaces that specimens are printed in, all from Debian's font packages."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFont

from specimens.arrays import Picture

FONTS_FOLDER = Path("/usr/share/fonts")


class MissingFont(Exception):
    """A typeface is not installed. The message names its Debian package."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, relative to Debian's font folder, and the package it comes from."""

    path: str
    package: str


LIBERATION = "fonts-liberation"
DEJAVU = "fonts-dejavu-core"
FREEFONT = "fonts-freefont-ttf"
URW = "fonts-urw-base35"
OPEN_SANS = "fonts-open-sans"
ROBOTO = "fonts-roboto-unhinted"
PARATYPE = "fonts-paratype"


def _pair(regular: str, bold: str, package: str) -> tuple[Face, Face]:
    return Face(regular, package), Face(bold, package)


def _truetype(stem: str, regular: str, bold: str, package: str) -> tuple[Face, Face]:
    return _pair(f"truetype/{stem}{regular}.ttf", f"truetype/{stem}{bold}.ttf", package)


def _urw(stem: str, regular: str, bold: str) -> tuple[Face, Face]:
    folder = "opentype/urw-base35"
    return _pair(f"{folder}/{stem}-{regular}.otf", f"{folder}/{stem}-{bold}.otf", URW)


def _adf(stem: str, regular: str, bold: str, package: str) -> tuple[Face, Face]:
    folder = "truetype/adf"
    return _pair(f"{folder}/{stem}{regular}.otf", f"{folder}/{stem}{bold}.otf", package)


Family = tuple[Face, Face]
"""Regular and bold of one design."""

OCR_A: Family = _truetype("ocr-a/OCRA", "", "Bold", "fonts-ocr-a")
"""The typeface of the NIK on every KTP-el."""

TRAINING_FONTS: dict[str, tuple[Family, ...]] = {
    "sans": (
        _truetype("liberation/LiberationSans", "-Regular", "-Bold", LIBERATION),
        _truetype("dejavu/DejaVuSans", "", "-Bold", DEJAVU),
        _truetype("crosextra/Carlito", "-Regular", "-Bold", "fonts-crosextra-carlito"),
    ),
    "narrow": (
        _truetype(
            "liberation/LiberationSansNarrow", "-Regular", "-Bold", "fonts-liberation-sans-narrow"
        ),
        _truetype("roboto/unhinted/RobotoCondensed", "-Regular", "-Bold", ROBOTO),
    ),
    "serif": (
        _truetype("liberation/LiberationSerif", "-Regular", "-Bold", LIBERATION),
        _truetype("dejavu/DejaVuSerif", "", "-Bold", DEJAVU),
        _urw("URWBookman", "Light", "Demi"),
    ),
    "mono": (
        _truetype("liberation/LiberationMono", "-Regular", "-Bold", LIBERATION),
        _truetype("dejavu/DejaVuSansMono", "", "-Bold", DEJAVU),
    ),
    "typed": (_truetype("gnutypewriter/GNUTypewriter", "", "", "fonts-gnutypewriter"),),
    "hand": (
        _truetype("fifthhorseman/dkg", "", "Bd", "fonts-dkg-handwriting"),
        _truetype("breip/Breip", "", "", "fonts-breip"),
    ),
    "nik": (OCR_A,),
}
CALIBRATION_FONTS: dict[str, tuple[Family, ...]] = {
    "sans": (
        _truetype("tuffy/tuffy_", "regular", "bold", "fonts-tuffy"),
        _truetype("paratype/PTS", "55F", "75F", PARATYPE),
        _adf("GilliusADF", "-Regular", "-Bold", "fonts-adf-gillius"),
    ),
    "narrow": (
        _truetype("paratype/PTN", "57F", "77F", PARATYPE),
        _adf("UniversalisADFStd", "-Cond", "-BoldCond", "fonts-adf-universalis"),
    ),
    "serif": (
        _truetype("paratype/PTF", "55F", "75F", PARATYPE),
        _adf("BaskervaldADFStd", "", "-Bold", "fonts-adf-baskervald"),
        _adf("RomandeADFStd", "-Regular", "-DemiBold", "fonts-adf-romande"),
    ),
    "mono": (
        _truetype("paratype/PTM", "55F", "75F", PARATYPE),
        _truetype("tlwg/TlwgMono", "-Bold", "-Bold", "fonts-tlwg-mono-ttf"),
    ),
    "typed": (
        _pair(
            "opentype/compagnon/Compagnon-Roman.otf",
            "opentype/compagnon/Compagnon-Bold.otf",
            "fonts-compagnon",
        ),
    ),
    "hand": (_truetype("tomsontalks/TomsonTalks", "", "", "fonts-tomsontalks"),),
    "nik": (OCR_A,),
}
TEST_FONTS: dict[str, tuple[Family, ...]] = {
    "sans": (
        _truetype("freefont/FreeSans", "", "Bold", FREEFONT),
        _truetype("open-sans/OpenSans", "-Regular", "-Bold", OPEN_SANS),
        _truetype("roboto/unhinted/RobotoTTF/Roboto", "-Regular", "-Bold", ROBOTO),
    ),
    "narrow": (
        _urw("NimbusSansNarrow", "Regular", "Bold"),
        _truetype("open-sans/OpenSans", "-Regular", "-Bold", OPEN_SANS),
    ),
    "serif": (
        _truetype("freefont/FreeSerif", "", "Bold", FREEFONT),
        _urw("P052", "Roman", "Bold"),
        _urw("C059", "Roman", "Bold"),
    ),
    "mono": (
        _truetype("freefont/FreeMono", "Bold", "Bold", FREEFONT),
        _urw("NimbusMonoPS", "Bold", "Bold"),
    ),
    "typed": (
        _pair(
            "opentype/courier-prime/Courier Prime.otf",
            "opentype/courier-prime/Courier Prime Bold.otf",
            "fonts-courier-prime",
        ),
    ),
    "hand": (_truetype("femkeklaver/femkeklaver", "", "", "fonts-femkeklaver"),),
    "nik": (OCR_A,),
}


@lru_cache(maxsize=256)
def load(face: Face, size_px: float) -> ImageFont.FreeTypeFont:
    """Return the face at an em of size_px. Raises MissingFont."""
    try:
        return ImageFont.truetype(
            str(FONTS_FOLDER / face.path), size_px, layout_engine=ImageFont.Layout.BASIC
        )
    except OSError as error:
        raise MissingFont(
            f"The font {face.path} is missing: apt-get install {face.package}"
        ) from error


@lru_cache(maxsize=4096)
def text_width(face: Face, size_px: float, text: str) -> float:
    """Return the advance width of a text at an em of size_px, pixels."""
    return float(load(face, size_px).getlength(text))


def render_text(
    face: Face, size_px: float, text: str, anchor: str = "la", start: tuple[float, float] = (0, 0)
) -> tuple[Picture, tuple[int, int]]:
    """Return a text as a mask, 255 for ink, and the mask's offset, x and y, from its anchor.

    start: subpixel offset, 0–1.
    """
    ink: Any
    ink, begins = load(face, size_px).getmask2(text, mode="L", anchor=anchor, start=start)
    mask = Image.new("L", ink.size)
    mask.paste(ink, (0, 0, *ink.size))  # np.asarray of ink would read pixel by pixel
    return np.asarray(mask), begins
