"""Why a text is no number of its kind. The class is the message, as in python-stdnum."""


class InvalidNumber(ValueError):
    """Base: the text is no such number. Never says which text, so that it may be logged."""


class WrongShape(InvalidNumber):
    """Signs that the number never holds, or parts in the wrong order."""


class WrongLength(InvalidNumber):
    """Too many or too few signs; nothing is trimmed or filled up."""


class NoSuchDate(InvalidNumber):
    """A date that no calendar has, or that is yet to come."""


class NoSuchSequence(InvalidNumber):
    """Sequence 0000, which no office gives out."""
