"""Fragments: *P*, *min*, *mau…* are one call for attention, and get one answer."""

from collections.abc import Callable, Sequence

from api.channels.dialogue.naming import WORD
from api.channels.dialogue.turn import Turn
from api.channels.messages import Reply

MAX_WORDS = 2
"""Words of a fragment; a question mark makes it a question."""
SECONDS = 30.0
"""Time after the menu or the state was told in which a fragment gets no further answer."""
SHOWN_AT = "told_at"
"""Key of the conversation's state: when a text was answered with the menu or the state."""


def once(turn: Turn, reply: Reply) -> Sequence[Reply]:
    """Return the reply to a text that says nothing, unless the same stands there already."""
    shown_at, sent_at = turn.conversation.state.get(SHOWN_AT), turn.incoming.sent_at
    stands_there = shown_at is not None and 0 <= sent_at - shown_at < SECONDS
    if stands_there and _is_fragment(turn.incoming.text or ""):
        return []
    note_repeated(turn)
    return [reply]


def until_answered(turn: Turn, answer: Callable[[Turn], Sequence[Reply]]) -> Sequence[Reply]:
    """Return an answer; with any other than the menu or the state, fragments are answered again."""
    state = turn.conversation.state
    before = state.get(SHOWN_AT)
    replies = answer(turn)
    if replies and state.get(SHOWN_AT) == before:
        state.pop(SHOWN_AT, None)
    return replies


def note_repeated(turn: Turn) -> None:
    """Remember that the menu or the state was told."""
    turn.conversation.state[SHOWN_AT] = turn.incoming.sent_at


def _is_fragment(text: str) -> bool:
    return len(WORD.findall(text)) <= MAX_WORDS and "?" not in text
