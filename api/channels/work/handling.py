"""Handles one message: fetches its media, asks the dialogue, stores the outcome.

Phase one of the dialogue runs outside any transaction. Phase two, the replies, the conversation and
the end of the message are one transaction: a crash before it repeats phase one alone.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from api.channels import deliveries
from api.channels.channel import MediaFailed, MediaLater, MediaSource
from api.channels.configuration import Channels
from api.channels.messages import Conversation, Dialogue, Handler, Incoming, Kind, Problem, Reply
from api.channels.work import choices
from api.outgoing.addresses import Refused
from api.process.logs import log
from api.store.channels import conversations, inbox, outbox, senders
from api.store.channels.conversations import Lease
from api.store.channels.outbox import NewReply
from api.store.channels.stored import StoredConversation, StoredMessage
from api.store.database.engine import UNAVAILABLE
from api.store.database.store import Store
from api.store.decisions import unlearning
from precheck.errors import INSTALLATION_ERRORS

MAX_STAYS = 3
"""Stays of workers that all ended with a crash; then the message gets an excuse."""
MAX_EXCUSES = 3
"""Further stays for the excuse; then the message is set aside."""
FETCH_DELAYS = (1.0, 3.0, 10.0, 60.0, 300.0, 900.0)
"""Seconds between the tries to fetch media; after the last one the message gets an excuse."""
CRASH_PAUSE_SECONDS = 1.0
INSTALLATION_PAUSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to handle messages."""

    store: Store
    settings: Channels
    channels: Mapping[str, MediaSource]
    dialogue: Dialogue
    lease_seconds: float


@dataclass(frozen=True, slots=True)
class _Outcome:
    handler: Handler
    media: bytes | None = None
    problem: Problem | None = None


def handle(desk: Desk, lease: Lease) -> None:
    """Handle the message of a lease, or let it wait."""
    try:
        _handle(desk, lease)
    except MediaLater as later:
        _postpone(desk, lease, later.wait)
    except INSTALLATION_ERRORS as missing:
        log.error(str(missing), code=missing.code)
        _release(desk, lease, INSTALLATION_PAUSE_SECONDS, counted=False)
    except UNAVAILABLE:
        raise
    except Exception as crash:  # noqa: BLE001 - of the dialogue; its message may quote personal data
        kind = type(crash)
        log.error("crash", id=lease.message.id, error=f"{kind.__module__}.{kind.__qualname__}")
        _crashed(desk, lease)


def _handle(desk: Desk, lease: Lease) -> None:
    began, message = time.monotonic(), lease.message
    incoming = deliveries.incoming(inbox.payload(desk.store.vault, message))
    conversation = _conversation(desk, lease.conversation)
    incoming = choices.with_choice(incoming, conversation.state)
    outcome = _prepare(desk, message, conversation, incoming)
    if _commit(desk, lease, incoming, outcome):
        ms = round(1000 * (time.monotonic() - began))
        log.info("message", id=message.id, type=incoming.kind, code=outcome.problem, ms=ms)


def _conversation(desk: Desk, row: StoredConversation) -> Conversation:
    number = desk.settings.number(row.channel, row.number_id)
    if number is None:
        raise LookupError("a number that was taken out of the channels file")
    state = conversations.state(desk.store.vault, row, time.time())
    submission_id = row.submission_id if row.expires_at > time.time() else None
    return Conversation(id=row.id, number=number, state=state, submission_id=submission_id)


def _prepare(
    desk: Desk, message: StoredMessage, conversation: Conversation, incoming: Incoming
) -> _Outcome:
    """Phase one, on the media or with an excuse."""
    problem = Problem.CRASH if message.attempts >= MAX_STAYS else None
    media = None
    if problem is None and incoming.kind in (Kind.IMAGE, Kind.DOCUMENT):
        media, problem = _media(desk, message, incoming)
    if problem is not None:
        handler = desk.dialogue.excuse(conversation, incoming, problem)
        return _Outcome(handler, problem=problem)
    return _Outcome(desk.dialogue.prepare(conversation, incoming, media), media)


