"""The dialogue with one citizen: a message in, replies out.

`prepare` does what takes time, the check of a photo; what it returns runs in the transaction that
stores the photo, the conversation and the replies. While an officer holds the conversation, the
message is kept for the officer instead.
"""

from collections.abc import Callable, Sequence
from functools import partial

from api.channels.dialogue import photos
from api.channels.dialogue.cancelling import ENDING
from api.channels.dialogue.fragments import until_answered
from api.channels.dialogue.office import Office
from api.channels.dialogue.photos import CheckedFile
from api.channels.dialogue.talk import (
    choose,
    hold,
    is_to_forget,
    named_in_caption,
    talk,
    want_photos,
)
from api.channels.dialogue.turn import ASKED, SUBMISSION_ENDED, Turn, handler
from api.channels.dialogue.with_officer import File, listen, thread_of
from api.channels.messages import Conversation, Handler, Incoming, Kind, Problem, Reply
from api.work.context import WorkerContext


class CitizenDialogue:
    """Asks for a service, then for its papers, and answers each photo."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def prepare(
        self, conversation: Conversation, incoming: Incoming, media: bytes | None
    ) -> Handler:
        """Check the photo of a message; return what answers it."""
        if media is not None:
            return self._photo(conversation, incoming, media)
        if incoming.kind is Kind.CHOICE:
            return self._handler(choose)
        return self._handler(talk if incoming.kind is Kind.TEXT else want_photos)

    def excuse(self, _conversation: Conversation, _incoming: Incoming, problem: Problem) -> Handler:
        """Return what tells the citizen that a message could not be handled."""
        return handler(
            self._office, lambda turn: [Reply(text=getattr(turn.chat.problems, problem))]
        )

    def _handler(
        self,
        answer: Callable[[Turn], Sequence[Reply]],
        media: bytes | None = None,
        file: File | None = None,
    ) -> Handler:
        """Return what answers, or keeps the message for the officer who holds the conversation."""

        def handle(turn: Turn) -> Sequence[Reply]:
            thread = thread_of(turn)
            if thread is None or is_to_forget(turn):
                return until_answered(turn, answer)
            return listen(turn, thread, media, file)

        return handler(self._office, handle)

    def _photo(self, conversation: Conversation, incoming: Incoming, media: bytes) -> Handler:
        submission_id = conversation.submission_id or self._only(conversation, incoming)
        if submission_id is None:
            return self._handler(hold, media)
        try:
            checked = photos.checked(self._office, submission_id, incoming, media)
        except SUBMISSION_ENDED:
            return self._handler(hold, media)
        file = partial(photos.file_in_silence, photo=checked)
        return self._handler(partial(_file, checked=checked), media, file)

    def _only(self, conversation: Conversation, incoming: Incoming) -> str | None:
        """Go on with the citizen's application, or begin the one of the number or the caption.

        A repetition finds it again.
        """
        with self._office.store.writing() as connection:
            turn = Turn(self._office, connection, conversation, incoming)
            turn.reopen()
            if conversation.submission_id is not None:
                return conversation.submission_id
            only = turn.menu.only() or named_in_caption(turn)
            if only is not None:
                turn.begin(*only)
            return conversation.submission_id


def _file(turn: Turn, checked: CheckedFile) -> Sequence[Reply]:
    try:
        replies = photos.file(turn, checked)
    except SUBMISSION_ENDED:  # between the check and now
        return hold(turn)
    turn.conversation.state.pop(ENDING, None)
    if ASKED in turn.conversation.state:
        turn.release()
    return replies


def open_dialogue(context: WorkerContext) -> CitizenDialogue:
    """Open the dialogue in a worker process. Raises ToolMissing, BadModel."""
    context.warm()
    return CitizenDialogue(Office.of(context))
