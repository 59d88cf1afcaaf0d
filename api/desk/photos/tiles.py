"""Piles of photos as tiles: what is shown of each pile, and its audit entry."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.store import audit_trail
from api.store.photos.search import FoundPhoto

TILES_PER_PILE = 60
"""Photos of one pile on a page; the others follow when these are decided."""

Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Photos with something in common."""

    shown: Sequence[FoundPhoto]
    total: int


def piles(photos: Mapping[Key, Sequence[FoundPhoto]]) -> dict[Key, Pile]:
    """Return the piles with the photos that a page shows, the largest first."""
    by_size = sorted(photos.items(), key=lambda item: -len(item[1]))
    return {key: Pile(shown=found[:TILES_PER_PILE], total=len(found)) for key, found in by_size}


def audit(
    connection: Connection,
    name: str,
    batch_id: str | None,
    shown: Iterable[Sized],
) -> None:
    """Add one entry for a page of thumbnails."""
    number = sum(min(len(found), TILES_PER_PILE) for found in shown)
    if number:
        detail = {"list": name, "photos": number}
        audit_trail.add(connection, person().name, "view_list", batch_id, detail)
