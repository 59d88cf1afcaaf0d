"""The installed typefaces by role; some are held out for the test world."""

import re
import subprocess
from collections.abc import Mapping
from functools import cache
from zlib import crc32

from PIL import ImageFont

from specimens.world import Split, World

TYPEFACE_ROLES = ("sans", "serif", "narrow", "mono", "hand")
ROLE_PATTERNS = (
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
UNSUITABLE = re.compile(
    r"symbol|dingbat|d050000l|math|emoji|ornament|icon|awesome|braille|thin|keyboard|last ?resort"
    r"|barcode",
    re.IGNORECASE,
)
"""Typefaces without Latin letters, or with hairlines that photos do not resolve."""
HELD_OUT_PERIOD = 4
"""One design in so many is used in the test world only."""
MIN_FIGURE_HEIGHT = 0.85
"""Minimum height of a figure, in heights of a capital H; excludes old-style figures."""


@cache
def installed_typefaces() -> tuple[str, ...]:
    """Return all installed typefaces for English and Indonesian with lining figures."""
    command = ["/usr/bin/fc-list", ":lang=en:lang=id", "-f", "%{family}|%{file}\n"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    files: dict[str, str] = {}
    for line in sorted(listed.stdout.splitlines()):
        name, _, path = line.partition("|")
        files.setdefault(name.split(",")[0].strip().replace("\\", ""), path)
    return tuple(
        name
        for name, path in sorted(files.items())
        if name
        and not UNSUITABLE.search(name)
        and (role_of(name) == "hand" or has_even_figures(path))
    )


def has_even_figures(path: str) -> bool:
    """Whether the figures of a font file are about as high as its capitals."""
    try:
        font = ImageFont.truetype(path, 100)
    except OSError:
        return False
    _, top, _, bottom = font.getbbox("H", anchor="ls")
    boxes = [font.getbbox(figure, anchor="ls") for figure in "0123456789"]
    return min(low - high for _, high, _, low in boxes) >= MIN_FIGURE_HEIGHT * (bottom - top)


def role_of(name: str) -> str:
    """Return the role of a typeface by its name."""
    return next(
        (role for role, pattern in ROLE_PATTERNS if re.search(pattern, name.lower())), "sans"
    )


def is_held_out(name: str) -> bool:
    """Whether a typeface is reserved for the test world; all widths of a design go together."""
    return crc32(name.split(maxsplit=1)[0].lower().encode()) % HELD_OUT_PERIOD == 0


@cache
def _by_role(test: bool) -> Mapping[str, tuple[str, ...]]:
    mine = [name for name in installed_typefaces() if is_held_out(name) == test]
    listed = {role: tuple(n for n in mine if role_of(n) == role) for role in TYPEFACE_ROLES}
    spare = listed["sans"] or tuple(mine) or installed_typefaces()
    return {role: names or spare for role, names in listed.items()}


def typefaces_of(world: World) -> Mapping[str, tuple[str, ...]]:
    """Return the typefaces of a world by role: sans, serif, narrow, mono, hand."""
    return _by_role(world.name == Split.TEST)
