"""The place of a filed photo in the officers' queue."""

from typing import Any

from api.store.batches import Rank
from api.store.photos.queue_reasons import QueueReason
from api.submissions.codes import Code, Filing

NOT_QUEUED = frozenset({Code.UNREADABLE, Code.WRONG_PAPER, Code.REPEAT})
"""The citizen sends another photo; officers see of these the random samples alone."""
PART_OF_A_SHEET: dict[str, Any] = {
    "for_officer": True,
    "queue_reason": QueueReason.PARTS,
    "sampled": False,
    "sampling_probability": 1.0,
}


def queue_columns(
    filing: Filing, values: dict[str, Any], *, urgent: bool, advise: bool, demo: bool = False
) -> dict[str, Any]:
    """Return the columns that replace those of the automatic answer.

    values: the columns of the answer; without a verdict where the file cannot be decoded. Urgent
    submissions come first, then handed-over photos, then all others of submissions. demo: nobody
    at the office sees the photo.
    """
    if demo:
        return {"for_officer": False, "queue_reason": None, "sampled": False}
    if filing.code == Code.TO_OFFICER:
        rank = Rank.CITIZEN if urgent else Rank.HANDOVER
        reason = QueueReason.RECEIVED if advise else QueueReason.ATTEMPTS
        return {**PART_OF_A_SHEET, "rank": rank, "queue_reason": reason}
    rank = Rank.CITIZEN if urgent else Rank.URGENT
    if filing.code in NOT_QUEUED:
        left = dict.fromkeys(("queue_reason", "sampling_probability"))
        return {"rank": rank, **({} if values.get("sampled") else {"for_officer": False, **left})}
    if filing.look or (advise and values["verdict"] == "re-photo"):
        part = filing.code == Code.PART
        reason = QueueReason.PARTS if part else QueueReason.RECEIVED
        return {**PART_OF_A_SHEET, "rank": rank, "queue_reason": reason}
    return {"rank": rank}
