"""`make bench-pages`: seconds that each page of the desk takes, by the number of photos.

On SQLite in a folder that is removed, or on the database that PRECHECK_BENCH_DATABASE names, which
must be empty and the caller's own; then one size alone.
"""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import click
from flask.testing import FlaskClient
from sqlalchemy import text

from api.app import create_app
from api.desk.accounts.creation import create_account
from api.settings import Settings
from api.store.accounts import Role
from api.store.database.store import Store
from bench.pages.filled import fill

DATABASE_VARIABLE = "PRECHECK_BENCH_DATABASE"
SIZES = (5_000, 50_000, 500_000)
PASSWORD = "correct horse"  # noqa: S105 - of an account in a database that is removed
REPEATS = 3
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
Clock = Callable[[], float]
"""Seconds."""
PAGES: Mapping[str, str] = {
    "home": "/home",
    "queue": "/queue",
    "list": "/photos",
    "list, page 50": "/photos?page=50",
    "list, last page": "/photos?page=1000000",
    "list, waiting": "/photos?pile=waiting",
    "list, sorted by officer": "/photos?sort=officer",
    "list, one reason": "/photos?reason=glare",
    "list, errors": "/photos?pile=error",
    "search, file": "/photos?q=IMG-004321",
    "search, phone": "/photos?q=%2B62+812-9000-4321",
    "search, a part of every name": "/photos?q=IMG",
    "search, last digits of a number": "/photos?q=4321",
    "re-photos": "/re-photos",
    "messages": "/messages",
    "figures, 90 days": "/figures?days=90",
    "decisions": "/decisions",
    "trail": "/trail",
}


@click.command(help=__doc__)
@click.option("--photos", multiple=True, type=int, help="Sizes of the database.")
@click.option("--processor", is_flag=True, help="Processor time of this process: a busy machine.")
def main(photos: Sequence[int], *, processor: bool) -> None:
    """Print a table: a row a page, a column a size."""
    sizes = photos or SIZES
    clock = time.process_time if processor else time.perf_counter
    columns = [_measured(size, clock) for size in sizes]
    click.echo("| seconds | " + " | ".join(f"{size:,}" for size in sizes) + " |")
    click.echo("|---|" + "---|" * len(sizes))
    for name in columns[0]:
        click.echo(f"| {name} | " + " | ".join(f"{one[name]:.2f}" for one in columns) + " |")


def _measured(size: int, clock: Clock) -> dict[str, float]:
    """Return the seconds of each page, the first visit apart where it takes longer."""
    with tempfile.TemporaryDirectory() as folder, _client(Path(folder), size) as client:
        seconds = {}
        for name, path in PAGES.items():
            first, *later = [_seconds(client, path, clock) for _ in range(REPEATS)]
            if name == "search, file":
                seconds["search, the first of a process"] = first
            seconds[name] = min(later)
        seconds["XLSX of all, first byte"], seconds["XLSX of all"] = _export(client, clock)
        return seconds


def _seconds(client: FlaskClient, path: str, clock: Clock) -> float:
    begin = clock()
    answer = client.get(f"/desk{path}")
    seconds = clock() - begin
    if answer.status_code != 200:
        raise click.ClickException(f"{path}: status {answer.status_code}")
    return seconds


def _export(client: FlaskClient, clock: Clock) -> tuple[float, float]:
    """Return the seconds until the first byte of an XLSX of all photos, and until its last."""
    begin = clock()
    with client.get("/desk/photos.xlsx", buffered=False) as answer:
        parts = iter(answer.response)
        next(parts)
        first = clock() - begin
        for _ in parts:
            pass
    return first, clock() - begin


@contextmanager
def _client(folder: Path, size: int) -> Iterator[FlaskClient]:
    """Yield a supervisor's client of a service whose database holds `size` photos."""
    settings = Settings(data=folder, database=os.environ.get(DATABASE_VARIABLE))
    store = Store.open(settings)
    with store.writing() as connection:
        create_account(connection, "ani", Role.SUPERVISOR, PASSWORD, time.time())
    begin = time.perf_counter()
    fill(store, size, time.time())
    if store.engine.dialect.name == "postgresql":
        with store.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    click.echo(f"{size:,} photos filled in {time.perf_counter() - begin:.0f} s", err=True)
    store.close()
    app = create_app(settings)
    with closing(app.extensions["precheck"].store):
        client = app.test_client()
        page = client.get("/desk/sign-in").text
        token = (TOKEN.search(page) or [""])[1]
        client.post(
            "/desk/sign-in", data={"csrf_token": token, "name": "ani", "password": PASSWORD}
        )
        yield client


if __name__ == "__main__":
    main()
