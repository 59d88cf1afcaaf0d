"""JPEG pixels by libjpeg-turbo, and what the decoder reports of damage.

A decoder goes on after damage: rows for which the data are missing are grey, and after a damaged
spot the rest is shifted and tinted. It reports that, but not where the damage lies.
"""

import re

import numpy as np
import simplejpeg

from precheck.capture import Pixels
from precheck.errors import BrokenPicture

DAMAGED_MESSAGE = "The picture is damaged or incomplete: send it again."
START_OF_SCAN, END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"
"""Markers; neither can occur within the picture data."""
MAX_LOST_SHARE = 0.03
"""Share of the picture, or of its data, that may be lost: a few rows at the bottom."""
FILL_LEVEL = 128
"""Level of all channels where the data are missing."""
UNUSED_BYTES = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
"""libjpeg's report on data left over after the last row: of damage, or of a camera's padding."""


def read_jpeg(data: bytes, *, progressive: bool) -> tuple[Pixels, bool]:
    """Return the pixels of a JPEG of one or three channels, not turned, and whether it is damaged.

    A damaged picture may be legible all the same. One that lost its last rows is not damaged above
    them, unless it is progressive: then all rows are softer.

    Raises BrokenPicture if more than MAX_LOST_SHARE is lost, and ValueError if the decoder does
    not know the file's layout.
    """
    ended = data + END_OF_IMAGE  # a lost end marker alone is no damage
    try:
        return simplejpeg.decode_jpeg(ended, "BGR", strict=True), False
    except ValueError as error:
        report = str(error)
    pixels = simplejpeg.decode_jpeg(ended, "BGR", strict=False)
    unused = UNUSED_BYTES.search(report)
    lost = int(unused[1]) / len(data) if unused else filled_share(pixels)
    if lost > MAX_LOST_SHARE:
        raise BrokenPicture(DAMAGED_MESSAGE)
    if unused:
        return pixels, not is_padded(data, int(unused[1]))
    return pixels, progressive or not ends_early(data)


def ends_early(data: bytes) -> bool:
    """Return whether the picture data have no end marker: the rest of the file was cut off."""
    return data.rfind(END_OF_IMAGE) < data.rfind(START_OF_SCAN)


def is_padded(data: bytes, count: int) -> bool:
    """Return whether so many bytes before the end marker are padding: all of them equal."""
    end = data.rfind(END_OF_IMAGE)
    return len(set(data[end - count : end])) == 1


def filled_share(pixels: Pixels) -> float:
    """Return the share of rows at the bottom that hold nothing but fill, 0–1."""
    seen = np.flatnonzero((pixels != FILL_LEVEL).any(axis=(1, 2)))
    return 1 - (seen[-1] + 1) / len(pixels) if seen.size else 1.0
