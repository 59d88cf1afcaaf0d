"""Compares the number read: with another reading, the expected number, further sheets."""

import hmac
from dataclasses import replace

from precheck.number.candidates import normalise
from precheck.number.result import Expected, Number, NumberState
from precheck.number_formats.formats import NUMBER_FORMATS


def compare_expected(number: Number, expected: str | None) -> Number:
    """Return the number with its comparison to the expected one, made in constant time."""
    if expected is None:
        return number
    if number.value is None:
        return replace(number, expected=Expected.CANNOT_TELL)
    wanted = normalise(number.kind, NUMBER_FORMATS[number.kind].compact(expected))[0]
    same = hmac.compare_digest(number.value.encode(), wanted.encode())
    return replace(number, expected=Expected.MATCH if same else Expected.DIFFERS)


def more_certain(one: Number, other: Number) -> Number:
    """Return the reading of the higher state, then confidence; the first one on a tie."""
    states = list(NumberState)  # from the most certain
    return max(one, other, key=lambda n: (-states.index(n.state), n.confidence or 0.0))


def among_sheets(number: Number, rivals: int) -> Number:
    """Return the number, doubtful if any of `rivals` further sheets may be the requested one.

    Each sheet is equally likely to be the requested one: the confidence is divided among them.
    """
    if not rivals:
        return number
    confidence = None if number.confidence is None else number.confidence / (1 + rivals)
    if number.state is NumberState.READ:
        doubtful = NumberState.DOUBTFUL
        number = replace(number, state=doubtful, value=None, candidate=number.value)
    return replace(number, confidence=confidence)
