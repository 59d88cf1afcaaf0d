"""Why a photo is in the officers' queue, and which of these reasons come first."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case

from api.store.tables.batches import PHOTOS


class QueueReason(StrEnum):
    """Why an officer is asked."""

    VERDICT_DOUBTFUL = "verdict_doubtful"
    """The verdict is near its limit."""
    NUMBER_DOUBTFUL = "number_doubtful"
    """The photo is acceptable, and digits of its number are doubtful."""
    NUMBER_UNREAD = "number_unread"
    """The verdict is near its limit, and the number is not read."""
    MACHINE_FAILED = "machine_failed"
    """The check crashed or its worker died."""
    FILE_UNREADABLE = "file_unreadable"
    """A handed-over file that cannot be decoded."""
    HANDED_OVER = "handed_over"
    """The bot handed the photo over; the verdict itself is sure."""
    SAMPLED = "sampled"
    """Drawn at random from the sure verdicts."""
    REFUSED_NUMBER = "refused_number"
    """The photo is surely refused, and digits of its number are doubtful."""
    UNKNOWN_TYPE = "unknown_type"
    """Surely acceptable, but of no recognised type: not accepted unseen."""
    NUMBER_NOT_READ = "number_not_read"
    """Surely acceptable, but the number of its type is not read."""
    SCREEN = "screen"
    """Surely acceptable, but a photo of a screen where originals are required."""
    CHOSEN = "chosen"
    """An officer put the photo into the queue."""
    ATTEMPTS = "attempts"
    """Of a submission: the citizen's tries for this paper are used up."""
    PARTS = "parts"
    """Of a submission: several photos together are one paper."""
    RECEIVED = "received"
    """Of a submission: taken without a sure verdict that it can be read."""


_LATER: Mapping[str, int] = {QueueReason.SAMPLED: 1, QueueReason.REFUSED_NUMBER: 2}


def urgency() -> ColumnElement[int]:
    """Order: what only a person can settle, then samples, then refused photos' doubtful digits."""
    return case(_LATER, value=PHOTOS.c.queue_reason, else_=0)


def doubt(answer: Mapping[str, Any], sure: float, sure_at: float) -> QueueReason | None:
    """Return what the machine leaves to an officer; None if the verdict needs none.

    sure: the verdict's sureness; sure_at: the sureness from which a verdict needs no officer.
    """
    state = (answer["number"] or {}).get("state")
    if state == "doubtful" and answer["verdict"] == "accept":
        return QueueReason.NUMBER_DOUBTFUL
    if sure < sure_at:
        return QueueReason.NUMBER_UNREAD if state == "unread" else QueueReason.VERDICT_DOUBTFUL
    return QueueReason.REFUSED_NUMBER if state == "doubtful" else None
