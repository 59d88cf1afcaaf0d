"""Migration with rows in every table: to the last version, back to each earlier one, and on."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner

from api.cli import main
from api.store.database.engine import open_engine
from api.store.database.migrate import MIGRATIONS
from api.store.database.store import Store
from api.store.tables.registry import ALL_TABLES

VALUES = {
    sa.JSON: {"version": {"service": "1", "policy": "default"}, "took_ms": {"total": 90}},
    sa.LargeBinary: b"sealed",
    sa.Boolean: True,
    sa.Integer: 1,
    sa.Float: 1.5,
    sa.String: "x",
}
NOT_OF_THE_TABLES = {"alembic_version", "meta"}
FILLED_IN = {"service", "policy", "took_ms", "queue_reason", "conversation_id"}


def value_of(column, columns=ALL_TABLES.tables):
    """Return a value; every id is the same, so that every row refers to another."""
    known = columns.get(column.table.name)
    type_ = (known.columns[column.name] if known is not None else column).type
    return next(value for kind, value in VALUES.items() if isinstance(type_, kind))


def tables_of(connection):
    """Return the tables as the database has them, parents first."""
    found = sa.MetaData()
    found.reflect(connection)
    return [one for one in found.sorted_tables if one.name not in NOT_OF_THE_TABLES]


def _sorted(table):
    return sa.select(table).order_by(*table.primary_key)


def rows_of(connection):
    """Return the rows of each table that has any."""
    found = (
        (table.name, connection.execute(_sorted(table)).mappings().all())
        for table in tables_of(connection)
    )
    return {name: [dict(row) for row in rows] for name, rows in found if rows}


def fill(connection):
    """Add a row to every empty table."""
    filled = rows_of(connection)
    for table in tables_of(connection):
        if table.name not in filled:
            known = ALL_TABLES.tables[table.name]
            values = {column.name: value_of(column) for column in table.columns}
            connection.execute(known.insert().values(values))


def write_as(connection, columns, mark):
    """Add a row to each table, as a service does that knows these columns alone."""
    for table in tables_of(connection):
        if table.name not in columns:
            continue
        known = ALL_TABLES.tables[table.name]
        values = {column.name: value_of(column) for column in table.columns}
        marked = {name: mark for name, value in values.items() if value == "x"}
        keys = (column for column in table.primary_key if isinstance(column.type, sa.Float))
        marked |= {column.name: float(mark) for column in keys}  # days
        counted = (one for one in known.columns if one.unique and isinstance(one.type, sa.Integer))
        marked |= {column.name: int(mark) for column in counted}
        own = {name: (values | marked)[name] for name in columns[table.name]}
        connection.execute(known.insert().values(own))


def columns_of(connection):
    return {table.name: [one.name for one in table.columns] for table in tables_of(connection)}


@contextmanager
def opened(settings):
    """Yield a connection, and the function that migrates it up or down to a version."""
    config, engine = Config(), open_engine(settings.database_url)
    config.set_main_option("script_location", str(MIGRATIONS))

    def to(version, move=command.upgrade):
        move(config, version)

    try:
        with engine.execution_options(write=True).begin() as connection:
            config.attributes["connection"] = connection
            yield connection, to
    finally:
        engine.dispose()


def kept(before, after):
    """Return what is left of earlier rows: the first of each table, of their columns."""
    return {
        name: [
            {key: there[key] for key in row} for row, there in zip(rows, after[name], strict=False)
        ]
        for name, rows in before.items()
    }


def versions():
    """Return all versions, the first one first."""
    script = ScriptDirectory(str(MIGRATIONS))
    return [one.revision for one in script.walk_revisions()][::-1]


@pytest.mark.faults
def test_each_version_goes_up_down_and_up_again_with_data(fresh):
    """At each step back the earlier version writes too; afterwards all rows are there."""
    known = {}
    with opened(fresh) as (connection, to):
        for version in versions():
            to(version)
            known[version] = columns_of(connection)
            fill(connection)
        for version in versions()[-2::-1]:
            before = rows_of(connection)
            to(version, command.downgrade)
            assert rows_of(connection) == before
            write_as(connection, known[version], mark=str(int(version)))
        before = rows_of(connection)
        to("head")
        after = rows_of(connection)
        assert kept(without_statistics(before), after) == without_statistics(before)
        assert columns_of(connection) == known[versions()[-1]]
        assert compare_metadata(MigrationContext.configure(connection), ALL_TABLES) == []


def without_statistics(rows):
    """Leave out what a migration fills in from other columns."""
    return {
        name: [{key: row[key] for key in row.keys() - FILLED_IN} for row in rows]
        for name, rows in rows.items()
    }


@pytest.mark.parametrize("to", [None, "0001"])
def test_the_service_opens_a_database_that_was_stepped_back(fresh, monkeypatch, to):
    store = Store.open(fresh)
    with store.writing() as connection:
        fill(connection)
        before = rows_of(connection)
    assert before.keys() == ALL_TABLES.tables.keys() - NOT_OF_THE_TABLES
    store.close()
    done = step_back(fresh, monkeypatch, to)
    assert (done.exit_code, (to or versions()[-2]) in done.output) == (0, True), done.output
    store = Store.open(fresh)
    with store.reading() as connection:
        assert rows_of(connection) == before
    store.close()


def step_back(settings, monkeypatch, to):
    monkeypatch.setenv("PRECHECK_API_DATABASE", settings.database_url)
    return CliRunner().invoke(main, ["step-back", *(["--to", to] if to else [])])


REFUSED = (
    ("9999", None, "not of this version"),
    ("0001", None, "of the first version"),
    ("0007", "0007", "goes back to 0006"),
    ("0007", "0008", "goes back to 0006"),
    ("0007", "-1", "goes back to 0006"),
)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_no_other_step_back_is_made(fresh, monkeypatch):
    Store.open(fresh).close()
    engine = open_engine(fresh.database_url)
    for version, to, said in REFUSED:
        with engine.execution_options(write=True).begin() as connection:
            connection.execute(sa.text(f"UPDATE alembic_version SET version_num = '{version}'"))
        done = step_back(fresh, monkeypatch, to)
        assert (done.exit_code, said in done.output) == (1, True), done.output
    engine.dispose()
