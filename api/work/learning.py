"""Learns from the decisions in the store, and keeps what it found as a proposal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.exc import SQLAlchemyError

from api.http import local_time
from api.store import calibrations
from api.store.calibrations import Learned, NewCalibration
from api.store.database.fault_log import log_unavailable
from api.store.database.store import Store
from api.store.decisions import history, lessons
from api.store.tables.batches import PHOTOS
from precheck.decision.acceptance import model
from precheck.decision.features import DIRECTIONS
from precheck.decision.verdict import Code
from precheck.learning import learn
from precheck.learning.judging import OfficeRules
from precheck.learning.learn import Outcome
from precheck.learning.lessons import Lessons
from precheck.office.calibration import SEPARATOR, Calibration
from precheck.office.policy import Office
from precheck.runtime.models import models_version

NIGHT = range(1, 5)
"""Hours of the office's clock in which it learns."""
NIGHT_SECONDS = 12 * 3600.0
"""It learns once in this time."""
OTHERWISE_DECIDED = frozenset(
    {Code.NO_DOCUMENT, Code.WRONG_DOCUMENT, Code.SEVERAL_DOCUMENTS, Code.SCREEN, Code.NUMBER_UNREAD}
)
"""Reasons, of the machine or an officer, that tell nothing of how legible a photo is."""
SAME = 0.05
"""Parameters that differ less from those in force are the same."""


@dataclass(frozen=True, slots=True)
class Taught:
    """Decisions that teach, with the photo of each."""

    lessons: Lessons
    photo_ids: Sequence[str]


def taught(connection: Connection, zone: ZoneInfo) -> Taught:
    """Return the decisions in force that teach: weighed, and judged by this release's models."""
    models, shipped = models_version(), model()
    rows = [row for row in lessons.in_force(connection) if _teaches(row, models)]
    odds = [shipped.log_odds(lessons.unpack(row["features"])) for row in rows]
    return Taught(
        Lessons(
            log_odds=np.array(odds, np.float64),
            good=np.array([row["decision"] == "accept" for row in rows], bool),
            weight=np.array([history.weight(row) for row in rows], np.float64),
            type=_names(row["type"] for row in rows),
            officer=_names(row["who"] for row in rows),
            day=_names(local_time.day_of(row["at"], zone).isoformat() for row in rows),
            sender=_names(row["sender_mac"] or row["id"] for row in rows),
        ),
        [row["subject_id"] for row in rows],
    )


def _names(values: Iterable[str]) -> np.ndarray[Any, np.dtype[np.str_]]:
    return np.array(list(values), np.str_)


def _teaches(row: RowMapping, models: str) -> bool:
    """Return whether `p_accept` decided on the photo, and the officer on its legibility."""
    codes = {reason["code"] for reason in row["reasons"] or ()} | {row["reason"]}
    judged_by = (row["version"] or {}).get("models", "").partition(SEPARATOR)[0]
    return (
        judged_by == models
        and history.weight(row) is not None
        and bool(row["type"])
        and bool(row["p_accept"])  # 0 where something else rejects the photo
        and codes.isdisjoint(OTHERWISE_DECIDED)
        and len(row["features"]) == lessons.FLOATS.itemsize * len(DIRECTIONS)
    )


def rules_of(office: Office) -> OfficeRules:
    """Return when the office accepts a photo, and its costs."""
    costs = office.settings.costs
    return OfficeRules(
        limits={type_: office.accept_limit(type_) for type_ in office.settings.documents},
        false_re_photo=costs.false_re_photo,
        false_accept=costs.false_accept,
    )


def found(store: Store, office: Office, zone: ZoneInfo) -> learn.Learned:
    """Return what the decisions teach."""
    with store.reading() as connection:
        lessons_ = taught(connection, zone).lessons
        in_force = calibrations.in_force(connection, models_version())
    learned = learn.learn(lessons_, rules_of(office))
    if learned.outcome is Outcome.PROPOSED and _same(learned.calibration, in_force):
        return replace(learned, outcome=Outcome.SAME)
    return learned


def keep(
    store: Store, learned: learn.Learned, now: float, suite: Mapping[str, object] | None = None
) -> Learned:
    """Keep what was found, as a proposal if it is one. suite: what the office's suite told."""
    new = NewCalibration(
        models=models_version(),
        decisions=learned.decisions,
        calibration=learned.calibration,
        figures={**learned.figures(), "suite": suite},
        proposed=learned.outcome is Outcome.PROPOSED,
    )
    with store.writing() as connection:
        return calibrations.add(connection, new, now)


def nightly(store: Store, office: Office, zone: ZoneInfo, now: float) -> None:
    """Learn if it is night and nobody has learned in it; a fault of the database is logged."""
    if local_time.local(now, zone).hour not in NIGHT:
        return
    try:
        with store.reading() as connection:
            last = max((one.made_at for one in calibrations.every(connection)), default=0.0)
        if last < now - NIGHT_SECONDS:
            keep(store, found(store, office, zone), now)
    except SQLAlchemyError as error:
        log_unavailable(error)


def _same(one: Calibration, other: Calibration) -> bool:
    types = {*one.offsets, *other.offsets}
    pairs = [
        (one.slope, other.slope),
        *((one.log_odds(0.0, type_), other.log_odds(0.0, type_)) for type_ in (*types, "")),
    ]
    return all(abs(mine - its) < SAME for mine, its in pairs)


@dataclass(frozen=True, slots=True)
class Flip:
    """A decided photo whose verdict another calibration turns, with its picture still kept."""

    photo_id: str
    type: str
    before: float
    after: float
    """`p_accept`."""
    accepted: bool
    """Whether it accepts the photo."""
    decision: str
    """The officer's: accept or re-photo."""


def flips(
    connection: Connection, office: Office, zone: ZoneInfo, before: Calibration, after: Calibration
) -> tuple[int, list[Flip]]:
    """Return how many decided photos' verdicts turn, and those whose pictures are kept."""
    known = taught(connection, zone)
    limits = rules_of(office).limits
    limit = np.array([limits[type_] for type_ in known.lessons.type.tolist()])
    old, new = (known.lessons.probabilities(one) for one in (before, after))
    turned = np.flatnonzero((old >= limit) != (new >= limit)).tolist()
    ids = [known.photo_ids[at] for at in turned]
    query = select(PHOTOS.c.id).where(PHOTOS.c.id.in_(ids), PHOTOS.c.file_id.is_not(None))
    kept = set(connection.scalars(query))
    return len(turned), [
        Flip(
            photo_id=known.photo_ids[at],
            type=str(known.lessons.type[at]),
            before=float(old[at]),
            after=float(new[at]),
            accepted=bool(new[at] >= limit[at]),
            decision="accept" if known.lessons.good[at] else "re-photo",
        )
        for at in turned
        if known.photo_ids[at] in kept
    ]
