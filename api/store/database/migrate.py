"""Migrates a database to the tables of this version."""

from enum import StrEnum
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


class Revision(StrEnum):
    """Which version made the tables of a database."""

    NONE = "none"
    OUTDATED = "outdated"
    """One from which no step leads to this version."""
    EARLIER = "earlier"
    CURRENT = "current"
    LATER = "later"


MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
"""Its steps have four digits as names and lead from one to the next, in their order."""
MIGRATION_LOCK_ID = 7_203_514
"""PostgreSQL's advisory lock of the migrating process."""


def upgrade(address: str, secret: bytes) -> bytes:
    """Create or migrate the tables; return the database's key, which the secret unwraps.

    Raises BadPolicy: no database, one of a later version or a too early one, or another secret.
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


def step_back(address: str, to: str | None = None) -> str:
    """Take the tables back, losing nothing, and return the name of their version.

    For an earlier version of the service, which knows versions up to `to`; default: one step.
    Raises BadPolicy: no database, or no such step.
    """
    engine = open_engine(address)
    try:
        with engine.execution_options(write=True).begin() as connection:
            _lock(connection)
            target = _earlier(connection, to)
            command.downgrade(_config(connection), target)
            return target
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise BadPolicy(f"database: {reason}.") from error
    finally:
        engine.dispose()


def _earlier(connection: Connection, to: str | None) -> str:
    """Return the version before the database's own, or `to` if it is an earlier one."""
    current = _current(connection)
    known = [one.revision for one in _script().walk_revisions()]  # the newest first
    if current not in known:
        raise BadPolicy("database: of no version that this one knows.")
    earlier = known[known.index(current) + 1 :]
    if not earlier:
        raise BadPolicy("database: of the first version.")
    if to is not None and to not in earlier:
        raise BadPolicy(f"database: of version {current}; it goes back to {', '.join(earlier)}.")
    return to or earlier[0]


def migrate(connection: Connection) -> None:
    """Run the missing migrations inside the caller's transaction."""
    _lock(connection)
    made_by, config = revision(connection), _config(connection)
    if made_by is Revision.LATER:
        raise BadPolicy("database: made by a later version of this service.")
    if made_by is Revision.OUTDATED:
        raise BadPolicy(
            "database: too old for this version: upgrade to a version in between first, "
            "or start with an empty database."
        )
    if made_by is not Revision.CURRENT:
        command.upgrade(config, "head")


def revision(connection: Connection) -> Revision:
    """Return which version made the tables."""
    script, current = _script(), _current(connection)
    if current is None:
        return Revision.NONE
    if current == script.get_current_head():
        return Revision.CURRENT
    if current in {one.revision for one in script.walk_revisions()}:
        return Revision.EARLIER
    return Revision.OUTDATED if current < str(script.get_base()) else Revision.LATER


def _lock(connection: Connection) -> None:
    """Let no other process migrate before the end of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK_ID})


def _script() -> ScriptDirectory:
    """Return the versions that this program knows."""
    return ScriptDirectory(str(MIGRATIONS))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
