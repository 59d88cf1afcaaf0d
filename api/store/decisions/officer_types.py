"""Document types that officers set."""

from sqlalchemy import Connection

from api.store import figure_days
from api.store.photos import claims
from api.store.tables.batches import PHOTOS


def set_type(
    connection: Connection, photo_id: str, type_: str | None, who: str, now: float
) -> bool:
    """Set a photo's type; False if it is decided or another officer has it.

    It holds until it is set again: undoing a decision leaves it. type_: None for the recognised
    one. who: an account's name.
    """
    open_ = (
        (PHOTOS.c.id == photo_id)
        & PHOTOS.c.state.in_(("done", "dead"))
        & PHOTOS.c.decision.is_(None)
        & claims.free(who, now)
    )
    figure_days.forget(connection, PHOTOS.c.done_at, open_)  # papers of applications wait long
    return connection.execute(PHOTOS.update().where(open_).values(officer_type=type_)).rowcount == 1
