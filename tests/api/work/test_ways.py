"""Batches on real servers in each of three ways: whoever is killed, each photo has one result."""

import json
import time
from functools import cache

import pytest
from sqlalchemy import create_engine, text

from api.work.distributed import QUEUE
from bench.shots import FIXTURES, enlarged
from precheck.check import check
from precheck.office import Office
from precheck.options import Options
from precheck.read import open_reader
from precheck.render import as_dict
from tests.api.work.ways import WAYS, wait_for, written

SMALL = sorted((FIXTURES / "photos").glob("*.jpg"))[::30]
ITS_OWN = {"id", "took_ms", "number", "overlay", "reference"}
"""What differs, or is told otherwise, from one call to the next."""


@cache
def heavy(megapixels):
    """Return a photo that takes long enough to be caught at it."""
    return enlarged(SMALL[0].read_bytes(), megapixels)


@pytest.fixture(scope="module")
def new_database(request):
    """Return a function that makes one on PostgreSQL, which starts only if it is called."""

    def make():
        cluster, name = request.getfixturevalue("cluster"), f"ways{time.time_ns()}"
        address = cluster.replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return f"{cluster.rpartition('/')[0]}/{name}"

    return make


@pytest.fixture(scope="module", params=WAYS)
def way(request, tmp_path_factory, new_database):
    with WAYS[request.param](tmp_path_factory.mktemp(request.param), new_database) as way:
        yield way
        way.store.close()


@pytest.fixture(scope="module")
def expected():
    """What one process alone says of the small photos."""
    office, reader = Office.load(), open_reader()
    return [told(path.read_bytes(), office, reader) for path in SMALL]


def told(data, office, reader):
    answer = as_dict(check(data, Options(), office, reader).verdict, Options(), office, id_="")
    return without_its_own(answer, answer["number"] and answer["number"]["masked"])


def without_its_own(row, masked):
    kept = {name: value for name, value in row.items() if name not in ITS_OWN}
    return json.loads(json.dumps({**kept, "masked": masked}))


def told_by_row(row, keys):
    return without_its_own({name: row.get(name) for name in keys}, row["masked"])


def each_once(way, ids):
    results = way.results()
    assert {id_: results[id_] for id_ in ids} == dict.fromkeys(ids, 1)


def test_a_worker_killed_at_a_photo_loses_none_and_changes_no_result(way, expected):
    id_, ids = way.bring(heavy(44), *(path.read_bytes() for path in SMALL))
    way.caught(ids[0])
    if way.machines and way.broker is None:  # the whole machine: nobody notes the death
        way.machines[0].kill()
        way.machines[0].start()
    else:
        way.kill(ids[0])
    batch, rows = way.finished(id_)
    assert (batch["states"]["done"], batch["photos"]) == (len(ids), len(ids))
    assert [row["id"] for row in rows] == ids
    each_once(way, ids)
    assert way.tries(ids[0]) == 2
    assert [told_by_row(row, expected[0]) for row in rows[1:]] == expected


def test_a_photo_that_kills_three_workers_is_set_aside_and_shown(way):
    id_, (poison, _) = way.bring(heavy(45), SMALL[0].read_bytes())
    for tries in (1, 2, 3):
        way.caught(poison, tries)
        way.kill(poison)
    batch, rows = way.finished(id_)
    assert (batch["states"]["dead"], batch["states"]["done"]) == (1, 1)
    assert batch["waiting_for_officer"] >= 1
    (row,) = (row for row in rows if row["id"] == poison)
    assert (row["state"], row["error"], row["verdict"]) == ("dead", {"code": "dead"}, None)
    assert way.results()[poison] == 0


@pytest.mark.parametrize("way", ["celery"], indirect=True)
def test_a_broker_killed_amid_a_batch_loses_none_and_workers_share_it(way, expected):
    files = [path.read_bytes() for path in SMALL]
    first, ids = way.bring(heavy(46), *files)
    way.caught(ids[0])
    way.broker.kill()
    second, more = way.bring(*files)  # the service takes photos all the same
    way.broker.start()
    for id_ in (first, second):
        batch, rows = way.finished(id_)
        assert batch["states"]["done"] == batch["photos"]
        small = rows[-len(files) :]
        assert [told_by_row(row, expected[0]) for row in small] == expected
    each_once(way, ids + more)
    assert all(written(machine.log) for machine in way.machines)


@pytest.mark.parametrize("way", ["celery"], indirect=True)
def test_workers_told_to_stop_end_without_the_broker(way):
    """The last one here: the broker stays away."""
    wait_for(lambda: way.broker.consumers(QUEUE) == len(way.machines))
    way.broker.fall_silent()
    assert way.machines[0].stop() == 0, way.machines[0].log.read_text()
    way.broker.kill()
    assert way.machines[1].stop() == 0, way.machines[1].log.read_text()
