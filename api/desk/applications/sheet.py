"""The page of one application: its papers side by side, and what is known of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right
from api.desk.applications.comparison import MembersTable, members_tables
from api.desk.applications.listing import is_urgent, officers, titles
from api.desk.photos import visibility
from api.desk.photos.marks import view_of
from api.desk.submissions.panel import SubmissionPanel, panel_of
from api.service import service
from api.store import audit_trail
from api.store import submissions as store
from api.store.audit_trail import AuditFilter
from api.store.database.vault import Vault
from api.store.photos import answers
from api.store.photos.number_kinds import number_kind
from api.store.stages import BY_PAPERS, MOVES, Move, Stage
from api.store.submissions import Submission
from api.submissions.records import states
from api.submissions.records.rows import ServiceGone, Transaction
from api.submissions.records.rows import papers as papers_of
from api.submissions.records.words import open_note, said
from api.submissions.rules import rules

HISTORY_ACTS = frozenset(
    {"move_application", "assign_application", "note_application", "send_camera_link", "export"}
)
MAX_ENTRIES = 200
"""Of the trail about one application; the latest of HISTORY_ACTS among them are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPhoto:
    """One photo of the application as displayed."""

    row: RowMapping
    kind: str | None
    """Kind of its number; None: its document has none."""
    number: str | None
    """Masked unless this officer has the application in work."""
    picture: str | None
    """Name of the picture in its address; None: none is stored, or its number cannot be covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One application as displayed."""

    row: Submission
    service: str
    title: str
    urgent: bool
    reference: str | None
    panel: SubmissionPanel | None
    """Its papers by slot, and what differs; None where the office no longer has the service."""
    photos: Mapping[str, SheetPhoto]
    members: Sequence[MembersTable]
    moves: Mapping[Stage, Move]
    mine: bool
    """Whether this officer has it in work: numbers are shown in full."""
    may_download: bool
    camera: bool
    """Whether a camera link can be sent for an awaited paper."""
    said: str | None
    """What the citizen is told about it."""
    note: str
    officers: Sequence[str]
    history: Sequence[RowMapping]


def load_sheet(connection: Connection, row: Submission, now: float) -> Sheet:
    """Return the page of an application, and add the audit entries of what it shows."""
    vault, mine = service().store.vault, visibility.has_in_work(row)
    rows = store.photos(connection, row)
    held = papers_of(vault, rows)
    photos = {one["id"]: _photo(vault, one, full=mine) for one in rows}
    audit_trail.add(connection, person().name, "view_application", row.id)
    for one in photos.values():
        if mine and one.kind and one.number:
            visibility.note_view(connection, one.row["id"], now)
    service_title, title = titles(row)
    return Sheet(
        row=row,
        service=service_title,
        title=title,
        urgent=is_urgent(row),
        reference=store.open_reference(vault, row),
        panel=panel_of(connection, row),
        photos=photos,
        members=members_tables(held, full=mine),
        moves=MOVES[row.stage],
        mine=mine,
        may_download=may_download(row),
        camera=rules().public_url is not None and not row.ended,
        said=_said(Transaction(connection, vault, rules(), now), row),
        note=open_note(vault, row),
        officers=officers(connection),
        history=_history(connection, row),
    )


def may_download(row: Submission) -> bool:
    """Return whether this person may take an application's papers out of the desk."""
    assigned = row.officer == person().name and row.stage not in BY_PAPERS
    return assigned or person().may(Right.EXPORT)


def _photo(vault: Vault, row: RowMapping, *, full: bool) -> SheetPhoto:
    kind = number_kind(row)
    opened = answers.open_number(vault, row) if kind and full else None
    number = answers.full_number(opened) if opened else row["number_masked"]
    return SheetPhoto(
        row=row,
        kind=kind or None,
        number=number if kind else None,
        picture=_picture(row, full=full),
    )


def _picture(row: RowMapping, *, full: bool) -> str | None:
    there = row["file_id"] is not None and row["state"] in {"done", "dead"}
    withheld = not full and visibility.is_hidden(row)
    if not there or withheld or answers.is_broken(row):
        return None
    flat = row["answer"] is not None and view_of("document", row["answer"]) is not None
    return "document" if flat else "picture"


def _said(act: Transaction, row: Submission) -> str | None:
    try:
        return said(act, row, states.progress(act, row))
    except ServiceGone:
        return None


def _history(connection: Connection, row: Submission) -> list[RowMapping]:
    entries = audit_trail.latest(connection, MAX_ENTRIES, AuditFilter(subject=row.id))
    return [entry for entry in entries if entry["act"] in HISTORY_ACTS]
