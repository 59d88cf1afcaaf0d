"""Single values of a delivery's JSON, which may hold anything."""

import math


def clean_text(value: object) -> str | None:
    """Return a text with lone surrogates replaced, as in a cut emoji; None for anything else."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def instant(value: object) -> float | None:
    """Return seconds since 1970; None for anything that is no such number or its text."""
    if not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if math.isfinite(seconds) else None
