"""HTTP calls to allowed origins: one exchange each, bounded in size and time.

No redirect is followed, no proxy and no password file of the machine is used, no cookie is kept.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

from requests import Request, RequestException
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

from api.outgoing.addresses import Network, Refused
from api.outgoing.guard import Exchange, guarded_adapter
from api.outgoing.origins import DEFAULT_PORTS

SOCKET_SECONDS = (5.0, 10.0)
"""Maximum wait to connect, and for the next bytes."""
MAX_JSON_BYTES = 1_000_000
CHUNK_BYTES = 64 * 1024
MAX_RETRY_AFTER_SECONDS = 3600.0


class NoAnswer(Exception):
    """The call got no answer. `sent`: whether the server may have received it."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__("no answer")
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of any status but redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def object(self) -> dict[str, Any]:
        """The JSON object of the body; empty if it holds none."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks to wait, at most MAX_RETRY_AFTER_SECONDS."""
        value = self.headers.get("Retry-After")
        if value is None:
            return None
        seconds = value.isascii() and value.isdecimal()
        wait = float(value) if seconds else _seconds_until(value)
        return min(max(wait, 0.0), MAX_RETRY_AFTER_SECONDS)


def _seconds_until(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp() - time.time()
    except (ValueError, OverflowError):
        return 0.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls the configured hosts of one channel, or of the callbacks."""

    origins: frozenset[str]
    """`scheme://host:port` of all that may be called."""
    private: tuple[Network, ...] = ()
    """Private networks that may be called."""
    adapter: HTTPAdapter = field(default_factory=guarded_adapter)

    def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        max_bytes: int = MAX_JSON_BYTES,
        seconds: float = 30.0,
        **content: Any,
    ) -> Answer:
        """Make one call. content: `json`, or `files` and `data`, as in requests.

        Raises Refused: an address or host that is not allowed, a redirect, an answer that is
        encoded or larger than max_bytes. Raises NoAnswer, also where the answer is not complete
        after so many seconds.
        """
        try:
            request = Request(
                method, url, headers={**headers, "Accept-Encoding": "identity"}, **content
            ).prepare()
        except (RequestException, LocationParseError, UnicodeError) as error:
            raise Refused("address_refused") from error
        if _origin(request.url or "") not in self.origins:
            raise Refused("host_refused")
        with Exchange(seconds, self.private) as exchange:
            try:
                response = self.adapter.send(request, stream=True, timeout=SOCKET_SECONDS)
                try:
                    return _answer(response.raw, max_bytes)
                finally:
                    response.close()
            except (RequestException, HTTPError, OSError) as error:
                raise NoAnswer(sent=exchange.sent) from error
            finally:
                if exchange.expired:
                    raise NoAnswer(sent=exchange.sent)


def _origin(url: str) -> str | None:
    """Return the origin as the connection will see it: the same parser takes the address apart."""
    try:
        parts = parse_url(url)
    except LocationParseError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.host or parts.auth is not None:
        return None
    return f"{parts.scheme}://{parts.host.lower()}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


def _answer(raw: Any, max_bytes: int) -> Answer:
    if 300 <= raw.status < 400:
        raise Refused("redirect_refused")
    if raw.headers.get("Content-Encoding", "identity") != "identity":
        raise Refused("encoding_refused")
    if int(raw.length_remaining or 0) > max_bytes:
        raise Refused("too_large")
    body = bytearray()
    while chunk := raw.read(CHUNK_BYTES, decode_content=False):
        body += chunk
        if len(body) > max_bytes:
            raise Refused("too_large")
    return Answer(raw.status, raw.headers, bytes(body))
