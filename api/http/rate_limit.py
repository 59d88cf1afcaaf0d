"""Rate limit of calls by the caller of a valid key, or by address without one.

A wrong, expired or revoked key counts for the address that sent it; an IPv6 address counts for its
/64, the network that one subscriber has. Health is exempt, so that monitoring always works. Of the
desk only the sign-in is limited: an office has one address.
Channels are exempt: WhatsApp delivers thousands of statuses a minute, whose signatures are checked
at once.
A call that is refused for want of capacity (503) does not count: else a caller that tries again too
eagerly would spend its rate on refusals, and nothing of it would be checked.
"""

import math
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import TypeVar

from flask import Flask, Response, g, request
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
Answer = TypeVar("Answer")


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

    While Redis does not answer, every process counts for itself. A call counts when it ends; until
    then this process keeps a place for it, so that calls at once are not more than allowed.
    """

    def __init__(self, limit: RateLimitItem, storage: str | None) -> None:
        self._limit = limit
        self._local = MovingWindowRateLimiter(MemoryStorage())
        self._shared = _shared(storage) if storage is not None else None
        self._shared_available_from = 0.0
        self._clock = _clock_difference()
        self._in_progress: Counter[str] = Counter()
        self._changing = Lock()

    def begin(self, who: str) -> None:
        """Keep a place for a call. Raises TooMany, with the seconds to wait, beyond the limit."""
        with self._changing:
            self._in_progress[who] += 1
            places = self._in_progress[who]
        wait = self._with_counter(partial(self._seconds_to_wait, who, places))
        if wait is not None:
            self._release(who)
            raise TooMany(f"More than {self._limit}: ask again in {wait} s.", wait)

    def end(self, who: str, *, counts: bool) -> None:
        """Count a call that has ended, if it counts, and give up its place."""
        if counts:
            self._with_counter(lambda counter: counter.hit(self._limit, who))
        self._release(who)

    def _release(self, who: str) -> None:
        with self._changing:
            self._in_progress[who] -= 1
            if not self._in_progress[who]:
                del self._in_progress[who]

    def _with_counter(self, ask: Callable[[MovingWindowRateLimiter], Answer]) -> Answer:
        """Return what the counter in use answers."""
        if self._shared is not None and time.monotonic() >= self._shared_available_from:
            try:
                return ask(self._shared)
            except StorageError:
                self._shared_available_from = time.monotonic() + STORAGE_PAUSE_SECONDS
                log.warning("the storage of rates does not answer")
        self._begin_anew_if_clock_was_set()
        return ask(self._local)

    def _begin_anew_if_clock_was_set(self) -> None:
        """Forget the calls counted here: those of a clock set back would count until it is then."""
        now = _clock_difference()
        if abs(now - self._clock) > MAX_CLOCK_STEP_SECONDS:
            self._clock = now
            self._local = MovingWindowRateLimiter(MemoryStorage())

    def _seconds_to_wait(
        self, who: str, places: int, counter: MovingWindowRateLimiter
    ) -> int | None:
        """Return None where so many calls are allowed; else when one is."""
        if counter.test(self._limit, who, cost=places):
            return None
        window = counter.get_window_stats(self._limit, who)
        if window.remaining > 0:  # the calls in progress take the rest
            return 1
        return max(1, math.ceil(window.reset_time - time.time()))


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
    app.before_request(partial(_begin_request, limiter))
    app.after_request(_note_refusal)
    app.teardown_request(partial(_end_request, limiter))


def _begin_request(limiter: RateLimiter) -> None:
    at_desk = request.blueprint == DESK_BLUEPRINT and request.endpoint not in SIGN_IN_ENDPOINTS
    exempt = request.endpoint in EXEMPT_ENDPOINTS or request.blueprint in CHANNEL_BLUEPRINTS
    if not at_desk and not exempt:
        caller = _caller()
        limiter.begin(caller)
        g.rated_caller = caller


def _note_refusal(response: Response) -> Response:
    g.for_want_of_capacity = response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    return response


def _end_request(limiter: RateLimiter, _crash: BaseException | None) -> None:
    caller = g.pop("rated_caller", None)
    if caller is not None:
        limiter.end(caller, counts=not g.get("for_want_of_capacity", False))


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
