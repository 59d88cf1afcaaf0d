"""The QR code on new paper: what it opens, which decides nothing and is never fetched; its turn.

Source: `read_barcodes` of zxing-cpp, which decoded 30 of 30 codes of 100-140 px in 5 ms.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

import cv2
import zxingcpp

from precheck.capture import Grey

OFFICIAL_HOST = "layananonline.dukcapil.kemendagri.go.id"
LONG_SIDE = 2400
"""Pixels that no picture is searched at more than: a code of 20 mm on A4 still has 100 of 1600."""


class Qr(StrEnum):
    """What the code opens."""

    OFFICIAL = "official"
    """An https address of the registry's own host, compared letter by letter."""
    OTHER = "other"
    """Any other address or text."""
    UNREAD = "unread"
    """A code is seen, but could not be decoded."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was seen."""

    opens: Qr
    turn: int
    """Clockwise degrees that bring it upright: 0, 90, 180 or 270."""


def qr(grey: Grey) -> Code | None:
    """Find the QR code in a grey picture or a part of it, at any turn; None without one.

    Of several codes the official one counts, then any that was decoded.
    """
    codes = zxingcpp.read_barcodes(
        _reduced(grey),
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        try_rotate=False,  # only bars need it
        try_invert=False,
        try_downscale=False,  # on real photos it takes plain texture for broken codes
        return_errors=True,
    )
    seen = [
        Code(_opens(code.text) if code.valid else Qr.UNREAD, round(-code.orientation / 90) % 4 * 90)
        for code in codes
    ]
    return min(seen, key=lambda code: list(Qr).index(code.opens), default=None)


def _reduced(grey: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """Return the picture at a whole fraction of its size, which costs a tenth of any other."""
    step = math.ceil(max(grey.shape) / LONG_SIDE)
    if step == 1:
        return grey
    size = max(1, grey.shape[1] // step), max(1, grey.shape[0] // step)
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)


def _opens(text: str) -> Qr:
    """Compare the whole authority: no user name, port or backslash can smuggle a host in."""
    try:
        address = urlsplit(text)
    except ValueError:
        return Qr.OTHER
    official = address.scheme == "https" and address.netloc.lower() == OFFICIAL_HOST
    return Qr.OFFICIAL if official else Qr.OTHER
