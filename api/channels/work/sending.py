"""Sends the outbox: each reply until the channel accepts it once."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from api.channels.channel import Channel, NotAccepted, Outgoing, Rejected, Unsure
from api.channels.cloud.remedies import Remedy
from api.channels.configuration import Channels
from api.channels.messages import Reply
from api.metrics import record
from api.outgoing.addresses import Refused
from api.process.logs import log
from api.store.channels import outbox, outcomes
from api.store.channels.conversations import REPORTING
from api.store.channels.outbox import GIVE_UP_SECONDS
from api.store.channels.stored import StoredReply
from api.store.database.engine import UNAVAILABLE
from api.store.database.store import Store

MAX_CONFIRM_SECONDS = 300.0
DATABASE = "database"
"""Code of a reply that was not tried, as the database was missing."""
WINDOW_CLOSED = "window_closed"
"""Code of a reply after the 24 hours where the number has no template."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends replies of all channels."""

    store: Store
    settings: Channels
    channels: Mapping[str, Channel]
    _unwritten: deque[Callable[[Connection], None]] = field(default_factory=deque)

    def write_down(self) -> None:
        """Record what became of replies while the database was missing.

        Until then their reservations are renewed, so that none is sent a second time.
        """
        while self._unwritten:
            with self.store.writing() as connection:
                self._unwritten[0](connection)
            self._unwritten.popleft()

    def send(self, row: StoredReply) -> None:
        """Send one reserved reply and record what became of it."""
        began = time.monotonic()
        outgoing = self._outgoing(row)
        if outgoing is None:
            self._fail(row, "no_number")
        elif outgoing.as_template and outgoing.number.template is None:
            self._fail(row, WINDOW_CLOSED)
        else:
            self._try(row, outgoing)
            ms = round(1000 * (time.monotonic() - began))
            log.info("reply tried", id=row.id, ms=ms)

    def _outgoing(self, row: StoredReply) -> Outgoing | None:
        number = self.settings.number(row.channel, row.number_id)
        if number is None:
            return None
        stored = outbox.reply(self.store.vault, row)
        reply = Reply(
            text=stored.text,
            buttons=tuple(stored.buttons),
            picture=stored.picture,
            quotes=stored.quotes,
        )
        now = time.time()
        return Outgoing(
            id=row.id,
            number=number,
            to=stored.to,
            reply=reply,
            as_template=row.channel in REPORTING and row.window_until <= now,
            tried_at=row.tried_at or now,
            again=row.again,
            plain=row.unsure or row.again,
            still_due=partial(self._still_due, row),
        )

    def _try(self, row: StoredReply, outgoing: Outgoing) -> None:
        channel, sent_as = self.channels[row.channel], None
        try:
            if not (row.unsure and channel.was_sent(outgoing)):
                sent_as = channel.send(outgoing)
        except Unsure as error:
            wait = max(self._confirm_seconds(row), error.wait or 0.0)
            self._retry(row, error.code, wait, unsure=True)
        except NotAccepted as error:
            wait = error.wait if error.wait is not None else outbox.delay(row.tries + 1)
            self._retry(row, error.code, wait, whole_number=error.whole_number)
        except Rejected as error:
            self._fail(row, error.code)
        except Refused as refused:
            log.error("call refused", id=row.id, code=refused.code)
            self._retry(row, refused.code, outbox.delay(row.tries + 1))
        except UNAVAILABLE:  # before the call
            self._unwritten.append(partial(_untried, row))
            raise
        else:
            self._write(partial(self._sent, row, sent_as, time.time()))

    def _sent(
        self, row: StoredReply, sent_as: str | None, now: float, connection: Connection
    ) -> None:
        keep = row.channel in REPORTING
        outcomes.mark_sent(connection, row.id, now, again=row.again, keep=keep)
        if sent_as is not None:
            outcomes.note_sent_as(connection, self.store.vault, row.id, sent_as)

    def _write(self, outcome: Callable[[Connection], None]) -> None:
        """Record an outcome; where the database is missing, later."""
        try:
            with self.store.writing() as connection:
                outcome(connection)
        except UNAVAILABLE:
            self._unwritten.append(outcome)
            raise

    def _still_due(self, row: StoredReply) -> bool:
        if not row.unsure:
            return True
        with self.store.reading() as connection:
            return outcomes.is_sending(connection, row)

    def _confirm_seconds(self, row: StoredReply) -> float:
        """Return how long to wait for a status: twice as long after each try, within reason."""
        first, tries = self.settings.confirm_seconds, row.tries
        return max(first, min(first * 2.0**tries, MAX_CONFIRM_SECONDS))

    def _retry(
        self,
        row: StoredReply,
        code: str,
        wait: float,
        *,
        unsure: bool = False,
        whole_number: bool = False,
    ) -> None:
        now = time.time()
        if now - row.created_at > GIVE_UP_SECONDS:
            self._fail(row, code)
            return
        log.warning("reply", id=row.id, code=code)
        unsure = unsure or row.unsure  # a later try settles no doubt about an earlier one

        def wait_for_next(connection: Connection) -> None:
            outbox.retry(connection, row, now + wait, code, unsure=unsure)
            if whole_number:
                outbox.pause_number(connection, row, now + wait)

        self._write(wait_for_next)

    def _fail(self, row: StoredReply, code: str) -> None:
        log.error("reply failed", id=row.id, code=code)

        def fail(connection: Connection) -> None:
            if outcomes.mark_failed(connection, row.id, time.time(), code):
                record.reply_failure(code, Remedy.NONE)

        self._write(fail)


def _untried(row: StoredReply, connection: Connection) -> None:
    """Let a reply be tried at once: nothing was sent now."""
    outbox.retry(connection, row, time.time(), DATABASE, unsure=row.unsure)
