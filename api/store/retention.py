"""Deletes pictures and full numbers after the decision or a time limit, and later the rows.

What belongs to an application is kept until an officer has closed it, and some time after that.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select

from api.store import figure_days, name_blocks
from api.store.tables.batches import BATCHES, FILES, PHOTOS
from api.store.tables.checks import CHECKS
from api.store.tables.submissions import SUBMISSIONS

ERASED: dict[str, None] = dict.fromkeys(
    (
        *("file_id", "sealed_number", "sealed_typed", "sealed_likeness", "sealed_members"),
        *("members_due_at", "features"),
    )
)


def expire(connection: Connection, before: float, messages: Mapping[str, str]) -> int:
    """Expire photos that nobody decided in time. messages: the request for a new one, by language.

    Sure verdicts, sampled ones included, are kept and only their pictures are erased: sampling
    alone never makes a citizen send another photo.
    """
    late = (PHOTOS.c.added_at < before) & PHOTOS.c.decision.is_(None) & ~_of_application()
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
    erase(connection, late & (PHOTOS.c.state == "done"))
    return expired


def erased_by(decided_before: float, closed_before: float) -> ColumnElement[bool]:
    """Condition: what `erase_decided` and `erase_closed` erase."""
    return _decided(decided_before) | PHOTOS.c.batch_id.in_(_closed(closed_before))


def erase_decided(connection: Connection, before: float) -> None:
    """Erase pictures and full numbers of photos decided before then or impossible to decode."""
    erase(connection, _decided(before))


def erase_closed(connection: Connection, before: float) -> None:
    """Erase pictures, full numbers and officers' words of applications closed before then."""
    erase(connection, PHOTOS.c.batch_id.in_(_closed(before)))
    closed = SUBMISSIONS.c.closed_at < before
    words = SUBMISSIONS.c.sealed_word.is_not(None) | SUBMISSIONS.c.sealed_note.is_not(None)
    erased = {"sealed_word": None, "sealed_note": None}
    connection.execute(SUBMISSIONS.update().where(closed, words).values(**erased))


def delete_files(connection: Connection) -> None:
    """Delete the files that no photo refers to."""
    needed = exists().where(PHOTOS.c.file_id == FILES.c.id)
    connection.execute(FILES.delete().where(~needed))


def purge(connection: Connection, before: float, closed_before: float) -> None:
    """Delete older checks, submissions, and batches with their results. Decisions are kept.

    An application stays until it was closed before then, and as long as its pictures.
    closed_before: as `erase_closed` takes it.
    """
    connection.execute(CHECKS.delete().where(CHECKS.c.at < before))
    figure_days.purge(connection, before)
    gone = SUBMISSIONS.c.batch_id.is_(None) | (SUBMISSIONS.c.state == "expired")
    ended = (SUBMISSIONS.c.closed_at < before) & (SUBMISSIONS.c.closed_at < closed_before)
    submissions = (gone & (SUBMISSIONS.c.created_at < before)) | ended
    connection.execute(SUBMISSIONS.delete().where(submissions))
    kept = exists().where(SUBMISSIONS.c.batch_id == BATCHES.c.id)
    old = (BATCHES.c.created_at < before) & ~kept
    name_blocks.forget(connection, PHOTOS.c.batch_id.in_(select(BATCHES.c.id).where(old)))
    connection.execute(BATCHES.delete().where(old))


def _decided(before: float) -> ColumnElement[bool]:
    unreadable = (PHOTOS.c.state == "done") & PHOTOS.c.error.is_not(None)
    return or_(PHOTOS.c.decided_at <= before, unreadable) & ~_of_application()


def _closed(before: float) -> Select[tuple[str]]:
    """Return the batches of applications closed before then."""
    closed = (SUBMISSIONS.c.closed_at < before) & SUBMISSIONS.c.batch_id.is_not(None)
    return select(SUBMISSIONS.c.batch_id).where(closed)


def _of_application() -> ColumnElement[bool]:
    """Condition: a photo of an application, also of a closed one."""
    ours = SUBMISSIONS.c.batch_id == PHOTOS.c.batch_id
    return exists().where(ours, SUBMISSIONS.c.state != "expired")


def erase(connection: Connection, which: ColumnElement[bool]) -> None:
    """Erase pictures and full numbers. which: a condition on rows of photos."""
    kept = or_(*(PHOTOS.c[name].is_not(None) for name in ERASED))
    connection.execute(PHOTOS.update().where(which, kept).values(**ERASED))
