"""The question which paper a photo shows, as long as the citizen has not answered it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.channels.dialogue import naming
from api.channels.dialogue.menu import SLOT, Choice, capital
from api.channels.dialogue.office import OWNER
from api.channels.dialogue.turn import SUBMISSION_ENDED, Turn
from api.channels.messages import Reply
from api.submissions import submissions
from api.submissions.records import states
from api.submissions.wording import Speaker


@dataclass(frozen=True, slots=True)
class SlotQuestion:
    """The newest question that waits for its answer."""

    photo_id: str
    named: Mapping[str, frozenset[str]]
    """The words that name each slot."""
    reply: Reply
    """The question, asked again."""


def slot_question(turn: Turn) -> SlotQuestion | None:
    """Return the question that waits for its answer; None if there is none."""
    act, id_ = turn.act, turn.conversation.submission_id
    try:
        row = submissions.own(turn.connection, id_ or "", OWNER)
        of, speaker = states.progress(act, row), act.rules.speaker(row)
    except SUBMISSION_ENDED:
        return None
    asked = [paper.id for paper in of.loose if paper.unplaced]
    slots = of.awaiting_any_paper
    if not asked or not slots:
        return None
    keys = tuple(slot.key for slot in slots)
    reply = Reply(text=speaker.which(keys), buttons=slot_choices(speaker, asked[-1], keys))
    named = {slot.key: naming.words_of(slot.key, slot.title) for slot in slots}
    return SlotQuestion(asked[-1], named, reply)


def slot_choices(speaker: Speaker, photo_id: str, keys: Sequence[str]) -> tuple[Choice, ...]:
    """Return the slots of a photo as choices."""
    titles = {key: speaker.title(speaker.variant.slot(key)) for key in keys}
    return tuple((f"{SLOT}:{photo_id}/{key}", capital(title)) for key, title in titles.items())
