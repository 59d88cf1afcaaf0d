"""Who may call: Bearer keys, of which only the SHA-256 is known here."""

import hashlib
import hmac
import secrets

from flask import Flask, g, request

from api.service import service
from precheck.errors import PrecheckError

OPEN = frozenset({"health.live", "health.is_ready", "docs.page", "openapi.spec", "static"})
"""What nobody needs a key for: it tells nothing of any photo."""
SIGNED_IN = "desk"
"""Blueprint of the pages for people, who have passwords instead of keys."""
LOCAL = "local"
"""Who calls where no keys are asked for."""


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


def caller(key: str, known: tuple[str, ...]) -> str | None:
    """Return the caller's name, which stands before the key's hash; else how the hash begins.

    None where the key is unknown. The time does not depend on which key it is.
    """
    given = hashed(key)
    pairs = [one.rpartition(":") for one in known]
    found = [name or hash_[:8] for name, _, hash_ in pairs if hmac.compare_digest(given, hash_)]
    return found[0] if found else None


def shown_key() -> str:
    """Return the key that the request shows; empty where it shows none."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def register(app: Flask) -> None:
    """Ask for a key before every request but the open ones; `g.owner` is who calls."""
    app.before_request(_require_key)


def _require_key() -> None:
    g.owner, keys = LOCAL, service().settings.keys
    if not keys or request.endpoint in OPEN or request.blueprint == SIGNED_IN:
        return
    name = caller(shown_key(), keys)
    if name is None:
        raise NoKey("Send a valid key: Authorization: Bearer …")
    g.owner = name
