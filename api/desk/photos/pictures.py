"""Pictures of a photo for officers: with marks, without marks, the number alone, a thumbnail."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import RowMapping

from api.desk.pages.words import REASON_WORDS
from precheck.answer.hidden_number import hide_number
from precheck.answer.number_strip import number_strip
from precheck.answer.overlay import Marks, draw_overlay
from precheck.capture import Points
from precheck.decode.file import decode
from precheck.decode.guards import Guards
from precheck.decode.signature import FileFormat, sniff

MAX_DESK_PICTURE_PX = 2600
"""Long side of the picture without marks; large, so that officers can zoom in."""
THUMBNAIL_PX = 320
"""Long side of a thumbnail; small, so that a card's number cannot be read in a list."""
BROWSER_FORMATS = {
    FileFormat.JPEG: "image/jpeg",
    FileFormat.PNG: "image/png",
    FileFormat.WEBP: "image/webp",
}
"""Formats that every browser displays, with their media types."""


def overlay_picture(data: bytes, photo: RowMapping, guards: Guards) -> bytes:
    """Return an upright JPEG with outline, number and reasons. Raises PrecheckError."""
    return draw_overlay(
        decode(data, page=photo["page"], guards=guards).pixels, _marks(photo["answer"])
    )


def plain_picture(data: bytes, photo: RowMapping, guards: Guards) -> bytes:
    """Return an upright, large JPEG without marks. Raises PrecheckError."""
    no_marks = Marks(accepted=True, outline=None, turn=_turn(photo["answer"]))
    return draw_overlay(
        decode(data, page=photo["page"], guards=guards).pixels, no_marks, MAX_DESK_PICTURE_PX
    )


def number_picture(data: bytes, photo: RowMapping, guards: Guards) -> bytes | None:
    """Return an enlarged JPEG of the number; None if its position is unknown."""
    box = _points((photo["answer"]["number"] or {}).get("box"))
    if box is None:
        return None
    return number_strip(decode(data, page=photo["page"], guards=guards).pixels, box)


def thumbnail_picture(data: bytes, photo: RowMapping, guards: Guards) -> bytes:
    """Return an upright, small JPEG with the number painted over. Raises PrecheckError."""
    answer = photo["answer"]
    pixels = decode(data, page=photo["page"], guards=guards).pixels
    box = _points((answer["number"] or {}).get("box"))
    no_marks = Marks(accepted=True, outline=None, turn=_turn(answer))
    hidden = pixels if box is None else hide_number(pixels, box)
    return draw_overlay(hidden, no_marks, THUMBNAIL_PX)


def browser_picture(data: bytes) -> tuple[bytes, str] | None:
    """Return a file as uploaded with its media type; None if not every browser displays it.

    For files whose check failed, which are not decoded again. Raises NotAPicture.
    """
    type_ = BROWSER_FORMATS.get(sniff(data))
    return None if type_ is None else (data, type_)


def _marks(answer: Mapping[str, Any]) -> Marks:
    return Marks(
        accepted=answer["verdict"] == "accept",
        outline=_points(answer["document"].get("quad")),
        number=_points((answer["number"] or {}).get("box")),
        reasons=tuple(
            (_label(one["code"]), _points(one.get("where"))) for one in answer["reasons"]
        ),
        turn=_turn(answer),
    )


def _turn(answer: Mapping[str, Any]) -> int:
    return int(answer["document"].get("turn") or 0)


def _label(code: str) -> str:
    return REASON_WORDS[code][0]


def _points(points: list[list[int]] | None) -> Points | None:
    return None if points is None else np.asarray(points, np.float32)
