"""Other photos of the same reference: a citizen's papers, and the same paper sent again."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from api.store.photos.documents import same_document
from api.store.tables.batches import PHOTOS

MAX_SIBLINGS = 8


def of_reference(connection: Connection, photo: RowMapping) -> Sequence[RowMapping]:
    """Return the newest photos of the reference, the oldest first, without this document's pages.

    None of a photo without a reference.
    """
    if photo["reference_mac"] is None:
        return []
    others = (PHOTOS.c.reference_mac == photo["reference_mac"]) & ~same_document(photo)
    query = select(PHOTOS).where(others, PHOTOS.c.state == "done", PHOTOS.c.answer.is_not(None))
    newest = query.order_by(PHOTOS.c.added_at.desc(), PHOTOS.c.id.desc()).limit(MAX_SIBLINGS)
    return connection.execute(newest).mappings().all()[::-1]


def best_of(photos: Sequence[RowMapping], type_: str | None) -> str | None:
    """Return the id of the photo that can be read best among those of one document type.

    None of fewer than two. A photo that was sent back is no choice.
    """
    same = [
        one
        for one in photos
        if (one["officer_type"] or one["type"]) == type_
        and one["p_accept"] is not None
        and one["decision"] != "re-photo"
    ]
    if type_ in {None, "other"} or len(same) < 2:
        return None
    return str(max(same, key=lambda one: (one["p_accept"], one["id"]))["id"])
