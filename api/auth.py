"""Who may call: Bearer keys, of which only the SHA-256 is known here."""

import hashlib
import hmac
import secrets

from flask import Flask, request

from api.service import service
from precheck.errors import PrecheckError

OPEN = frozenset({"health.live", "health.is_ready", "docs.page", "openapi.spec", "static"})
"""What nobody needs a key for: it tells nothing of any photo."""
SIGNED_IN = "desk"
"""Blueprint of the pages for people, who have passwords instead of keys."""


class NoKey(PrecheckError):
    """The key is missing or unknown. The caller's operator mends it."""

    code = "unauthorized"


def new_key() -> tuple[str, str]:
    """Return a fresh key and its SHA-256 in hex."""
    key = "pk_" + secrets.token_urlsafe(32)
    return key, hashed(key)


def hashed(key: str) -> str:
    """Return a key's SHA-256 in hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def known(key: str, hashes: tuple[str, ...]) -> bool:
    """Say whether the key is one of those hashed, in a time that does not depend on which."""
    given = hashed(key)
    equal = [hmac.compare_digest(given, one) for one in hashes]
    return any(equal)


def register(app: Flask) -> None:
    """Ask for a key before every request but the open ones."""
    app.before_request(_require_key)


def _require_key() -> None:
    hashes = service().settings.keys
    if not hashes or request.endpoint in OPEN or request.blueprint == SIGNED_IN:
        return
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not known(key.strip(), hashes):
        raise NoKey("Send a valid key: Authorization: Bearer …")
