"""Archives, items and rows for the tests of bulk checking."""

import io
import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from precheck.bulk.sources.check_item import CheckItem, RunSettings
from precheck.bulk.sources.files import PhotoFile
from precheck.bulk.sources.whatsapp import ChatSender
from precheck.options import Options
from tests.files import quarters, saved

PHOTOS = Path(__file__).resolve().parents[1] / "fixtures" / "photos"
FORMATS = PHOTOS.parent / "formats"
JPEG = saved(quarters(), "JPEG")
SENT = ChatSender("Budi", "2023-12-05T21:41:00")
UNIX_SYSTEM = 3
ENCRYPTED_FLAG = 0x1


def item(data=JPEG, *, sent=None, page=1, place="sub/a.jpg", path=None, options=None, **settings):
    """Return an item to check."""
    file = PhotoFile(name=f"in/{place}", place=place, data=data, sent=sent, path=path)
    chosen = RunSettings(options=options or Options(), policy="default", **settings)
    return CheckItem(file=file, settings=chosen, page=page)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    """Return a zip archive of names and bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(named(name), data, compress_type=ZIP_DEFLATED)
    return out.getvalue()


def named(name: str) -> ZipInfo:
    """Return a member with exactly this name; ZipInfo would change it."""
    info = ZipInfo("x")
    info.filename, info.create_system = name, UNIX_SYSTEM
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
    archive = bytearray(zipped((name, data)))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        archive[archive.index(mark) + offset] |= ENCRYPTED_FLAG
    return bytes(archive)


def row(name: str = "a.jpg", pile: str = "accept", **changes: object) -> dict[str, object]:
    """Return a row as a run writes it."""
    fields: dict[str, object] = {
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
    return fields | changes


def error(name: str = "b.jpg", code: str = "broken_picture") -> dict[str, object]:
    """Return the row of a file without a verdict."""
    return {"file": name, "pile": "error", "error": {"code": code, "detail": "It is damaged."}}
