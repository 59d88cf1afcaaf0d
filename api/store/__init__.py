"""The store: batches, the ledger of photos, checks, decisions, accounts and the trail.

`Store.open(settings)`, then functions of the modules beside this one inside a transaction:
`with store.writing() as connection: batches.create(connection, …)`.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.settings import Settings
from api.store import schema
from api.store.crypto import Vault, secret
from api.store.engine import open_engine

__all__ = ["Store"]


@dataclass(frozen=True, slots=True)
class Store:
    """One process's way to the database, and the vault that seals what lies there."""

    engine: Engine
    vault: Vault

    @classmethod
    def open(cls, settings: Settings) -> "Store":
        """Bring the database up to date. Raises BadPolicy.

        The engine has connected to nothing yet, so that it may be forked.
        """
        vault = Vault(secret(settings.secret))
        schema.upgrade(settings.database_url, vault)
        return cls(open_engine(settings.database_url), vault)

    def close(self) -> None:
        """Close the connections that no block holds."""
        self.engine.dispose()

    def reading(self, **options: float) -> AbstractContextManager[Connection]:
        """Begin a transaction that only reads. options: `wait`, seconds, as in `open_engine`."""
        return self.engine.execution_options(**options).begin()

    def writing(self, **options: float) -> AbstractContextManager[Connection]:
        """Begin a transaction that may write; it is kept whole at the end of the block, or not."""
        return self.engine.execution_options(write=True, **options).begin()
