"""`make bench-growth`: bytes of database that one call and one photo of a batch leave.

On SQLite in a folder that is removed, or on the database that PRECHECK_BENCH_DATABASE names, which
must be empty and the caller's own.
"""

import os
import tempfile
import time
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy import Connection, text

from api.settings import Settings
from api.store import batches, checks, retention
from api.store.checks import CheckCall
from api.store.database.store import Store
from api.store.decisions import recording
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos import answers, intake, leases
from api.store.photos.answers import Sampling
from bench.photos import acceptable
from precheck.answer.as_json import Json, as_dict
from precheck.check import check
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options

DATABASE_VARIABLE = "PRECHECK_BENCH_DATABASE"
SAMPLING = Sampling(sure_at=0.8, share=0.0)
IN_USE = {
    "sqlite": "SELECT (SELECT page_count FROM pragma_page_count)"
    " - (SELECT freelist_count FROM pragma_freelist_count)",
    "postgresql": "SELECT pg_database_size(current_database())",
}
"""Pages of SQLite, bytes of PostgreSQL."""
SQLITE_PAGE_BYTES = 4096


class Growth:
    """A database, and what each step adds to it."""

    def __init__(self, store: Store, photos: list[bytes], answer: Json) -> None:
        self._store, self._photos, self._answer = store, photos, answer

    def checks(self, count: int) -> float:
        """Store `count` calls of `/check`; return the bytes of each."""
        before = self._in_use()
        with self._store.writing() as connection:
            for at in range(count):
                reference = Options(reference=f"{at}")
                call = CheckCall.of(self._store.vault, "bot", reference, b"%d" % at)
                row = checks.answer_row(call, self._answer | {"id": f"{at:026}"}, time.time())
                checks.insert(connection, row)
        return (self._in_use() - before) / count

    def batch(self, count: int) -> tuple[float, float, float]:
        """Store, check and decide `count` photos.

        Return the bytes of each until its decision, after it, and after `retention_days`.
        """
        before, vault = self._in_use(), self._store.vault
        with self._store.writing() as connection:
            id_ = batches.create(connection, vault, batches.NewBatch(owner="bot"), time.time())
            batch = batches.get(connection, id_)
            assert batch is not None
            for at in range(count):
                self._add(connection, batch["id"], at)
        undecided = (self._in_use() - before) / count
        with self._store.writing() as connection:
            retention.erase_decided(connection, time.time() + 1)
            retention.delete_files(connection)
        decided = (self._in_use() - before) / count
        with self._store.writing() as connection:
            retention.purge(connection, time.time() + 1, time.time() + 1)
        return undecided, decided, (self._in_use() - before) / count

    def _add(self, connection: Connection, batch_id: str, at: int) -> None:
        vault, now = self._store.vault, time.time()
        batch = batches.get(connection, batch_id)
        assert batch is not None
        data = self._photos[at % len(self._photos)] + b"%d" % at
        names = intake.Names(file=f"IMG-20261201-WA{at:04}.jpg", reference=None)
        added = intake.add(connection, vault, batch, intake.Upload(data=data, names=names), now)
        lease = leases.take(connection, "bench", now, 30, added.photo_id)
        assert lease is not None
        values = answers.answer_columns(vault, lease.photo, self._answer, 0.5, SAMPLING)
        leases.complete(connection, lease, values, now)
        ruling = StoredDecision(decision="accept")
        recording.decide(connection, vault, added.photo_id, ruling, Act.begin("bench", now))

    def _in_use(self) -> int:
        """Return the bytes in use; PostgreSQL gives back what was deleted first."""
        engine = self._store.engine
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM FULL"))
        with self._store.reading() as connection:
            size = int(connection.scalar(text(IN_USE[engine.dialect.name])) or 0)
        return size * (SQLITE_PAGE_BYTES if engine.dialect.name == "sqlite" else 1)


def _answer(photo: bytes) -> Json:
    office = Office.load()
    verdict = check(photo, Options(), office, open_reader("tesserocr")).verdict
    return as_dict(verdict, Options(), office, id_="")


@click.command()
@click.option("--count", default=500, show_default=True, help="Calls, and photos of a batch.")
def main(count: int) -> None:
    """Print the bytes that each leaves."""
    photos = acceptable(20)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), database=os.environ.get(DATABASE_VARIABLE))
        with closing(Store.open(settings)) as store:
            growth = Growth(store, photos, _answer(photos[0]))
            undecided, decided, kept = growth.batch(count)
            call = growth.checks(count)
    size = sum(map(len, photos)) / len(photos)
    click.echo(f"a call of /check, kept retention_days: {call:,.0f} bytes")
    click.echo(f"a decided photo of a batch, kept retention_days: {decided:,.0f} bytes")
    click.echo(f"of these, its decision, kept for ever: {kept:,.0f} bytes")
    click.echo(
        f"beside it its picture until the decision, {size:,.0f} bytes as sent: "
        f"{undecided - decided:,.0f} bytes"
    )


if __name__ == "__main__":
    main()
