"""Migration with rows in every table: from the first version to the last, one back, and on."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
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


def rows_of(connection):
    """Return the one row of each table that has any."""
    found = (
        (table.name, connection.execute(sa.select(table)).mappings().one_or_none())
        for table in tables_of(connection)
    )
    return {name: dict(row) for name, row in found if row is not None}


def fill(connection):
    """Add a row to every empty table."""
    filled = rows_of(connection)
    for table in tables_of(connection):
        if table.name not in filled:
            known = ALL_TABLES.tables[table.name]
            values = {column.name: value_of(column) for column in table.columns}
            connection.execute(known.insert().values(values))


def first_version(settings):
    """Make a database of the first version with a row in every table; return the rows."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_engine(settings.database_url)
    with engine.execution_options(write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        fill(connection)
        rows = rows_of(connection)
    engine.dispose()
    return rows


def kept(before, after):
    return {name: {key: after[name][key] for key in row} for name, row in before.items()}


def test_nothing_is_lost_from_the_first_version_to_the_last_one_back_and_on(fresh, monkeypatch):
    first = first_version(fresh)
    store = Store.open(fresh)
    with store.writing() as connection:
        assert kept(first, rows_of(connection)) == first
        fill(connection)
        last = rows_of(connection)
    assert last.keys() == ALL_TABLES.tables.keys() - NOT_OF_THE_TABLES
    store.close()
    monkeypatch.setenv("PRECHECK_API_DATABASE", fresh.database_url)
    done = CliRunner().invoke(main, ["step-back"])
    assert done.exit_code == 0, done.output
    engine = open_engine(fresh.database_url)
    with engine.begin() as connection:
        assert kept(first, rows_of(connection)) == first
    engine.dispose()
    store = Store.open(fresh)
    with store.reading() as connection:
        assert rows_of(connection) == last
    store.close()


@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_only_a_database_of_this_version_steps_back(fresh, monkeypatch, revision):
    store = Store.open(fresh)
    with store.writing() as connection:
        connection.execute(sa.text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    store.close()
    monkeypatch.setenv("PRECHECK_API_DATABASE", fresh.database_url)
    done = CliRunner().invoke(main, ["step-back"])
    assert (done.exit_code, "not of this version" in done.output) == (1, True)
