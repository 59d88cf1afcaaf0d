"""Who sees a photo's full number.

Who decides the photo, who has its application in work, or who unmasked it with the right to.
"""

import numpy as np
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right
from api.service import service
from api.store import audit_trail, submissions
from api.store.photos import claims
from api.store.photos.claims import CLAIM_SECONDS
from api.store.stages import Stage
from api.store.submissions import Submission
from precheck.answer.views import number_place, page_place
from precheck.capture import Points

UNMASK_ACT, VIEW_ACT = "unmask_number", "view_number"
UNMASKED_SECONDS = 120
"""Time in which pictures come unmasked after the act: enough to load them, and once more."""


def may_decide(photo: RowMapping, now: float) -> bool:
    """Return whether this person may decide the photo: it is undecided, and no other has it."""
    if photo["decision"] is not None or photo["state"] not in {"done", "dead"}:
        return False
    return claims.is_free(photo, person().name, now)


def sees_number(connection: Connection, photo: RowMapping, now: float) -> bool:
    """Return whether pictures show this person the number.

    Opening a card claims a photo of the queue, so that the claim is checked here. Who has an
    application in work sees the numbers of all its papers.
    """
    claimed = photo["claimed_by"] == person().name or not photo["for_officer"]
    return (
        (claimed and may_decide(photo, now))
        or is_of_my_work(connection, photo)
        or _unmasked(connection, photo["id"], now)
    )


def is_of_my_work(connection: Connection, photo: RowMapping) -> bool:
    """Return whether a photo belongs to an application that this person has in work."""
    row = submissions.of_batch(connection, photo["batch_id"])
    return row is not None and has_in_work(row)


def has_in_work(row: Submission) -> bool:
    """Return whether this person has an application in work."""
    return row.stage is Stage.IN_WORK and row.officer == person().name


def may_unmask() -> bool:
    """Return whether this person has the right to unmask any number."""
    return person().may(Right.NUMBERS)


def unmask(connection: Connection, photo_id: str) -> None:
    """Note that this person unmasks the number; pictures show it for UNMASKED_SECONDS."""
    audit_trail.add(connection, person().name, UNMASK_ACT, photo_id)


def note_view(connection: Connection, photo_id: str, now: float) -> None:
    """Note that this person sees the number of the photo to be decided, once a claim."""
    entry = audit_trail.AuditFilter(who=person().name, act=VIEW_ACT, subject=photo_id)
    if not audit_trail.noted(connection, entry, now - CLAIM_SECONDS):
        audit_trail.add(connection, person().name, VIEW_ACT, photo_id)


def is_hidden(photo: RowMapping) -> bool:
    """Return whether a masked number's place in the picture is unknown: it cannot be covered."""
    return photo["number_masked"] is not None and number_box(photo) is None


def number_box(photo: RowMapping) -> list[list[int]] | None:
    """Return the number's place, 4 points in photo pixels; None if it is unknown."""
    box: list[list[int]] | None = ((photo["answer"] or {}).get("number") or {}).get("box")
    return box


def masked_places(photo: RowMapping) -> list[Points]:
    """Return what is covered in a masked photo: its number, and where its form has people's NIK.

    The latter places follow from the document's corners; where these are unknown they stay bare.
    """
    box, quad = number_box(photo), (photo["answer"] or {}).get("document", {}).get("quad")
    found = [] if box is None else [number_place(np.asarray(box, np.float32))]
    if quad is not None:
        corners, documents = np.asarray(quad, np.float32), service().office.settings.documents
        for type_ in {photo["officer_type"], photo["type"]} - {None}:
            found += [page_place(corners, zone) for zone in documents[type_].masked]
    return found


def _unmasked(connection: Connection, photo_id: str, now: float) -> bool:
    entry = audit_trail.AuditFilter(who=person().name, act=UNMASK_ACT, subject=photo_id)
    return may_unmask() and audit_trail.noted(connection, entry, now - UNMASKED_SECONDS)
