"""Times, shares and numbers as people read them, in every language the Indonesian way."""

from datetime import datetime

TIME_FORMAT = "%d-%m-%Y %H.%M"


def clock(seconds: float | None) -> str:
    """Format a time in the local time zone."""
    return "" if seconds is None else _formatted(datetime.fromtimestamp(seconds).astimezone())


def sent_clock(sent_at: str | None) -> str:
    """Format the time in a chat export, which is local already; other texts stay."""
    try:
        return _formatted(datetime.fromisoformat(sent_at or ""))
    except ValueError:
        return sent_at or ""


def _formatted(at: datetime) -> str:
    return at.strftime(TIME_FORMAT)


def percent(share: float | None) -> str:
    """Format a share; a dash for None."""
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")


def decimal(value: float | None, digits: int = 4) -> str:
    """Format a number with significant digits; a dash for None."""
    return "–" if value is None else f"{value:.{digits}g}".replace(".", ",")
