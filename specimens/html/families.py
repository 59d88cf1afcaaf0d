"""The installed font families by role, some of them held out for the test world."""

import re
import subprocess
from collections.abc import Mapping
from functools import cache
from zlib import crc32

from PIL import ImageFont

from specimens.world import Split, World

ROLES = ("sans", "serif", "narrow", "mono", "hand")
PATTERNS = (
    (
        "hand",
        r"hand|script|breip|femke|dkg|kristi|rufscript|because|humor|dancing|z003|chancery|comic",
    ),
    ("mono", r"mono|code|typewriter|courier|hack|hermit|anonymous|tt2020|ocr"),
    ("narrow", r"narrow|cond"),
    (
        "serif",
        r"serif|roman|book|baskerv|charis|caladea|stix|didot|artemisia|libert|p052|c059|slab|tinos",
    ),
)
UNFIT = re.compile(
    r"symbol|dingbat|d050000l|math|emoji|ornament|icon|awesome|braille|thin|keyboard|last ?resort"
    r"|barcode",
    re.IGNORECASE,
)
"""Families without Latin text, or with hairlines that no photo shows."""
HELD_OUT = 4
"""One design in so many is drawn in the test world alone."""


MIN_FIGURE = 0.85
"""Least height of a figure in heights of a capital H: old-style figures rise and sink."""


@cache
def installed() -> tuple[str, ...]:
    """Return all installed families that cover English and Indonesian, with figures of one height.

    No registry prints a number in old-style figures.
    """
    command = ["/usr/bin/fc-list", ":lang=en:lang=id", "-f", "%{family}|%{file}\n"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    files: dict[str, str] = {}
    for line in sorted(listed.stdout.splitlines()):
        name, _, path = line.partition("|")
        files.setdefault(name.split(",")[0].strip().replace("\\", ""), path)
    return tuple(
        name
        for name, path in sorted(files.items())
        if name and not UNFIT.search(name) and (role(name) == "hand" or has_even_figures(path))
    )


def has_even_figures(path: str) -> bool:
    """Whether the figures of a font file are about as high as its capitals."""
    try:
        font = ImageFont.truetype(path, 100)
    except OSError:
        return False
    _, top, _, bottom = font.getbbox("H", anchor="ls")
    boxes = [font.getbbox(figure, anchor="ls") for figure in "0123456789"]
    return min(low - high for _, high, _, low in boxes) >= MIN_FIGURE * (bottom - top)


def role(name: str) -> str:
    """Return the role of a family, from its name."""
    return next((role for role, pattern in PATTERNS if re.search(pattern, name.lower())), "sans")


def held_out(name: str) -> bool:
    """Whether a family is kept for the test world. All widths of one design fall on one side."""
    return crc32(name.split(maxsplit=1)[0].lower().encode()) % HELD_OUT == 0


@cache
def _by_role(test: bool) -> Mapping[str, tuple[str, ...]]:
    mine = [name for name in installed() if held_out(name) == test]
    listed = {name: tuple(n for n in mine if role(n) == name) for name in ROLES}
    spare = listed["sans"] or tuple(mine) or installed()
    return {name: families or spare for name, families in listed.items()}


def families(world: World) -> Mapping[str, tuple[str, ...]]:
    """Return the families of a world by role: sans, serif, narrow, mono, hand."""
    return _by_role(world.name == Split.TEST)
