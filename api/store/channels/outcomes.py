"""The outcome of a reply: accepted, delivered, failed, or due to be sent a second time.

A channel may accept a reply and later report that it failed. The content is therefore kept for up
to `KEPT_SECONDS` after the acceptance, until the channel reports the delivery.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from api.store import rows
from api.store.channels.stored import StoredReply
from api.store.database.vault import Vault
from api.store.tables.channels import CHANNEL_REPLIES

KEPT_SECONDS = 900.0
"""How long the content is kept after the acceptance."""


def mark_sent(
    connection: Connection, id_: str, now: float, *, again: bool = False, keep: bool = False
) -> bool:
    """Record that the channel accepted the reply. False if it is already recorded, or not ours.

    again: the second sending was accepted, not the first. keep: keep the content for a second
    sending; `erase_accepted` erases it later.
    """
    waiting = _waiting(id_) & sending(again=again)
    values = _finished("sent", now, None)
    if keep:
        del values["sealed_payload"]
    return (
        connection.execute(CHANNEL_REPLIES.update().where(waiting).values(**values)).rowcount == 1
    )


def note_sent_as(connection: Connection, vault: Vault, id_: str, message_id: str) -> None:
    """Store the channel's id of a reply, which a citizen's answer may quote."""
    _set(connection, id_, sent_mac=sent_mac(vault, message_id))


def asked_about(connection: Connection, vault: Vault, quoted: str | None) -> str | None:
    """Return the photo that the quoted reply asked about; None if it asked about none."""
    if quoted is None:
        return None
    same = CHANNEL_REPLIES.c.sent_mac == sent_mac(vault, quoted)
    about: str | None = connection.scalar(select(CHANNEL_REPLIES.c.about).where(same).limit(1))
    return about


def sent_mac(vault: Vault, message_id: str) -> str | None:
    """Return the keyed HMAC of a message's id, after its last `_`: WAHA drops what precedes it."""
    return vault.mac("sent", message_id.rpartition("_")[2])


def mark_failed(connection: Connection, id_: str, now: float, code: str) -> bool:
    """Record that the channel will never accept the reply. False if it was finished already."""
    values = _finished("failed", now, code)
    update = CHANNEL_REPLIES.update().where(_waiting(id_)).values(**values)
    return connection.execute(update).rowcount == 1


def accepted(connection: Connection, id_: str, *, again: bool) -> StoredReply | None:
    """Lock and return a reply whose first or second sending is in progress, or None."""
    open_ = CHANNEL_REPLIES.c.state.in_(("sending", "sent"))
    query = select(CHANNEL_REPLIES).where(CHANNEL_REPLIES.c.id == id_, open_, sending(again=again))
    return rows.first(connection, StoredReply, query.with_for_update())


def mark_delivered(connection: Connection, id_: str, now: float) -> None:
    """Record that the citizen has the reply, and cancel a second sending."""
    other = (CHANNEL_REPLIES.c.id == id_) & (CHANNEL_REPLIES.c.state != "delivered")
    values = _finished("delivered", now, None)
    connection.execute(CHANNEL_REPLIES.update().where(other).values(**values))


def mark_undelivered(connection: Connection, row: StoredReply, now: float, code: str) -> None:
    """Record that an accepted reply does not reach the citizen."""
    _set(connection, row.id, **_finished("failed", now, code))


def send_again(
    connection: Connection, row: StoredReply, at: float, code: str, *, window_until: float
) -> None:
    """Queue a failed reply for a second sending, as a template after window_until."""
    values = {"state": "queued", "unsure": False, "next_at": at, "leased_by": None}
    again = {"undelivered": code, "finished_at": None, "window_until": window_until}
    _set(connection, row.id, **values, **again, code=code)


def erase_accepted(connection: Connection, now: float) -> None:
    """Erase the content of replies that the channel accepted long enough ago."""
    kept = (CHANNEL_REPLIES.c.state == "sent") & CHANNEL_REPLIES.c.sealed_payload.is_not(None)
    late = kept & (CHANNEL_REPLIES.c.finished_at < now - KEPT_SECONDS)
    connection.execute(CHANNEL_REPLIES.update().where(late).values(sealed_payload=None))


def sending(*, again: bool) -> ColumnElement[bool]:
    """Condition: the reply is in its first sending, or with `again` in its second."""
    none = CHANNEL_REPLIES.c.undelivered.is_(None)
    return ~none if again else none


def is_sending(connection: Connection, row: StoredReply) -> bool:
    """Return whether a reserved reply is still to be sent."""
    ours = _waiting(row.id) & sending(again=row.again)
    return connection.scalar(select(CHANNEL_REPLIES.c.id).where(ours)) is not None


def _finished(state: str, now: float, code: str | None) -> dict[str, Any]:
    """Return the columns of a finished reply, of which nothing more is sent."""
    return {
        "state": state,
        "code": code,
        "finished_at": now,
        "next_at": None,
        "leased_by": None,
        "unsure": False,
        "sealed_payload": None,
    }


def _waiting(id_: str) -> ColumnElement[bool]:
    return (CHANNEL_REPLIES.c.id == id_) & CHANNEL_REPLIES.c.state.in_(("queued", "sending"))


def _set(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(CHANNEL_REPLIES.update().where(CHANNEL_REPLIES.c.id == id_).values(**values))
