"""Examines everything; what cannot be examined is a failure of its own."""

from collections.abc import Callable, Iterator
from typing import Any

from api.doctor import callers, checking, configuration, machine, servers
from api.doctor import port as ports
from api.doctor.finding import Finding, fail, warn
from api.settings import Settings
from precheck.errors import BadPolicy

Further = Callable[[Settings], Iterator[Finding]]
"""Examines what the doctor does not know."""


def examine(further: Further) -> Iterator[Finding]:
    """Yield the findings, one by one."""
    found, settings = configuration.settings()
    yield found
    if settings is not None:
        yield from _configured(settings)
        yield from _further(further, settings)
    for one in (machine.scratch, machine.swap):
        yield from _examined(one)
    for one in (checking.models, checking.tesseract, checking.check):
        yield from _examined(one)


def _configured(settings: Settings) -> Iterator[Finding]:
    """Yield what depends on the settings."""
    for one in (configuration.policy, configuration.secret, configuration.https):
        yield from _examined(one, settings)
    with servers.database(settings) as (found, connection, unused):
        yield found
        if connection is not None or unused:
            yield from _examined(callers.keys, settings, connection)
        else:
            yield warn("keys", "unknown: the database cannot be read", "See the line above.")
        yield from _examined(callers.desk, connection)
        yield from _examined(machine.clock, connection)
    for other in (servers.broker, servers.redis, machine.disk, machine.memory, ports.port):
        yield from _examined(other, settings)


def _further(further: Further, settings: Settings) -> Iterator[Finding]:
    """Yield the findings of others, until they fail."""
    try:
        yield from further(settings)
    except Exception as error:  # noqa: BLE001 - the other subjects are examined all the same
        kind = type(error).__qualname__
        yield fail("channels", f"cannot be examined: {kind}", "Report this line.")


def _examined(subject: Callable[..., Finding | None], *arguments: Any) -> Iterator[Finding]:
    """Yield the finding, if there is anything to find."""
    try:
        found = subject(*arguments)
    except BadPolicy:
        advice = "See the line of the policy."
        found = warn(subject.__name__, "unknown: the office's rules cannot be read", advice)
    except Exception as error:  # noqa: BLE001 - the other subjects are examined all the same
        kind = type(error).__qualname__
        found = fail(subject.__name__, f"cannot be examined: {kind}", "Report this line.")
    if found is not None:
        yield found
