"""Interrupted uploads: how much is missing, which one dropped files continue, and how they end."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from api.store import batches
from api.store.tables.announced import ANNOUNCED
from api.store.tables.batches import BATCHES
from api.store.uploads.same_files import in_parts
from api.store.uploads.states import FileState

MIN_MISSING_SHARE = 0.5
"""Minimum share of an upload's missing files among the dropped ones, for these to continue it."""
NOT_SENT = "not_sent"
"""Code of a file that was not sent because an officer ended the upload."""
_MISSING = ANNOUNCED.c.state == FileState.MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadProgress:
    """How far the upload to a batch is."""

    received: int
    missing: int
    changed_at: float | None
    """When the last file was announced or received; None without files."""

    @property
    def announced(self) -> int:
        """All files that the batch holds or awaits."""
        return self.received + self.missing


def progress(connection: Connection, batch_id: str) -> UploadProgress:
    """Count a batch's files."""
    query = select(ANNOUNCED.c.state, func.count(), func.max(ANNOUNCED.c.at))
    query = query.where(ANNOUNCED.c.batch_id == batch_id).group_by(ANNOUNCED.c.state)
    counts: Counter[str] = Counter()
    changed_at = None
    for state, count, at in connection.execute(query):
        counts[state] = count
        changed_at = max(at, changed_at or at)
    return UploadProgress(
        received=counts[FileState.RECEIVED] + counts[FileState.UNPACKED],
        missing=counts[FileState.MISSING],
        changed_at=changed_at,
    )


def recognise(connection: Connection, macs: Collection[str], since: float) -> str | None:
    """Return the batch that these files continue, if one was created after `since`; else None.

    If several uploads were interrupted, the batch that misses most of these files is returned.
    """
    missing = select(ANNOUNCED.c.batch_id, func.count()).where(_MISSING)
    missing = missing.join(BATCHES).where(BATCHES.c.created_at >= since)
    missing = missing.group_by(ANNOUNCED.c.batch_id)
    found: Counter[str] = Counter()
    for part in in_parts(macs):
        for batch_id, count in connection.execute(missing.where(ANNOUNCED.c.file_mac.in_(part))):
            found[batch_id] += count
    if not found:
        return None
    batch_id, count = found.most_common(1)[0]
    share = count / progress(connection, batch_id).missing
    return batch_id if share >= MIN_MISSING_SHARE else None


def close_complete(connection: Connection, batch_id: str, now: float) -> None:
    """Close the batch if no file is missing."""
    if not progress(connection, batch_id).missing:
        batches.close(connection, batch_id, now)


def end(connection: Connection, batch_id: str, now: float) -> None:
    """End an upload, give up its missing files, and close the batch."""
    values = {"state": FileState.REFUSED, "code": NOT_SENT, "at": now}
    mine = _MISSING & (ANNOUNCED.c.batch_id == batch_id)
    connection.execute(ANNOUNCED.update().where(mine).values(**values))
    batches.close(connection, batch_id, now)
