"""Known devices: a signed cookie of an account says that it signed in on this device before.

It signs nobody in: it keeps guesses that others make elsewhere from braking the owner here.
"""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

from flask import Response, after_this_request, request

from api.desk.blueprint import bp
from api.http.rate_limit import counted_address
from api.service import service

MAX_AGE_SECONDS = 365 * 86_400
COOKIE = "precheck_device_{}"
"""Name of the cookie of one account: several people may use one computer."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an attempt to sign in comes from."""

    mac: str
    """Keyed HMAC of the device or the address: neither is stored."""
    known: bool
    """Whether it is a device on which the account signed in before."""


def origin(account_id: str) -> Origin:
    """Return the origin of this request for an account."""
    value = request.cookies.get(COOKIE.format(account_id), "")
    if _is_valid(account_id, value):
        return Origin(_mac("device", value), known=True)
    return Origin(_mac("address", counted_address(f"{request.remote_addr}")), known=False)


def remember(account_id: str) -> None:
    """Let the answer to this request make the device a known one of the account."""
    unsigned = f"{int(time.time())}.{secrets.token_hex(16)}"
    value = f"{unsigned}.{_mac('known', account_id, unsigned)}"

    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            COOKIE.format(account_id),
            value,
            max_age=MAX_AGE_SECONDS,
            path=bp.url_prefix,
            secure=service().settings.https,
            httponly=True,
            samesite="Strict",
        )
        return response

    after_this_request(set_cookie)


def _is_valid(account_id: str, value: str) -> bool:
    unsigned, _, mac = value.rpartition(".")
    expected = _mac("known", account_id, unsigned)
    if not hmac.compare_digest(mac.encode(), expected.encode()):
        return False
    return time.time() - int(unsigned.partition(".")[0]) < MAX_AGE_SECONDS


def _mac(*parts: str) -> str:
    key = service().store.vault.key("sign-in origin")
    return hmac.new(key, " ".join(parts).encode(), hashlib.sha256).hexdigest()
