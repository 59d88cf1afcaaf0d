"""Migrates a database to the tables of this version."""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from api.store.database.engine import open_engine
from api.store.database.vault import Vault
from api.store.tables.columns import META
from precheck.errors import BadPolicy


class Revision(StrEnum):
    """Which version made the tables of a database."""

    NONE = "none"
    EARLIER = "earlier"
    CURRENT = "current"
    LATER = "later"


MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
MIGRATION_LOCK_ID = 7_203_514
"""PostgreSQL's advisory lock of the migrating process."""


def upgrade(address: str, vault: Vault) -> None:
    """Create or migrate the tables and compare the secret with the one that created them.

    Raises BadPolicy: no database, one of a later version, or another secret.
    """
    engine = open_engine(address)
    try:
        with engine.execution_options(write=True).begin() as connection:
            migrate(connection)
            _compare_secret(connection, vault)
    except (OperationalError, DatabaseError) as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise BadPolicy(f"database: {reason}.") from error
    finally:
        engine.dispose()


def migrate(connection: Connection) -> None:
    """Run the missing migrations inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK_ID})
    made_by, config = revision(connection), _config()
    if made_by is Revision.LATER:
        raise BadPolicy("database: made by a later version of this service.")
    if made_by is not Revision.CURRENT:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(connection: Connection) -> Revision:
    """Return which version made the tables."""
    script = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return Revision.NONE
    if current == script.get_current_head():
        return Revision.CURRENT
    known = {one.revision for one in script.walk_revisions()}
    return Revision.EARLIER if current in known else Revision.LATER


def has_secret_of(connection: Connection, vault: Vault) -> bool:
    """Return whether the database was made with the vault's secret."""
    return _mark(connection) == vault.key("mark").hex()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _compare_secret(connection: Connection, vault: Vault) -> None:
    found = _mark(connection)
    if found is None:
        connection.execute(META.insert().values(name="secret", value=vault.key("mark").hex()))
    elif not has_secret_of(connection, vault):
        raise BadPolicy("secret_file: not the secret that this database was made with.")


def _mark(connection: Connection) -> str | None:
    return connection.scalar(select(META.c.value).where(META.c.name == "secret"))
