"""The submission that a photo belongs to, as its card shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from api.desk.pages.language import language
from api.service import service
from api.store import submissions as store
from api.submissions.codes import State
from api.submissions.members import Membership, memberships
from api.submissions.papers import Paper, Progress, differing_numbers, progress
from api.submissions.records.rows import papers
from api.submissions.records.states import in_force
from api.submissions.rules import rules


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSlot:
    """One paper of the service, with its photos."""

    title: str
    state: str
    attempts: int
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPanel:
    """A submission as displayed."""

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
    kinds, row = rules().catalogue, store.of_batch(connection, photo["batch_id"])
    if row is None:
        return None
    variant = kinds.variant(row.service, row.variant)
    if variant is None:
        return None
    held, lang = papers(service().store.vault, store.photos(connection, row)), language()
    of = progress(variant, held)
    return SubmissionPanel(
        service=kinds.services[row.service].title.in_(lang),
        title=variant.title.in_(lang),
        urgent=variant.urgent,
        state=in_force(row, of),
        slots=_slots(of, lang),
        loose=of.loose,
        differing=differing_numbers(variant, held),
        memberships=memberships(held),
    )


def _slots(of: Progress, lang: str) -> list[PanelSlot]:
    return [
        PanelSlot(
            title=one.slot.title.in_(lang),
            state=one.state,
            attempts=one.attempts,
            papers=one.papers,
        )
        for one in of.slots
    ]
