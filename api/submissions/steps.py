"""The officers' steps with an application: moved, assigned, noted, and told to the citizen once.

`store.stages` says which moves there are. Each act is an entry of the audit trail.
"""

from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from api.errors import ServiceError
from api.store import audit_trail
from api.store import submissions as store
from api.store.channels import conversations, outbox
from api.store.channels.decided import BY_CHANNEL
from api.store.channels.outbox import NewReply
from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.stages import BY_PAPERS, MOVES, Move, Stage
from api.store.submissions import Submission
from api.store.tables.batches import PHOTOS
from api.submissions.records import states
from api.submissions.records.rows import ServiceGone, Transaction
from api.submissions.records.words import said_of_step, seal_note, seal_word
from api.submissions.wording import NO_WORD, Word

MAX_WORD_CHARS = 300
"""Of what an officer writes to the citizen; with the texts around it, it fits into one message."""
MAX_NOTE_CHARS = 2000


class NotAllowed(ServiceError):
    """The application is not where the officer saw it, or the move is none that there is."""

    code = "move_not_allowed"
    status = HTTPStatus.CONFLICT


class WordMissing(ServiceError):
    """The citizen has to be told why, and nothing was written."""

    code = "word_missing"
    status = HTTPStatus.BAD_REQUEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move that an officer asks for."""

    seen: Stage
    """The stage in which the officer saw the application."""
    to: Stage
    who: str
    word: Word = NO_WORD


def move(act: Transaction, row: Submission, step: Step) -> None:
    """Move an application. row: locked. Raises NotAllowed, WordMissing."""
    made = MOVES[row.stage].get(step.to) if row.stage is step.seen else None
    if made is None:
        raise NotAllowed("The application was moved meanwhile, or there is no such move.")
    word = _written(step.word)
    if made.word and not word.note:
        raise WordMissing("Write why: the citizen reads it.")
    if row.stage is Stage.RETURNED:
        _take_back(act, row)
    if row.stage is Stage.READY and step.to is Stage.CLOSED and row.tell_at is not None:
        _tell(act, row)  # it will be in force no more when it has settled
    if step.to is Stage.RETURNED:
        _return_papers(act, row, word)
    store.update(act.connection, row.id, **_columns(act, row, step, made, word))
    if step.to is Stage.CLOSED:
        _leave_queue(act, row)
    detail = {"from": step.seen, "to": step.to}
    audit_trail.add(act.connection, step.who, "move_application", row.id, detail)


def assign(act: Transaction, row: Submission, to: str | None, who: str) -> None:
    """Assign an application to an officer, or to nobody. Raises NotAllowed: it is closed."""
    if row.stage is Stage.CLOSED:
        raise NotAllowed("The application is closed.")
    store.update(act.connection, row.id, officer=to, touched_at=act.now)
    audit_trail.add(act.connection, who, "assign_application", row.id, {"officer": to})


def note(act: Transaction, row: Submission, text: str, who: str) -> None:
    """Replace the officers' note on an application."""
    sealed = seal_note(act.vault, text.strip()[:MAX_NOTE_CHARS], row.id)
    store.update(act.connection, row.id, sealed_note=sealed, touched_at=act.now)
    audit_trail.add(act.connection, who, "note_application", row.id)


def tell(act: Transaction) -> int:
    """Queue what the steps that have settled say to the citizens; return their number.

    A step that is taken back before is not told.
    """
    due = store.to_tell(act.connection, act.now)
    for row in due:
        _tell(act, row)
    return len(due)


def _tell(act: Transaction, row: Submission) -> None:
    """Queue what the step in force says, where there is a chat and the service still exists."""
    store.update(act.connection, row.id, tell_at=None, told_step=row.step)
    conversation = conversations.of_submission(act.connection, row.id)
    if conversation is None:
        return
    try:
        text = said_of_step(act, row)
    except ServiceGone:
        return
    to = conversations.sender(act.vault, conversation)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    outbox.add(act.connection, act.vault, conversation, [reply], act.now)


def _columns(
    act: Transaction, row: Submission, step: Step, made: Move, word: Word
) -> dict[str, Any]:
    tells = made.tells and (made.word or row.told_step != step.to)
    taken = step.to is Stage.IN_WORK
    return {
        "step": None if step.to in BY_PAPERS else step.to,
        "step_at": act.now,
        "touched_at": act.now,
        "closed_at": act.now if step.to is Stage.CLOSED else None,
        "officer": step.who if taken else None if step.to in BY_PAPERS else row.officer or step.who,
        "sealed_word": seal_word(act.vault, word, row.id) if made.word else None,
        "tell_at": act.now + SETTLE_SECONDS if tells else None,
    }


def _written(word: Word) -> Word:
    """Return what was written as one line, as a message's template takes it, with a full stop."""
    text = " ".join(word.note.split())[:MAX_WORD_CHARS]
    return Word(text if not text or text[-1] in ".!?" else f"{text}.", word.slots)


def _return_papers(act: Transaction, row: Submission, word: Word) -> None:
    """Ask for the papers of some slots once more: what is in them counts no longer."""
    speaker = act.rules.speaker(row)
    for one in states.progress(act, row).slots:
        if one.slot.key in word.slots:
            message = speaker.again(speaker.title(one.slot), word.note)
            _return_photos(act, [paper.id for paper in one.papers], message)
    states.settle(act, row)


def _take_back(act: Transaction, row: Submission) -> None:
    """Let the papers that the last return asked for count again."""
    returned = (PHOTOS.c.batch_id == row.batch_id) & (PHOTOS.c.returned_at == row.step_at)
    act.connection.execute(PHOTOS.update().where(returned).values(returned_at=None))
    states.settle(act, row)


def _return_photos(act: Transaction, ids: Collection[str], message: str) -> None:
    photos = PHOTOS.c.id.in_(ids) & PHOTOS.c.returned_at.is_(None)
    values = {"returned_at": act.now, "message": message, "sent_at": act.now, "sent_by": BY_CHANNEL}
    act.connection.execute(PHOTOS.update().where(photos).values(**values))
    undecided = PHOTOS.c.id.in_(ids) & PHOTOS.c.decision.is_(None)
    act.connection.execute(PHOTOS.update().where(undecided).values(for_officer=False))


def _leave_queue(act: Transaction, row: Submission) -> None:
    """Take the undecided photos of a closed application out of the officers' queue."""
    undecided = (PHOTOS.c.batch_id == row.batch_id) & PHOTOS.c.decision.is_(None)
    act.connection.execute(PHOTOS.update().where(undecided).values(for_officer=False))
