"""The inbox: each message once, its content encrypted until it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from api.store.channels import conversations
from api.store.channels.conversations import Address
from api.store.channels.stored import StoredMessage
from api.store.checks import INSERT
from api.store.database.vault import Vault
from api.store.tables.channels import CHANNEL_MESSAGES
from precheck.answer.as_json import new_id

MAX_AGE_SECONDS = 7 * 86400.0
"""Age beyond which a delivered message is ignored: WhatsApp repeats deliveries for seven days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """One delivered message."""

    address: Address
    message_id: str
    sent_at: float
    payload: Mapping[str, Any]

    def mac(self, vault: Vault) -> str:
        """Return the keyed HMAC by which a repeated delivery is recognised."""
        parts = (self.address.channel, self.address.number_id, self.message_id)
        mac = vault.mac("message", "\0".join(parts))
        assert mac is not None
        return mac


def add(connection: Connection, vault: Vault, message: NewMessage, now: float) -> bool:
    """Store a message and wake its conversation; False if it is a repetition or too old."""
    if message.sent_at < now - MAX_AGE_SECONDS:
        return False
    id_, sent_at = new_id(), min(message.sent_at, now)
    dialect_insert: Any = INSERT[connection.dialect.name]
    insert = dialect_insert(CHANNEL_MESSAGES).values(
        id=id_,
        message_mac=message.mac(vault),
        sender_mac=message.address.mac(vault),
        sent_at=sent_at,
        received_at=now,
        sealed_payload=vault.seal_json(dict(message.payload), f"message:{id_}"),
        state="queued",
    )
    added = insert.on_conflict_do_nothing().returning(CHANNEL_MESSAGES.c.id)
    if connection.scalar(added) is None:
        return False
    conversations.wake(connection, vault, message.address, now, sent_at)
    return True


def payload(vault: Vault, row: StoredMessage) -> dict[str, Any]:
    """Return what a waiting message holds."""
    value: dict[str, Any] = vault.open_json(row.sealed_payload, f"message:{row.id}")
    return value


def finish(connection: Connection, id_: str, now: float, problem: str | None) -> None:
    """Mark a message as done and erase its content. problem: why it was not handled as it came."""
    _set(connection, id_, state="done", done_at=now, problem=problem, sealed_payload=None)


def hold(connection: Connection, id_: str) -> None:
    """Keep a message until the dialogue asks for it."""
    _set(connection, id_, state="held", attempts=0)


def resume(connection: Connection, sender_mac: str, now: float) -> None:
    """Queue the held messages of a conversation again, which is due with them."""
    held = (CHANNEL_MESSAGES.c.sender_mac == sender_mac) & (CHANNEL_MESSAGES.c.state == "held")
    if connection.execute(CHANNEL_MESSAGES.update().where(held).values(state="queued")).rowcount:
        conversations.make_due(connection, sender_mac, now)


def set_aside(connection: Connection, id_: str, now: float, problem: str) -> None:
    """Give up a message for which not even an excuse can be written."""
    _set(connection, id_, state="dead", done_at=now, problem=problem, sealed_payload=None)


def postpone(connection: Connection, id_: str) -> None:
    """Count a download that is tried again later; the stay does not count."""
    values = CHANNEL_MESSAGES.c
    _set(connection, id_, fetches=values.fetches + 1, attempts=values.attempts - 1)


def give_back(connection: Connection, id_: str) -> None:
    """Do not count the stay of a worker that could not begin."""
    _set(connection, id_, attempts=CHANNEL_MESSAGES.c.attempts - 1)


def _set(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(
        CHANNEL_MESSAGES.update().where(CHANNEL_MESSAGES.c.id == id_).values(**values)
    )
