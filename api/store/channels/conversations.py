"""Conversations, and the leases of workers on them.

A worker leases a conversation, not a message: the messages of one citizen are handled one after the
other. The lease of a worker that dies expires. Only the holder of the lease can write the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from api.store import rows
from api.store.channels.stored import StoredConversation, StoredMessage
from api.store.checks import INSERT
from api.store.database.vault import Vault
from api.store.tables.channels import CHANNEL_MESSAGES, CONVERSATIONS, DEMO
from api.store.tables.submissions import SUBMISSIONS
from precheck.answer.as_json import new_id

REPORTING = frozenset({"cloud"})
"""Channels that post statuses, and take templates alone once the window is over."""
WINDOW_SECONDS = 24 * 3600.0
"""Time after a citizen's message in which WhatsApp delivers replies that are not templates."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's lease on a conversation, and the message that is due in it."""

    id: str
    conversation: StoredConversation
    message: StoredMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Who writes to which number of the office."""

    channel: str
    number_id: str
    sender: str
    alias: str | None = None
    """A second address of the sender."""

    def mac(self, vault: Vault) -> str:
        """Return the keyed HMAC by which the conversation is found."""
        return self._mac(vault, self.sender)

    def alias_mac(self, vault: Vault) -> str | None:
        """Return that of the second address."""
        return None if self.alias is None else self._mac(vault, self.alias)

    def _mac(self, vault: Vault, address: str) -> str:
        mac = vault.mac("sender", f"{self.channel}\0{self.number_id}\0{address}")
        assert mac is not None
        return mac


def known(connection: Connection, vault: Vault, address: Address) -> Address:
    """Return the address with the sender by which the conversation was begun, if there is one.

    Either address finds it.
    """
    macs = list(filter(None, (address.mac(vault), address.alias_mac(vault))))
    either = or_(CONVERSATIONS.c.sender_mac.in_(macs), CONVERSATIONS.c.alias_mac.in_(macs))
    query = select(CONVERSATIONS).where(either).order_by(CONVERSATIONS.c.window_until.desc())
    row = rows.first(connection, StoredConversation, query.limit(1))
    if row is None:
        return address
    began = sender(vault, row)
    others = [one for one in (address.sender, address.alias) if one not in {None, began}]
    return replace(address, sender=began, alias=others[0] if others else None)


def wake(
    connection: Connection, vault: Vault, address: Address, now: float, sent_at: float
) -> None:
    """Let a worker look at the conversation, which is created if it is new."""
    id_, window = new_id(), sent_at + WINDOW_SECONDS
    dialect_insert: Any = INSERT[connection.dialect.name]
    insert = dialect_insert(CONVERSATIONS).values(
        id=id_,
        sender_mac=address.mac(vault),
        channel=address.channel,
        number_id=address.number_id,
        alias_mac=address.alias_mac(vault),
        sealed_sender=vault.seal(address.sender.encode(), f"conversation:{id_}"),
        window_until=window,
        expires_at=now + WINDOW_SECONDS,  # until the worker sets it
        next_at=now,
    )
    until, alias = CONVERSATIONS.c.window_until, CONVERSATIONS.c.alias_mac
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=[CONVERSATIONS.c.sender_mac],
            set_={
                "next_at": now,
                "window_until": case((until < window, window), else_=until),
                "alias_mac": func.coalesce(insert.excluded.alias_mac, alias),
            },
        )
    )


def make_due(connection: Connection, sender_mac: str, now: float) -> None:
    """Let a worker look at a conversation that is there."""
    mine = CONVERSATIONS.c.sender_mac == sender_mac
    connection.execute(CONVERSATIONS.update().where(mine).values(next_at=now))


def any_due(connection: Connection, now: float) -> bool:
    """Return whether a worker is needed; cheaper than `take`, as it locks nothing."""
    query = select(CONVERSATIONS.c.id).where(_due(now), _for_workers()).limit(1)
    return connection.scalar(query) is not None


def take(
    connection: Connection, worker: str, now: float, seconds: float, sender_mac: str | None = None
) -> Lease | None:
    """Lease the conversation that waits longest and count the stay; None if none waits.

    sender_mac: only this conversation, which may be of the demo.
    """
    which = _for_workers() if sender_mac is None else CONVERSATIONS.c.sender_mac == sender_mac
    query = select(CONVERSATIONS).where(_due(now), which).order_by(CONVERSATIONS.c.next_at).limit(1)
    row = rows.first(connection, StoredConversation, query.with_for_update(skip_locked=True))
    if row is None:
        return None
    message = _first_waiting(connection, row.sender_mac)
    if message is None:
        _set(connection, row.id, next_at=None)
        return None
    lease = Lease(new_id(), row, message)
    until = now + seconds
    _set(connection, row.id, leased_by=worker, lease=lease.id, lease_until=until)
    stays = CHANNEL_MESSAGES.update().where(CHANNEL_MESSAGES.c.id == message.id)
    connection.execute(stays.values(attempts=CHANNEL_MESSAGES.c.attempts + 1))
    return lease


