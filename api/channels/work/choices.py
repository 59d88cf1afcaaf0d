"""Choices that a citizen answers by number, as where a channel shows no buttons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from api.channels.messages import Incoming, Kind, Reply

OFFERED = "offered"
"""Key of the conversation's state: the ids of the choices that were offered last."""


def with_choice(incoming: Incoming, state: dict[str, Any]) -> Incoming:
    """Return a text that is the number of an offered choice as that choice."""
    offered: Sequence[str] = state.get(OFFERED, ())
    text = (incoming.text or "").strip().rstrip(".")
    if incoming.kind is not Kind.TEXT or not (text.isascii() and text.isdigit()):
        return incoming
    number = int(text[:4])
    if not 1 <= number <= len(offered):
        return incoming
    return replace(incoming, kind=Kind.CHOICE, text=offered[number - 1])


def note_offered(state: dict[str, Any], replies: Sequence[Reply]) -> None:
    """Remember the choices of the last reply that has some; forget them where none has.

    Without a reply the last choices are still what the citizen reads.
    """
    if not replies:
        return
    offered = [[id_ for id_, _ in reply.buttons] for reply in replies if reply.buttons]
    state.pop(OFFERED, None)
    if offered:
        state[OFFERED] = offered[-1]
