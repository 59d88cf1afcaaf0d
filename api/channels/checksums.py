"""Checks fetched media against the size and checksum that the channel announced."""

import base64
import binascii
import hashlib
import hmac


def is_whole(data: bytes, sha256: object, size: int | None) -> bool:
    """Return whether size and checksum are as announced; None, not announced, fits.

    sha256: in hex or base64.
    """
    if size is not None and len(data) != size:
        return False
    if sha256 is None:
        return True
    digest = hashlib.sha256(data).digest()
    return hmac.compare_digest(digest, _digest(str(sha256)))


def _digest(announced: str) -> bytes:
    """Return a checksum in hex or base64 as bytes; empty if it is neither."""
    try:
        return bytes.fromhex(announced)
    except ValueError:
        pass
    try:
        return base64.b64decode(announced, validate=True)
    except (binascii.Error, ValueError):
        return b""
