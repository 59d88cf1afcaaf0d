"""What a key allows."""

from enum import StrEnum


class Scope(StrEnum):
    """What a key allows; each stands for a part of the service."""

    CHECK = "check"
    """Check single photos and record decisions on them."""
    BATCHES = "batches"
    """Upload batches and hand-overs, and fetch their results."""
    SUBMISSIONS = "submissions"
    """Bring the photos of one citizen's request."""
    METRICS = "metrics"
    """Read the metrics of the service."""


ALL_SCOPES = frozenset(Scope)


def read_scopes(text: str) -> frozenset[Scope]:
    """Return the scopes of a text such as `check+batches`. Raises ValueError."""
    try:
        return frozenset(Scope(name) for name in text.split("+"))
    except ValueError as error:
        raise ValueError(f"{error}; scopes: {', '.join(Scope)}") from error


def write_scopes(scopes: frozenset[Scope]) -> str:
    """Return the text of scopes, in the order of their definition."""
    return "+".join(scope for scope in Scope if scope in scopes)
