"""Officers' requests for another photo that the citizen's conversation has not been told."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.photos import outgoing
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS

BY_CHANNEL = "channel"
"""Who has sent a message that its conversation has been told."""


def take(connection: Connection, now: float, limit: int = 100) -> Sequence[RowMapping]:
    """Return conversations with a `request` each, and mark these as sent.

    A decision is sent once it has settled, so that a mistaken one can be undone before.
    """
    settled = (PHOTOS.c.decided_at <= now - SETTLE_SECONDS) | (PHOTOS.c.state == "expired")
    query = (
        select(PHOTOS.c.id.label("photo_id"), PHOTOS.c.message.label("request"), CONVERSATIONS)
        .join(SUBMISSIONS, SUBMISSIONS.c.batch_id == PHOTOS.c.batch_id)
        .join(CONVERSATIONS, CONVERSATIONS.c.submission_id == SUBMISSIONS.c.id)
        .where(outgoing.to_send(sent=False), settled)
        .order_by(PHOTOS.c.decided_at, PHOTOS.c.id)
        .limit(limit)
        .with_for_update(of=PHOTOS, skip_locked=True)
    )
    rows = connection.execute(query).mappings().all()
    outgoing.mark_sent(connection, [row["photo_id"] for row in rows], BY_CHANNEL, now)
    return rows
