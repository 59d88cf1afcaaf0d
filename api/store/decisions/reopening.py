"""Decisions that a supervisor replaces in one act, also after the picture is gone.

No photo is left undecided in between: it would expire, and its citizen be asked for another one.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, select

from api.store import audit_trail, figure_days, office_suite
from api.store.database.vault import Vault
from api.store.decisions import recording
from api.store.decisions.decision import Act, AlreadyDecided, StoredDecision
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import DECISIONS


class Why(StrEnum):
    """Why a decision is opened again."""

    WRONG_KEY = "wrong_key"
    OBJECTION = "objection"
    """Of the citizen, or of who uses the photo."""
    UNREADABLE = "unreadable"
    """What was accepted cannot be read after all."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """Which decision is opened again, and why."""

    photo_id: str
    instead_of: str | None
    """Id of the decision in force that the officer has seen."""
    why: Why


def decide_again(
    connection: Connection, vault: Vault, of: Reopening, decision: StoredDecision, act: Act
) -> str:
    """Replace the decision on a photo; return the new decision's id.

    The earlier one stays in the history; what it did with the number stays in force. Raises
    AlreadyDecided unless the decision `of.instead_of` is in force.
    """
    query = (
        select(PHOTOS.c.decision, PHOTOS.c.decided_by, DECISIONS.c.number)
        .join(DECISIONS, DECISIONS.c.id == PHOTOS.c.decision_id)
        .where(PHOTOS.c.id == of.photo_id, PHOTOS.c.decision_id == of.instead_of)
        .with_for_update(of=PHOTOS)
    )
    before = connection.execute(query).mappings().first()
    if before is None:
        raise AlreadyDecided("This photo has another decision meanwhile, or none.")
    figure_days.forget_decisions_on(connection, of.photo_id)
    office_suite.forget(connection, of.photo_id)
    cleared = {"decision": None, "sent_at": None, "sent_by": None}
    connection.execute(PHOTOS.update().where(PHOTOS.c.id == of.photo_id).values(**cleared))
    kept = replace(decision, kept_outcome=before["number"])
    id_ = recording.decide(connection, vault, of.photo_id, kept, act)
    detail = {"why": of.why, "from": before["decided_by"], "before": before["decision"]}
    audit_trail.add(connection, act.who, "reopen", of.photo_id, detail)
    return id_
