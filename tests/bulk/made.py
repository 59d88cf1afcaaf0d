"""Zips and rows for the tests of bulk checking."""

import io
import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.files import quarters, saved

PHOTOS = Path(__file__).resolve().parents[1] / "fixtures" / "photos"
FORMATS = PHOTOS.parent / "formats"
JPEG = saved(quarters(), "JPEG")
UNIX = 3
LOCKED = 0x1


def zipped(*parts: tuple[str, bytes]) -> bytes:
    """Return a zip archive of names and bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(named(name), data, compress_type=ZIP_DEFLATED)
    return out.getvalue()


def named(name: str) -> ZipInfo:
    """Return a member whose name stands as it is: ZipInfo itself mends names."""
    info = ZipInfo("x")
    info.filename, info.create_system = name, UNIX
    return info


def with_link(name: str, target: str) -> bytes:
    """Return a zip archive of one link."""
    out, info = io.BytesIO(), named(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(out, "w") as archive:
        archive.writestr(info, target)
    return out.getvalue()


def locked(name: str, data: bytes) -> bytes:
    """Return a zip archive of one member that claims to be encrypted."""
    plain = bytearray(zipped((name, data)))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        plain[plain.index(mark) + offset] |= LOCKED
    return bytes(plain)


def row(name: str = "a.jpg", pile: str = "accept", **changes: object) -> dict[str, object]:
    """Return a row as a run writes it."""
    told: dict[str, object] = {
        "file": name,
        "key": "k",
        "pile": pile,
        "sent_at": None,
        "id": "01",
        "reference": None,
        "line": None,
        "attempt": 1,
        "verdict": "re-photo" if pile == "re-photo" else "accept",
        "next": "done",
        "p_accept": 0.9,
        "reasons": [{"code": "glare"}] if pile == "re-photo" else [],
        "notes": [],
        "message": "Terima kasih.",
        "message_short": "KK terbaca",
        "document": {"type": "kk", "confidence": 0.9, "quad": None, "turn": 0, "others": []},
        "number": {
            "kind": "kk",
            "state": "read",
            "masked": "3514********9001",
            "value": None,
            "candidate": None,
            "confidence": 0.99,
            "flags": ["odd_date"],
        },
        "qr": None,
        "measures": {"glare": {"value": 0.25}},
        "image": {"format": "jpeg", "pages": 1, "page": 1, "width": 80, "height": 60, "bytes": 9},
        "overlay": None,
        "took_ms": {"total": 5},
        "version": {"service": "1", "models": "m", "policy": "default"},
    }
    return told | changes


def error(name: str = "b.jpg", code: str = "broken_picture") -> dict[str, object]:
    """Return the row of a file without a verdict."""
    return {"file": name, "pile": "error", "error": {"code": code, "detail": "It is damaged."}}
