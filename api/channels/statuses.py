"""Statuses: what the channel reports about replies, in any order and any number of times.

A reply is sent at most twice: again only after the channel reported that the first sending failed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from api.channels.cloud.remedies import Remedy, remedy
from api.channels.configuration import Channels
from api.metrics import record
from api.process.logs import log
from api.store.channels import outcomes
from api.store.channels.stored import StoredReply

AGAIN_SECONDS = 30.0
"""Pause before a reply is sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What became of a reply."""

    reply_id: str
    again: bool = False
    """Whether it is about the second sending."""
    arrived: bool = False
    """Whether the citizen has it; False: the channel has accepted it, or `error`."""
    error: str | None = None
    """Code of why it does not reach the citizen."""


def apply(
    connection: Connection, channels: Channels, statuses: Sequence[Status], now: float
) -> None:
    """Write what the statuses tell, in one order of rows, so that no two processes block."""
    for status in sorted(statuses, key=lambda one: one.reply_id):
        if status.error is not None:
            _failed(connection, channels, status, status.error, now)
        elif status.arrived:
            outcomes.mark_delivered(connection, status.reply_id, now)
        else:
            outcomes.mark_sent(connection, status.reply_id, now, again=status.again, keep=True)


def _failed(
    connection: Connection, channels: Channels, status: Status, code: str, now: float
) -> None:
    row = outcomes.accepted(connection, status.reply_id, again=status.again)
    if row is None:
        return
    chosen = _remedy(channels, row, code, now)
    if chosen is Remedy.NONE:
        outcomes.mark_undelivered(connection, row, now, code)
    else:
        until = now if chosen is Remedy.TEMPLATE else row.window_until
        outcomes.send_again(connection, row, now + AGAIN_SECONDS, code, window_until=until)
    record.reply_failure(code, chosen)
    log.warning("reply", id=row.id, code=code)


def _remedy(channels: Channels, row: StoredReply, code: str, now: float) -> Remedy:
    if row.again or row.sealed_payload is None:
        return Remedy.NONE
    chosen = remedy(code)
    if chosen is Remedy.TEMPLATE:
        number = channels.number(row.channel, row.number_id)
        was_template = row.window_until <= now
        if was_template or number is None or number.template is None:
            return Remedy.NONE
    return chosen
