"""Times in answers."""

from datetime import UTC, datetime


def iso_timestamp(seconds: float | None) -> str | None:
    """Return seconds since 1970 as ISO 8601 in UTC; None for None."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat("T", "seconds")
