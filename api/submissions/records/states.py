"""The state of a submission: as it follows from its photos, and as it is written down."""

from collections.abc import Sequence

from api.store import capture_links
from api.store import submissions as store
from api.store.stages import Stage
from api.store.submissions import Submission
from api.submissions import papers
from api.submissions.codes import FAILED, Code, SlotState, State
from api.submissions.papers import Paper, Progress
from api.submissions.records.rows import Transaction
from api.submissions.records.rows import papers as papers_of
from api.submissions.spared import spared

CLOSED = frozenset({State.CANCELLED, State.EXPIRED})


def progress(act: Transaction, row: Submission) -> Progress:
    """Return what is in and what is awaited. Raises ServiceGone."""
    rows = store.photos(act.connection, row)
    return papers.progress(act.rules.variant(row), papers_of(act.vault, rows))


def in_force(row: Submission, of: Progress) -> State:
    """Return the state: a closed submission stays closed."""
    return State(row.state) if row.state in CLOSED else of.state


def last_at(act: Transaction, row: Submission, state: State) -> float:
    """Return when the last paper came, from which the day of fetching counts; now, if it is new.

    row: the submission before the change under way.
    """
    known = row.completed_at if state is State.COMPLETE is State(row.state) else None
    return known or act.now


def write(act: Transaction, row: Submission, held: Sequence[Paper], after: Progress) -> None:
    """Write state and counts of a submission to which a photo came: it ends a return."""
    ended = {"step": None, "told_step": None} if row.stage is Stage.RETURNED else {}
    at = {"updated_at": act.now, "touched_at": act.now}
    store.update(act.connection, row.id, **at, **ended, **_columns(act, row, held, after))
    _note_filled(act, row, after)


def settle(act: Transaction, row: Submission) -> Progress:
    """Write state and counts as officers' decisions have changed them."""
    held = papers_of(act.vault, store.photos(act.connection, row))
    after = papers.progress(act.rules.variant(row), held)
    store.update(act.connection, row.id, stale=False, **_columns(act, row, held, after))
    _note_filled(act, row, after)
    return after


def _note_filled(act: Transaction, row: Submission, after: Progress) -> None:
    filled = [one.slot.key for one in after.slots if one.state is SlotState.IN]
    capture_links.note_filled(act.connection, row.id, filled, act.now)


def _columns(
    act: Transaction, row: Submission, held: Sequence[Paper], after: Progress
) -> dict[str, object]:
    return {
        "state": in_force(row, after),
        "completed_at": _completed_at(act, row, after),
        **round_counts(held),
        "spared": spared(held, act.rules.workdays).as_json(),
    }


def _completed_at(act: Transaction, row: Submission, after: Progress) -> float | None:
    """Return when the submission was last completed: an officer may have sent a paper back."""
    known: float | None = row.completed_at
    return last_at(act, row, after.state) if after.state is State.COMPLETE else known


def round_counts(held: Sequence[Paper]) -> dict[str, int]:
    """Return the counts of a submission for statistics.

    rounds: files that the citizen sent and that were answered, the very same shot once. sent_back:
    those that were answered with the request for another. saved: those of them after which a paper
    was kept, in the same slot where the slot is known.
    """
    sent = [one for one in held if one.page == 1 and one.code != Code.REPEAT]
    back = [(at, one) for at, one in enumerate(sent) if one.code in FAILED]
    saved = sum(
        any(later.kept and one.slot in {None, later.slot} for later in sent[at + 1 :])
        for at, one in back
    )
    return {"rounds": len(sent), "sent_back": len(back), "saved": saved}
