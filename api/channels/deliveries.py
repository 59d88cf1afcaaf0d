"""Deliveries: what a channel posts is stored at once, and handled afterwards by a worker."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection

from api.channels import statuses
from api.channels.configuration import Channels
from api.channels.messages import Incoming, Kind, Media
from api.channels.statuses import Status
from api.process.logs import log
from api.store.channels import conversations, inbox
from api.store.channels.conversations import Address
from api.store.channels.inbox import NewMessage
from api.store.database.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The content of one post."""

    messages: Sequence[Incoming] = ()
    statuses: Sequence[Status] = ()


def store(store: Store, channels: Channels, delivery: Delivery) -> None:
    """Store the messages for the office's numbers, each once, and the statuses of replies."""
    now = time.time()
    wanted = [one for one in delivery.messages if channels.number(one.channel, one.number_id)]
    if len(wanted) < len(delivery.messages):
        log.warning("message for a number that is not in the channels file")
    if not wanted and not delivery.statuses:
        return
    new = sorted(wanted, key=lambda one: one.sender)
    with store.writing() as connection:
        for one in new:
            message = _stored(_as_known(connection, store, one))
            inbox.add(connection, store.vault, message, now)
        statuses.apply(connection, channels, delivery.statuses, now)


def incoming(payload: dict[str, object]) -> Incoming:
    """Return the message of a stored payload."""
    values: dict[str, object] = {**payload, "kind": Kind(str(payload["kind"]))}
    media = payload["media"]
    if isinstance(media, dict):
        values["media"] = Media(**media)
    return Incoming(**values)  # type: ignore[arg-type]  # written by `_stored`


def _as_known(connection: Connection, store: Store, one: Incoming) -> Incoming:
    """Return the message as of the address by which its conversation was begun.

    So it stays one where the sender hides the telephone number, or shows it.
    """
    known = conversations.known(connection, store.vault, _address(one))
    return replace(one, sender=known.sender, alias=known.alias)


def _stored(one: Incoming) -> NewMessage:
    return NewMessage(
        address=_address(one),
        message_id=one.message_id,
        sent_at=one.sent_at,
        payload=asdict(one),
    )


def _address(one: Incoming) -> Address:
    return Address(channel=one.channel, number_id=one.number_id, sender=one.sender, alias=one.alias)
