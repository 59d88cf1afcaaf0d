"""What is stored of one citizen, found by the caller's reference: shown whole, or deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from api.store import batches, figure_days, name_blocks, retention
from api.store.database.vault import Vault
from api.store.decisions import unlearning
from api.store.photos import intake, search
from api.store.photos.search import FoundPhoto
from api.store.tables.announced import ANNOUNCED
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.checks import CHECKS
from api.store.tables.office_suite import SUITE_PHOTOS
from api.store.tables.officers import LESSONS
from api.store.tables.submissions import SUBMISSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is stored under one reference."""

    checks: Sequence[RowMapping]
    photos: Sequence[FoundPhoto]
    submissions: Sequence[RowMapping]
    lessons: Sequence[RowMapping]
    """What decisions on the citizen's photos teach."""
    suite: Sequence[RowMapping]
    """The citizen's photos in the office's suite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """How much was deleted."""

    checks: int
    photos: int


def held(connection: Connection, vault: Vault, reference: str) -> Held:
    """Return what is stored under the reference, the oldest first."""
    mac = vault.mac("reference", reference)
    applied = SUBMISSIONS.c.reference_mac == mac
    submissions = select(SUBMISSIONS).where(applied).order_by(SUBMISSIONS.c.id)
    rows = select(CHECKS).where(CHECKS.c.reference_mac == mac).order_by(CHECKS.c.id)
    mine = PHOTOS.c.reference_mac == mac
    photos = search.WITH_BATCH.where(mine).order_by(PHOTOS.c.id)
    return Held(
        checks=connection.execute(rows).mappings().all(),
        photos=[
            search.found(vault, photo, intake.open_names(vault, photo))
            for photo in connection.execute(photos).mappings().all()
        ],
        submissions=connection.execute(submissions).mappings().all(),
        lessons=unlearning.kept_of(connection, vault, LESSONS, reference, mine),
        suite=unlearning.kept_of(connection, vault, SUITE_PHOTOS, reference, mine),
    )


def delete(
    connection: Connection, vault: Vault, reference: str, owner: str | None = None
) -> Deleted:
    """Delete what is stored under the reference; return how much that was.

    owner: only what this caller stored. Decisions, without what the service learns from them, the
    audit trail and the counts of submissions stay: they name no citizen.
    """
    mac = vault.mac("reference", reference)
    mine = PHOTOS.c.reference_mac == mac
    checked = CHECKS.c.reference_mac == mac
    applied = SUBMISSIONS.c.reference_mac == mac
    if owner is not None:
        mine &= PHOTOS.c.batch_id.in_(select(BATCHES.c.id).where(BATCHES.c.owner == owner))
        checked &= CHECKS.c.owner == owner
        applied &= SUBMISSIONS.c.owner == owner
    if owner is None:
        unlearning.erase_of(connection, vault, reference)
    unlearning.erase_on(connection, mine)
    files = select(PHOTOS.c.batch_id, PHOTOS.c.file_mac).where(mine).distinct()
    for batch_id, file_mac in connection.execute(files).all():
        same = (ANNOUNCED.c.batch_id == batch_id) & (ANNOUNCED.c.file_mac == file_mac)
        connection.execute(ANNOUNCED.delete().where(same))
    figure_days.forget(connection, PHOTOS.c.done_at, mine)
    figure_days.forget(connection, CHECKS.c.at, checked)
    name_blocks.forget(connection, mine)
    photos = connection.execute(PHOTOS.delete().where(mine)).rowcount
    checks = connection.execute(CHECKS.delete().where(checked)).rowcount
    retention.delete_files(connection)
    submissions = select(SUBMISSIONS.c.batch_id).where(applied, SUBMISSIONS.c.batch_id.is_not(None))
    for batch_id in connection.scalars(submissions).all():
        batches.delete(connection, batch_id)
    unnamed = {"reference_mac": None, "sealed_reference": None}  # of those without a batch
    connection.execute(SUBMISSIONS.update().where(applied).values(**unnamed))
    return Deleted(checks=checks, photos=photos)
