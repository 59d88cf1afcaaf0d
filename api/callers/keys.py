"""Bearer keys. Only their SHA-256 is stored: a key has 256 random bits."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from api.callers.scopes import ALL_SCOPES, Scope, read_scopes

DESK = "desk"
"""Owner of the desk's own batches; no caller may have this name."""
CHANNEL = "channel"
"""Owner of the submissions that come by the office's own channels; no caller may have this name."""
NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")
GIVEN_KEY = re.compile(rf"(?:({NAME.pattern}):)?([0-9a-f]{{64}})(?::([a-z+]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a caller."""

    name: str
    """Name of the caller; several keys may have the same."""
    sha256: str
    scopes: frozenset[Scope] = ALL_SCOPES
    id: str | None = None
    """Id in the database; None for a key of the settings."""
    expires_at: float | None = None
    """Seconds since 1970 from which it is not valid."""
    revoked_at: float | None = None
    last_used_on: str | None = None
    """Day of the last call, such as 2026-12-01, in UTC."""

    def why_invalid(self, now: float) -> str | None:
        """Return why the key is not valid; None for a valid one."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and now >= self.expires_at else None


def new_key() -> tuple[str, str]:
    """Return a new key and its SHA-256 in hex."""
    key = "pk_" + secrets.token_urlsafe(32)
    return key, sha256_of(key)


def sha256_of(key: str) -> str:
    """Return a key's SHA-256 in hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def check_name(name: str) -> str:
    """Return a caller's name. Raises ValueError."""
    if not NAME.fullmatch(name):
        raise ValueError("a name has 1 to 32 letters, digits, - and _")
    if name in {DESK, CHANNEL}:
        raise ValueError(f"no caller may be named {name}")
    return name


def read_given_key(text: str) -> Key:
    """Return a key of the settings: `SHA-256`, `NAME:SHA-256` or `NAME:SHA-256:check+metrics`.

    Without a name, the first 8 digits of the hash are the name; without scopes it has all.
    Raises ValueError.
    """
    found = GIVEN_KEY.fullmatch(text)
    if found is None:
        raise ValueError("NAME:SHA-256 or NAME:SHA-256:SCOPES, as 'precheck-api key new' prints it")
    name, sha256, scopes = found.groups()
    return Key(
        name=sha256[:8] if name is None else check_name(name),
        sha256=sha256,
        scopes=ALL_SCOPES if scopes is None else read_scopes(scopes),
    )


def _valid_given_key(text: str) -> str:
    read_given_key(text)
    return text


GivenKey = Annotated[str, AfterValidator(_valid_given_key)]
"""A key of the settings, as its text."""
