"""The store: one process's access to the database."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.settings import Settings
from api.store.database import migrate
from api.store.database.engine import open_engine
from api.store.database.vault import Vault, load_secret


@dataclass(frozen=True, slots=True)
class Store:
    """The database engine, and the vault that encrypts stored values."""

    engine: Engine
    vault: Vault

    @classmethod
    def open(cls, settings: Settings) -> "Store":
        """Migrate the database and open the store. Raises BadPolicy.

        The engine has no open connection, so that the process may fork.
        """
        vault = Vault(load_secret(settings.secret))
        migrate.upgrade(settings.database_url, vault)
        return cls(open_engine(settings.database_url), vault)

    def close(self) -> None:
        """Close the connections that are not in use."""
        self.engine.dispose()

    def reading(self, **options: float) -> AbstractContextManager[Connection]:
        """Begin a read transaction. options: `wait` in seconds, as in `open_engine`."""
        return self.engine.execution_options(**options).begin()

    def writing(self, **options: float) -> AbstractContextManager[Connection]:
        """Begin a write transaction; the end of the block commits it, an error rolls it back."""
        return self.engine.execution_options(write=True, **options).begin()