def _media(
    desk: Desk, message: StoredMessage, incoming: Incoming
) -> tuple[bytes | None, Problem | None]:
    if incoming.media is None:
        return None, Problem.GONE
    try:
        return desk.channels[incoming.channel].fetch(incoming.media), None
    except MediaFailed as failed:
        return None, failed.problem
    except Refused as refused:
        log.error("call refused", id=message.id, code=refused.code)
        return None, Problem.UNAVAILABLE
    except MediaLater:
        if message.fetches >= len(FETCH_DELAYS):
            return None, Problem.UNAVAILABLE
        raise


def _commit(desk: Desk, lease: Lease, incoming: Incoming, outcome: _Outcome) -> bool:
    """Phase two, with all that ends the message. Return False if the lease is lost."""
    now, vault = time.time(), desk.store.vault
    with desk.store.writing() as connection:
        row = conversations.hold(connection, lease, now, desk.lease_seconds)
        if row is None:
            return False
        conversation = _conversation(desk, row)
        replies = outcome.handler(connection, conversation, incoming, outcome.media)
        choices.note_offered(conversation.state, replies)
        to = conversations.sender(vault, row)
        outbox.add(connection, vault, row, [_new_reply(to, reply) for reply in replies], now)
        if conversation.held:
            inbox.hold(connection, lease.message.id)
        else:
            inbox.finish(connection, lease.message.id, now, outcome.problem)
        if conversation.forgotten:
            senders.forget(connection, row.sender_mac, under_way=False)
            unlearning.erase_of(connection, vault, to)
        if conversation.resumed:
            inbox.resume(connection, row.sender_mac, now)
        _end(desk, connection, lease, conversation)
    return True


def _end(desk: Desk, connection: Connection, lease: Lease, conversation: Conversation) -> None:
    """Store and release the conversation, unless it was forgotten and no message is waiting."""
    row, now = lease.conversation, time.time()
    due = conversations.next_due(connection, row.sender_mac, now)
    if conversation.forgotten and due is None:
        return
    state = conversations.sealed_state(desk.store.vault, row, conversation.state)
    expires = now + desk.settings.conversation_hours * 3600
    kept = {"sealed_state": state, "submission_id": conversation.submission_id}
    conversations.release(connection, lease, due, expires_at=expires, **kept)


def _new_reply(to: str, reply: Reply) -> NewReply:
    return NewReply(
        to=to,
        text=reply.text,
        buttons=reply.buttons,
        picture=reply.picture,
        quotes=reply.quotes,
        about=reply.about,
    )


def _postpone(desk: Desk, lease: Lease, wait: float | None) -> None:
    delay = max(FETCH_DELAYS[lease.message.fetches], wait or 0.0)
    with desk.store.writing() as connection:
        if conversations.release(connection, lease, time.time() + delay):
            inbox.postpone(connection, lease.message.id)


def _crashed(desk: Desk, lease: Lease) -> None:
    """Try again after a pause; set the message aside once not even an excuse succeeds."""
    if lease.message.attempts < MAX_STAYS + MAX_EXCUSES:
        _release(desk, lease, CRASH_PAUSE_SECONDS)
        return
    now = time.time()
    with desk.store.writing() as connection:
        if conversations.hold(connection, lease, now, desk.lease_seconds) is None:
            return
        inbox.set_aside(connection, lease.message.id, now, Problem.CRASH)
        sender_mac = lease.conversation.sender_mac
        due = conversations.next_due(connection, sender_mac, now)
        conversations.release(connection, lease, due)


def _release(desk: Desk, lease: Lease, pause: float, *, counted: bool = True) -> None:
    with desk.store.writing() as connection:
        if conversations.release(connection, lease, time.time() + pause) and not counted:
            inbox.give_back(connection, lease.message.id)
