"""Submissions: begun, continued, forgotten. All inside the caller's transaction.

`add_photo` and `place` file photos, `state` returns the object of the contract.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from api.store import batches
from api.store import submissions as store
from api.store.database.vault import Vault
from api.store.submissions import NewSubmission, Submission
from api.submissions.answers import state_json as state
from api.submissions.catalogue import Variant
from api.submissions.codes import State
from api.submissions.photos import add_photo, place
from api.submissions.records import states
from api.submissions.records.rows import NoSuchSubmission, ServiceGone, Transaction

__all__ = ["add_photo", "cancel", "forget", "open_", "own", "place", "settle_stale", "state"]


def open_(
    connection: Connection, vault: Vault, variant: Variant, new: NewSubmission, now: float
) -> tuple[Submission, bool]:
    """Begin a submission of a variant that asks for papers; return it, and whether it is new.

    The one that is under way for the same owner and reference goes on.
    """
    assert not variant.in_person
    known = store.under_way(connection, vault, new)
    if known is not None:
        go_on(connection, known, new.conversation_id)
        return known, False
    id_ = store.create(connection, vault, new, variant.title.id, now)
    return own(connection, id_, new.owner), True


def go_on(connection: Connection, row: Submission, conversation_id: str | None) -> None:
    """Let a submission go on in a conversation, where its steps are told from now on."""
    if conversation_id not in {None, row.conversation_id}:  # an earlier one has expired
        store.update(connection, row.id, conversation_id=conversation_id)


def own(
    connection: Connection, id_: str, owner: str | None = None, *, lock: bool = False
) -> Submission:
    """Return the owner's submission. Raises NoSuchSubmission."""
    row = store.get(connection, id_, owner, lock=lock)
    if row is None:
        raise NoSuchSubmission("There is no such submission.")
    return row


def forget(connection: Connection, row: Submission) -> None:
    """Delete the photos, numbers and the reference; only counts without a name remain."""
    batches.delete(connection, row.batch_id)


def cancel(act: Transaction, row: Submission) -> None:
    """End a submission that its citizen does not want any more: as `forget`, counted apart."""
    store.update(act.connection, row.id, state=State.CANCELLED, updated_at=act.now)
    forget(act.connection, row)


def settle_stale(act: Transaction) -> Sequence[Submission]:
    """Write the states that officers' decisions have changed; return the rows as they were."""
    settled = []
    for row in store.stale(act.connection):
        try:
            states.settle(act, row)
            settled.append(row)
        except ServiceGone:
            store.update(act.connection, row.id, stale=False)
    return settled
