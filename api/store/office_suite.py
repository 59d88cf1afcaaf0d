"""The office's own suite: decided photos, kept sealed by consent, labelled by two officers.

A photo is moved when its picture would be erased: its decision can no longer be undone. Only
photos count that an officer saw because the machine was in doubt or because they were sampled;
of the others the sample would tell nothing. `unlearning.py` deletes them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, literal, select

from api.store import retention
from api.store.database.vault import Vault
from api.store.decisions import history
from api.store.decisions.unlearning import sender_mac
from api.store.photos import intake
from api.store.tables.batches import PHOTOS
from api.store.tables.office_suite import SUITE_PHOTOS
from precheck.answer.as_json import new_id
from precheck.decision.verdict import Code

AT_ONCE = 10
"""Photos that are moved in one transaction, so that other writers wait less."""
OF_THE_REQUEST = (Code.WRONG_DOCUMENT, Code.SCREEN)
"""Reasons that depend on what was asked for, not on the photo; a suite asks for nothing."""


class Opinion(StrEnum):
    """What an officer says of a photo; the last one only as second opinion."""

    ACCEPT = "accept"
    RE_PHOTO = "re-photo"
    BORDERLINE = "borderline"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many photos the suite has."""

    kept: int
    labelled: int
    """With two opinions."""
    agreed: int
    """With two opinions that are the same."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A photo of the suite with its label."""

    id: str
    data: bytes
    type: str
    label: Opinion
    doubtful: bool


def keep(
    connection: Connection,
    vault: Vault,
    erased: ColumnElement[bool],
    day_of: Callable[[float], date],
) -> bool:
    """Move some decided photos to the suite whose pictures are due; return whether there are more.

    erased: a condition on their rows. day_of: returns the office's day of a time in seconds since
    1970.
    """
    reason = func.coalesce(PHOTOS.c.decision_reason, "")
    whole = (PHOTOS.c.page == 1) & (func.coalesce(PHOTOS.c.filing, "") != "part")
    query = select(PHOTOS).where(
        erased,
        history.has_weight(PHOTOS),
        whole,
        reason.not_in(OF_THE_REQUEST),
        PHOTOS.c.file_id.is_not(None),
        PHOTOS.c.decision.is_not(None),
        PHOTOS.c.verdict.is_not(None),
        func.coalesce(PHOTOS.c.officer_type, PHOTOS.c.type).is_not(None),
    )
    some = query.order_by(PHOTOS.c.id).limit(AT_ONCE).with_for_update(of=PHOTOS)
    photos = connection.execute(some).mappings().all()
    for photo in photos:
        _add(connection, vault, photo, day_of(photo["decided_at"]))
    retention.erase(connection, PHOTOS.c.id.in_([photo["id"] for photo in photos]))
    return len(photos) == AT_ONCE


def drop_excess(connection: Connection, most: int) -> None:
    """Delete what exceeds `most` photos: at random, from the largest strata first.

    A stratum is a day's photos of one type, doubtful or sure. In each those without a second
    opinion go first.
    """
    kept = connection.scalar(select(func.count()).select_from(SUITE_PHOTOS)) or 0
    if kept <= most:
        return
    table = SUITE_PHOTOS.c
    place = func.row_number().over(
        partition_by=(table.day, table.type, table.doubtful),
        order_by=(table.second_opinion.is_(None), table.draw),
    )
    ranked = select(table.id, table.draw, place.label("place")).subquery()
    last = (ranked.c.place.desc(), ranked.c.draw.desc())
    excess = select(ranked.c.id).order_by(*last).limit(kept - most)
    connection.execute(SUITE_PHOTOS.delete().where(table.id.in_(excess)))


def forget(connection: Connection, photo_id: str) -> None:
    """Delete a photo from the suite: it was decided anew."""
    connection.execute(SUITE_PHOTOS.delete().where(SUITE_PHOTOS.c.photo_id == photo_id))


