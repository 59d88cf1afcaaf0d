"""A batch's photos with their results, in the order they came."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from api.store import intake
from api.store.crypto import Vault
from api.store.intake import Names
from api.store.tables import BATCHES, PHOTOS


@dataclass(frozen=True, slots=True)
class Result:
    """One photo."""

    photo: RowMapping
    names: Names
    line: str | None
    """The batch's."""


def of_batch(connection: Connection, vault: Vault, batch_id: str) -> Iterator[Result]:
    """Yield the results, a few in memory at a time."""
    query = (
        select(PHOTOS, BATCHES.c.line)
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(PHOTOS.c.batch_id == batch_id)
        .order_by(PHOTOS.c.position, PHOTOS.c.page)
    )
    for photo in connection.execution_options(yield_per=200).execute(query).mappings():
        yield Result(photo, intake.names(vault, photo), photo["line"])
