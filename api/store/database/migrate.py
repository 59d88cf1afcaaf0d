"""Migrates a database to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, OperationalError

from api.store.database import data_key
from api.store.database.engine import open_engine
from precheck.errors import BadPolicy

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
MIGRATION_LOCK_ID = 7_203_514
"""PostgreSQL's advisory lock of the migrating process."""


def upgrade(address: str, secret: bytes) -> bytes:
    """Create or migrate the tables; return the database's key, which the secret unwraps.

    Raises BadPolicy: no database, one of a later version, or another secret.
    """
    engine = open_engine(address)
    try:
        with engine.execution_options(write=True).begin() as connection:
            migrate(connection)
            return data_key.unwrap(connection, secret)
    except (OperationalError, DatabaseError) as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise BadPolicy(f"database: {reason}.") from error
    finally:
        engine.dispose()


def step_back(address: str) -> str:
    """Take the tables back by one version, losing nothing, and return its name.

    For an earlier version of the service. Raises BadPolicy: no database, or no step back.
    """
    engine = open_engine(address)
    try:
        with engine.execution_options(write=True).begin() as connection:
            config = _configuration(connection)
            if _current(connection) != ScriptDirectory.from_config(config).get_current_head():
                raise BadPolicy("database: not of this version.")
            command.downgrade(config, "-1")
            return str(_current(connection))
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise BadPolicy(f"database: {reason}.") from error
    finally:
        engine.dispose()


def migrate(connection: Connection) -> None:
    """Run the missing migrations inside the caller's transaction."""
    config = _configuration(connection)
    script = ScriptDirectory.from_config(config)
    current = _current(connection)
    known = {one.revision for one in script.walk_revisions()}
    if current is not None and current not in known:
        raise BadPolicy("database: made by a later version of this service.")
    if current != script.get_current_head():
        command.upgrade(config, "head")


def _configuration(connection: Connection) -> Config:
    """Return alembic's configuration; on PostgreSQL no other process migrates meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK_ID})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
