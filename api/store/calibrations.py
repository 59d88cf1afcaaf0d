"""Calibrations that were learned: proposed, adopted by a person, and retired again.

Each belongs to the models of one release, and has no effect under another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from api.store import rows
from api.store.tables.calibrations import CALIBRATIONS
from precheck.answer.as_json import new_id
from precheck.office.calibration import SHIPPED, Calibration


class State(StrEnum):
    """What became of a run of learning."""

    NOTHING = "nothing"
    """It proposed nothing; its figures tell why."""
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    RETIRED = "retired"
    """It was in force once."""


class NotAdoptable(Exception):
    """The calibration is no proposal of this release, or broke a limit of the office's suite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """One run of learning. Times are seconds since 1970."""

    id: str
    number: int
    made_at: float
    models: str
    decisions: int
    parameters: Mapping[str, Any]
    figures: Mapping[str, Any]
    state: str
    who: str | None
    changed_at: float | None
    replaced: str | None

    @property
    def calibration(self) -> Calibration:
        """The calibration with its name."""
        return Calibration(name=f"office-{self.number}", **self.parameters)

    @property
    def suite_red(self) -> bool:
        """Whether the office's suite broke a limit under it."""
        return bool((self.figures.get("suite") or {}).get("red"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCalibration:
    """What a run of learning found."""

    models: str
    decisions: int
    calibration: Calibration
    figures: Mapping[str, Any]
    proposed: bool


def add(connection: Connection, new: NewCalibration, now: float) -> Learned:
    """Add a run, which replaces earlier ones that were never adopted."""
    number = connection.scalar(select(func.max(CALIBRATIONS.c.number))) or 0
    never = CALIBRATIONS.c.state.in_((State.NOTHING, State.PROPOSED))
    connection.execute(CALIBRATIONS.delete().where(never))
    learned = new.calibration
    added = Learned(
        id=new_id(),
        number=number + 1,
        made_at=now,
        models=new.models,
        decisions=new.decisions,
        parameters={
            "slope": learned.slope,
            "offset": learned.offset,
            "offsets": dict(learned.offsets),
        },
        figures=new.figures,
        state=State.PROPOSED if new.proposed else State.NOTHING,
        who=None,
        changed_at=None,
        replaced=None,
    )
    values = {name: getattr(added, name) for name in CALIBRATIONS.c.keys()}  # noqa: SIM118 - columns
    connection.execute(CALIBRATIONS.insert().values(**values))
    return added


def every(connection: Connection) -> Sequence[Learned]:
    """Return all that are kept, the newest first."""
    query = select(CALIBRATIONS).order_by(CALIBRATIONS.c.number.desc())
    return rows.every(connection, Learned, query)


def adopted(connection: Connection, models: str) -> Learned | None:
    """Return the one in force under these models; None for the release's own."""
    return _first(connection, (CALIBRATIONS.c.state == State.ADOPTED), models)


def in_force(connection: Connection, models: str) -> Calibration:
    """Return the calibration in force under these models."""
    found = adopted(connection, models)
    return SHIPPED if found is None else found.calibration


def adopt(connection: Connection, id_: str, models: str, who: str, now: float) -> Learned:
    """Put a proposal in force instead of what is. Raises NotAdoptable."""
    before = adopted(connection, models)
    new = _first(connection, CALIBRATIONS.c.id == id_, models)
    if new is None or new.state != State.PROPOSED or new.suite_red:
        raise NotAdoptable(id_)
    every_adopted = CALIBRATIONS.c.state == State.ADOPTED  # also of earlier releases
    connection.execute(CALIBRATIONS.update().where(every_adopted).values(state=State.RETIRED))
    replaced = None if before is None else before.id
    _set(connection, new, State.ADOPTED, who, now, replaced=replaced)
    return replace(new, state=State.ADOPTED)


def go_back(connection: Connection, models: str, who: str, now: float) -> Learned:
    """Retire the one in force; what it replaced is in force again. Raises NotAdoptable."""
    now_in_force = adopted(connection, models)
    if now_in_force is None:
        raise NotAdoptable("The release's own calibration is in force.")
    _set(connection, now_in_force, State.RETIRED, who, now)
    before = _first(connection, CALIBRATIONS.c.id == now_in_force.replaced, models)
    if before is not None:
        _set(connection, before, State.ADOPTED, who, now, replaced=before.replaced)
    return now_in_force


def _first(connection: Connection, which: ColumnElement[bool], models: str) -> Learned | None:
    query = select(CALIBRATIONS).where(which, CALIBRATIONS.c.models == models)
    return rows.first(connection, Learned, query)


def _set(
    connection: Connection, row: Learned, state: State, who: str, now: float, **values: str | None
) -> None:
    of_it = CALIBRATIONS.c.id == row.id
    changed = {"state": state, "who": who, "changed_at": now, **values}
    connection.execute(CALIBRATIONS.update().where(of_it).values(**changed))
