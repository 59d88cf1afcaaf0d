"""A step between two versions, with rows in every table: on, back and on again, or broken off."""

import subprocess
import sys
import time

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from api.cli import main
from api.store.database import migrate
from api.store.database.engine import open_engine
from api.store.database.store import Store
from precheck.errors import BadPolicy
from tests.api.stepped import with_step

NOT_OF_THE_TABLES = {"alembic_version", "meta"}
PROGRAM = """
import sys
from pathlib import Path

from api.settings import load
from api.store.database import migrate
from api.store.database.store import Store

migrate.MIGRATIONS = Path(sys.argv[1])
Store.open(load()).close()
"""


@pytest.fixture
def settings(fresh, monkeypatch):
    """Settings of a database of this version, which other programs have too."""
    monkeypatch.setenv("PRECHECK_API_DATA", str(fresh.data))
    monkeypatch.setenv("PRECHECK_API_DATABASE", fresh.database_url)
    Store.open(fresh).close()
    return fresh


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """Change the program into a later version, or back into this one; the names of both."""
    folder, this = tmp_path / "newer", migrate.MIGRATIONS

    def change(*, back=False):
        monkeypatch.setattr(migrate, "MIGRATIONS", this if back else folder)

    change.step = with_step(folder)
    change.this = f"{int(change.step) - 1:04}"
    return change


def opened(settings, act):
    """Open the database as the service does, and return what is done in a transaction."""
    store = Store.open(settings)
    with store.writing() as connection:
        done = act(connection)
    store.close()
    return done


def tables_of(connection):
    """Return the tables as the database has them, parents first."""
    found = sa.MetaData()
    found.reflect(connection)
    return [one for one in found.sorted_tables if one.name not in NOT_OF_THE_TABLES]


def columns_of(connection):
    return {table.name: [one.name for one in table.columns] for table in tables_of(connection)}


def rows_of(connection):
    """Return the rows of each table."""
    return {
        table.name: [
            dict(row)
            for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in tables_of(connection)
    }


def add_rows(connection, columns, number, text):
    """Add a row to each table, with these columns alone; its ids all refer to each other."""
    values = {
        sa.JSON: {"service": text},
        sa.LargeBinary: text.encode(),
        sa.Boolean: number > 1,
        sa.Integer: number,
        sa.Float: number / 2,
        sa.String: text,
    }
    for table in tables_of(connection):
        known = (table.columns[name] for name in columns.get(table.name, ()))
        row = {
            column.name: next(it for kind, it in values.items() if isinstance(column.type, kind))
            for column in known
        }
        if row:
            connection.execute(table.insert().values(row))


def kept(before, after):
    """Return what is left of earlier rows: the first of each table, of their columns."""
    return {
        name: [
            {key: there[key] for key in row} for row, there in zip(rows, after[name], strict=False)
        ]
        for name, rows in before.items()
    }


def step_back(to=None):
    return CliRunner().invoke(main, ["step-back", *(["--to", to] if to else [])])


@pytest.mark.parametrize("named", [True, False])
def test_a_step_goes_on_back_and_on_again_with_data(settings, newer, named):
    """After the step back the earlier version writes too; then all rows are there."""
    known = opened(settings, columns_of)
    opened(settings, lambda connection: add_rows(connection, known, 1, "x"))
    before = opened(settings, rows_of)
    assert all(before.values())
    newer()
    opened(settings, lambda connection: add_rows(connection, {"remarks": ["id"]}, 1, "x"))
    columns, after = (opened(settings, act) for act in (columns_of, rows_of))
    assert kept(before, after) == before
    assert [row["nickname"] for row in after["accounts"]] == ["x"]
    done = step_back(newer.this if named else None)
    assert (done.exit_code, newer.this in done.output) == (0, True), done.output
    newer(back=True)
    assert opened(settings, rows_of) == after
    opened(settings, lambda connection: add_rows(connection, known, 2, "y"))
    newer()
    assert opened(settings, columns_of) == columns
    last = opened(settings, rows_of)
    assert kept(after, last) == after
    assert [row["nickname"] for row in last["accounts"]] == ["x", "y"]


def test_an_earlier_program_leaves_the_database_of_a_later_one(settings, newer):
    newer()
    before = opened(settings, columns_of)
    newer(back=True)
    with pytest.raises(BadPolicy, match="later version"):
        Store.open(settings)
    newer()
    assert opened(settings, columns_of) == before


def set_version(settings, version):
    engine = open_engine(settings.database_url)
    with engine.begin() as connection:
        to = sa.text("UPDATE alembic_version SET version_num = :version")
        connection.execute(to, {"version": version})
    engine.dispose()


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_no_other_step_back_is_made(settings, newer):
    newer()
    this, step = newer.this, newer.step
    for version, to, said in (
        ("9999", None, "of no version that this one knows"),
        ("0001", None, "of no version that this one knows"),
        (this, None, "of the first version"),
        (step, step, f"goes back to {this}"),
        (step, "9999", f"goes back to {this}"),
        (step, "-1", f"goes back to {this}"),
    ):
        set_version(settings, version)
        done = step_back(to)
        assert (done.exit_code, said in done.output) == (1, True), done.output


def program(folder):
    """Start a process of the version with these migrations; it opens the database and ends."""
    command = (sys.executable, "-c", PROGRAM, str(folder))
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.faults
def test_servers_that_start_at_once_make_the_step_once(settings, tmp_path, monkeypatch):
    with_step(tmp_path / "newer", "op.create_table('once', sa.Column('id', sa.Integer))")
    started = [program(tmp_path / "newer") for _ in range(3)]
    said = [one.communicate(timeout=60)[1] for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], said
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "newer")
    assert "once" in opened(settings, columns_of)


@pytest.mark.faults
def test_a_step_that_is_killed_halfway_is_made_whole_later(settings, tmp_path, newer):
    """Before, the earlier version goes on with the database."""
    before, halfway = opened(settings, columns_of), tmp_path / "halfway"
    broken = tmp_path / "broken"
    pause = f"import pathlib, time; pathlib.Path({str(halfway)!r}).touch(); time.sleep(60)"
    with_step(broken, pause)
    started = program(broken)
    while not halfway.exists():
        assert started.poll() is None, started.communicate()[1]
        time.sleep(0.05)
    started.kill()
    started.communicate()
    assert opened(settings, columns_of) == before
    newer()
    assert "nickname" in opened(settings, columns_of)["accounts"]
