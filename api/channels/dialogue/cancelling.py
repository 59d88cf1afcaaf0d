"""The end of an application that its citizen does not want any more: asked about once."""

from collections.abc import Sequence

from api.channels.dialogue.menu import CANCEL, GO_ON
from api.channels.dialogue.spelling import spelled
from api.channels.dialogue.turn import SUBMISSION_ENDED, Turn
from api.channels.messages import Kind, Reply
from api.store.stages import BY_PAPERS, Stage
from api.submissions import submissions
from api.submissions.codes import State
from api.submissions.records import states

ENDING = "ending"
"""Key of the conversation's state: the application about whose end the last reply asked."""


def ask(turn: Turn) -> Sequence[Reply]:
    """Ask whether to end the application under way, unless it is an officer's."""
    title = _title(turn)
    if title is None:
        return [turn.offer(turn.chat.cancel.nothing)]
    if _is_officers(turn):
        return [Reply(text=turn.chat.cancel.complete, buttons=(turn.officer,))]
    turn.conversation.state[ENDING] = turn.conversation.submission_id
    choices = ((CANCEL, turn.chat.cancel.yes), (GO_ON, turn.chat.cancel.no))
    return [Reply(text=turn.chat.cancel.ask.format(variant=title), buttons=choices)]


def answered(turn: Turn) -> Sequence[Reply] | None:
    """Return the reply to an answer to that question; None if it was not asked, or not answered.

    The question is over with any message.
    """
    asked = turn.conversation.state.pop(ENDING, None)
    if asked is None or asked != turn.conversation.submission_id:
        return None
    text = turn.incoming.text or ""
    if turn.incoming.kind is Kind.CHOICE:
        said_yes, said_no = text == CANCEL, text == GO_ON
    else:
        said = spelled(text)
        said_yes = any(said == spelled(word) for word in turn.chat.cancel.yes_words)
        said_yes |= text.strip().casefold() in turn.chat.cancel.yes_words
        said_no = said[:1] in (["tidak"], ["no"], ["jangan"])
    if said_yes:
        return [_end(turn)]
    return [turn.state()] if said_no else None


def _end(turn: Turn) -> Reply:
    """Delete the application with its photos."""
    title = _title(turn)
    if title is None or _is_officers(turn):
        return turn.state()
    submissions.cancel(turn.act, turn.submission)
    turn.conversation.submission_id = None
    turn.conversation.state.clear()
    return turn.offer(turn.chat.cancel.done.format(variant=title))


def _is_officers(turn: Turn) -> bool:
    """Return whether the application has all its papers, or an officer has begun with it."""
    return turn.settled or turn.submission.stage not in BY_PAPERS


def _title(turn: Turn) -> str | None:
    """Return the name of the application under way; None if there is none."""
    act = turn.act
    try:
        row = turn.submission
        state = states.in_force(row, states.progress(act, row))
        speaker = act.rules.speaker(row)
    except SUBMISSION_ENDED:
        return None
    ended = state in {State.CANCELLED, State.EXPIRED} or row.stage is Stage.CLOSED
    return None if ended else speaker.variant.title.in_(speaker.lang)
