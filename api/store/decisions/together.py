"""Acts on many photos at once: each is one act, which can be undone."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, RowMapping

from api.store.database.vault import Vault
from api.store.decisions import recording, unseen
from api.store.decisions.decision import Act, AlreadyDecided, StoredDecision
from api.store.decisions.unseen import UnseenRules
from api.store.photos import re_photos, search
from api.store.photos.queue_reasons import QueueReason
from api.store.tables.batches import PHOTOS

ACCEPT = StoredDecision(decision="accept")


def accept_sure(
    connection: Connection, vault: Vault, batch_id: str, rules: UnseenRules, act: Act
) -> int:
    """Accept all photos of a batch that may be accepted unseen; return their number."""
    which = unseen.acceptable(batch_id, rules)
    return _decide(connection, vault, which, lambda _: ACCEPT, act)


def confirm_re_photos(
    connection: Connection,
    vault: Vault,
    ids: Sequence[str],
    message: Callable[[RowMapping], str | None],
    act: Act,
) -> int:
    """Ask for another photo with the machine's reason wherever it is sure; return the number.

    ids: photos that the officer has seen; those decided or queued meanwhile are passed over.
    message: returns the message to the citizen.
    """

    def decision(photo: RowMapping) -> StoredDecision:
        return StoredDecision(decision="re-photo", reason=photo["reason"], message=message(photo))

    return _decide(connection, vault, _sure_re_photos(ids), decision, act)


def queue_re_photos(connection: Connection, ids: Sequence[str]) -> int:
    """Put sure re-photo verdicts into the officers' queue; return their number."""
    which = _sure_re_photos(ids) & PHOTOS.c.file_id.is_not(None)
    return _queue(connection, which, QueueReason.CHOSEN)


def queue_left(
    connection: Connection, batch_id: str, rules: UnseenRules, ids: Sequence[str] | None = None
) -> int:
    """Put photos that may not be accepted unseen into the officers' queue; return their number.

    ids: only these; None for all of the batch.
    """
    which = unseen.left(batch_id, rules)
    chosen = which if ids is None else which & PHOTOS.c.id.in_(ids)
    return _queue(connection, chosen, unseen.why_left(rules))


def _sure_re_photos(ids: Sequence[str]) -> ColumnElement[bool]:
    return PHOTOS.c.id.in_(ids) & re_photos.undecided()


def _decide(
    connection: Connection,
    vault: Vault,
    which: ColumnElement[bool],
    decision: Callable[[RowMapping], StoredDecision],
    act: Act,
) -> int:
    """Decide the photos, locked first, so that none changes in between; return their number."""
    query = search.WITH_BATCH.where(which).order_by(PHOTOS.c.id).with_for_update(of=PHOTOS)
    decided = 0
    for photo in connection.execute(query).mappings().all():
        with suppress(AlreadyDecided):
            recording.decide(connection, vault, photo["id"], decision(photo), act)
            decided += 1
    return decided


def _queue(
    connection: Connection, which: ColumnElement[bool], why: str | ColumnElement[str | None]
) -> int:
    values = {"for_officer": True, "queue_reason": why}
    return connection.execute(PHOTOS.update().where(which).values(values)).rowcount
