"""The installed font families by role, some of them held out for the test world."""

import re
import subprocess
from collections.abc import Mapping
from functools import cache
from zlib import crc32

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
        r"serif|roman|book|baskerv|charis|caladea|stix|didot|artemisia|libertine|p052|c059|slab"
        r"|romande|oldstandard|cmu|gentium|garamond|tinos|times|georgia",
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


@cache
def installed() -> tuple[str, ...]:
    """Return the names of all installed families that cover English and Indonesian."""
    command = ["/usr/bin/fc-list", ":lang=en:lang=id", "family"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    names = {line.split(",")[0].strip().replace("\\", "") for line in listed.splitlines()}
    return tuple(sorted(name for name in names if name and not UNFIT.search(name)))


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
