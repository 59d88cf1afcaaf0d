"""Officers' decisions that the citizen's conversation has not been told."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, RowMapping, func, select

from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.photos import outgoing
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS

BY_CHANNEL = "channel"
"""Who has sent a message that its conversation has been told."""


def take(connection: Connection, now: float, limit: int = 100) -> Sequence[RowMapping]:
    """Return conversations with a decided photo each, and mark these as told.

    `request`: the message that asks for another photo; `accepted`: whether an officer accepted what
    the citizen was told an officer would look at. A decision is told once it has settled, so that a
    mistaken one can be undone before.
    """
    looked_at = PHOTOS.c.for_officer & ~PHOTOS.c.sampled & PHOTOS.c.sent_at.is_(None)
    accepted = (PHOTOS.c.decision == "accept") & looked_at
    settled = (PHOTOS.c.decided_at <= now - SETTLE_SECONDS) | (PHOTOS.c.state == "expired")
    query = (
        select(
            PHOTOS.c.id.label("photo_id"),
            PHOTOS.c.message.label("request"),
            (PHOTOS.c.decision == "accept").label("accepted"),
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
    rows = connection.execute(query).mappings().all()
    reported = PHOTOS.update().where(PHOTOS.c.id.in_([row["photo_id"] for row in rows]))
    connection.execute(reported.values(sent_at=now, sent_by=BY_CHANNEL))
    return rows


def note_untold(connection: Connection, ids: Collection[str]) -> None:
    """Note of photos that `take` has returned that nothing is told of them."""
    connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(sent_by=outgoing.NOBODY))
