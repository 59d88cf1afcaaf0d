"""One act on photos that an officer selected in a list: what may not be decided so is left."""

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, select

from api.store.database.vault import Vault
from api.store.decisions import recording, unseen
from api.store.decisions.decision import Act, StoredDecision
from api.store.decisions.unseen import Left, UnseenRules
from api.store.photos import claims, search
from api.store.photos.search import Status
from api.store.tables.batches import PHOTOS


class Obstacle(StrEnum):
    """Why a selected photo is left as it is. The first reason counts."""

    DECIDED = "decided"
    """Decided before, or expired."""
    UNFINISHED = "unfinished"
    HELD = "held"
    """Another officer has claimed it."""
    UNSEEN = "unseen"
    """This officer has not looked at its picture."""
    WAITING = "waiting"
    """The machine is unsure, or the photo was sampled to test the machine."""
    ERROR = "error"
    """There is no verdict to follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an officer selected, and what to do with it."""

    ids: Sequence[str]
    seen: AbstractSet[str]
    """Photos whose picture the officer has looked at."""
    reason: str | None
    """Reason of a re-photo decision; None follows the machine's verdict on each photo."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a selection."""

    decided: Counter[str]
    """Photos by decision."""
    left: Counter[Obstacle | Left]
    """Photos left as they are, by reason."""


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """What a decision on a photo takes from the office."""

    unseen: Callable[[str | None], UnseenRules]
    """Returns the rules of a batch's line."""
    message: Callable[[RowMapping, str], str]
    """Returns the message to the citizen for a reason of a re-photo decision."""


def decide(
    connection: Connection, vault: Vault, selection: Selection, rules: OfficeRules, act: Act
) -> Outcome:
    """Decide the selected photos as one act, and count those that are left."""
    mine = PHOTOS.c.id.in_(selection.ids)
    query = search.WITH_BATCH.where(mine).order_by(PHOTOS.c.id).with_for_update(of=PHOTOS)
    photos = connection.execute(query).mappings().all()
    open_questions = _open_questions(connection, photos, rules)
    outcome = Outcome(Counter(), Counter())
    for photo in photos:
        obstacle = _obstacle(photo, selection, act) or (
            None if selection.reason else open_questions.get(photo["id"])
        )
        if obstacle is not None:
            outcome.left[obstacle] += 1
            continue
        decision = _decision(photo, selection, rules)
        recording.decide(connection, vault, photo["id"], decision, act)
        outcome.decided[decision.decision] += 1
    return outcome


def _obstacle(photo: RowMapping, selection: Selection, act: Act) -> Obstacle | None:
    status = search.status_of(photo)
    if status in {Status.DECIDED, Status.EXPIRED}:
        return Obstacle.DECIDED
    if status is Status.UNFINISHED:
        return Obstacle.UNFINISHED
    if not claims.is_free(photo, act.who, act.at):
        return Obstacle.HELD
    if photo["id"] not in selection.seen:
        return Obstacle.UNSEEN
    if selection.reason is None and status in {Status.WAITING, Status.ERROR}:
        return Obstacle(status.value)
    return None


def _open_questions(
    connection: Connection, photos: Sequence[RowMapping], rules: OfficeRules
) -> dict[str, Left]:
    """Return what an officer must settle before an accept verdict is followed, by photo id."""
    left = {}
    for line in {photo["line"] for photo in photos}:
        accepted = [
            photo["id"] for photo in photos if (photo["line"], photo["verdict"]) == (line, "accept")
        ]
        why = unseen.why_left(rules.unseen(line))
        query = select(PHOTOS.c.id, why).where(PHOTOS.c.id.in_(accepted), why.is_not(None))
        left.update({id_: Left(reason) for id_, reason in connection.execute(query)})
    return left


def _decision(photo: RowMapping, selection: Selection, rules: OfficeRules) -> StoredDecision:
    if selection.reason is None and photo["verdict"] == "accept":
        return StoredDecision(decision="accept")
    reason = selection.reason or photo["reason"]
    message = rules.message(photo, reason)
    return StoredDecision(decision="re-photo", reason=reason, message=message)
