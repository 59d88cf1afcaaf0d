"""The submission that a photo belongs to, as its card shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from api.desk.submissions.words import spoken
from api.service import service
from api.store import submissions as store
from api.store.stages import Stage
from api.store.submissions import Submission
from api.submissions.codes import State
from api.submissions.members import Membership, memberships
from api.submissions.papers import Paper, Progress, differing_numbers, progress
from api.submissions.records.rows import papers
from api.submissions.records.states import in_force
from api.submissions.rules import rules


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSlot:
    """One paper of the service, with its photos."""

    key: str
    title: str
    state: str
    attempts: int
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPanel:
    """A submission as displayed."""

    id: str
    stage: Stage
    officer: str | None
    """To whom it is assigned."""
    service: str
    title: str
    urgent: bool
    state: State
    slots: Sequence[PanelSlot]
    loose: Sequence[Paper]
    differing: Sequence[str]
    """Kinds of numbers that differ between its papers."""
    memberships: Mapping[str, Membership]
    """By the id of a photo of a KTP: whether its NIK is in the table of the Kartu Keluarga."""


def load_panel(connection: Connection, photo: RowMapping) -> SubmissionPanel | None:
    """Return the submission of a photo; None if it is of none, or its service is gone."""
    row = store.of_batch(connection, photo["batch_id"])
    return None if row is None else panel_of(connection, row)


def panel_of(connection: Connection, row: Submission) -> SubmissionPanel | None:
    """Return a submission as displayed; None if its service is gone."""
    kinds = rules().catalogue
    variant = kinds.variant(row.service, row.variant)
    if variant is None:
        return None
    held = papers(service().store.vault, store.photos(connection, row))
    of = progress(variant, held)
    return SubmissionPanel(
        id=row.id,
        stage=row.stage,
        officer=row.officer,
        service=spoken(kinds.services[row.service].title),
        title=spoken(variant.title),
        urgent=variant.urgent,
        state=in_force(row, of),
        slots=_slots(of),
        loose=of.loose,
        differing=differing_numbers(variant, held),
        memberships=memberships(held),
    )


def _slots(of: Progress) -> list[PanelSlot]:
    return [
        PanelSlot(
            key=one.slot.key,
            title=spoken(one.slot.title),
            state=one.state,
            attempts=one.attempts,
            papers=one.papers,
        )
        for one in of.slots
    ]
