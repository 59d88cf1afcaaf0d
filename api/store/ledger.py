"""The ledger: which photo is whose to work on, and what became of it.

A worker leases one photo, renews the lease while it works, and completes it. A worker that dies
leaves its lease to lapse. Whoever no longer holds the lease completes nothing, so each photo gets
exactly one result. A photo whose lease lapsed three times is set aside as dead.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from api.store.tables import PHOTOS

TRIES = 3
"""Workers that may die over one photo before it is set aside."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A photo that a worker holds."""

    photo: RowMapping
    worker: str
    """Named anew for each lease."""


def lease(
    connection: Connection, worker: str, now: float, seconds: float, photo_id: str | None = None
) -> Leased | None:
    """Take the next photo, or the one named if it is free; None where there is none.

    Those whose lease lapsed come first, then hand-overs, the urgent and the backlog.
    """
    for free in (_lapsed(now) & (PHOTOS.c.attempts < TRIES), PHOTOS.c.state == "queued"):
        query = select(PHOTOS).where(free)
        if photo_id is not None:
            query = query.where(PHOTOS.c.id == photo_id)
        order = (PHOTOS.c.rank, PHOTOS.c.added_at, PHOTOS.c.position)
        query = query.order_by(*order).limit(1).with_for_update(skip_locked=True)
        photo = connection.execute(query).mappings().first()
        if photo is not None:
            return _taken(connection, photo, worker, now + seconds)
    return None


def _taken(connection: Connection, photo: RowMapping, worker: str, until: float) -> Leased:
    connection.execute(
        PHOTOS.update()
        .where(PHOTOS.c.id == photo["id"])
        .values(
            state="leased",
            leased_by=worker,
            lease_until=until,
            attempts=PHOTOS.c.attempts + 1,
            published_at=None,  # if this worker dies, the broker hears of the photo at once
        )
    )
    return Leased(photo, worker)


def renew(connection: Connection, leased: Leased, now: float, seconds: float) -> bool:
    """Keep the photo for longer; False where it is no longer ours."""
    return _change(connection, leased, lease_until=now + seconds)


def complete(connection: Connection, leased: Leased, values: dict[str, Any], now: float) -> bool:
    """Write the photo's one result; False where it is no longer ours, and nothing is written."""
    return _change(connection, leased, state="done", done_at=now, **_FREE, **values)


def give_back(connection: Connection, leased: Leased) -> bool:
    """Let another worker have the photo: this one stops, which is no fault of the photo's."""
    return _change(connection, leased, state="queued", attempts=PHOTOS.c.attempts - 1, **_FREE)


def set_aside(connection: Connection, leased: Leased, error: str, now: float) -> bool:
    """Leave the photo to an officer: the check cannot do it; False where it is no longer ours."""
    return _change(connection, leased, **_aside(error, now))


def abandon(connection: Connection, worker: str, now: float) -> None:
    """End the lease of a worker that is known to be dead."""
    connection.execute(
        PHOTOS.update()
        .where(PHOTOS.c.leased_by == worker, PHOTOS.c.state == "leased")
        .values(lease_until=now - 1)
    )


def bury(connection: Connection, now: float) -> int:
    """Set aside, for an officer to look at, the photos that killed their workers; say how many."""
    return connection.execute(
        PHOTOS.update()
        .where(_lapsed(now), PHOTOS.c.attempts >= TRIES)
        .values(**_aside("dead", now))
    ).rowcount


def _aside(error: str, now: float) -> dict[str, Any]:
    return {
        "state": "dead",
        "done_at": now,
        "error": error,
        "for_officer": True,
        "sampling_probability": 1.0,
        "sureness": 0.0,
        **_FREE,
    }


_FREE: dict[str, Any] = {"leased_by": None, "lease_until": None}


def _lapsed(now: float) -> ColumnElement[bool]:
    return (PHOTOS.c.state == "leased") & (PHOTOS.c.lease_until < now)


def _change(connection: Connection, leased: Leased, **values: object) -> bool:
    ours = (
        (PHOTOS.c.id == leased.photo["id"])
        & (PHOTOS.c.leased_by == leased.worker)
        & (PHOTOS.c.state == "leased")
    )
    return connection.execute(PHOTOS.update().where(ours).values(**values)).rowcount == 1
