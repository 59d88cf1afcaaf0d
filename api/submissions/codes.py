"""What becomes of a photo, a paper and a submission, in codes. Data only."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What became of a photo."""

    FILED = "filed"
    PART = "part"
    """A further page, or the other half."""
    WRONG_PAPER = "wrong_paper"
    """Recognised, and not asked for."""
    ALREADY_IN = "already_in"
    """A photo of a paper that is in already, or that the service does not need; it is kept."""
    ASK_SLOT = "ask_slot"
    """Legible, of no known type, and several slots could take it."""
    UNREADABLE = "unreadable"
    TO_OFFICER = "to_officer"
    REPEAT = "repeat"
    """The very same shot as an earlier photo; nothing is stored."""


class SlotState(StrEnum):
    """What is known of one paper."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    """Another photo is awaited."""
    OFFICER = "officer"
    """An officer looks at it; the citizen has nothing to send."""
    IN = "in"


class State(StrEnum):
    """The state of a submission."""

    OPEN = "open"
    """A paper is awaited from the citizen."""
    OFFICER = "officer"
    """Nothing is awaited from the citizen; an officer looks at the rest."""
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


FAILED = frozenset({Code.UNREADABLE, Code.WRONG_PAPER, Code.TO_OFFICER})
KEPT = frozenset({Code.FILED, Code.PART, Code.ALREADY_IN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What becomes of one photo."""

    code: Code
    slot: str | None = None
    """The slot that it fills, or for which it is an attempt; None: unknown."""
    part: int | None = None
    """Which photo of its slot it is, from 1; None unless it is kept there."""
    attempt: int = 1
    """Which try in a row it is, for the advice."""
    choices: tuple[str, ...] = ()
    """The slots that could take it, where the sender has to say which."""
    joined: tuple[str, ...] = ()
    """Ids of earlier photos that are kept with it: the other half."""
    look: bool = False
    """Whether an officer has to look, whatever the verdict is."""
