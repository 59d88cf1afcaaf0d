"""Examines the database, RabbitMQ and Redis. Addresses hold passwords: only hosts are shown."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from limits.storage import storage_from_string
from pydantic import SecretStr
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from api.doctor.configuration import MAKE_WRITABLE, can_create
from api.doctor.finding import Finding, fail, ok, warn
from api.settings import Settings
from api.store.database import data_key, migrate
from api.store.database.engine import open_engine
from api.store.database.migrate import Revision
from api.store.database.secret_file import load_secret
from api.work.optional import load_distributed
from precheck.errors import BadPolicy

TIMEOUT_SECONDS = 3
PERMISSIONS = "Correct owner and permissions."
WRITING = {"postgresql": "It is a standby, or default_transaction_read_only is on: let it write."}
REACH = "Check address, network and password, and that it runs."


class DatabaseFinding(NamedTuple):
    """What was found of the database."""

    found: Finding
    connection: Connection | None
    """None unless its tables are those of this version."""
    unused: bool
    """Whether nothing was ever stored in it: it is not there, or empty."""


@contextmanager
def database(settings: Settings) -> Iterator[DatabaseFinding]:
    """Examine the database, with a connection to it for further questions."""
    name, current, unused = _name(settings), None, False
    with ExitStack() as opened:
        try:
            connection = _connect(settings, opened)
            if connection is None:
                found, unused = _missing(settings), True
            else:
                revision = migrate.revision(connection)
                found = _judge(settings, connection, revision)
                current = connection if revision is Revision.CURRENT else None
                unused = revision is Revision.NONE
        except BadPolicy as error:
            found = fail("database", str(error), "Correct the setting.")
        except SQLAlchemyError as error:
            found = fail("database", f"{name}: {_reason(error)}", REACH)
        yield DatabaseFinding(found, current, unused)


def _connect(settings: Settings, opened: ExitStack) -> Connection | None:
    """Connect to an existing database; None where there is none. Raises BadPolicy."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(f"{url.database}").exists():
        return None  # connecting would create it
    engine = open_engine(settings.database_url).execution_options(wait=TIMEOUT_SECONDS)
    opened.callback(engine.dispose)
    return opened.enter_context(engine.connect())


def _missing(settings: Settings) -> Finding:
    """Judge a database in a file that is not there."""
    name = _name(settings)
    if not can_create(Path(f"{make_url(settings.database_url).database}")):
        return fail("database", f"{name} is not there and cannot be created", MAKE_WRITABLE)
    return warn("database", f"{name} is not there", "The first start creates it.")


def _reason(error: SQLAlchemyError) -> str:
    """Return the end of what the driver says: what comes before it may show the address."""
    if isinstance(error, DBAPIError) and (lines := str(error.orig).strip().splitlines()):
        return lines[0].rpartition(": ")[2].strip()
    return type(error).__qualname__


def _judge(settings: Settings, connection: Connection, revision: Revision) -> Finding:
    """Judge a database that answers: its tables, its secret, whether it can be written."""
    name = _name(settings)
    if revision is Revision.LATER:
        advice = "Install that version, or restore the backup made before it."
        return fail("database", f"{name} was made by a later version", advice)
    if revision is Revision.OUTDATED:
        advice = "Upgrade to a version in between first, or start with an empty database."
        return fail("database", f"{name} is too old for this version", advice)
    if revision is not Revision.CURRENT:
        found = f"{name} {'is empty' if revision is Revision.NONE else 'is of an earlier version'}"
        return warn("database", found, "The next start migrates it. Make a backup before.")
    if not _same_secret(settings, connection):
        advice = "Restore the secret that belongs to this database, or name it as secret_file."
        return fail("database", f"{name} was made with another secret", advice)
    if not _writable(settings, connection):
        kind = connection.dialect.name
        return fail("database", f"{name} cannot be written", WRITING.get(kind, PERMISSIONS))
    return ok("database", f"{name}, migrated")


def broker(settings: Settings) -> Finding | None:
    """Examine RabbitMQ; None where none is configured."""
    if settings.broker is None:
        return None
    try:
        distributed = load_distributed()
    except BadPolicy as error:
        return fail("broker", str(error), "Install requirements-servers.txt.")
    name = _host(settings.broker)
    try:
        with distributed.application(settings).connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=TIMEOUT_SECONDS)
    except Exception as error:  # noqa: BLE001 - kombu raises those of its transports
        return fail("broker", f"{name}: {type(error).__qualname__}", REACH)
    return ok("broker", f"RabbitMQ at {name} answers")


def redis(settings: Settings) -> Finding | None:
    """Examine Redis; None where none is configured."""
    if settings.rate_storage is None:
        return None
    name = _host(settings.rate_storage)
    try:
        storage = storage_from_string(
            settings.rate_storage.get_secret_value(),
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
        )
        answers = storage.check()
    except Exception as error:  # noqa: BLE001 - limits raises those of its drivers
        return fail("redis", f"{name}: {type(error).__qualname__}", REACH)
    return ok("redis", f"{name} answers") if answers else fail("redis", f"{name}: no answer", REACH)


def _same_secret(settings: Settings, connection: Connection) -> bool:
    if not settings.secret.exists():  # load_secret would create it
        return False
    return data_key.opens(connection, load_secret(settings.secret))


def _writable(settings: Settings, connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        return connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
    engine = open_engine(settings.database_url)
    try:
        with engine.execution_options(write=True, wait=TIMEOUT_SECONDS).begin() as writing:
            writing.exec_driver_sql("UPDATE meta SET value = value")
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()
    return True


def _name(settings: Settings) -> str:
    if settings.database is None:
        return f"SQLite {settings.data / 'precheck.db'}"
    return _host(settings.database)


def _host(address: SecretStr) -> str:
    """Return kind and host of an address, without user, password and path."""
    scheme, _, rest = address.get_secret_value().partition("://")
    return f"{scheme} at {rest.rpartition('@')[2].partition('/')[0]}"
