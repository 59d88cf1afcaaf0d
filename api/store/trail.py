"""The append-only trail: who looked at or exported what. It never tells a number or a name."""

from collections.abc import Iterable, Sequence
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
    add_all(connection, [act], now)


def add_all(connection: Connection, acts: Iterable[Act], now: float) -> None:
    """Note several."""
    rows = [{"id": new_id(), "at": now, **asdict(act)} for act in acts]
    connection.execute(TRAIL.insert(), rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which acts are looked for; all of them where nothing is said."""

    who: str | None = None
    act: str | None = None
    subject: str | None = None
    before: str | None = None
    """Only ids that came before this one: the next page."""


def latest(
    connection: Connection, limit: int = 200, wanted: Wanted = Wanted()
) -> Sequence[RowMapping]:
    """Return the newest acts that fit, the newest first."""
    names = ("who", "act", "subject")
    asked = {name: getattr(wanted, name) for name in names}
    conditions = [TRAIL.c[name] == value for name, value in asked.items() if value is not None]
    if wanted.before is not None:
        conditions.append(TRAIL.c.id < wanted.before)
    query = select(TRAIL).where(*conditions).order_by(TRAIL.c.id.desc()).limit(limit)
    return connection.execute(query).mappings().all()
