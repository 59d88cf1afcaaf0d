"""What an officer who sees the truth decides on a card, and by which keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.api.desk.night.folder import Truth

DECIDES, NUMBERS, ASKED = "one a photo", "digits of numbers", "reasons asked for"
"""What keys are for."""
OTHER_REASON = "blur"
"""Reason of a fault without a key of its own."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the page shows of a photo."""

    id: str
    """Empty if nothing waits."""
    file: str
    kind: str | None
    """Of the number in the field; None without a field."""
    number: str
    doubtful: bool
    selected: int | None
    """The digit that the page has selected; None if the cursor is not in the field."""
    reason: str | None
    """The machine's, which R stands for."""
    reasons: dict[str, str]
    """Other reasons and their keys."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A decision as its officer remembers it."""

    decision: str
    reason: str | None = None
    number: str | None = None
    """confirmed, corrected, or None if it was left alone."""


Keys = Sequence[tuple[str, str]]
"""Keys and what each is for; the last one decides."""


def choose(card: Card, truth: Truth) -> tuple[Logged, Keys]:
    """Return the decision on a card and the keys it takes."""
    return _accept(card, truth) if truth.readable else _refuse(card, truth)


def _accept(card: Card, truth: Truth) -> tuple[Logged, Keys]:
    if not card.doubtful:
        return Logged("accept"), [("a", DECIDES)]
    if truth.number is None:  # the photo alone is accepted, once it is asked
        return Logged("accept"), [("a", ASKED), ("a", DECIDES)]
    if card.number == truth.number:
        return Logged("accept", number="confirmed"), [("Enter", DECIDES)]
    typed = corrections(card.number, truth.number, card.selected)
    keys = [*((key, NUMBERS) for key in typed), ("Enter", DECIDES)]
    return Logged("accept", number="corrected"), keys


def _refuse(card: Card, truth: Truth) -> tuple[Logged, Keys]:
    if card.reason:
        return Logged("re-photo", card.reason), [("r", DECIDES)]
    reason = next((one for one in truth.reasons if one in card.reasons), OTHER_REASON)
    key = card.reasons[reason]
    if card.selected is None:
        return Logged("re-photo", reason), [(key, DECIDES)]
    return Logged("re-photo", reason), [("r", ASKED), (key, DECIDES)]


def corrections(shown: str, right: str, selected: int | None) -> list[str]:
    """Return the keys that turn the field's number into the right one.

    selected: the digit that the page has selected; None if the cursor is not in the field.
    """
    if selected is None:
        return ["e", "Control+a", *right]
    if len(shown) != len(right):
        return ["Control+a", *right]
    keys: list[str] = []
    cursor, marked = selected, True
    for place in (at for at, digit in enumerate(right) if shown[at] != digit):
        if marked and place != cursor:  # the first arrow only leaves the selection
            keys.append("ArrowRight" if place > cursor else "ArrowLeft")
            cursor, marked = cursor + (place > cursor), False
        keys += ["ArrowRight" if place > cursor else "ArrowLeft"] * abs(place - cursor)
        keys += [right[place]] if marked else ["Delete", right[place]]
        cursor, marked = place + 1, False
    return keys
