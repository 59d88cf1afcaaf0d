"""The typefaces of the strips: the calibration world's and others, none that a test sheet bears.

Many of one kind, for the offices' printers and typewriters have faces that no set can list.
"""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from training.strips.texts import Rng, pick

DRAWN_PX = 44  # height of a digit before the camera sees it
ROOT = Path("/usr/share/fonts")
SANS = (
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/liberation/LiberationSans-Bold.ttf",
    "truetype/liberation/LiberationSansNarrow-Regular.ttf",
    "truetype/liberation/LiberationSansNarrow-Bold.ttf",
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/dejavu/DejaVuSans-Bold.ttf",
    "truetype/crosextra/Carlito-Regular.ttf",
    "truetype/crosextra/Carlito-Bold.ttf",
    "truetype/roboto/unhinted/RobotoCondensed-Regular.ttf",
    "truetype/roboto/unhinted/RobotoCondensed-Bold.ttf",
    "opentype/urw-base35/URWGothic-Book.otf",
    "opentype/linux-libertine/LinBiolinum_R.otf",
    "opentype/linux-libertine/LinBiolinum_RB.otf",
    "opentype/sourcesans3/SourceSans3-Regular.otf",
    "opentype/sourcesans3/SourceSans3-Semibold.otf",
    "opentype/cabin/Cabin-Regular.otf",
    "truetype/karla/Karla-Regular.otf",
    "truetype/karla/Karla-Bold.otf",
    "truetype/andika/Andika-Regular.ttf",
    "truetype/clear-sans/ClearSans-Regular.ttf",
    "truetype/clear-sans/ClearSans-Bold.ttf",
    "fonts-go/Go-Regular.ttf",
    "fonts-go/Go-Bold.ttf",
    "truetype/cmu/cmunss.ttf",
    "truetype/cmu/cmunssdc.ttf",
)
SERIF = (
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/liberation/LiberationSerif-Bold.ttf",
    "truetype/dejavu/DejaVuSerif.ttf",
    "truetype/dejavu/DejaVuSerif-Bold.ttf",
    "truetype/crosextra/Caladea-Regular.ttf",
    "truetype/crosextra/Caladea-Bold.ttf",
    "opentype/urw-base35/URWBookman-Light.otf",
    "opentype/urw-base35/URWBookman-Demi.otf",
    "opentype/didot/GFSDidot.otf",
    "opentype/didot/GFSDidotBold.otf",
    "opentype/stix-word/STIX-Regular.otf",
    "opentype/stix-word/STIX-Bold.otf",
    "truetype/charis/CharisSIL-Regular.ttf",
    "truetype/charis/CharisSIL-Bold.ttf",
    "truetype/gentium/Gentium-R.ttf",
    "truetype/cmu/cmunrm.ttf",
    "truetype/cmu/cmunbx.ttf",
    "truetype/fonts-oldstandard/OldStandard-Regular.ttf",
    "truetype/fonts-oldstandard/OldStandard-Bold.ttf",
    "opentype/roboto/slab/RobotoSlab-Regular.otf",
    "opentype/roboto/slab/RobotoSlab-Bold.otf",
)
MONO = (
    "truetype/liberation/LiberationMono-Regular.ttf",
    "truetype/liberation/LiberationMono-Bold.ttf",
    "truetype/dejavu/DejaVuSansMono.ttf",
    "truetype/dejavu/DejaVuSansMono-Bold.ttf",
    "truetype/inconsolata/Inconsolata.otf",
    "opentype/ocr-b/OCRB.otf",
    "truetype/noto/NotoMono-Regular.ttf",
    "truetype/noto/NotoSansMono-Bold.ttf",
    "truetype/hack/Hack-Regular.ttf",
    "truetype/firacode/FiraCode-Medium.ttf",
    "truetype/jetbrains-mono/JetBrainsMonoNL-Regular.ttf",
    "truetype/anonymous-pro/Anonymous Pro.ttf",
    "truetype/hermit/Hermit-medium.otf",
    "opentype/league-mono/LeagueMono-Regular.otf",
    "truetype/mononoki/mononoki-Regular.ttf",
)
TYPED = (
    "truetype/tt2020/TT2020Base-Regular.ttf",
    "truetype/tt2020/TT2020StyleB-Regular.ttf",
    "truetype/tt2020/TT2020StyleD-Regular.ttf",
    "truetype/tt2020/TT2020StyleE-Regular.ttf",
    "truetype/tt2020/TT2020StyleF-Regular.ttf",
    "truetype/tt2020/TT2020StyleG-Regular.ttf",
    "truetype/cmu/cmuntt.ttf",
    "truetype/cmu/cmuntb.ttf",
    "truetype/cmu/cmunbtl.ttf",
    "truetype/cmu/cmunvt.ttf",
    "fonts-go/Go-Mono.ttf",
    "fonts-go/Go-Mono-Bold.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    "truetype/gnutypewriter/GNUTypewriter.ttf",
    "truetype/gnutypewriter/GNUTypewriter.ttf",
)
OCR_A = ("truetype/ocr-a/OCRA.ttf", "truetype/ocr-a/OCRABold.ttf")
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
