"""The dialogue with one citizen: a message in, replies out.

`prepare` does what takes time, the check of a photo; what it returns runs in the transaction that
stores the photo, the conversation and the replies.
"""

from collections.abc import Sequence

from api.channels.dialogue import photos
from api.channels.dialogue.office import Office
from api.channels.dialogue.photos import CheckedFile
from api.channels.dialogue.talk import (
    ASKED,
    choose,
    hold,
    named_in_caption,
    release,
    talk,
    want_photos,
)
from api.channels.dialogue.turn import SUBMISSION_ENDED, Turn, handler
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
            return handler(self._office, choose)
        return handler(self._office, talk if incoming.kind is Kind.TEXT else want_photos)

    def excuse(self, _conversation: Conversation, _incoming: Incoming, problem: Problem) -> Handler:
        """Return what tells the citizen that a message could not be handled."""
        return handler(
            self._office, lambda turn: [Reply(text=getattr(turn.chat.problems, problem))]
        )

    def _photo(self, conversation: Conversation, incoming: Incoming, media: bytes) -> Handler:
        submission_id = conversation.submission_id or self._only(conversation, incoming)
        if submission_id is None:
            return handler(self._office, hold)
        try:
            checked = photos.checked(self._office, submission_id, incoming, media)
        except SUBMISSION_ENDED:
            return handler(self._office, hold)
        return handler(self._office, lambda turn: _file(turn, checked))

    def _only(self, conversation: Conversation, incoming: Incoming) -> str | None:
        """Begin the only application of a number, or the one that the photo's caption names.

        A repetition finds it again.
        """
        with self._office.store.writing() as connection:
            turn = Turn(self._office, connection, conversation, incoming)
            only = turn.menu.only() or named_in_caption(turn)
            if only is not None:
                turn.begin(*only)
            return conversation.submission_id


def _file(turn: Turn, checked: CheckedFile) -> Sequence[Reply]:
    try:
        replies = photos.file(turn, checked)
    except SUBMISSION_ENDED:  # between the check and now
        return hold(turn)
    if ASKED in turn.conversation.state:
        release(turn)
    return replies


def open_dialogue(context: WorkerContext) -> CitizenDialogue:
    """Open the dialogue in a worker process. Raises ToolMissing, BadModel."""
    context.warm()
    return CitizenDialogue(Office.of(context))
