"""An officer's form becomes a ruling."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import RowMapping

from api.desk import messages
from api.desk.card import KEYED, OTHERS
from api.store import answers
from api.store.crypto import Vault
from api.store.decisions import BadRuling, Ruling
from precheck.numbers import FORMATS, InvalidNumber
from precheck.office import Office

REASONS = frozenset({*KEYED, *OTHERS, "number_unread", "screen"})
"""`screen` only where the machine says so: the office then insists on originals."""


def ruling(
    photo: RowMapping, lang: str, form: Mapping[str, str], vault: Vault, office: Office
) -> Ruling:
    """Return what the officer decides. Raises BadRuling."""
    told, confirmed = of_check(form), form.get("decision") == "confirm"
    number = _number(photo, form.get("number", "").strip(), vault, confirmed=confirmed)
    return Ruling(
        decision=told.decision,
        reason=told.reason,
        message=messages.told(photo, lang, office, reason=told.reason, number=number),
        number=number,
        masked=None if number is None else FORMATS[_kind(photo)].mask(number),
    )


def of_check(form: Mapping[str, str]) -> Ruling:
    """Return what the officer decides, of a photo that is not here. Raises BadRuling."""
    reason, decision = form.get("again"), form.get("decision")
    if decision not in {"accept", "confirm"} and reason not in REASONS:
        raise BadRuling("A decision is to accept, or another photo for a reason.")
    return Ruling(decision="accept" if reason is None else "re-photo", reason=reason)


def _kind(photo: RowMapping) -> str:
    return str(((photo["answer"] or {}).get("number") or {}).get("kind", ""))


def _number(photo: RowMapping, typed: str, vault: Vault, *, confirmed: bool) -> str | None:
    """Return the number confirmed or typed; the machine's own spelling where it is the same.

    What the machine read and nobody confirmed is neither.
    """
    kind, read = _kind(photo), answers.full_number(answers.number(vault, photo) or {})
    if kind not in FORMATS or not typed or (typed == read and not confirmed):
        return None
    try:
        number = FORMATS[kind].validate(typed)
    except InvalidNumber as error:
        raise BadRuling(str(error)) from error
    with suppress(InvalidNumber):
        if read is not None and FORMATS[kind].validate(read) == number:
            return read
    return number
