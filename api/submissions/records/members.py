"""The NIKs in the table of a KK in the database: sealed, and erased with the number."""

from sqlalchemy import Connection, RowMapping

from api.store import submissions as store
from api.store.database.vault import Vault
from api.submissions.catalogue import Catalogue
from api.submissions.members import asks_for_members
from precheck.decision.verdict import CheckedPhoto
from precheck.number.result import Members


def members_wanted(connection: Connection, catalogue: Catalogue, batch_id: str) -> bool:
    """Return whether a batch is of a submission that asks for papers whose NIKs are compared."""
    row = store.of_batch(connection, batch_id)
    variant = None if row is None else catalogue.variant(row["service"], row["variant"])
    return variant is not None and asks_for_members(variant)


def seal_members(vault: Vault, result: CheckedPhoto, photo_id: str) -> bytes | None:
    """Encrypt what was read in the table; None if nothing was."""
    members = result.members
    if members is None:
        return None
    table = {"readings": members.readings, "complete": members.complete}
    return vault.seal_json(table, f"members:{photo_id}")


def open_members(vault: Vault, row: RowMapping) -> Members | None:
    """Decrypt what was read in the table; None if nothing was, or it is erased."""
    table = vault.open_json(row["sealed_members"], f"members:{row['id']}")
    if table is None:
        return None
    readings = tuple(tuple(niks) for niks in table["readings"])
    return Members(readings=readings, complete=table["complete"])
