"""How the number that was read compares with the one the caller expects."""

import hmac
from dataclasses import replace

from precheck.extract.candidates import normal
from precheck.number import Expected, Number
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
