"""Leases of workers on photos, so that each photo gets exactly one result.

A worker leases one photo, renews the lease while it works, and completes it. The lease of a worker
that dies expires. Only the holder of the lease can write the result. A photo whose lease expired
three times is set aside as dead.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from api.store.photos.queue_reasons import QueueReason
from api.store.tables.batches import PHOTOS

MAX_LEASES = 3
"""Expired leases after which a photo is set aside."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's lease on a photo."""

    photo: RowMapping
    worker: str
    """Unique for each process."""


def take(
    connection: Connection, worker: str, now: float, seconds: float, photo_id: str | None = None
) -> Lease | None:
    """Lease the next free photo, or the given one; None if there is none.

    Photos with an expired lease come first, then hand-overs, urgent photos and the backlog.
    """
    for free in (_expired(now) & (PHOTOS.c.attempts < MAX_LEASES), PHOTOS.c.state == "queued"):
        query = select(PHOTOS).where(free)
        if photo_id is not None:
            query = query.where(PHOTOS.c.id == photo_id)
        order = (PHOTOS.c.rank, PHOTOS.c.added_at, PHOTOS.c.position)
        query = query.order_by(*order).limit(1).with_for_update(skip_locked=True)
        photo = connection.execute(query).mappings().first()
        if photo is not None:
            return _lease(connection, photo, worker, now + seconds)
    return None


def _lease(connection: Connection, photo: RowMapping, worker: str, until: float) -> Lease:
    connection.execute(
        PHOTOS.update()
        .where(PHOTOS.c.id == photo["id"])
        .values(
            state="leased",
            leased_by=worker,
            lease_until=until,
            attempts=PHOTOS.c.attempts + 1,
            published_at=None,  # if this worker dies, the id is published again at once
        )
    )
    return Lease(photo, worker)


def renew(connection: Connection, lease: Lease, now: float, seconds: float) -> bool:
    """Extend the lease; False if it is lost."""
    return _change(connection, lease, lease_until=now + seconds)


def complete(connection: Connection, lease: Lease, values: dict[str, Any], now: float) -> bool:
    """Write the photo's result; False, and nothing written, if the lease is lost."""
    return _change(connection, lease, state="done", done_at=now, **_NO_LEASE, **values)


def give_back(connection: Connection, lease: Lease) -> bool:
    """Return the photo to the queue without counting the lease; False if it is lost."""
    return _change(connection, lease, state="queued", attempts=PHOTOS.c.attempts - 1, **_NO_LEASE)


def set_aside(connection: Connection, lease: Lease, error: str, now: float) -> bool:
    """Leave a photo that cannot be checked to an officer; False if the lease is lost."""
    return _change(connection, lease, **_aside(error, now))


def abandon(connection: Connection, worker: str, now: float) -> None:
    """End the leases of a dead worker."""
    connection.execute(
        PHOTOS.update()
        .where(PHOTOS.c.leased_by == worker, PHOTOS.c.state == "leased")
        .values(lease_until=now - 1)
    )


def shorten(connection: Connection, now: float, seconds: float) -> None:
    """Shorten leases that end later than any can: the clock was set back."""
    late = (PHOTOS.c.state == "leased") & (PHOTOS.c.lease_until > now + 2 * seconds)
    connection.execute(PHOTOS.update().where(late).values(lease_until=now + seconds))


def set_aside_dead(connection: Connection, now: float) -> int:
    """Leave photos whose workers died to an officer; return their number."""
    return connection.execute(
        PHOTOS.update()
        .where(_expired(now), PHOTOS.c.attempts >= MAX_LEASES)
        .values(**_aside("dead", now))
    ).rowcount


def _aside(error: str, now: float) -> dict[str, Any]:
    return {
        "state": "dead",
        "done_at": now,
        "error": error,
        "for_officer": True,
        "queue_reason": QueueReason.MACHINE_FAILED,
        "sampling_probability": 1.0,
        "sureness": 0.0,
        **_NO_LEASE,
    }


_NO_LEASE: dict[str, Any] = {"leased_by": None, "lease_until": None}


def _expired(now: float) -> ColumnElement[bool]:
    return (PHOTOS.c.state == "leased") & (PHOTOS.c.lease_until < now)


def _change(connection: Connection, lease: Lease, **values: object) -> bool:
    ours = (
        (PHOTOS.c.id == lease.photo["id"])
        & (PHOTOS.c.leased_by == lease.worker)
        & (PHOTOS.c.state == "leased")
    )
    return connection.execute(PHOTOS.update().where(ours).values(**values)).rowcount == 1
