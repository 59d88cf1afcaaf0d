"""Rate limit of calls by the caller of a valid key, or by address without one.

A wrong, expired or revoked key counts for the address that sent it; an IPv6 address counts for its
/64, the network that one subscriber has. Health is exempt, so that monitoring always works. Of the
desk only the sign-in is limited: an office has one address.
Channels are exempt: WhatsApp delivers thousands of statuses a minute, whose signatures are checked
at once.
"""

import math
import time
from functools import partial
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, request
from limits import RateLimitItem, parse
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from api.errors import ServiceError
from api.http.auth import CHANNEL_BLUEPRINTS, DESK_BLUEPRINT, valid_key
from api.process.logs import log
from api.settings import Settings
from precheck.errors import BadPolicy

EXEMPT_ENDPOINTS = frozenset({"health.live", "health.is_ready", "health.storage", "static"})
SIGN_IN_ENDPOINTS = frozenset({"desk.signed_in", "desk.oidc_begin", "desk.oidc_finish"})
STORAGE_TIMEOUT_SECONDS = 0.3
STORAGE_PAUSE_SECONDS = 10
"""Time during which a shared storage that did not answer is not used."""
IPV6_PREFIX = 64
"""Bits of the network of one subscriber, who may use any address in it (RFC 6177)."""
MAX_CLOCK_STEP_SECONDS = 5.0
"""Steps up to this one are those of time synchronisation."""


class TooMany(ServiceError):
    """The caller exceeds its rate limit. It waits and tries again."""

    code = "too_many"
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, retry_after: int = 1) -> None:
        """retry_after: seconds after which a call is allowed."""
        super().__init__(message)
        self.headers = (("Retry-After", str(retry_after)),)


class RateLimiter:
    """Moving-window rate limit, counted by this process or by all that share one Redis.

    While Redis does not answer, every process counts for itself.
    """

    def __init__(self, limit: RateLimitItem, storage: str | None) -> None:
        self._limit = limit
        self._local = MovingWindowRateLimiter(MemoryStorage())
        self._shared = _shared(storage) if storage is not None else None
        self._shared_available_from = 0.0
        self._clock = _clock_difference()

    def count(self, who: str) -> None:
        """Count a call. Raises TooMany, with the seconds to wait, beyond the limit."""
        if self._shared is not None and time.monotonic() >= self._shared_available_from:
            try:
                return self._count(self._shared, who)
            except StorageError:
                self._shared_available_from = time.monotonic() + STORAGE_PAUSE_SECONDS
                log.warning("the storage of rates does not answer")
        self._begin_anew_if_clock_was_set()
        return self._count(self._local, who)

    def _begin_anew_if_clock_was_set(self) -> None:
        """Forget the calls counted here: those of a clock set back would count until it is then."""
        now = _clock_difference()
        if abs(now - self._clock) > MAX_CLOCK_STEP_SECONDS:
            self._clock = now
            self._local = MovingWindowRateLimiter(MemoryStorage())

    def _count(self, counter: MovingWindowRateLimiter, who: str) -> None:
        if counter.hit(self._limit, who):
            return
        free_at = counter.get_window_stats(self._limit, who).reset_time
        wait = max(1, math.ceil(free_at - time.time()))
        raise TooMany(f"More than {self._limit}: ask again in {wait} s.", wait)


def _clock_difference() -> float:
    return time.time() - time.monotonic()


def _shared(storage: str) -> MovingWindowRateLimiter:
    try:
        return MovingWindowRateLimiter(
            storage_from_string(
                storage,
                wrap_exceptions=True,
                socket_timeout=STORAGE_TIMEOUT_SECONDS,
                socket_connect_timeout=STORAGE_TIMEOUT_SECONDS,
            )
        )
    except (ConfigurationError, ValueError) as error:
        raise BadPolicy(f"rate_storage: {error}") from error


def register(app: Flask, settings: Settings) -> None:
    """Limit the rate of all calls but the exempt ones, if a limit is set. Raises BadPolicy."""
    if not settings.rate:
        return
    storage = settings.rate_storage
    limiter = RateLimiter(parse(settings.rate), storage.get_secret_value() if storage else None)
    app.before_request(partial(_count_request, limiter))


def _count_request(limiter: RateLimiter) -> None:
    at_desk = request.blueprint == DESK_BLUEPRINT and request.endpoint not in SIGN_IN_ENDPOINTS
    exempt = request.endpoint in EXEMPT_ENDPOINTS or request.blueprint in CHANNEL_BLUEPRINTS
    if not at_desk and not exempt:
        limiter.count(_caller())


def _caller() -> str:
    key = valid_key()
    return counted_address(f"{request.remote_addr}") if key is None else key.name


def counted_address(address: str) -> str:
    """Return what an address counts for: itself, or the /64 network of an IPv6 address.

    IPv4 written as IPv6 counts as IPv4; text that is no address counts as it is.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), IPV6_PREFIX), strict=False))
