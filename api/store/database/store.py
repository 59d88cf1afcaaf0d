"""The store: one process's access to the database."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.settings import Settings
from api.store.database import migrate
from api.store.database.engine import LOCK_WAIT_SECONDS, open_engine
from api.store.database.secret_file import load_secret
from api.store.database.vault import Vault

CALL_WAIT_SECONDS = 0.2
"""Maximum wait for the database of a call that can be answered without it."""


@dataclass(frozen=True, slots=True)
class Store:
    """The database engine, and the vault that encrypts stored values."""

    engine: Engine
    vault: Vault
    lock_wait: float = LOCK_WAIT_SECONDS
    """Seconds that a transaction waits for another process's lock on SQLite."""

    @classmethod
    def open(cls, settings: Settings, lock_wait: float = LOCK_WAIT_SECONDS) -> "Store":
        """Migrate the database and open the store. Raises BadPolicy.

        The engine has no open connection, so that the process may fork.
        """
        key = migrate.upgrade(settings.database_url, load_secret(settings.secret))
        return cls(open_engine(settings.database_url), Vault(key), lock_wait)

    def close(self) -> None:
        """Close the connections that are not in use."""
        self.engine.dispose()

    def reading(self, **options: float) -> AbstractContextManager[Connection]:
        """Begin a read transaction. options: `wait` in seconds, as in `open_engine`."""
        return self._engine(**options).begin()

    def writing(self, **options: float) -> AbstractContextManager[Connection]:
        """Begin a write transaction; the end of the block commits it, an error rolls it back."""
        return self._engine(write=True, **options).begin()

    def _engine(self, **options: float) -> Engine:
        return self.engine.execution_options(lock_wait=self.lock_wait, **options)
