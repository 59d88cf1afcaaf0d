"""A photo's pictures for officers' eyes: with the reasons marked, its number alone, and plain."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import RowMapping

from api.desk.words import REASONS
from precheck.capture import Points
from precheck.decode import Format, Guards, decode
from precheck.decode.signature import sniff
from precheck.overlay import Marks, overlay
from precheck.strip import strip

LARGE = 2600
"""Pixels of the plain picture's longer side at most: to look closely."""
SHOWN = {Format.JPEG: "image/jpeg", Format.PNG: "image/png", Format.WEBP: "image/webp"}
"""What every browser shows by itself."""


def marked(data: bytes, photo: RowMapping, guards: Guards) -> bytes:
    """Return a JPEG, upright, with outline, number and reasons. Raises PrecheckError."""
    return overlay(decode(data, page=photo["page"], guards=guards).pixels, _marks(photo["answer"]))


def plain(data: bytes, photo: RowMapping, guards: Guards) -> bytes:
    """Return a JPEG, upright and large. Raises PrecheckError."""
    nothing = Marks(accepted=True, outline=None, turn=_turn(photo["answer"]))
    return overlay(decode(data, page=photo["page"], guards=guards).pixels, nothing, LARGE)


def number(data: bytes, photo: RowMapping, guards: Guards) -> bytes | None:
    """Return a JPEG of the number alone, enlarged; None where nobody knows where it stands."""
    box = _points((photo["answer"]["number"] or {}).get("box"))
    if box is None:
        return None
    return strip(decode(data, page=photo["page"], guards=guards).pixels, box)


def as_it_came(data: bytes) -> tuple[bytes, str] | None:
    """Return a file that killed its workers, undecoded, with its type; None if no browser shows it.

    Raises NotAPicture.
    """
    type_ = SHOWN.get(sniff(data))
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
    return REASONS[code][0]


def _points(points: list[list[int]] | None) -> Points | None:
    return None if points is None else np.asarray(points, np.float32)
