"""Parses the form of an officer's decision."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import RowMapping

from api.desk.photos.card import KEYBOARD_REASONS, OTHER_REASONS
from api.desk.queue.messages import decision_message, file_error_message
from api.store.database.vault import Vault
from api.store.decisions.decision import BadDecision, StoredDecision
from api.store.photos import answers
from api.store.photos.number_kinds import answered_number, number_kind
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import InvalidNumber
from precheck.office.policy import Office

ALLOWED_REASONS = frozenset({*KEYBOARD_REASONS, *OTHER_REASONS, "number_unread", "screen"})
"""`screen` is offered only as the automatic reason, where the office requires originals."""


class NumberUnconfirmed(Exception):
    """The photo is accepted as it is, though digits of its number are doubtful: asked once."""


def photo_decision(
    photo: RowMapping, lang: str, form: Mapping[str, str], vault: Vault, office: Office
) -> StoredDecision:
    """Return the decision on a photo. Raises BadDecision.

    Raises NumberUnconfirmed if the form holds `ask`, accepts the photo, and leaves alone a number
    with doubtful digits.
    """
    if answers.is_broken(photo):
        return _broken_file_decision(photo, lang, form, office)
    decision, confirmed = check_decision(form), form.get("decision") == "confirm"
    number = _number(photo, form.get("number", "").strip(), vault, confirmed=confirmed)
    doubtful = (answered_number(photo) or {}).get("state") == "doubtful"
    if "ask" in form and decision.decision == "accept" and doubtful and number is None:
        raise NumberUnconfirmed
    return StoredDecision(
        decision=decision.decision,
        reason=decision.reason,
        message=decision_message(photo, lang, office, reason=decision.reason, number=number),
        number=number,
        masked=None if number is None else NUMBER_FORMATS[number_kind(photo)].mask(number),
    )


def check_decision(form: Mapping[str, str]) -> StoredDecision:
    """Return the decision on a `/check`, whose photo is not stored. Raises BadDecision."""
    reason, decision = form.get("again"), form.get("decision")
    if decision not in {"accept", "confirm"} and reason not in ALLOWED_REASONS:
        raise BadDecision("A decision is to accept, or another photo for a reason.")
    return StoredDecision(decision="accept" if reason is None else "re-photo", reason=reason)


def _broken_file_decision(
    photo: RowMapping, lang: str, form: Mapping[str, str], office: Office
) -> StoredDecision:
    """Return the only decision on a file that nobody can look at: to ask for it again."""
    if form.get("again") != photo["error"]:
        raise BadDecision("This file cannot be opened: ask for another one.")
    message = file_error_message(photo["error"], lang, office)
    return StoredDecision(decision="re-photo", reason=photo["error"], message=message)


def _number(photo: RowMapping, typed: str, vault: Vault, *, confirmed: bool) -> str | None:
    """Return the number that the officer confirmed or typed; None for an unconfirmed reading.

    A typed number that equals the reading keeps the reading's spelling. Raises BadDecision.
    """
    kind, read = number_kind(photo), answers.read_number(vault, photo)
    if kind not in NUMBER_FORMATS or not typed or (typed == read and not confirmed):
        return None
    try:
        number = NUMBER_FORMATS[kind].parse(typed).number
    except InvalidNumber as error:
        raise BadDecision(str(error), error) from error
    with suppress(InvalidNumber):
        if read is not None and NUMBER_FORMATS[kind].parse(read).number == number:
            return read
    return number
