"""Typefaces by role: those of the test world, and all others that are installed."""

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
"""One design in so many is kept from all worlds but that of the test."""
TEST_TYPEFACES = (
    *("B612", "B612 Mono", "Courier Prime", "Courier Prime Code", "Courier Prime Sans"),
    *("FreeMono", "GFS Artemisia", "GFS Didot", "GFS Neohellenic", "GNUTypewriter", "Karla"),
    *("League Mono", "M PLUS 1", "M PLUS 1 Code", "M PLUS 2", "M PLUS Code Latin 50"),
    *("M PLUS Code Latin 60", "Mplus Code 50", "Mplus Code 60", "Nimbus Mono PS", "Nimbus Roman"),
    *("Nimbus Sans", "Nimbus Sans Narrow", "Open Sans", "Open Sans Condensed", "PT Mono"),
    *("PT Sans", "PT Sans Caption", "PT Sans Narrow", "PT Serif", "PT Serif Caption"),
    *("TT2020 Style B", "TT2020 Style D", "TT2020 Style E", "TT2020 Style F", "TT2020 Style G"),
    *("femkeklaver", "mononoki"),
)
"""Held-out typefaces on which the test world is drawn, so that it is the same on every machine."""
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


def missing_test_typefaces() -> tuple[str, ...]:
    """Return the typefaces of the test world that are not installed."""
    return tuple(name for name in TEST_TYPEFACES if name not in installed_typefaces())


@cache
def _by_role(test: bool) -> Mapping[str, tuple[str, ...]]:
    """Return typefaces by role. Where some of the test world's are missing, the others serve."""
    known = installed_typefaces()
    mine = [n for n in known if (n in TEST_TYPEFACES if test else not is_held_out(n))]
    listed = {role: tuple(n for n in mine if role_of(n) == role) for role in TYPEFACE_ROLES}
    spare = listed["sans"] or tuple(mine) or installed_typefaces()
    return {role: names or spare for role, names in listed.items()}


def typefaces_of(world: World) -> Mapping[str, tuple[str, ...]]:
    """Return the typefaces of a world by role: sans, serif, narrow, mono, hand."""
    return _by_role(world.name == Split.TEST)
