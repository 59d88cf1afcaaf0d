"""One row a `/check`: codes, measures and times; never a picture, a number or a name."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from api.store.crypto import Vault
from api.store.tables import CHECKS
from precheck.options import Options
from precheck.render import Json

COUNTED_SECONDS = 24 * 3600
"""How far back the tries of one reference are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks what of which photo."""

    owner: str
    """Name of the caller's key."""
    options: Options
    file_mac: str
    reference_mac: str | None

    @classmethod
    def of(cls, vault: Vault, owner: str, options: Options, data: bytes) -> "Asked":
        """Tell a call by what may be kept of it."""
        file_mac = vault.mac("check", data)
        assert file_mac is not None
        return cls(
            owner=owner,
            options=options,
            file_mac=file_mac,
            reference_mac=vault.mac("reference", options.reference),
        )


def counted(connection: Connection, asked: Asked, now: float) -> int:
    """Return which try this is for the reference, where the caller does not count.

    The very same photo is the same try. Else one more than the tries of the last 24 hours that
    asked for the same document and were sent back since one was last accepted.
    """
    recent = (
        (CHECKS.c.owner == asked.owner)
        & (CHECKS.c.reference_mac == asked.reference_mac)
        & (CHECKS.c.at > now - COUNTED_SECONDS)
    )
    rows = connection.execute(
        select(CHECKS.c.asked, CHECKS.c.attempt, CHECKS.c.verdict, CHECKS.c.file_mac)
        .where(recent)
        .order_by(CHECKS.c.at, CHECKS.c.id)
    )
    tries = 1
    for types, attempt, verdict, file_mac in rows:
        if types != list(asked.options.types):
            continue
        if file_mac == asked.file_mac:
            return int(attempt)
        tries = 1 if verdict == "accept" else tries + 1
    return tries


def record(connection: Connection, asked: Asked, told: Json, now: float) -> str:
    """Keep a row and return its id; the one that is there if the call is a repetition."""
    known = _known(connection, asked)
    if known is not None:
        return known
    number, took, document = told["number"], told["took_ms"], told["document"]
    assert isinstance(took, dict)
    assert isinstance(document, dict)
    state = number.get("state") if isinstance(number, dict) else None
    kept = ("id", "line", "attempt", "verdict", "next", "p_accept", "reasons", "notes")
    connection.execute(
        CHECKS.insert().values(
            at=now,
            owner=asked.owner,
            reference_mac=asked.reference_mac,
            file_mac=asked.file_mac,
            asked=list(asked.options.types),
            type=document["type"],
            number_state=state,
            took_ms=took["total"],
            **{name: told[name] for name in (*kept, "measures", "version")},
        )
    )
    return str(told["id"])


def _known(connection: Connection, asked: Asked) -> str | None:
    if asked.reference_mac is None:
        return None
    return connection.scalar(
        select(CHECKS.c.id).where(
            CHECKS.c.owner == asked.owner,
            CHECKS.c.reference_mac == asked.reference_mac,
            CHECKS.c.attempt == asked.options.attempt,
            CHECKS.c.file_mac == asked.file_mac,
        )
    )


def get(connection: Connection, id_: str, owner: str | None = None) -> RowMapping | None:
    """Return the row; None where there is none, or it is another owner's."""
    query = select(CHECKS).where(CHECKS.c.id == id_)
    if owner is not None:
        query = query.where(CHECKS.c.owner == owner)
    return connection.execute(query).mappings().first()


def count(connection: Connection) -> int:
    """Return how many rows there are."""
    return connection.scalar(select(func.count()).select_from(CHECKS)) or 0
