"""A citizen with an officer: the dialogue is silent, and keeps what comes in the thread."""

import time
from collections.abc import Callable, Sequence

from api.channels.dialogue.menu import LEAVE
from api.channels.dialogue.spelling import spelled
from api.channels.dialogue.turn import ASKED, NEVER, SUBMISSION_ENDED, Turn
from api.channels.messages import OFFERED, Kind, Reply
from api.http import local_time
from api.store.channels import threads
from api.store.channels.threads import CITIZEN, NewMessage, NewThread, Thread
from api.submissions.wording import DATE

File = Callable[[Turn], str]
"""Files a checked photo in the application, and returns its id. Raises SUBMISSION_ENDED."""


def thread_of(turn: Turn) -> Thread | None:
    """Return the thread in which an officer holds this conversation."""
    return threads.open_of(turn.connection, turn.conversation.id)


def call_officer(turn: Turn) -> Sequence[Reply]:
    """Open a thread, and say when an officer answers. Photos that wait are shown to the officer."""
    if turn.is_demo:
        return [turn.offer(turn.chat.officer.demo)]
    new = NewThread(
        conversation_id=turn.conversation.id,
        lang=turn.conversation.number.lang,
        line=turn.conversation.number.line,
        submission_id=turn.conversation.submission_id,
    )
    thread_id = threads.begin(turn.connection, new, turn.act.now)
    said = turn.incoming.text if turn.incoming.kind is Kind.TEXT else turn.chat.officer.button
    _keep(turn, thread_id, NewMessage(author=CITIZEN, text=said))
    turn.release()
    return [Reply(text=_promise(turn), buttons=((LEAVE, turn.chat.officer.leave),))]


def listen(
    turn: Turn, thread: Thread, media: bytes | None = None, file: File | None = None
) -> Sequence[Reply]:
    """Keep a message in the thread, without an answer, unless the citizen goes on without one.

    media: the file of the message. file: where there is an application that takes it.
    """
    if _leaves(turn):
        threads.close(turn.connection, thread.id, CITIZEN, turn.act.now)
        left, waits = Reply(text=turn.chat.officer.left), ASKED in turn.conversation.state
        turn.release()
        return [left] if waits else [left, turn.state()]  # the photos that wait are answered next
    turn.conversation.state.pop(OFFERED, None)  # a number is now an answer to the officer
    _keep(turn, thread.id, _message(turn, media, file))
    return []


def _leaves(turn: Turn) -> bool:
    text = turn.incoming.text or ""
    if turn.incoming.kind is Kind.CHOICE:
        return text == LEAVE
    return turn.incoming.kind is Kind.TEXT and spelled(text) == spelled(turn.chat.officer.leave)


def _message(turn: Turn, media: bytes | None, file: File | None) -> NewMessage:
    """Return what is kept: the text, and the photo in the application or in the thread itself.

    A photo of no application waits for one, too.
    """
    incoming, photo_id = turn.incoming, None
    text = None if incoming.kind is Kind.CHOICE else incoming.text
    if file is not None:
        try:
            photo_id = file(turn)
        except SUBMISSION_ENDED:
            turn.conversation.submission_id = None
    if media is not None and photo_id is None:
        turn.conversation.hold()
        turn.conversation.state.setdefault(ASKED, NEVER)
        return NewMessage(author=CITIZEN, kind=incoming.kind, text=text, file=media)
    return NewMessage(author=CITIZEN, kind=incoming.kind, text=text, photo_id=photo_id)


def _keep(turn: Turn, thread_id: str, message: NewMessage) -> None:
    threads.add(turn.connection, turn.act.vault, thread_id, message, turn.act.now)


def _promise(turn: Turn) -> str:
    """Return when an officer answers: soon, or once the office opens."""
    texts, hours = turn.chat.officer, turn.office.rules.catalogue.hours
    now = local_time.local(time.time(), turn.office.rules.workdays.zone)
    if hours.is_open(now):
        return texts.called
    opens = hours.next_opening(now)
    if opens is None:
        return f"{texts.called} {texts.closed_for_long}"
    said = texts.opens.format(
        day=texts.days[opens.weekday()],
        date=opens.strftime(DATE),
        time=f"{opens:%H.%M} {local_time.abbreviation(opens)}",
    )
    return f"{texts.called} {texts.closed.format(opens=said)}"
