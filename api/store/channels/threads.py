"""Threads: conversations that officers hold with citizens, from the call for one to its end."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from api.store import rows
from api.store.channels import conversations
from api.store.channels.stored import StoredConversation
from api.store.database.vault import Vault
from api.store.tables.channels import CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.threads import THREAD_MESSAGES, THREADS
from precheck.answer.as_json import new_id

CITIZEN, OFFICER = "citizen", "officer"
"""Authors of messages; CITIZEN also ends a thread."""
TEXT = "text"
OPEN: ColumnElement[bool] = THREADS.c.closed_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewThread:
    """A thread to open."""

    conversation_id: str
    lang: str
    """Of the office's number."""
    line: str | None = None
    submission_id: str | None = None
    """The application under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to keep in a thread."""

    id: str | None = None
    """Its id, where it is known already."""
    author: str
    kind: str = TEXT
    text: str | None = None
    file: bytes | None = None
    photo_id: str | None = None
    """A photo that was filed in the application; its file lies there."""
    officer: str | None = None
    reply_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread. Times are seconds since 1970."""

    id: str
    conversation_id: str
    sender_mac: str
    channel: str
    number_id: str
    line: str | None
    lang: str
    submission_id: str | None
    """The application under way when it began."""
    opened_at: float
    changed_at: float
    """Of the last message."""
    waits_since: float | None
    """The first message that no officer has answered; None: there is none."""
    officer: str | None
    """Who wrote last."""
    closed_at: float | None
    closed_by: str | None
    """Officer, or CITIZEN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of a thread, decrypted."""

    id: str
    at: float
    author: str
    officer: str | None
    kind: str
    photo_id: str | None
    """A photo that was filed in the application."""
    text: str | None
    has_file: bool
    delivery: str | None
    """State of its reply in the outbox; None if there is none any more."""
    code: str | None
    """Of the last error of the reply."""


def open_of(connection: Connection, conversation_id: str) -> Thread | None:
    """Return the open thread of a conversation."""
    mine = THREADS.c.conversation_id == conversation_id
    return rows.first(connection, Thread, select(THREADS).where(mine, OPEN))


def begin(connection: Connection, new: NewThread, now: float) -> str:
    """Open a thread and return its id; the one that is open goes on."""
    known = open_of(connection, new.conversation_id)
    if known is not None:
        return known.id
    conversation = conversations.get(connection, new.conversation_id)
    assert conversation is not None
    id_ = new_id()
    connection.execute(
        THREADS.insert().values(
            id=id_,
            opened_at=now,
            changed_at=now,
            sender_mac=conversation.sender_mac,
            channel=conversation.channel,
            number_id=conversation.number_id,
            **asdict(new),
        )
    )
    return id_


def add(connection: Connection, vault: Vault, thread_id: str, new: NewMessage, now: float) -> str:
    """Add a message and return its id."""
    id_ = new.id or new_id()
    row = f"thread_message:{id_}"
    connection.execute(
        THREAD_MESSAGES.insert().values(
            id=id_,
            thread_id=thread_id,
            at=now,
            author=new.author,
            officer=new.officer,
            kind=new.kind,
            sealed_text=None if new.text is None else vault.seal(new.text.encode(), row),
            sealed_file=None if new.file is None else vault.seal(new.file, f"{row}:file"),
            photo_id=new.photo_id,
            reply_id=new.reply_id,
        )
    )
    values: dict[str, Any] = {"changed_at": now}
    if new.author == CITIZEN:
        values["waits_since"] = func.coalesce(THREADS.c.waits_since, now)
    elif new.author == OFFICER:
        values |= {"waits_since": None, "officer": new.officer}
    connection.execute(THREADS.update().where(THREADS.c.id == thread_id).values(**values))
    return id_


def get(connection: Connection, id_: str, *, lock: bool = False) -> Thread | None:
    """Return a thread. lock: with its conversation, so that no message comes in meanwhile."""
    query = select(THREADS).where(THREADS.c.id == id_)
    row = rows.first(connection, Thread, query)
    if row is None or not lock:
        return row
    mine = CONVERSATIONS.c.id == row.conversation_id
    connection.execute(select(CONVERSATIONS.c.id).where(mine).with_for_update())
    return rows.first(connection, Thread, query.with_for_update())


def conversation_of(connection: Connection, thread: Thread) -> StoredConversation | None:
    """Return the conversation of a thread; None once it has expired or was forgotten."""
    return conversations.get(connection, thread.conversation_id)


def messages(connection: Connection, vault: Vault, thread_id: str) -> Sequence[Message]:
    """Return the messages of a thread, the oldest first."""
    query = (
        select(
            THREAD_MESSAGES.c.id.label("id_"),
            *(THREAD_MESSAGES.c[name] for name in ("at", "author", "officer", "kind", "photo_id")),
            THREAD_MESSAGES.c.sealed_text,
            THREAD_MESSAGES.c.sealed_file.is_not(None).label("has_file"),
            CHANNEL_REPLIES.c.state.label("delivery"),
            CHANNEL_REPLIES.c.code,
        )
        .outerjoin(CHANNEL_REPLIES, CHANNEL_REPLIES.c.id == THREAD_MESSAGES.c.reply_id)
        .where(THREAD_MESSAGES.c.thread_id == thread_id)
        .order_by(THREAD_MESSAGES.c.at, THREAD_MESSAGES.c.id)
    )
    return rows.every(connection, partial(_message, vault), query)


def file(connection: Connection, vault: Vault, thread_id: str, message_id: str) -> bytes | None:
    """Return the file of a message; None if it has none, or none any more."""
    mine = (THREAD_MESSAGES.c.id == message_id) & (THREAD_MESSAGES.c.thread_id == thread_id)
    sealed = connection.scalar(select(THREAD_MESSAGES.c.sealed_file).where(mine))
    return None if sealed is None else vault.open(sealed, f"thread_message:{message_id}:file")


def find(
    connection: Connection, *, closed: bool, before: str | None = None, limit: int = 50
) -> Sequence[Thread]:
    """Return open threads, the one that waits longest first, or closed ones, the newest first.

    before: only closed ones older than this id.
    """
    if not closed:
        order = (THREADS.c.waits_since.is_(None), THREADS.c.waits_since, THREADS.c.opened_at)
        query = select(THREADS).where(OPEN).order_by(*order)
    else:
        older = () if before is None else (THREADS.c.id < before,)
        query = select(THREADS).where(~OPEN, *older).order_by(THREADS.c.id.desc())
    return rows.every(connection, Thread, query.limit(limit))


def waiting(connection: Connection) -> tuple[int, float | None]:
    """Return in how many threads a citizen waits for an answer, and since when the first does."""
    waits = OPEN & THREADS.c.waits_since.is_not(None)
    query = select(func.count(), func.min(THREADS.c.waits_since)).where(waits)
    number, since = connection.execute(query).one()
    return number, since


def close(connection: Connection, thread_id: str, who: str, now: float) -> None:
    """End a thread: the dialogue answers again."""
    mine = (THREADS.c.id == thread_id) & OPEN
    values = {"closed_at": now, "closed_by": who, "waits_since": None, "changed_at": now}
    connection.execute(THREADS.update().where(mine).values(**values))


def last(connection: Connection, thread_id: str) -> str | None:
    """Return the id of the last message."""
    mine = THREAD_MESSAGES.c.thread_id == thread_id
    order = (THREAD_MESSAGES.c.at.desc(), THREAD_MESSAGES.c.id.desc())
    return connection.scalar(select(THREAD_MESSAGES.c.id).where(mine).order_by(*order).limit(1))


def is_kept(connection: Connection, message_id: str) -> bool:
    """Return whether there is a message of this id."""
    query = select(THREAD_MESSAGES.c.id).where(THREAD_MESSAGES.c.id == message_id)
    return connection.scalar(query) is not None


def of_sender(connection: Connection, sender_mac: str) -> Sequence[Thread]:
    """Return the threads of a sender, the oldest first."""
    query = select(THREADS).where(THREADS.c.sender_mac == sender_mac).order_by(THREADS.c.id)
    return rows.every(connection, Thread, query)


def forget(connection: Connection, sender_mac: str) -> int:
    """Delete the threads of a sender; return their number."""
    mine = THREADS.c.sender_mac == sender_mac
    return connection.execute(THREADS.delete().where(mine)).rowcount


def erase_files(connection: Connection, before: float) -> None:
    """Erase the files of threads that ended before then."""
    ended = select(THREADS.c.id).where(THREADS.c.closed_at <= before)
    held = THREAD_MESSAGES.c.sealed_file.is_not(None) & THREAD_MESSAGES.c.thread_id.in_(ended)
    connection.execute(THREAD_MESSAGES.update().where(held).values(sealed_file=None))


def purge(connection: Connection, before: float) -> None:
    """Delete closed threads in which nothing was written since then; an open one waits."""
    connection.execute(THREADS.delete().where(~OPEN, THREADS.c.changed_at < before))


def _message(vault: Vault, *, id_: str, sealed_text: bytes | None, **columns: Any) -> Message:
    sealed, place = sealed_text, f"thread_message:{id_}"
    text = None if sealed is None else vault.open(sealed, place).decode()
    return Message(id=id_, text=text, **columns)
