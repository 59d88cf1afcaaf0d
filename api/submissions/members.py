"""Compares the NIKs of KTPs with the members of the submission's Kartu Keluarga. Pure.

It is information for the officer, never a refusal: a reporter or a child who has moved out is in
another household.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from api.submissions.catalogue import Variant
from api.submissions.papers import Paper
from precheck.number.result import Members

MAX_MISREAD_DIGITS = 3
"""Differing digits up to which a reading of the table may be a misread of a KTP's number."""


class Membership(StrEnum):
    """Whether the bearer of a KTP is among the members of a Kartu Keluarga."""

    AMONG = "among"
    NOT_AMONG = "not_among"


def asks_for_members(variant: Variant) -> bool:
    """Return whether an application asks for papers whose NIKs can be compared."""
    asked = {type_ for slot in variant.slots for type_ in slot.types}
    return {"kk", "ktp"} <= asked


def memberships(papers: Sequence[Paper]) -> Mapping[str, Membership]:
    """Return, by the id of the photo of a KTP, whether its NIK is in the table of members.

    Photos whose membership is uncertain are left out: a NIK or a row was not read with certainty,
    they are nearly equal, or a Kartu Keluarga was kept whose table could not be read.
    """
    tables = [paper.members for paper in papers if paper.type == "kk" and paper.kept]
    found = {paper.id: _membership(paper, tables) for paper in papers if _is_card(paper)}
    return {id_: membership for id_, membership in found.items() if membership is not None}


def _is_card(paper: Paper) -> bool:
    return paper.type == "ktp" and paper.kept and paper.number is not None


def _membership(card: Paper, tables: Sequence[Members | None]) -> Membership | None:
    rows = [row for table in tables if table is not None for row in table.readings]
    if any(card.number in row for row in rows):
        return Membership.AMONG
    sure = card.number_sure or card.decision == "accept"
    complete = bool(tables) and all(table is not None and table.complete for table in tables)
    apart = all(_is_apart(card.number, nik) for row in rows for nik in row)
    return Membership.NOT_AMONG if sure and complete and apart else None


def _is_apart(number: str | None, nik: str) -> bool:
    """Return whether two numbers are too different for one to be a misread of the other."""
    if number is None or len(number) != len(nik):
        return False
    return sum(a != b for a, b in zip(number, nik, strict=True)) > MAX_MISREAD_DIGITS
