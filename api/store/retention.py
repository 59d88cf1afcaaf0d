"""What goes when: pictures and full numbers once decided or too old, rows after their time."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from api.store.tables import BATCHES, CHECKS, FILES, PHOTOS

GONE: dict[str, None] = dict.fromkeys(("file_id", "sealed_number", "sealed_typed"))


def expire(connection: Connection, before: float, messages: Mapping[str, str]) -> int:
    """Set aside what nobody decided in time, with a message that asks again, by language.

    Sure verdicts, also those drawn for officers' eyes, stay what they are and only lose their
    pictures: nobody is asked again by the draw.
    """
    late = (PHOTOS.c.added_at < before) & PHOTOS.c.decision.is_(None)
    drawn = late & PHOTOS.c.sampled & (PHOTOS.c.state == "done")
    connection.execute(PHOTOS.update().where(drawn).values(for_officer=False))
    unfinished = PHOTOS.c.state.in_(("queued", "leased"))
    awaited = PHOTOS.c.state.in_(("done", "dead")) & PHOTOS.c.for_officer
    expired = 0
    for lang, message in messages.items():
        of_language = PHOTOS.c.batch_id.in_(select(BATCHES.c.id).where(BATCHES.c.lang == lang))
        expired += connection.execute(
            PHOTOS.update()
            .where(late, unfinished | awaited, of_language)
            .values(state="expired", message=message, next="retry", **GONE)
        ).rowcount
    _wipe(connection, late & (PHOTOS.c.state == "done"))
    return expired


def wipe_decided(connection: Connection, before: float) -> None:
    """Remove the pictures and full numbers of what was decided before, or cannot be looked at."""
    unreadable = (PHOTOS.c.state == "done") & PHOTOS.c.error.is_not(None)
    _wipe(connection, or_(PHOTOS.c.decided_at <= before, unreadable))


def wipe_files(connection: Connection) -> None:
    """Remove the files that no photo needs any more."""
    needed = exists().where(PHOTOS.c.file_id == FILES.c.id)
    connection.execute(FILES.delete().where(~needed))


def purge(connection: Connection, before: float) -> None:
    """Remove the checks, and the batches with their results, that are older. Decisions stay."""
    connection.execute(CHECKS.delete().where(CHECKS.c.at < before))
    connection.execute(BATCHES.delete().where(BATCHES.c.created_at < before))


def _wipe(connection: Connection, which: ColumnElement[bool]) -> None:
    kept = or_(*(PHOTOS.c[name].is_not(None) for name in GONE))
    connection.execute(PHOTOS.update().where(which, kept).values(**GONE))
