"""Deletes pictures and full numbers after the decision or a time limit, and later the rows."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from api.store.tables.batches import BATCHES, FILES, PHOTOS
from api.store.tables.checks import CHECKS
from api.store.tables.submissions import SUBMISSIONS

ERASED: dict[str, None] = dict.fromkeys(
    (
        *("file_id", "sealed_number", "sealed_typed", "sealed_likeness", "sealed_members"),
        "members_due_at",
    )
)


def expire(connection: Connection, before: float, messages: Mapping[str, str]) -> int:
    """Expire photos that nobody decided in time. messages: the request for a new one, by language.

    Sure verdicts, sampled ones included, are kept and only their pictures are erased: sampling
    alone never makes a citizen send another photo.
    """
    late = (PHOTOS.c.added_at < before) & PHOTOS.c.decision.is_(None)
    sampled = late & PHOTOS.c.sampled & (PHOTOS.c.state == "done")
    connection.execute(PHOTOS.update().where(sampled).values(for_officer=False))
    unfinished = PHOTOS.c.state.in_(("queued", "leased"))
    awaited = PHOTOS.c.state.in_(("done", "dead")) & PHOTOS.c.for_officer
    expired = 0
    for lang, message in messages.items():
        of_language = PHOTOS.c.batch_id.in_(select(BATCHES.c.id).where(BATCHES.c.lang == lang))
        expired += connection.execute(
            PHOTOS.update()
            .where(late, unfinished | awaited, of_language)
            .values(state="expired", message=message, next="retry", **ERASED)
        ).rowcount
    _erase(connection, late & (PHOTOS.c.state == "done"))
    return expired


def erase_decided(connection: Connection, before: float) -> None:
    """Erase pictures and full numbers of photos decided before then or impossible to decode."""
    unreadable = (PHOTOS.c.state == "done") & PHOTOS.c.error.is_not(None)
    _erase(connection, or_(PHOTOS.c.decided_at <= before, unreadable))


def delete_files(connection: Connection) -> None:
    """Delete the files that no photo refers to."""
    needed = exists().where(PHOTOS.c.file_id == FILES.c.id)
    connection.execute(FILES.delete().where(~needed))


def purge(connection: Connection, before: float) -> None:
    """Delete older checks, submissions, and batches with their results. Decisions are kept."""
    connection.execute(CHECKS.delete().where(CHECKS.c.at < before))
    connection.execute(SUBMISSIONS.delete().where(SUBMISSIONS.c.created_at < before))
    connection.execute(BATCHES.delete().where(BATCHES.c.created_at < before))


def _erase(connection: Connection, which: ColumnElement[bool]) -> None:
    kept = or_(*(PHOTOS.c[name].is_not(None) for name in ERASED))
    connection.execute(PHOTOS.update().where(which, kept).values(**ERASED))
