"""Batches in three deployments: whichever process is killed, each photo has one result."""

import json
import time
from functools import cache

import pytest
from sqlalchemy import create_engine, text

from api.submissions.records.members import open_members
from api.work.distributed import QUEUE_NAME
from bench.photos import FIXTURES, enlarged
from precheck.answer.as_json import as_dict
from precheck.check import check
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options
from tests.api.work.deployments import DEPLOYMENTS, wait_for, written

SMALL = sorted((FIXTURES / "photos").glob("*.jpg"))[::30]
KK, ROWS_OF_KK = FIXTURES / "photos" / "00002.jpg", 3
pytestmark = pytest.mark.faults
ITS_OWN = {"id", "took_ms", "number", "overlay", "reference"}
"""Columns that differ from one call to the next."""


@cache
def heavy(megapixels):
    """Return a photo that takes long enough to be interrupted."""
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


@pytest.fixture(scope="module", params=DEPLOYMENTS)
def deployment(request, tmp_path_factory, new_database):
    with DEPLOYMENTS[request.param](
        tmp_path_factory.mktemp(request.param), new_database
    ) as deployment:
        yield deployment
        deployment.store.close()


@pytest.fixture(scope="module")
def expected():
    """The answers of one process on the small photos."""
    office, reader = Office.load(), open_reader()
    return [answer_of(path.read_bytes(), office, reader) for path in SMALL]


def answer_of(data, office, reader):
    answer = as_dict(check(data, Options(), office, reader).verdict, Options(), office, id_="")
    return without_its_own(answer, answer["number"] and answer["number"]["masked"])


def without_its_own(row, masked):
    kept = {name: value for name, value in row.items() if name not in ITS_OWN}
    return json.loads(json.dumps({**kept, "masked": masked}))


def comparable(row, keys):
    return without_its_own({name: row.get(name) for name in keys}, row["masked"])


def each_once(deployment, ids):
    results = deployment.results()
    assert {id_: results[id_] for id_ in ids} == dict.fromkeys(ids, 1)


def test_a_worker_killed_at_a_photo_loses_none_and_changes_no_result(deployment, expected):
    id_, ids = deployment.bring(heavy(44), *(path.read_bytes() for path in SMALL))
    deployment.caught(ids[0])
    if (
        deployment.machines and deployment.broker is None
    ):  # the whole machine: no supervisor ends the lease
        deployment.machines[0].kill()
        deployment.machines[0].start()
    else:
        deployment.kill(ids[0])
    batch, rows = deployment.finished(id_)
    assert (batch["states"]["done"], batch["photos"]) == (len(ids), len(ids))
    assert [row["id"] for row in rows] == ids
    each_once(deployment, ids)
    assert deployment.tries(ids[0]) == 2
    assert [comparable(row, expected[0]) for row in rows[1:]] == expected


def test_the_metrics_count_the_photos_of_every_machine(deployment):
    before, files = deployment.counted(), [path.read_bytes() for path in SMALL]
    id_, _ = deployment.bring(*files)
    deployment.finished(id_)
    assert deployment.counted() - before == len(files)


def test_a_photo_that_kills_three_workers_is_set_aside_and_shown(deployment):
    id_, (poison, _) = deployment.bring(heavy(45), SMALL[0].read_bytes())
    for tries in (1, 2, 3):
        deployment.caught(poison, tries)
        deployment.kill(poison)
    batch, rows = deployment.finished(id_)
    assert (batch["states"]["dead"], batch["states"]["done"]) == (1, 1)
    assert batch["waiting_for_officer"] >= 1
    (row,) = (row for row in rows if row["id"] == poison)
    assert (row["state"], row["error"], row["verdict"]) == ("dead", {"code": "dead"}, None)
    assert deployment.results()[poison] == 0


def test_the_table_of_a_citizens_kk_is_read_after_the_reply(deployment):
    id_ = deployment.send("nik", "aktivasi", KK.read_bytes())
    wait_for(lambda: deployment.row(id_)["members_due_at"] is None, pause=0.2)
    assert len(open_members(deployment.store.vault, deployment.row(id_)).readings) == ROWS_OF_KK


@pytest.mark.parametrize("deployment", ["celery"], indirect=True)
def test_a_broker_killed_amid_a_batch_loses_none_and_workers_share_it(deployment, expected):
    files = [path.read_bytes() for path in SMALL]
    first, ids = deployment.bring(heavy(46), *files)
    deployment.caught(ids[0])
    deployment.broker.kill()
    second, more = deployment.bring(*files)  # the service takes photos all the same
    deployment.broker.start()
    for id_ in (first, second):
        batch, rows = deployment.finished(id_)
        assert batch["states"]["done"] == batch["photos"]
        small = rows[-len(files) :]
        assert [comparable(row, expected[0]) for row in small] == expected
    each_once(deployment, ids + more)
    assert all(written(machine.log) for machine in deployment.machines)


@pytest.mark.parametrize("deployment", ["celery"], indirect=True)
def test_workers_told_to_stop_end_without_the_broker(deployment):
    """The last one here: the broker stays away."""
    wait_for(lambda: deployment.broker.consumers(QUEUE_NAME) == len(deployment.machines))
    deployment.broker.fall_silent()
    assert deployment.machines[0].stop() == 0, deployment.machines[0].log.read_text()
    deployment.broker.kill()
    assert deployment.machines[1].stop() == 0, deployment.machines[1].log.read_text()
