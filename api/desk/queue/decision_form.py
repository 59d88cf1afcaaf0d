"""Parses the form of an officer's decision."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import RowMapping

from api.desk.photos.card import KEYBOARD_REASONS, OTHER_REASONS
from api.desk.queue.messages import decision_message
from api.store.database.vault import Vault
from api.store.decisions.decision import BadDecision, StoredDecision
from api.store.photos import answers
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import InvalidNumber
from precheck.office.policy import Office

ALLOWED_REASONS = frozenset({*KEYBOARD_REASONS, *OTHER_REASONS, "number_unread", "screen"})
"""`screen` is offered only as the automatic reason, where the office requires originals."""


def photo_decision(
    photo: RowMapping, lang: str, form: Mapping[str, str], vault: Vault, office: Office
) -> StoredDecision:
    """Return the decision on a photo. Raises BadDecision."""
    decision, confirmed = check_decision(form), form.get("decision") == "confirm"
    number = _number(photo, form.get("number", "").strip(), vault, confirmed=confirmed)
    return StoredDecision(
        decision=decision.decision,
        reason=decision.reason,
        message=decision_message(photo, lang, office, reason=decision.reason, number=number),
        number=number,
        masked=None if number is None else NUMBER_FORMATS[_kind(photo)].mask(number),
    )


def check_decision(form: Mapping[str, str]) -> StoredDecision:
    """Return the decision on a `/check`, whose photo is not stored. Raises BadDecision."""
    reason, decision = form.get("again"), form.get("decision")
    if decision not in {"accept", "confirm"} and reason not in ALLOWED_REASONS:
        raise BadDecision("A decision is to accept, or another photo for a reason.")
    return StoredDecision(decision="accept" if reason is None else "re-photo", reason=reason)


def _kind(photo: RowMapping) -> str:
    return str(((photo["answer"] or {}).get("number") or {}).get("kind", ""))


def _number(photo: RowMapping, typed: str, vault: Vault, *, confirmed: bool) -> str | None:
    """Return the number that the officer confirmed or typed; None for an unconfirmed reading.

    A typed number that equals the reading keeps the reading's spelling.
    """
    kind, read = _kind(photo), answers.full_number(answers.secret_number(vault, photo) or {})
    if kind not in NUMBER_FORMATS or not typed or (typed == read and not confirmed):
        return None
    try:
        number = NUMBER_FORMATS[kind].parse(typed).number
    except InvalidNumber as error:
        raise BadDecision(str(error)) from error
    with suppress(InvalidNumber):
        if read is not None and NUMBER_FORMATS[kind].parse(read).number == number:
            return read
    return number
