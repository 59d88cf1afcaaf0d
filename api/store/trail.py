"""The append-only trail: who looked at or exported what. It never tells a number or a name."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, RowMapping, select

from api.store.tables import TRAIL
from precheck.render import Json, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of one person or caller."""

    who: str
    act: str
    """`view_number`, `export`, `delete_batch` …"""
    subject: str | None = None
    """An id."""
    detail: Json | None = None


def add(connection: Connection, act: Act, now: float) -> None:
    """Note an act."""
    connection.execute(TRAIL.insert().values(id=new_id(), at=now, **asdict(act)))


def latest(connection: Connection, limit: int = 200) -> Sequence[RowMapping]:
    """Return the newest acts, the newest first."""
    query = select(TRAIL).order_by(TRAIL.c.at.desc(), TRAIL.c.id.desc()).limit(limit)
    return connection.execute(query).mappings().all()
