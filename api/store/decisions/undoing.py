"""Undoes decisions as long as the pictures are kept."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select, true, union_all

from api.store import figure_days, submissions
from api.store.database.vault import Vault
from api.store.decisions import callbacks
from api.store.decisions.decision import Act
from api.store.decisions.recording import photo_columns
from api.store.photos import answers
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import DECISIONS
from precheck.answer.as_json import new_id

_RESET_COLUMNS: dict[str, None] = dict.fromkeys(
    (
        *("decision", "decision_id", "decision_reason", "decided_by", "decided_at"),
        *("sealed_typed", "sent_at", "sent_by"),
    )
)
_CAN_BE_DECIDED_AGAIN: tuple[ColumnElement[bool], ...] = (
    PHOTOS.c.file_id.is_not(None),
    PHOTOS.c.error.is_not(None)
    & PHOTOS.c.verdict.is_(None)
    & (PHOTOS.c.state == "done")
    & ~PHOTOS.c.for_officer,
)
"""The picture is kept, or it was a broken file, which nobody looks at; an index for each."""


def undo(connection: Connection, vault: Vault, group_id: str, act: Act) -> int:
    """Undo the decisions of one act whose pictures are kept; return their number."""
    of_group = (DECISIONS.c.group_id == group_id) & (DECISIONS.c.act == "decide")
    query = (
        select(PHOTOS, DECISIONS.c.line)
        .join(DECISIONS, DECISIONS.c.id == PHOTOS.c.decision_id)
        .where(of_group, or_(*_CAN_BE_DECIDED_AGAIN))
    )
    photos = connection.execute(query).mappings().all()
    figure_days.forget(connection, DECISIONS.c.at, of_group)  # in applications also of old days
    for photo in photos:
        row = {"id": new_id(), "act": "undo", **photo_columns(photo), **act.columns}
        connection.execute(DECISIONS.insert().values(**row))
        values = {**_RESET_COLUMNS, **_automatic_columns(vault, photo)}
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == photo["id"]).values(**values))
        callbacks.cancel(connection, photo["id"])
        if photo["filing"] is not None:
            submissions.mark_stale(connection, photo["batch_id"])
    return len(photos)


def last_group(
    connection: Connection, who: str, batch_id: str | None = None, photo_id: str | None = None
) -> str | None:
    """Return the group id of the officer's last act that can be undone.

    Optionally only of one batch, or only an act that decided one photo.
    """
    mine = PHOTOS.c.decided_by == who
    in_batch = true() if batch_id is None else PHOTOS.c.batch_id == batch_id
    of_photo = true() if photo_id is None else PHOTOS.c.id == photo_id
    decided = select(PHOTOS.c.decision_id).where(mine, in_batch, of_photo)
    latest = decided.order_by(PHOTOS.c.decided_at.desc(), PHOTOS.c.decision_id.desc()).limit(1)
    candidates = (select(latest.where(one).subquery()) for one in _CAN_BE_DECIDED_AGAIN)
    query = (
        select(DECISIONS.c.group_id)
        .where(DECISIONS.c.id.in_(union_all(*candidates)))
        .order_by(DECISIONS.c.at.desc(), DECISIONS.c.id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def photos_of(connection: Connection, group_id: str) -> Sequence[RowMapping]:
    """Return the photos whose current decision belongs to this act, in the order of the pages."""
    query = (
        select(PHOTOS)
        .join(DECISIONS, PHOTOS.c.decision_id == DECISIONS.c.id)
        .where(DECISIONS.c.group_id == group_id)
        .order_by(PHOTOS.c.position, PHOTOS.c.page)
    )
    return connection.execute(query).mappings().all()


def _automatic_columns(vault: Vault, photo: RowMapping) -> dict[str, Any]:
    """Return the automatic answer's columns that the officer's decision has overwritten."""
    answer = photo["answer"]
    if answer is None:
        return {}
    secret = answers.secret_number(vault, photo) or {}
    return {
        "message": answer["message"],
        "number_mac": vault.mac("number", answers.full_number(secret)),
        "number_masked": (answer["number"] or {}).get("masked"),
    }
