"""The tables of members of an application's Kartu Keluarga, beside its KTPs."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.submissions.papers import Paper
from precheck.number_formats.formats import NUMBER_FORMATS


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One row of the table."""

    nik: str
    """Each reading of it, masked unless it may be shown."""
    card: str | None
    """Id of the photo of the KTP that bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersTable:
    """What was read in the table of one Kartu Keluarga."""

    photo: str
    """Id of its photo."""
    rows: Sequence[Member]
    complete: bool
    """Whether each row with print was read with certainty."""


def members_tables(papers: Sequence[Paper], *, full: bool) -> list[MembersTable]:
    """Return the tables that were read. full: whether the numbers may be shown."""
    cards = {paper.number: paper.id for paper in papers if paper.type == "ktp" and paper.kept}
    return [
        MembersTable(
            photo=paper.id,
            rows=[
                Member(nik=_shown(niks, full=full), card=_bearer(niks, cards))
                for niks in paper.members.readings
            ],
            complete=paper.members.complete,
        )
        for paper in papers
        if paper.members is not None
    ]


def _shown(niks: Sequence[str], *, full: bool) -> str:
    return " / ".join(nik if full else NUMBER_FORMATS["nik"].mask(nik) for nik in niks)


def _bearer(niks: Sequence[str], cards: dict[str | None, str]) -> str | None:
    return next((cards[nik] for nik in niks if nik in cards), None)
