"""Answers to the question which paper a photo shows: in words, or by a choice."""

from collections.abc import Mapping, Sequence

from api.channels.dialogue.refusals import Answer, meant
from api.channels.dialogue.slot_question import (
    ASKED_ALONE,
    DOUBTED,
    NEITHER,
    SENT_AS,
    SlotQuestion,
    slot_question,
)
from api.channels.dialogue.turn import SUBMISSION_ENDED, Turn
from api.channels.dialogue.which_photo import by_photo
from api.channels.messages import Reply
from api.store.channels import outcomes
from api.store.photos import search
from api.submissions import submissions
from api.submissions.photos import place, set_aside


def answer_in_words(turn: Turn, question: SlotQuestion, text: str) -> Sequence[Reply]:
    """Place the photos that a text names, and ask about the first of those that are left."""
    said = _said(turn, question, text)
    placed = {photo_id: key for photo_id, key in said.items() if key is not Answer.UNCLEAR}
    doubted = said.keys() - placed
    if not said and meant(text, question.named) is Answer.UNCLEAR:
        doubted = set(question.photos)  # which of them it is about is not known
    state = turn.conversation.state
    state[DOUBTED] = sorted({*state.get(DOUBTED, ()), *doubted})
    return _settled(turn, question, placed, by_elimination=len(placed) == len(said) > 0)


def tells(turn: Turn, question: SlotQuestion, text: str) -> bool:
    """Return whether a text surely says what a photo is, or is not."""
    said = _said(turn, question, text) or {"": meant(text, question.named)}
    return any(key is not Answer.UNCLEAR for key in said.values())


def answer_by_choice(turn: Turn, photo_id: str, slot: str) -> Sequence[Reply]:
    """Place the photo of a choice, which may be an old one."""
    key = Answer.NONE if slot == NEITHER else slot
    question = slot_question(turn)
    if question is None or photo_id not in question.photos:
        reply = _place(turn, photo_id, key, closing=True)
        return [turn.state() if reply is None else reply]
    return _settled(turn, question, {photo_id: key}, by_elimination=True)


def _said(turn: Turn, question: SlotQuestion, text: str) -> dict[str, str]:
    """Return what a text says about each photo: slot or Answer; empty if the photo is not clear."""
    photos, named = question.photos, question.named
    parts = by_photo(text, len(photos), named) if len(photos) > 1 else {}
    if parts:
        return {photos[at]: meant(part, named) for at, part in parts.items()}
    quoted = turn.incoming.quoted
    pointed = outcomes.asked_about(turn.connection, turn.act.vault, quoted)
    if pointed not in photos:
        pointed = question.pointed_at(quoted, turn.conversation.state)
    return {} if pointed is None else {pointed: meant(text, named)}


def _settled(
    turn: Turn, question: SlotQuestion, placed: Mapping[str, str], *, by_elimination: bool
) -> Sequence[Reply]:
    """Place photos; ask about the next one that is left.

    by_elimination: whether the last photo is filed into the last slot without a question.
    """
    if by_elimination:
        doubted = turn.conversation.state.get(DOUBTED, ())
        placed = {**placed, **_last(question, placed, doubted)}
    left = [photo_id for photo_id in question.photos if photo_id not in placed]
    replies: list[Reply] = []
    for nth, (photo_id, key) in enumerate(placed.items(), 1):
        closing = nth == len(placed) and not left
        reply = _place(turn, photo_id, key, closing=closing)
        replies += [] if reply is None else [reply]
    state, still = turn.conversation.state, slot_question(turn)
    if still is not None:
        state[ASKED_ALONE] = still.photos[0]
        return [*replies, still.about(still.photos[0], state)]
    for key in (ASKED_ALONE, SENT_AS, DOUBTED):
        state.pop(key, None)
    return replies if replies and not left else [*replies, turn.state()]


def _last(
    question: SlotQuestion, placed: Mapping[str, str], doubted: Sequence[str]
) -> dict[str, str]:
    """Return the only photo that is left with the only slot that is left, if it is so.

    Not a doubted one: the slot may be what its sender said it is not.
    """
    photos = [one for one in question.photos if one not in placed]
    slots = question.named.keys() - placed.values()
    filled = bool(placed) and Answer.NONE not in placed.values()
    alone = filled and len(photos) == len(slots) == 1 and photos[0] not in doubted
    return {photos[0]: min(slots)} if alone else {}


def _place(turn: Turn, photo_id: str, key: str, *, closing: bool) -> Reply | None:
    """Place one photo; None if it cannot be placed so, or not any more."""
    act, id_ = turn.act, turn.conversation.submission_id
    try:
        row = submissions.own(turn.connection, id_ or "", turn.owner, lock=True)
        photo = search.get(turn.connection, photo_id)
        if photo is None or photo["batch_id"] != row.batch_id:
            return None
        if key is Answer.NONE:
            answer = set_aside(act, row, photo, closing=closing)
        else:
            answer = place(act, row, photo, key, closing=closing)
    except SUBMISSION_ENDED:
        turn.conversation.submission_id = None
        return None
    if answer is None:
        return None
    quotes = turn.conversation.state.get(SENT_AS, {}).get(photo_id)
    return Reply(text=answer.message, quotes=quotes)
