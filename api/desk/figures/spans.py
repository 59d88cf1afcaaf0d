"""The spans of days that a request may ask for."""

from flask import request

DAY_SECONDS = 86400.0
SPANS_IN_DAYS = (7, 30, 90)


def span_in_days() -> int:
    """Return the span that the request asks for; 30 days where it names none of them."""
    days = request.args.get("days", 30, type=int)
    return days if days in SPANS_IN_DAYS else 30
