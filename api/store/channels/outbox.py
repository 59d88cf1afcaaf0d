"""The outbox: replies in order per citizen, each sent until the channel accepts it once.

A reply is `sending` while a request is under way and as long as nobody knows whether the channel
accepted it: the worker died, the connection broke, or the answer was an error of the server. The
channel's status messages then decide. Only if none comes until `next_at` is it sent again. What
becomes of replies is written by `outcomes`.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select

from api.store import rows
from api.store.channels import outcomes
from api.store.channels.stored import StoredConversation, StoredReply
from api.store.database.vault import Vault
from api.store.tables.channels import CHANNEL_REPLIES, DEMO
from precheck.answer.as_json import new_id

GIVE_UP_SECONDS = 24 * 3600.0
"""Age at which a reply that the channel never accepted is given up."""
RETRY_DELAYS = (1.0, 5.0, 20.0, 60.0, 300.0, 900.0)
"""Seconds between the tries; the last one is repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReply:
    """A reply to store."""

    to: str
    text: str
    buttons: Sequence[tuple[str, str]]
    picture: bytes | None
    quotes: str | None = None
    """Id of the citizen's message that is shown above it."""
    about: str | None = None
    """The photo that it asks about; not sealed."""

    def as_json(self) -> dict[str, Any]:
        """Return the value that is sealed."""
        picture = None if self.picture is None else base64.b64encode(self.picture).decode()
        buttons = [list(button) for button in self.buttons]
        content = {"to": self.to, "text": self.text, "buttons": buttons, "picture": picture}
        return {**content, "quotes": self.quotes}

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> "NewReply":
        """Return the reply of a sealed value."""
        return cls(
            to=value["to"],
            text=value["text"],
            buttons=tuple((id_, title) for id_, title in value["buttons"]),
            picture=None if value["picture"] is None else base64.b64decode(value["picture"]),
            quotes=value.get("quotes"),
        )


def add(
    connection: Connection,
    vault: Vault,
    conversation: StoredConversation,
    replies: Sequence[NewReply],
    now: float,
) -> Sequence[str]:
    """Store the replies of one message, in their order; return their ids."""
    ids = [new_id() for _ in replies]
    for position, (id_, reply) in enumerate(zip(ids, replies, strict=True)):
        connection.execute(
            CHANNEL_REPLIES.insert().values(
                id=id_,
                sender_mac=conversation.sender_mac,
                channel=conversation.channel,
                number_id=conversation.number_id,
                created_at=now,
                position=position,
                sealed_payload=vault.seal_json(reply.as_json(), f"reply:{id_}"),
                window_until=conversation.window_until,
                state="queued",
                next_at=now,
                about=reply.about,
            )
        )
    return ids


def any_due(connection: Connection, now: float) -> bool:
    """Return whether a reply is due; cheaper than `take`, as it locks nothing."""
    due = (CHANNEL_REPLIES.c.next_at <= now) & (CHANNEL_REPLIES.c.channel != DEMO)
    return connection.scalar(select(CHANNEL_REPLIES.c.id).where(due).limit(1)) is not None


def fetch(connection: Connection, vault: Vault, sender_mac: str, now: float) -> Sequence[NewReply]:
    """Return the replies that wait for a citizen of the demo, as sent."""
    own = (CHANNEL_REPLIES.c.sender_mac == sender_mac) & (CHANNEL_REPLIES.c.state == "queued")
    order = (CHANNEL_REPLIES.c.created_at, CHANNEL_REPLIES.c.position)
    query = select(CHANNEL_REPLIES).where(own, CHANNEL_REPLIES.c.channel == DEMO).order_by(*order)
    waiting = rows.every(connection, StoredReply, query.with_for_update())
    replies = [reply(vault, row) for row in waiting]
    for row in waiting:
        outcomes.mark_sent(connection, row.id, now)
    return replies


def take(
    connection: Connection, worker: str, now: float, *, hold: float, limit: int
) -> Sequence[StoredReply]:
    """Return replies to send, reserved for `hold` seconds; a citizen's earlier ones come first."""
    earlier = CHANNEL_REPLIES.alias("earlier")
    before = or_(
        earlier.c.created_at < CHANNEL_REPLIES.c.created_at,
        and_(
            earlier.c.created_at == CHANNEL_REPLIES.c.created_at,
            earlier.c.position < CHANNEL_REPLIES.c.position,
        ),
    )
    blocked = exists().where(
        earlier.c.sender_mac == CHANNEL_REPLIES.c.sender_mac,
        earlier.c.state.in_(("queued", "sending")),
        before,
    )
    query = (
        select(CHANNEL_REPLIES)
        .where(CHANNEL_REPLIES.c.next_at <= now, CHANNEL_REPLIES.c.channel != DEMO, ~blocked)
        .order_by(CHANNEL_REPLIES.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    due = rows.every(connection, StoredReply, query)
    for row in due:
        _set(
            connection,
            row.id,
            state="sending",
            unsure=True,
            leased_by=worker,
            tries=row.tries + 1,
            tried_at=row.tried_at or now,
            next_at=now + hold,
        )
    return due


def renew(connection: Connection, worker: str, now: float, hold: float) -> None:
    """Extend the reservations of a worker whose requests are under way."""
    own = (CHANNEL_REPLIES.c.leased_by == worker) & (CHANNEL_REPLIES.c.next_at >= now)
    connection.execute(CHANNEL_REPLIES.update().where(own).values(next_at=now + hold))


def abandon(connection: Connection, worker: str, until: float) -> None:
    """Let the channel's word on the requests of a dead worker be awaited until then."""
    own = CHANNEL_REPLIES.c.leased_by == worker
    values = {"leased_by": None, "next_at": until}
    connection.execute(CHANNEL_REPLIES.update().where(own).values(**values))


def reply(vault: Vault, row: StoredReply) -> NewReply:
    """Return what a waiting reply holds."""
    return NewReply.of_json(vault.open_json(row.sealed_payload, f"reply:{row.id}"))


def retry(connection: Connection, row: StoredReply, at: float, code: str, *, unsure: bool) -> None:
    """Schedule the next try. unsure: whether the channel may have accepted the reply."""
    waiting = (CHANNEL_REPLIES.c.id == row.id) & (CHANNEL_REPLIES.c.state == "sending")
    state = "sending" if unsure else "queued"
    values = {"state": state, "unsure": unsure, "next_at": at, "code": code, "leased_by": None}
    connection.execute(CHANNEL_REPLIES.update().where(waiting).values(**values))


def pause_number(connection: Connection, row: StoredReply, until: float) -> None:
    """Send nothing from the number of this reply until then: the channel asks for a pause."""
    same = (CHANNEL_REPLIES.c.channel == row.channel) & (
        CHANNEL_REPLIES.c.number_id == row.number_id
    )
    early = (CHANNEL_REPLIES.c.state == "queued") & (CHANNEL_REPLIES.c.next_at < until)
    connection.execute(CHANNEL_REPLIES.update().where(same, early).values(next_at=until))


def delay(tries: int) -> float:
    """Return the seconds before the next try, after so many."""
    return RETRY_DELAYS[min(tries, len(RETRY_DELAYS)) - 1]


def _set(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(CHANNEL_REPLIES.update().where(CHANNEL_REPLIES.c.id == id_).values(**values))
