"""What would mend a photo by how much, where the answer's figures say it."""

import math
from typing import Any

from precheck.office.texts import FixTexts

ROOM = 0.95
"""Share of the photo that a sheet may fill: as much as a hand can aim at."""


def measured_fixes(answer: dict[str, Any], texts: FixTexts) -> dict[str, str]:
    """Return by reason code how far to move or tilt the camera, of the reasons that tell it.

    `too_small` (far): how much closer the print is large enough, if the whole sheet still fits.
    `cropping`: how far back the sheet fits, if its hidden corners are known. `perspective`: how
    many degrees are too many. Other reasons cannot be mended by a known amount.

    answer: of `/check`, as `as_dict` returns it.
    """
    fixes = {reason["code"]: _fix(reason, answer, texts) for reason in answer["reasons"]}
    return {code: fix for code, fix in fixes.items() if fix is not None}


def _fix(reason: dict[str, Any], answer: dict[str, Any], texts: FixTexts) -> str | None:
    measure = answer["measures"].get(reason["code"])
    value = measure and measure["value"]
    if value is None:
        return None
    span = _span(answer)
    match reason["code"], reason["detail"]:
        case "too_small", "far" if 0 < value < measure["at_least"]:
            factor = _up(measure["at_least"] / value)
            return texts.closer.format(factor=_text(factor, texts)) if factor * span <= 1 else None
        case "cropping", _ if span > 1:
            return texts.back.format(factor=_text(_up(span / ROOM), texts))
        case "perspective", _ if value > measure["at_most"]:
            return texts.upright.format(degrees=math.ceil(value - measure["at_most"]))
    return None


def _span(answer: dict[str, Any]) -> float:
    """Return the share of the photo's width or height that the sheet spans; 0 without a sheet."""
    quad, image = answer["document"]["quad"], answer["image"]
    if quad is None:
        return 0.0
    sizes = (image["width"], image["height"])
    across = (max(axis) - min(axis) for axis in zip(*quad, strict=True))
    return float(max(length / size for length, size in zip(across, sizes, strict=True)))


def _up(factor: float) -> float:
    return math.ceil(factor * 10) / 10


def _text(factor: float, texts: FixTexts) -> str:
    return f"{factor:.1f}".replace(".", texts.decimal)
