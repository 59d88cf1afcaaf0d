"""How a reading of the number compares: with another, the one expected, other sheets' numbers."""

import hmac
from dataclasses import replace

from precheck.extract.candidates import normal
from precheck.number import Expected, Number, NumberState
from precheck.numbers import FORMATS


def compared(number: Number, expected: str | None) -> Number:
    """Say how the number read compares with the one expected, in constant time."""
    if expected is None:
        return number
    if number.value is None:
        return replace(number, expected=Expected.CANNOT_TELL)
    wanted = normal(number.kind, FORMATS[number.kind].compact(expected))[0]
    same = hmac.compare_digest(number.value.encode(), wanted.encode())
    return replace(number, expected=Expected.MATCH if same else Expected.DIFFERS)


def better(one: Number, other: Number) -> Number:
    """Return the reading that tells more; the first where both tell as much."""
    order = (NumberState.UNREAD, NumberState.DOUBTFUL, NumberState.READ)
    return max(one, other, key=lambda told: (order.index(told.state), told.confidence or 0.0))


def among(number: Number, others: int) -> Number:
    """Call a number doubtful where `others` further sheets may bear the one that is meant.

    It is the number of the sheet in `box`, and no more likely the right one than theirs.
    """
    if not others:
        return number
    chance = None if number.confidence is None else number.confidence / (1 + others)
    if number.state is not NumberState.READ:
        return replace(number, confidence=chance)
    return replace(
        number,
        state=NumberState.DOUBTFUL,
        value=None,
        candidate=number.value,
        confidence=chance,
    )
