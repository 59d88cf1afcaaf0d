"""The QR code on new papers: its target, which is never fetched, and its turn.

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
MAX_QR_SEARCH_PX = 2400
"""Long side at which a picture is searched: a code of 20 mm on A4 has 150 px of it."""


class QrTarget(StrEnum):
    """What a code contains."""

    OFFICIAL = "official"
    """An https address of exactly the registry's host."""
    OTHER = "other"
    """Any other address or text."""
    UNREAD = "unread"
    """A code was detected but not decoded."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code that was detected."""

    opens: QrTarget
    turn: int
    """Clockwise degrees that bring it upright: 0, 90, 180 or 270."""


def find_qr_code(grey: Grey) -> QrCode | None:
    """Return the QR code of a grey picture, at any turn; None without one.

    Of several codes the official one is returned, else a decoded one.
    """
    codes = zxingcpp.read_barcodes(
        _reduced(grey),
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        try_rotate=False,  # for bar codes only
        try_invert=False,
        try_downscale=False,  # on real photos it detects codes in texture
        return_errors=True,
    )
    found = (QrCode(_opens(code), round(-code.orientation / 90) % 4 * 90) for code in codes)
    return min(found, key=lambda code: list(QrTarget).index(code.opens), default=None)


def _reduced(grey: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """Reduce the picture by an integer factor, which takes a tenth of the time of any other."""
    step = math.ceil(max(grey.shape) / MAX_QR_SEARCH_PX)
    if step == 1:
        return grey
    size = max(1, grey.shape[1] // step), max(1, grey.shape[0] // step)
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)


def _opens(code: zxingcpp.Barcode) -> QrTarget:
    return target_of(code.text) if code.valid else QrTarget.UNREAD


def target_of(text: str) -> QrTarget:
    """Return what a decoded text opens.

    The whole authority is compared, so that no user name, port or backslash can imitate the host.
    """
    try:
        address = urlsplit(text)
    except ValueError:
        return QrTarget.OTHER
    official = address.scheme == "https" and address.netloc.lower() == OFFICIAL_HOST
    return QrTarget.OFFICIAL if official else QrTarget.OTHER
