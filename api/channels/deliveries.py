"""Deliveries: what a channel posts is stored at once, and handled afterwards by a worker."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from api.channels import statuses
from api.channels.configuration import Channels
from api.channels.messages import Incoming, Kind, Media
from api.channels.statuses import Status
from api.process.logs import log
from api.store.channels import inbox
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
    new = sorted((_stored(one) for one in wanted), key=lambda one: one.address.sender)
    with store.writing() as connection:
        for message in new:
            inbox.add(connection, store.vault, message, now)
        statuses.apply(connection, channels, delivery.statuses, now)


def incoming(payload: dict[str, object]) -> Incoming:
    """Return the message of a stored payload."""
    values: dict[str, object] = {**payload, "kind": Kind(str(payload["kind"]))}
    media = payload["media"]
    if isinstance(media, dict):
        values["media"] = Media(**media)
    return Incoming(**values)  # type: ignore[arg-type]  # written by `_stored`


def _stored(one: Incoming) -> NewMessage:
    address = Address(channel=one.channel, number_id=one.number_id, sender=one.sender)
    return NewMessage(
        address=address, message_id=one.message_id, sent_at=one.sent_at, payload=asdict(one)
    )
