"""The question which paper a photo shows, as long as the citizen has not answered it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.channels.dialogue import naming
from api.channels.dialogue.menu import SLOT, Choice, capital
from api.channels.dialogue.turn import SUBMISSION_ENDED, Turn
from api.channels.messages import Reply
from api.submissions import submissions
from api.submissions.catalogue import Slot, Variant
from api.submissions.papers import OTHER
from api.submissions.records import states
from api.submissions.wording import Speaker

NEITHER = "-"
"""In place of a slot in a choice: the photo is none of those that were offered."""
SENT_AS = "sent_as"
"""Key of the conversation's state: the message of each photo that is asked about, by its id."""
ASKED_ALONE = "asked_alone"
"""Key of the conversation's state: the photo that an answer without its name is about."""

DOUBTED = "doubted"
"""Key of the conversation's state: photos for which an answer may have refused a paper."""


@dataclass(frozen=True, slots=True)
class SlotQuestion:
    """What waits for the citizen's word: photos, and the slots that could take them."""

    photos: tuple[str, ...]
    """Their ids, in the order in which they came."""
    named: Mapping[str, frozenset[str]]
    """The words that name each slot."""
    speaker: Speaker

    def about(self, photo_id: str, state: Mapping[str, Any]) -> Reply:
        """Return the question about one photo, which it quotes."""
        return Reply(
            text=self.speaker.which(tuple(self.named)),
            buttons=slot_choices(self.speaker, photo_id, tuple(self.named)),
            quotes=state.get(SENT_AS, {}).get(photo_id),
            about=photo_id,
        )

    def pointed_at(self, quoted: str | None, state: Mapping[str, Any]) -> str | None:
        """Return the photo that an answer is about: the quoted one, or the one asked about alone.

        None where it may be any of several.
        """
        sent_as: Mapping[str, str] = state.get(SENT_AS, {})
        for photo_id in self.photos if quoted else ():
            message_id = sent_as.get(photo_id, "")
            if message_id == quoted or message_id.endswith(f"_{quoted}"):  # as WAHA shortens it
                return photo_id
        if len(self.photos) == 1:
            return self.photos[0]
        alone: str | None = state.get(ASKED_ALONE)
        return alone if alone in self.photos else None


def slot_question(turn: Turn) -> SlotQuestion | None:
    """Return the question that waits for its answer; None if there is none."""
    act, id_ = turn.act, turn.conversation.submission_id
    try:
        row = submissions.own(turn.connection, id_ or "", turn.owner)
        of, speaker = states.progress(act, row), act.rules.speaker(row)
    except SUBMISSION_ENDED:
        return None
    asked = tuple(paper.id for paper in of.loose if paper.unplaced)
    slots = of.awaiting_any_paper
    return SlotQuestion(asked, words_of_slots(slots), speaker) if asked and slots else None


def words_of_slots(slots: Sequence[Slot]) -> dict[str, frozenset[str]]:
    """Return the words that name each slot."""
    return {slot.key: naming.words_of(slot.key, slot.title) for slot in slots}


def letters(variant: Variant) -> list[Slot]:
    """Return the slots that papers of no known type fill, whether or not they are filled."""
    return [slot for slot in variant.slots if OTHER in slot.types]


def slot_choices(speaker: Speaker, photo_id: str, keys: Sequence[str]) -> tuple[Choice, ...]:
    """Return the slots of a photo as choices, and that it is none of them."""
    titles = {key: speaker.title(speaker.variant.slot(key)) for key in keys}
    if keys:
        titles[NEITHER] = speaker.neither(keys)
    return tuple((f"{SLOT}:{photo_id}/{key}", capital(title)) for key, title in titles.items())


def note_asked(state: dict[str, Any], photo_id: str, message_id: str) -> None:
    """Remember the message of a photo that is asked about; no photo is asked about alone now."""
    state.pop(ASKED_ALONE, None)
    state[SENT_AS] = {**state.get(SENT_AS, {}), photo_id: message_id}


def note_doubted(state: dict[str, Any], photo_id: str) -> None:
    """Remember that a photo is not filed by elimination: its sender said what it is not."""
    state[DOUBTED] = sorted({*state.get(DOUBTED, ()), photo_id})
