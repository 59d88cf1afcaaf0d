"""Signed deliveries: an HMAC of the raw body, compared in constant time."""

import hmac
import json
from http import HTTPStatus
from typing import Any

from flask import Request

from api.errors import ServiceError
from api.process.logs import log

MAX_DELIVERY_BYTES = 4_000_000
"""Size of one delivery; WhatsApp's have at most 3 MB."""


class BadSignature(ServiceError):
    """A delivery or verification that the channel did not sign. The operator compares the keys."""

    code = "bad_signature"
    status = HTTPStatus.FORBIDDEN


def signed_content(request: Request, given: str | None, key: str, digest: str) -> Any:
    """Return the JSON value of a delivery that is signed; None if it is signed and no JSON.

    given: the signature, in hex. Raises BadSignature.
    """
    request.max_content_length = MAX_DELIVERY_BYTES
    body = request.get_data(cache=False)
    require_signature(body, given, key, digest)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        log.warning("delivery is not JSON")
        return None


def require_signature(body: bytes, given: str | None, key: str, digest: str) -> None:
    """Raise BadSignature unless `given` is the HMAC of the body in hex."""
    expected = hmac.new(key.encode(), body, digest).hexdigest()
    if not hmac.compare_digest(expected.encode(), (given or "").encode("utf-8", "replace")):
        raise BadSignature("The signature is missing or not of this body and key.")
