"""Records officers' decisions with a copy of the automatic verdict, without any picture."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from api.store import figure_days, submissions
from api.store.batches import Rank
from api.store.database.vault import Vault
from api.store.decisions import callbacks, lessons
from api.store.decisions.decision import Act, AlreadyDecided, StoredDecision
from api.store.photos import answers, claims
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.officers import DECISIONS
from precheck.answer.as_json import new_id


def decide(
    connection: Connection, vault: Vault, photo_id: str, decision: StoredDecision, act: Act
) -> str:
    """Record the decision on a photo and return the decision's id.

    The decision on a handed-over photo or on one of a submission is queued for the callback. Raises
    AlreadyDecided.
    """
    photo = _undecided(connection, photo_id, act)
    id_ = _insert(
        *(connection, vault, photo, act),
        decision=decision.decision,
        reason=decision.reason,
        number=_number_outcome(vault, photo, decision),
    )
    values = {
        "decision": decision.decision,
        "decision_id": id_,
        "decision_reason": decision.reason,
        "message": decision.message or photo["message"],
        "decided_by": act.who,
        "decided_at": act.at,
        "claimed_by": None,
        "claim_until": None,
        **_number_columns(vault, photo_id, decision),
    }
    connection.execute(PHOTOS.update().where(PHOTOS.c.id == photo_id).values(**values))
    if photo["filing"] is not None:
        submissions.mark_stale(connection, photo["batch_id"])
    if photo["rank"] == Rank.HANDOVER or photo["filing"] is not None:
        callbacks.enqueue(connection, id_, photo_id, act.at)
    return id_


def decide_check(
    connection: Connection, check: RowMapping, decision: StoredDecision, act: Act
) -> str:
    """Record the decision on a `/check` and return its id; the last of several counts."""
    figure_days.forget_decisions_on(connection, check["id"])
    id_ = new_id()
    names = ("line", "type", "verdict", "p_accept", "reasons", "measures", "version")
    connection.execute(
        DECISIONS.insert().values(
            id=id_,
            act="decide",
            subject="check",
            subject_id=check["id"],
            decision=decision.decision,
            reason=decision.reason,
            **{name: check[name] for name in names},
            **act.columns,
        )
    )
    return id_


def photo_columns(photo: RowMapping) -> dict[str, Any]:
    """Return the columns of a decision that copy the photo's automatic verdict."""
    answer = photo["answer"] or {}
    names = (
        *("line", "batch_id", "type", "officer_type", "verdict", "p_accept"),
        *("sampled", "sampling_probability"),
    )
    return {
        "subject": "photo",
        "subject_id": photo["id"],
        **{name: answer.get(name) for name in ("reasons", "measures", "version")},
        **{name: photo[name] for name in names},
    }


def _insert(
    connection: Connection, vault: Vault, photo: RowMapping, act: Act, **values: str | None
) -> str:
    id_ = new_id()
    row = {"id": id_, "act": "decide", **values, **photo_columns(photo), **act.columns}
    connection.execute(DECISIONS.insert().values(**row))
    lessons.keep(connection, vault, photo, id_, act.at)
    return id_


def _undecided(connection: Connection, photo_id: str, act: Act) -> RowMapping:
    open_: ColumnElement[bool] = (
        (PHOTOS.c.id == photo_id)
        & PHOTOS.c.state.in_(("done", "dead"))
        & PHOTOS.c.decision.is_(None)
        & claims.free(act.who, act.at)
    )
    with_line = select(PHOTOS, BATCHES.c.line).join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
    query = with_line.where(open_).with_for_update(of=PHOTOS)
    photo: RowMapping | None = connection.execute(query).mappings().first()
    if photo is None:
        raise AlreadyDecided("This photo is decided already, claimed by another officer, or gone.")
    return photo


def _number_outcome(vault: Vault, photo: RowMapping, decision: StoredDecision) -> str | None:
    if decision.number is None:
        return decision.kept_outcome
    same = vault.mac("number", decision.number) == photo["number_mac"]
    return "confirmed" if same else "corrected"


def _number_columns(vault: Vault, photo_id: str, decision: StoredDecision) -> dict[str, Any]:
    if decision.number is None:
        return {}
    return {
        "sealed_typed": answers.seal_typed(vault, decision.number, photo_id),
        "number_mac": vault.mac("number", decision.number),
        "number_masked": decision.masked,
    }
