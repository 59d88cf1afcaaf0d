"""Times and days on the desk's pages, in the office's time zone."""

import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.http import local_time
from api.service import service


def zone() -> ZoneInfo:
    """Return the office's time zone."""
    return service().settings.timezone


def clock(seconds: float | None) -> str:
    """Format a time with its zone."""
    return local_time.clock(seconds, zone())


def clock_with_seconds(seconds: float) -> str:
    """Format a time to the second, with its zone."""
    at = local_time.local(seconds, zone())
    return f"{at.strftime(local_time.FORMAT)}.{at:%S} {local_time.abbreviation(at)}"


def midnight(day: str, *, days: int = 0) -> float | None:
    """Return when a day (ISO 8601) begins, some days later; None if it is no day."""
    try:
        return local_time.midnight(date.fromisoformat(day) + timedelta(days=days), zone())
    except (ValueError, OverflowError):
        return None


def today() -> date:
    """Return the office's day."""
    return local_time.day_of(time.time(), zone())


def cell_time(seconds: float | None) -> datetime | None:
    """Return a time for a cell of a table, which knows no time zone."""
    return None if seconds is None else local_time.local(int(seconds), zone()).replace(tzinfo=None)
