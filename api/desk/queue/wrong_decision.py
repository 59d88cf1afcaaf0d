"""What is wrong with a decision, in the page's language, and the digits to look at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from api.desk.pages.language import in_language
from api.store.database.vault import Vault
from api.store.decisions.decision import BadDecision
from api.store.photos import answers
from api.store.photos.number_kinds import answered_number
from precheck.number_formats.faults import FAULT_WORDS, Span, place_in


@dataclass(frozen=True, slots=True)
class WrongDecision:
    """A decision that was not recorded."""

    text: str
    typed: str | None = None
    """What was typed as the number, kept in its field."""
    select: Span | None = None
    """Begin and end of what is selected in the field."""


def explain(
    error: BadDecision, photo: RowMapping, form: Mapping[str, str], vault: Vault
) -> WrongDecision:
    """Return what the card says after this error."""
    typed = form.get("number")
    if error.number is None or typed is None:
        text = in_language(
            "Pilih terima, atau foto ulang dengan alasannya.",
            "Accept, or ask for another photo with its reason.",
        )
        return WrongDecision(text, typed)
    select = selected(typed, error.number.where, doubtful_positions(photo, vault))
    return WrongDecision(in_language(*FAULT_WORDS[error.number.fault]), typed, select)


def selected(typed: str, where: Span | None, doubtful: Sequence[int]) -> Span:
    """Return what to select: a doubtful digit among those at fault, else all of these.

    Where any may be at fault, the first doubtful digit, or the end. where and doubtful count
    letters and digits alone.
    """
    suspects = [at for at in doubtful if where is None or where[0] <= at < where[1]]
    place = (suspects[0], suspects[0] + 1) if suspects else where
    return (len(typed), len(typed)) if place is None else place_in(typed, place)


def doubtful_positions(photo: RowMapping, vault: Vault) -> list[int]:
    """Return the positions of the reading that are not sure, counted over letters and digits."""
    known = answered_number(photo) and answers.secret_number(vault, photo)
    digits = [one for one in (known or {}).get("digits") or () if one["char"].isalnum()]
    return [at for at, one in enumerate(digits) if one["state"] != "read"]