def renew(connection: Connection, worker: str, now: float, seconds: float) -> None:
    """Extend all leases of a worker that are still its own."""
    own = (CONVERSATIONS.c.leased_by == worker) & (CONVERSATIONS.c.lease_until >= now)
    connection.execute(CONVERSATIONS.update().where(own).values(lease_until=now + seconds))


def hold(
    connection: Connection, lease: Lease, now: float, seconds: float
) -> StoredConversation | None:
    """Lock a leased conversation until the transaction ends; None if the lease is lost."""
    if not _change(connection, lease, lease_until=now + seconds):
        return None
    return get(connection, lease.conversation.id)


def release(connection: Connection, lease: Lease, next_at: float | None, **values: object) -> bool:
    """End the lease. next_at: when to look at the conversation again. False if it is lost."""
    return _change(connection, lease, next_at=next_at, **_NO_LEASE, **values)


def next_due(connection: Connection, sender_mac: str, now: float) -> float | None:
    """Return when the conversation's next message is due: now, or None if none waits."""
    return None if _first_waiting(connection, sender_mac) is None else now


def get(connection: Connection, id_: str) -> StoredConversation | None:
    """Return a conversation; None once it has expired or was forgotten."""
    query = select(CONVERSATIONS).where(CONVERSATIONS.c.id == id_)
    return rows.first(connection, StoredConversation, query)


def of_submission(connection: Connection, submission_id: str) -> StoredConversation | None:
    """Return the conversation in which an application is made; None if it has expired."""
    made_in = SUBMISSIONS.c.conversation_id == CONVERSATIONS.c.id
    query = select(CONVERSATIONS).join(SUBMISSIONS, made_in)
    query = query.where(SUBMISSIONS.c.id == submission_id)
    return rows.first(connection, StoredConversation, query)


def abandon(connection: Connection, worker: str, now: float) -> None:
    """End the leases of a dead worker."""
    own = CONVERSATIONS.c.leased_by == worker
    connection.execute(CONVERSATIONS.update().where(own).values(lease_until=now - 1))


def sender(vault: Vault, row: StoredConversation) -> str:
    """Return the citizen's address in the channel."""
    return vault.open(row.sealed_sender, f"conversation:{row.id}").decode()


def state(vault: Vault, row: StoredConversation, now: float) -> dict[str, Any]:
    """Return what the dialogue keeps; an expired conversation starts from nothing."""
    if row.expires_at <= now:
        return {}
    return vault.open_json(row.sealed_state, f"conversation:{row.id}") or {}


def sealed_state(vault: Vault, row: StoredConversation, state: Mapping[str, Any]) -> bytes:
    """Return the sealed value of `sealed_state`."""
    return vault.seal_json(dict(state), f"conversation:{row.id}")


_NO_LEASE: dict[str, Any] = {"leased_by": None, "lease": None, "lease_until": None}


def _due(now: float) -> ColumnElement[bool]:
    free = or_(CONVERSATIONS.c.lease_until.is_(None), CONVERSATIONS.c.lease_until < now)
    return (CONVERSATIONS.c.next_at <= now) & free


def _for_workers() -> ColumnElement[bool]:
    return CONVERSATIONS.c.channel != DEMO


def _first_waiting(connection: Connection, sender_mac: str) -> StoredMessage | None:
    waits = (CHANNEL_MESSAGES.c.sender_mac == sender_mac) & (CHANNEL_MESSAGES.c.state == "queued")
    order = (CHANNEL_MESSAGES.c.sent_at, CHANNEL_MESSAGES.c.received_at, CHANNEL_MESSAGES.c.id)
    query = select(CHANNEL_MESSAGES).where(waits).order_by(*order).limit(1)
    return rows.first(connection, StoredMessage, query)


def _set(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(CONVERSATIONS.update().where(CONVERSATIONS.c.id == id_).values(**values))


def _change(connection: Connection, lease: Lease, /, **values: object) -> bool:
    ours = (CONVERSATIONS.c.id == lease.conversation.id) & (CONVERSATIONS.c.lease == lease.id)
    return connection.execute(CONVERSATIONS.update().where(ours).values(**values)).rowcount == 1
