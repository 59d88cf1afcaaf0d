"""How often one caller may call: so many calls in any span of time, the rest are told to wait.

Counted per key; per address where the caller shows no valid one. Health is never counted, so that
whoever watches the service always hears of it; of the desk only the sign-in, for behind a proxy all
its people come from one address.
"""

import math
import time
from functools import partial

from flask import Flask, request
from limits import RateLimitItem, parse
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from api.auth import SIGNED_IN, caller, shown_key
from api.logs import log
from api.service import service
from api.settings import Settings
from precheck.errors import BadPolicy, PrecheckError

UNCOUNTED = frozenset({"health.live", "health.is_ready", "static"})
SIGN_IN = "desk.signed_in"
ANSWER = 0.3
"""Seconds that the shared storage has to answer."""
PAUSE = 10
"""Seconds during which a shared storage that did not answer is left alone."""


class TooMany(PrecheckError):
    """The caller asks more often than it may. It waits and asks again."""

    code = "too_many"

    def __init__(self, told: str, retry_after: int = 1) -> None:
        super().__init__(told)
        self.retry_after = retry_after
        """Seconds after which there is room again."""


class Rate:
    """At most so many calls of one caller in any span of the length given.

    Counted by this process alone, or by all that name the same Redis. While that does not answer,
    every process counts for itself.
    """

    def __init__(self, limit: RateLimitItem, storage: str | None) -> None:
        self._limit = limit
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = _shared(storage) if storage is not None else None
        self._shared_from = 0.0

    def count(self, who: str) -> None:
        """Count a call. Raises TooMany, with the seconds to wait, where it is one too many."""
        if self._shared is not None and time.monotonic() >= self._shared_from:
            try:
                return self._count(self._shared, who)
            except StorageError:
                self._shared_from = time.monotonic() + PAUSE
                log.warning("the storage of rates does not answer")
        return self._count(self._own, who)

    def _count(self, counter: MovingWindowRateLimiter, who: str) -> None:
        if counter.hit(self._limit, who):
            return
        free_at = counter.get_window_stats(self._limit, who).reset_time
        wait = max(1, math.ceil(free_at - time.time()))
        raise TooMany(f"More than {self._limit}: ask again in {wait} s.", wait)


def _shared(storage: str) -> MovingWindowRateLimiter:
    try:
        return MovingWindowRateLimiter(
            storage_from_string(
                storage, wrap_exceptions=True, socket_timeout=ANSWER, socket_connect_timeout=ANSWER
            )
        )
    except (ConfigurationError, ValueError) as error:
        raise BadPolicy(f"rate_storage: {error}") from error


def register(app: Flask, settings: Settings) -> None:
    """Count every call but those of health, unless there is no limit. Raises BadPolicy."""
    if not settings.rate:
        return
    storage = settings.rate_storage
    rate = Rate(parse(settings.rate), storage.get_secret_value() if storage else None)
    app.before_request(partial(_count, rate))


def _count(rate: Rate) -> None:
    at_desk = request.blueprint == SIGNED_IN and request.endpoint != SIGN_IN
    if not at_desk and request.endpoint not in UNCOUNTED:
        rate.count(_caller())


def _caller() -> str:
    return caller(shown_key(), service().settings.keys) or f"{request.remote_addr}"
