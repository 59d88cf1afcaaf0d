"""Which sure accept verdicts may be accepted unseen, and why the others may not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, case, false, func, literal, or_, select

from api.store.photos.queue_reasons import QueueReason
from api.store.tables.batches import PHOTOS
from precheck.decision.verdict import Code
from precheck.office.policy import Office

NOT_ORIGINAL = (Code.SCREEN, Code.SCREENSHOT)
"""Notes of a photo of a screen."""


class Left(StrEnum):
    """Why an officer must look at a photo with a sure accept verdict. The first reason counts."""

    TYPE = QueueReason.UNKNOWN_TYPE
    NUMBER = QueueReason.NUMBER_NOT_READ
    SCREEN = QueueReason.SCREEN


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenRules:
    """What an office and a batch's line demand of photos that are accepted unseen."""

    numbered: tuple[str, ...]
    """Document types that have a number."""
    numbered_line: bool = False
    """Whether the batch's line asks for a number of every document."""
    originals: bool = False
    """Whether photos of screens are refused."""

    @classmethod
    def of(cls, office: Office, line: str | None) -> "UnseenRules":
        """Return the rules of a batch. A line asks for a number by naming such a document."""
        kinds = {type_: one.number for type_, one in office.settings.documents.items()}
        numbered = tuple(type_ for type_, kind in kinds.items() if kind)
        words = set(re.findall(r"[a-z_]+", (line or "").lower()))
        return cls(
            numbered=numbered,
            numbered_line=bool(words & {*numbered, *filter(None, kinds.values())}),
            originals=office.settings.originals,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenCount:
    """Sure accept verdicts of a batch."""

    accepted: int
    """Photos that may be accepted unseen."""
    left: Mapping[Left, int]
    """Photos that an officer must look at, by reason; reasons without photos are missing."""


def why_left(rules: UnseenRules) -> ColumnElement[str | None]:
    """Return the reason of a photo to be looked at, as an SQL expression; NULL if there is none.

    A number that was read counts only for the recognised type: of another, it is another number.
    """
    type_ = func.coalesce(PHOTOS.c.officer_type, PHOTOS.c.type, "other")
    asked = literal(rules.numbered_line) | type_.in_(rules.numbered)
    same_type = PHOTOS.c.officer_type.is_(None) | (PHOTOS.c.officer_type == PHOTOS.c.type)
    read = same_type & (func.coalesce(PHOTOS.c.number_state, "") == "read")
    return case(
        (type_ == "other", literal(Left.TYPE.value)),
        (asked & ~read, literal(Left.NUMBER.value)),
        (_on_screen() if rules.originals else false(), literal(Left.SCREEN.value)),
        else_=None,
    )


def sure_accepts(batch_id: str) -> ColumnElement[bool]:
    """Condition: a photo of the batch with a sure accept verdict, undecided and in no queue."""
    return (
        (PHOTOS.c.batch_id == batch_id)
        & (PHOTOS.c.state == "done")
        & (PHOTOS.c.verdict == "accept")
        & PHOTOS.c.decision.is_(None)
        & ~PHOTOS.c.for_officer
    )


def acceptable(batch_id: str, rules: UnseenRules) -> ColumnElement[bool]:
    """Condition: the photo may be accepted unseen."""
    return sure_accepts(batch_id) & why_left(rules).is_(None)


def left(batch_id: str, rules: UnseenRules) -> ColumnElement[bool]:
    """Condition: an officer must look at the photo, and can: its picture is still stored."""
    seen = PHOTOS.c.file_id.is_not(None)
    return sure_accepts(batch_id) & why_left(rules).is_not(None) & seen


def count(connection: Connection, batch_id: str, rules: UnseenRules) -> UnseenCount:
    """Count the photos that may be accepted unseen, and those left, by reason."""
    why = why_left(rules).label("why")
    either = acceptable(batch_id, rules) | left(batch_id, rules)
    query = select(why, func.count().label("photos")).where(either).group_by("why")
    counts = {row.why: row.photos for row in connection.execute(query)}
    return UnseenCount(
        accepted=counts.get(None, 0),
        left={reason: counts[reason] for reason in Left if reason in counts},
    )


def _on_screen() -> ColumnElement[bool]:
    """Condition: the photo has a note of a screen."""
    notes = PHOTOS.c.answer["notes"].as_string()
    return or_(*(notes.contains(f'"{code}"', autoescape=True) for code in NOT_ORIGINAL))
