"""Rows of camera links. Of a token only its keyed HMAC is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from api.store import rows
from api.store.tables.capture import CAPTURE_LINKS
from precheck.answer.as_json import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureLink:
    """One link. Times are seconds since 1970."""

    id: str
    submission_id: str
    slot: str
    token_mac: str
    made_by: str
    """`caller`, `chat` or `desk`."""
    created_at: float
    expires_at: float
    opened_at: float | None
    """When its page was used for the first time."""
    used_at: float | None
    """When its photo was filed."""
    filled_at: float | None
    """When the slot got its paper, by this link or otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link to keep; fields as of CaptureLink."""

    submission_id: str
    slot: str
    token_mac: str
    made_by: str
    created_at: float
    expires_at: float


def create(connection: Connection, new: NewLink) -> str:
    """Keep a link and return its id."""
    id_ = new_id()
    values = {name: getattr(new, name) for name in new.__slots__}
    connection.execute(CAPTURE_LINKS.insert().values(id=id_, **values))
    return id_


def find(connection: Connection, token_mac: str, *, lock: bool = False) -> CaptureLink | None:
    """Return the link of a token; None if there is none."""
    query = select(CAPTURE_LINKS).where(CAPTURE_LINKS.c.token_mac == token_mac)
    if lock:
        query = query.with_for_update()
    return rows.first(connection, CaptureLink, query)


def note_opened(connection: Connection, id_: str, now: float) -> None:
    """Note that a link's page is used; the first time counts."""
    new = (CAPTURE_LINKS.c.id == id_) & CAPTURE_LINKS.c.opened_at.is_(None)
    connection.execute(CAPTURE_LINKS.update().where(new).values(opened_at=now))


def note_used(connection: Connection, id_: str, now: float) -> None:
    """Note that a link's photo was filed."""
    connection.execute(CAPTURE_LINKS.update().where(CAPTURE_LINKS.c.id == id_).values(used_at=now))


def note_filled(
    connection: Connection, submission_id: str, slots: Collection[str], now: float
) -> None:
    """Note which slots have their paper, in whatever way; the first time counts."""
    of_it = (CAPTURE_LINKS.c.submission_id == submission_id) & CAPTURE_LINKS.c.slot.in_(slots)
    unfilled = of_it & CAPTURE_LINKS.c.filled_at.is_(None)
    connection.execute(CAPTURE_LINKS.update().where(unfilled).values(filled_at=now))


def since(connection: Connection, begin: float) -> Sequence[CaptureLink]:
    """Return the links made since then, in the order in which they were made."""
    query = select(CAPTURE_LINKS).where(CAPTURE_LINKS.c.created_at >= begin)
    return rows.every(connection, CaptureLink, query.order_by(CAPTURE_LINKS.c.id))