def count_open(connection: Connection, who: str) -> int:
    """Return the number of photos that wait for this officer's second opinion."""
    query = select(func.count()).select_from(SUITE_PHOTOS).where(_open_to(who))
    return connection.scalar(query) or 0


def any_open(connection: Connection, who: str) -> RowMapping | None:
    """Return a random photo that waits for this officer's second opinion, without the first one."""
    query = select(*_SHOWN).where(_open_to(who)).order_by(func.random()).limit(1)
    return connection.execute(query).mappings().first()


def open_to(connection: Connection, id_: str, who: str) -> RowMapping | None:
    """Return a photo if it waits for this officer's second opinion, without the first one."""
    query = select(*_SHOWN).where(SUITE_PHOTOS.c.id == id_, _open_to(who))
    return connection.execute(query).mappings().first()


def add_opinion(connection: Connection, id_: str, opinion: Opinion, who: str, at: float) -> bool:
    """Record a second opinion; return False if it does not wait for this officer's (any more)."""
    values = {"second_opinion": opinion, "second_who": who, "second_at": at}
    waiting = (SUITE_PHOTOS.c.id == id_) & _open_to(who)
    return connection.execute(SUITE_PHOTOS.update().where(waiting).values(**values)).rowcount == 1


def picture(connection: Connection, vault: Vault, id_: str) -> bytes | None:
    """Return the file as uploaded; None if it is no longer kept."""
    query = select(SUITE_PHOTOS.c.sealed_bytes).where(SUITE_PHOTOS.c.id == id_)
    sealed = connection.scalar(query)
    return None if sealed is None else vault.open(sealed, f"suite:{id_}")


def counts(connection: Connection) -> Counts:
    """Return how many photos the suite has."""
    table = SUITE_PHOTOS.c
    agreed = table.first_opinion == table.second_opinion
    query = select(
        func.count(), func.count(table.second_opinion), func.count(case((agreed, table.id)))
    )
    return Counts(*connection.execute(query.select_from(SUITE_PHOTOS)).one())


def labelled(connection: Connection, vault: Vault) -> Iterator[Labelled]:
    """Yield the photos on which two officers have said what they think, oldest first."""
    query = select(SUITE_PHOTOS).where(_LABELLED)
    ordered = connection.execution_options(yield_per=20).execute(query.order_by(SUITE_PHOTOS.c.at))
    for row in ordered.mappings():
        agreed = row["first_opinion"] == row["second_opinion"]
        yield Labelled(
            id=row["id"],
            data=vault.open(row["sealed_bytes"], f"suite:{row['id']}"),
            type=row["type"],
            label=Opinion(row["first_opinion"]) if agreed else Opinion.BORDERLINE,
            doubtful=row["doubtful"],
        )


_LABELLED = SUITE_PHOTOS.c.second_opinion.is_not(None)
_SHOWN = (
    *(SUITE_PHOTOS.c[name] for name in ("id", "photo_id", "type", "answer")),
    literal(1).label("page"),
)
"""Columns that a second officer may know."""


def _open_to(who: str) -> ColumnElement[bool]:
    return SUITE_PHOTOS.c.second_opinion.is_(None) & (SUITE_PHOTOS.c.first_who != who)


def _add(connection: Connection, vault: Vault, photo: RowMapping, day: date) -> None:
    id_ = new_id()
    names = intake.open_names(vault, photo)
    data = intake.picture(connection, vault, photo["file_id"])
    if data is None:
        return
    connection.execute(
        SUITE_PHOTOS.insert().values(
            id=id_,
            photo_id=photo["id"],
            at=photo["decided_at"],
            sender_mac=sender_mac(vault, names.reference or names.sender),
            sealed_bytes=vault.seal(data, f"suite:{id_}"),
            answer={name: photo["answer"][name] for name in ("document", "image")},
            day=day.isoformat(),
            type=photo["officer_type"] or photo["type"],
            doubtful=not photo["sampled"],
            draw=vault.mac("suite", photo["id"]),
            first_who=photo["decided_by"],
            first_opinion=photo["decision"],
        )
    )
