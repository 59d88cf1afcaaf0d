"""Shows citizens that their message is read and an answer is being written.

A courtesy: it runs beside the message's work, is tried once, and no answer waits for it.
"""

from collections.abc import Mapping

from api.channels import deliveries
from api.channels.channel import Channel
from api.channels.configuration import Channels
from api.outgoing.addresses import Refused
from api.outgoing.calls import NoAnswer
from api.process.logs import log
from api.store.channels import inbox, threads
from api.store.channels.conversations import Lease
from api.store.database.store import Store


def notice(store: Store, settings: Channels, channels: Mapping[str, Channel], lease: Lease) -> None:
    """Show it at the first stay of a message; not while an officer holds the conversation."""
    row, message = lease.conversation, lease.message
    channel, number = channels.get(row.channel), settings.number(row.channel, row.number_id)
    if channel is None or number is None or message.attempts:
        return
    with store.reading() as connection:
        if threads.open_of(connection, row.id) is not None:
            return
    try:
        channel.notice(number, deliveries.incoming(inbox.payload(store.vault, message)))
    except (Refused, NoAnswer) as error:
        log.warning("not shown as read", id=message.id, error=type(error).__name__)
