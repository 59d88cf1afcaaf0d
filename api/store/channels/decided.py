"""Officers' decisions that the citizen's conversation has not been told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, case, func, select

from api.store import rows
from api.store.channels.stored import StoredConversation
from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.photos import outgoing
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS

BY_CHANNEL = "channel"
"""Who has sent a message that its conversation has been told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPhoto:
    """A photo on which an officer decided, and the conversation that is to be told."""

    photo_id: str
    request: str | None
    """The message that asks for another photo; None: accepted what an officer was to look at."""
    slot: str | None
    type: str | None
    """In force: the officer's, else the recognised one."""
    application_id: str
    conversation: StoredConversation


def take(connection: Connection, now: float, limit: int = 100) -> Sequence[DecidedPhoto]:
    """Return decided photos whose conversation has not been told, and mark them as told.

    A decision is told once it has settled, so that a mistaken one can be undone before.
    """
    looked_at = PHOTOS.c.for_officer & ~PHOTOS.c.sampled & PHOTOS.c.sent_at.is_(None)
    accepted = (PHOTOS.c.decision == "accept") & looked_at
    settled = (PHOTOS.c.decided_at <= now - SETTLE_SECONDS) | (PHOTOS.c.state == "expired")
    query = (
        select(
            PHOTOS.c.id.label("photo_id"),
            case((PHOTOS.c.decision.is_distinct_from("accept"), PHOTOS.c.message)).label("request"),
            PHOTOS.c.slot,
            func.coalesce(PHOTOS.c.officer_type, PHOTOS.c.type).label("type"),
            SUBMISSIONS.c.id.label("application_id"),
            CONVERSATIONS,
        )
        .join(SUBMISSIONS, SUBMISSIONS.c.batch_id == PHOTOS.c.batch_id)
        .join(CONVERSATIONS, CONVERSATIONS.c.id == SUBMISSIONS.c.conversation_id)
        .where(outgoing.to_send(sent=False) | accepted, settled)
        .order_by(PHOTOS.c.decided_at, PHOTOS.c.id)
        .limit(limit)
        .with_for_update(of=PHOTOS, skip_locked=True)
    )
    photos = rows.every(connection, _decided, query)
    reported = PHOTOS.update().where(PHOTOS.c.id.in_([photo.photo_id for photo in photos]))
    connection.execute(reported.values(sent_at=now, sent_by=BY_CHANNEL))
    return photos


def note_untold(connection: Connection, ids: Collection[str]) -> None:
    """Note of photos that `take` has returned that nothing is told of them."""
    connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(sent_by=outgoing.NOBODY))


def _decided(**columns: Any) -> DecidedPhoto:
    names = [one.name for one in fields(StoredConversation)]
    conversation = StoredConversation(**{name: columns.pop(name) for name in names})
    return DecidedPhoto(conversation=conversation, **columns)
