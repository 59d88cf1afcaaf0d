"""Brings a database to the tables of this version, whichever process comes first."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from api.store.crypto import Vault
from api.store.engine import open_engine
from api.store.tables import META
from precheck.errors import BadPolicy

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
LOCK = 7_203_514
"""PostgreSQL's advisory lock of whoever migrates."""


def upgrade(address: str, vault: Vault) -> None:
    """Make or change the tables where needed, and see that the secret is the one they know.

    Raises BadPolicy: no database there, one of a later version, or another secret.
    """
    engine = open_engine(address)
    try:
        with engine.execution_options(write=True).begin() as connection:
            migrate(connection)
            _compare_secret(connection, vault)
    except (OperationalError, DatabaseError) as error:
        told = str(error.orig).strip().splitlines()[0]
        raise BadPolicy(f"database: {told}.") from error
    finally:
        engine.dispose()


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    known = {one.revision for one in script.walk_revisions()}
    if current is not None and current not in known:
        raise BadPolicy("database: made by a later version of this service.")
    if current != script.get_current_head():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _compare_secret(connection: Connection, vault: Vault) -> None:
    mark = vault.key("mark").hex()
    found = connection.scalar(select(META.c.value).where(META.c.name == "secret"))
    if found is None:
        connection.execute(META.insert().values(name="secret", value=mark))
    elif found != mark:
        raise BadPolicy("secret_file: not the secret that this database was made with.")
