"""Choices that a citizen answers by number, as where a channel shows no buttons."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from api.channels.messages import OFFERED, Incoming, Kind, Reply

WORD = re.compile(r"[^\W_]+")
MAX_DIGITS = 4
BESIDE = re.compile(
    "no|nomor|nomer|number|pilih|pilihan|option|choice"
    "|yang|yg|ke|the|saya|mau|aja|saja|ya|iya|itu|deh|dong"
    "|pak|bapak|bu|ibu|mas|mbak|mba|kak|kakak|min|admin|bos"
    "|please|tolong|mohon|makasih|terima|kasih|trims|thanks"
)
"""Words beside a number that do not change which choice is meant: *yang no 2 saja pak*."""


def with_choice(incoming: Incoming, state: dict[str, Any]) -> Incoming:
    """Return a text that is the number of an offered choice as that choice."""
    offered: Sequence[str] = state.get(OFFERED, ())
    number = _number(incoming.text or "") if incoming.kind is Kind.TEXT else None
    if number is None or not 1 <= number <= len(offered):
        return incoming
    return replace(incoming, kind=Kind.CHOICE, text=offered[number - 1])


def _number(text: str) -> int | None:
    """Return the only number of a text that says nothing else."""
    telling = [word for word in WORD.findall(text.casefold()) if not BESIDE.fullmatch(word)]
    is_number = len(telling) == 1 and telling[0].isascii() and telling[0].isdigit()
    return int(telling[0]) if is_number and len(telling[0]) <= MAX_DIGITS else None


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
