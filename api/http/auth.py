"""Authentication of callers by bearer keys, of which only the SHA-256 is stored."""

import hashlib
import hmac
import secrets

from flask import Flask, g, request

from api.service import service
from precheck.errors import PrecheckError

PUBLIC_ENDPOINTS = frozenset(
    {"health.live", "health.is_ready", "docs.page", "openapi.spec", "static"}
)
"""Endpoints without a key: they reveal nothing about photos."""
DESK_BLUEPRINT = "desk"
"""Blueprint of the pages for people, who sign in with passwords instead of keys."""
CHANNEL_BLUEPRINTS = frozenset({"cloud", "waha"})
"""Blueprints of the channels, whose deliveries are signed."""
LOCAL_CALLER = "local"
"""Name of the caller where no keys are required."""


class NoKey(PrecheckError):
    """The key is missing or unknown. The caller's operator corrects it."""

    code = "unauthorized"


def new_key() -> tuple[str, str]:
    """Return a new key and its SHA-256 in hex."""
    key = "pk_" + secrets.token_urlsafe(32)
    return key, sha256_of(key)


def sha256_of(key: str) -> str:
    """Return a key's SHA-256 in hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def caller(key: str, known: tuple[str, ...]) -> str | None:
    """Return the caller's name, or the first 8 digits of the hash for a key without a name.

    known: `NAME:SHA-256` or `SHA-256` of each key. None for an unknown key. The time of the
    comparison does not depend on the key.
    """
    given = sha256_of(key)
    pairs = [one.rpartition(":") for one in known]
    found = [name or hash_[:8] for name, _, hash_ in pairs if hmac.compare_digest(given, hash_)]
    return found[0] if found else None


def bearer_key() -> str:
    """Return the key of the request; empty if it has none."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def register(app: Flask) -> None:
    """Require a key for every request but the public ones; `g.owner` is the caller's name."""
    app.before_request(_require_key)


def _require_key() -> None:
    g.owner, keys = LOCAL_CALLER, service().settings.keys
    if not keys or request.endpoint in PUBLIC_ENDPOINTS:
        return
    if request.blueprint in {DESK_BLUEPRINT, *CHANNEL_BLUEPRINTS}:
        return
    name = caller(bearer_key(), keys)
    if name is None:
        raise NoKey("Send a valid key: Authorization: Bearer …")
    g.owner = name
