"""One line of the doctor: what was examined, what was found, what to do."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is."""

    OK = "ok"
    WARN = "warn"
    """It works; the operator should know or decide."""
    FAIL = "fail"
    """The service does not start, or a part of it does not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line."""

    subject: str
    state: State
    found: str
    advice: str = ""
    """What to do; empty if nothing."""


def ok(subject: str, found: str) -> Finding:
    """Return that all is well."""
    return Finding(subject=subject, state=State.OK, found=found)


def warn(subject: str, found: str, advice: str) -> Finding:
    """Return a warning."""
    return Finding(subject=subject, state=State.WARN, found=found, advice=advice)


def fail(subject: str, found: str, advice: str) -> Finding:
    """Return a failure."""
    return Finding(subject=subject, state=State.FAIL, found=found, advice=advice)
