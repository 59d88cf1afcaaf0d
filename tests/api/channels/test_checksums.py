"""Size and checksum of media, in hex as the address says it and in base64 as the message does."""

import base64
import hashlib

import pytest

from api.channels.checksums import is_whole

DATA = b"picture"
DIGEST = hashlib.sha256(DATA).digest()
OTHER = hashlib.sha256(b"other").digest()


@pytest.mark.parametrize(
    ("sha256", "size", "whole"),
    [
        (None, None, True),
        (DIGEST.hex(), 7, True),
        (DIGEST.hex().upper(), None, True),
        (base64.b64encode(DIGEST).decode(), None, True),
        (DIGEST.hex(), 8, False),
        (None, 6, False),
        (OTHER.hex(), 7, False),
        (base64.b64encode(OTHER).decode(), 7, False),
        ("", 7, False),
        ("é", 7, False),
        (17, 7, False),
    ],
)
def test_is_whole(sha256, size, whole):
    assert is_whole(DATA, sha256, size) is whole
