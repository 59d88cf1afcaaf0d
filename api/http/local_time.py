"""Times and days as the office's clocks show them. What is stored, and the API, is in UTC."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

QUARTER_HOUR_SECONDS = 900
"""In every time zone a day begins at a full quarter hour."""
FORMAT = "%d-%m-%Y %H.%M"
ABBREVIATIONS: Mapping[float, str] = {7.0: "WIB", 8.0: "WITA", 9.0: "WIT"}
"""Indonesia's zones, by hours ahead of UTC."""


def local(seconds: float, zone: ZoneInfo) -> datetime:
    """Return seconds since 1970 in the office's time zone."""
    return datetime.fromtimestamp(seconds, zone)


def clock(seconds: float | None, zone: ZoneInfo) -> str:
    """Format a time with its zone, as `02-12-2026 08.15 WIB`; empty for None."""
    if seconds is None:
        return ""
    at = local(seconds, zone)
    return f"{at.strftime(FORMAT)} {abbreviation(at)}"


def abbreviation(at: datetime) -> str:
    """Return WIB, WITA or WIT, as officers write them; of other zones the name of their data."""
    offset = at.utcoffset()
    hours = None if offset is None else offset.total_seconds() / 3600
    return ABBREVIATIONS.get(hours or 0.0) or at.tzname() or ""


def day_of(seconds: float, zone: ZoneInfo) -> date:
    """Return the office's day of a time."""
    return _day(int(seconds // QUARTER_HOUR_SECONDS), zone)


@lru_cache(maxsize=10_000)
def _day(quarter: int, zone: ZoneInfo) -> date:
    return local(quarter * QUARTER_HOUR_SECONDS, zone).date()


def midnight(day: date, zone: ZoneInfo) -> float:
    """Return when the office's day begins, in seconds since 1970."""
    return datetime.combine(day, time(), zone).astimezone(UTC).timestamp()
