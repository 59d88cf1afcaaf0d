"""A night's folder: drawn specimens, each encoded anew, and what is true of each file."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from PIL import Image

from tests.api.desk.browser import CITIZENS, PHOTOS

NAME = "malam"
PHOTOS_OF_ONE = 2
"""Photos of one citizen, whose folder is their reference."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What an officer sees on a photo."""

    readable: bool
    reasons: tuple[str, ...]
    """Why it is not readable."""
    number: str | None
    fine: bool
    """Whether nobody would send it back, as some would a borderline photo."""


def drawn_night(folder: Path, count: int) -> Mapping[str, Truth]:
    """Write the photos, no two alike; return the truth of each by its file's name."""
    rows = map(json.loads, (PHOTOS.parent / "manifest.jsonl").read_text().splitlines())
    truths = {}
    for at, row in enumerate(islice(cycle(list(rows)), count)):
        citizen = at // PHOTOS_OF_ONE
        there = folder / NAME / f"{CITIZENS[citizen % len(CITIZENS)]} {citizen}"
        there.mkdir(parents=True, exist_ok=True)
        name = f"{at:03}.jpg"
        (there / name).write_bytes(_encoded(PHOTOS.parent / row["file"], at))
        truths[name] = Truth(
            readable=row["label"] != "re-photo",
            reasons=tuple(row["reasons"]),
            number=row["number"],
            fine=row["label"] == "accept",
        )
    return truths


def _encoded(path: Path, at: int) -> bytes:
    """Return the photo as sent once more: a pixel or two narrower, of another quality."""
    picture = Image.open(path)
    narrower = at // len(list(PHOTOS.glob("*.jpg")))
    if not narrower:
        return path.read_bytes()
    written = io.BytesIO()
    width, height = picture.size
    picture.crop((0, 0, width - narrower, height)).save(written, "JPEG", quality=58 + narrower)
    return written.getvalue()
