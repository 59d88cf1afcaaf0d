"""What is kept of one sender in chats, found by the keyed HMAC: shown, or forgotten.

A sender has a conversation with each number of the office to which it wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, select, union

from api.store import rows
from api.store.channels import conversations, inbox, outbox, threads
from api.store.channels.conversations import Address
from api.store.channels.outbox import NewReply
from api.store.channels.stored import StoredConversation, StoredMessage, StoredReply
from api.store.channels.threads import Thread
from api.store.database.vault import Vault
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS

NUMBER = re.compile(r"[0-9]{5,20}")
USER_ID = re.compile(r"[A-Z]{2}\.[0-9A-Za-z.]{1,132}")
"""Of WhatsApp, in place of the number of a sender who hides it."""
PUNCTUATION = re.compile(r"[\s+().-]")
SUFFIXES = ("", "@c.us", "@s.whatsapp.net")
"""Behind the number in the addresses of the Cloud API and of WAHA."""
WAITING = ("queued", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a sender at one number, decrypted; contents that were erased are None."""

    row: StoredConversation | None
    """The conversation; None if it has expired."""
    state: Any
    """What the dialogue keeps."""
    messages: Sequence[tuple[StoredMessage, dict[str, Any] | None]]
    replies: Sequence[tuple[StoredReply, NewReply | None]]
    threads: Sequence[tuple[Thread, Sequence[threads.Message]]]
    """With their messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many rows were erased or deleted."""

    conversations: int = 0
    messages: int = 0
    replies: int = 0
    threads: int = 0


def spellings(sender: str) -> tuple[str, ...]:
    """Return how the channels write a telephone number; an address with `@` or a user ID as it is.

    A number that begins with 0 is Indonesian. Raises ValueError: neither number nor address.
    """
    if "@" in sender or USER_ID.fullmatch(sender.strip()):
        return (sender.strip(),)
    digits = re.sub(r"^0", "62", PUNCTUATION.sub("", sender))
    if not NUMBER.fullmatch(digits):
        raise ValueError("neither a telephone number nor an address such as NUMBER@lid")
    return tuple(f"{digits}{suffix}" for suffix in SUFFIXES)


def addresses(connection: Connection, sender: str) -> Sequence[Address]:
    """Return the sender's possible address at each number of the office that has rows."""
    kept = (
        select(table.c.channel, table.c.number_id) for table in (CONVERSATIONS, CHANNEL_REPLIES)
    )
    numbers = connection.execute(union(*kept).order_by("channel", "number_id")).all()
    return [Address(channel=channel, number_id=id_, sender=sender) for channel, id_ in numbers]


def also_known_as(connection: Connection, vault: Vault, senders: Sequence[str]) -> Sequence[str]:
    """Return the senders, and the addresses by which their conversations were begun."""
    began = (
        conversations.known(connection, vault, address).sender
        for one in senders
        for address in addresses(connection, one)
    )
    return list(dict.fromkeys([*senders, *began]))


def shown(connection: Connection, vault: Vault, address: Address) -> Kept | None:
    """Return what is kept of a sender at one number; None if that is nothing."""
    mac = address.mac(vault)
    row = rows.first(connection, StoredConversation, _of(CONVERSATIONS, mac))
    messages = rows.every(connection, StoredMessage, _of(CHANNEL_MESSAGES, mac))
    replies = rows.every(connection, StoredReply, _of(CHANNEL_REPLIES, mac))
    held = threads.of_sender(connection, mac)
    if not (row or messages or replies or held):
        return None
    return Kept(
        row=row,
        state=conversations.state(vault, row, now=0.0) if row else None,
        messages=[(one, inbox.payload(vault, one) if _held(one) else None) for one in messages],
        replies=[(one, outbox.reply(vault, one) if _held(one) else None) for one in replies],
        threads=[(one, threads.messages(connection, vault, one.id)) for one in held],
    )


def forget(connection: Connection, sender_mac: str, *, under_way: bool) -> Forgotten:
    """Delete what is kept of a sender at one number; return how much that was.

    under_way: also messages that wait to be handled and replies that wait to be sent. Without it
    they are still handled, and the conversation stays until then. Messages stay known by a keyed
    HMAC of their own, so that a repeated delivery is not handled again.
    """
    mine = CHANNEL_MESSAGES.c.sender_mac == sender_mac
    waiting = CHANNEL_MESSAGES.c.state.in_(WAITING if under_way else ("held",))
    erased = {"state": "dead", "problem": "forgotten", "sealed_payload": None}
    messages = connection.execute(CHANNEL_MESSAGES.update().where(mine, waiting).values(**erased))
    replies = CHANNEL_REPLIES.delete().where(CHANNEL_REPLIES.c.sender_mac == sender_mac)
    if not under_way:
        replies = replies.where(CHANNEL_REPLIES.c.next_at.is_(None))
    deleted = connection.execute(replies).rowcount
    ended = 0
    if conversations.next_due(connection, sender_mac, 0.0) is None:
        connection.execute(CHANNEL_MESSAGES.update().where(mine).values(sender_mac=None))
        own = CONVERSATIONS.c.sender_mac == sender_mac
        ended = connection.execute(CONVERSATIONS.delete().where(own)).rowcount
    return Forgotten(
        conversations=ended,
        messages=messages.rowcount,
        replies=deleted,
        threads=threads.forget(connection, sender_mac),
    )


def _of(table: Table, mac: str) -> Select[Any]:
    return select(table).where(table.c.sender_mac == mac).order_by(table.c.id)


def _held(row: StoredMessage | StoredReply) -> bool:
    return row.sealed_payload is not None
