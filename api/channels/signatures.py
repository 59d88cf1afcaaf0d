"""Signatures of deliveries: an HMAC of the raw body, compared in constant time."""

import hmac

from precheck.errors import PrecheckError

MAX_DELIVERY_BYTES = 4_000_000
"""Size of one delivery; WhatsApp's have at most 3 MB."""


class BadSignature(PrecheckError):
    """A delivery or verification that the channel did not sign. The operator compares the keys."""

    code = "bad_signature"


def require_signature(body: bytes, given: str | None, key: str, digest: str) -> None:
    """Raise BadSignature unless `given` is the HMAC of the body in hex."""
    expected = hmac.new(key.encode(), body, digest).hexdigest()
    if not hmac.compare_digest(expected.encode(), (given or "").encode("utf-8", "replace")):
        raise BadSignature("The signature is missing or not of this body and key.")
