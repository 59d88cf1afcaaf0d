"""The commands of docs/running.md back up a service that writes, and restore all of it."""

import os
import re
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests
from sqlalchemy import create_engine, select, text

from api.app import create_app
from api.settings import Settings
from api.store.database import rotation
from api.store.database.store import Store
from api.store.photos import intake
from api.store.tables.batches import FILES
from api.store.tables.registry import ALL_TABLES
from precheck.errors import BadPolicy
from tests.api.desk.people import Desk, Visitor
from tests.api.fakes import Core
from tests.api.server import PROGRAM, photo, running
from tests.api.store.filled import add, batch, done, json_answer
from tests.api.store.filled import photo as row_of
from tests.api.store.officers import ACCEPT, decide

ROOT = Path(__file__).resolve().parents[2]
SECTION = re.search(
    r"## Back up\n(.*?)\n## ", (ROOT / "docs" / "running.md").read_text(), re.DOTALL
)[1]
BLOCKS = re.findall(r"```sh\n# (SQLite|PostgreSQL).*?\n(.*?)```", SECTION, re.DOTALL)
PICTURE = photo(800)
FLOW = 3  # photos that the live service takes before and after each backup


def commands(name):
    """Return the commands that back up, and those that restore."""
    backing_up, restoring = (text for of, text in BLOCKS if of == name)
    return backing_up, restoring


class Place:
    """A folder in which the service runs, and its database."""

    def __init__(self, folder, database=None):
        self.folder = folder
        self.data = folder / "data"
        self.database = database
        folder.mkdir(exist_ok=True)
        (folder / ".venv").symlink_to(PROGRAM.parents[1])

    @property
    def settings(self):
        return Settings(data=self.data, database=self.database)

    def run(self, command):
        environment = os.environ | {"PRECHECK_API_DATA": str(self.data)}
        if self.database:
            environment["PRECHECK_API_DATABASE"] = self.database
        subprocess.run(["/bin/sh", "-euc", command], cwd=self.folder, env=environment, check=True)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def new_place(request, tmp_path):
    """Return what makes empty places, and the commands for them."""
    places = []

    def make():
        folder, database = tmp_path / f"place{len(places)}", None
        if request.param == "PostgreSQL":
            cluster, name = request.getfixturevalue("cluster"), f"place{time.time_ns()}"
            address = cluster.replace("postgresql:", "postgresql+psycopg:")
            engine = create_engine(address, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            engine.dispose()
            database = f"{cluster.rpartition('/')[0]}/{name}"
        places.append(Place(folder, database))
        return places[-1]

    return make, commands(request.param)


def fill(place):
    """Store a decided, an undecided and a waiting photo, and an account."""
    with closing(Store.open(place.settings)) as store:
        app = create_app(place.settings, checker=Core())
        Desk(app).account("sri")
        app.extensions["precheck"].store.close()
        night = batch(store)
        one, other = (
            done(store, night, json_answer(0.5), data=PICTURE + end, now=time.time())
            for end in (b"1", b"2")
        )
        decide(store, one, ACCEPT)
        waiting = add(store, night, PICTURE + b"3", now=time.time()).photo_id
    return {"decided": one, "undecided": other, "waiting": waiting}


def rows(place):
    """Return every row of every table."""
    with closing(Store.open(place.settings)) as store, store.reading() as connection:
        return {
            (name, repr(tuple(row)))
            for name, table in ALL_TABLES.tables.items()
            for row in connection.execute(select(table))
        }


@contextmanager
def writing(url):
    """Add photos to a batch until the block ends; yields how many the service has taken."""
    id_ = requests.post(f"{url}/batches", json={}, timeout=30).json()["id"]
    taken, stop = [], threading.Event()

    def write():
        while not stop.is_set():
            part = ("photos", (f"{len(taken)}.jpg", PICTURE + b"%d" % len(taken)))
            answer = requests.post(f"{url}/batches/{id_}/photos", files=[part], timeout=30)
            assert answer.ok, answer.text
            taken.append(1)
            time.sleep(0.1)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield taken
    finally:
        stop.set()
        thread.join()


def wait_for(taken, more):
    until, enough = time.monotonic() + 60, len(taken) + more
    while len(taken) < enough:
        assert time.monotonic() < until
        time.sleep(0.01)


def count_whole(place, before):
    """Assert that all these rows are there and every picture opens; return how many do."""
    assert before <= rows(place)
    with closing(Store.open(place.settings)) as store, store.reading() as connection:
        files = connection.scalars(select(FILES.c.id)).all()
        for id_ in files:
            assert intake.picture(connection, store.vault, id_).startswith(PICTURE)
    return len(files)


def assert_at_the_desk(place, photos):
    """Assert that people sign in, see the pictures and what was decided."""
    app = create_app(place.settings, checker=Core())
    store, sri = app.extensions["precheck"].store, Visitor(app.test_client())
    assert sri.sign_in("sri").status_code == 302
    for id_ in (photos["undecided"], photos["waiting"]):
        shown = sri.get(f"/photos/{id_}/picture.jpg")
        assert (shown.status_code, shown.data[:3]) == (200, b"\xff\xd8\xff")
    decisions = [row_of(store, id_)["decision"] for id_ in photos.values()]
    assert decisions == ["accept", None, None]
    store.close()


def test_a_backup_of_a_service_that_writes_restores_everything(new_place, tmp_path):
    make, (back_up, restore) = new_place
    office, first, second = make(), make(), make()
    photos = fill(office)
    settings = {"data": office.data, "rate": ""}
    if office.database:
        settings["database"] = office.database
    with running(log=tmp_path / "log", **settings) as (url, _), writing(url) as taken:
        wait_for(taken, FLOW)
        count, before = len(taken), rows(office)
        office.run(back_up)
        wait_for(taken, FLOW)
        (office.folder / "backup").rename(first.folder / "backup")
        rotation.rotate(office.settings, keep_old=False)
        after = rows(office)
        office.run(back_up)
        wait_for(taken, FLOW)
        (office.folder / "backup").rename(second.folder / "backup")
    first.run(restore)
    assert count_whole(first, before) >= count + len(photos)
    second.run(restore)
    assert count_whole(second, after) > count + len(photos)
    assert_at_the_desk(second, photos)
    one, other = (place.settings.secret for place in (first, second))
    assert one.stat().st_mode & 0o077 == 0
    one.write_text(other.read_text())
    with pytest.raises(BadPolicy, match="secret_file"):
        Store.open(first.settings)
