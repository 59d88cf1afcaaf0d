"""`GET /metrics`: calls, refusals and queues; nothing of a person; with a database and without."""

import re
import time
from dataclasses import replace
from datetime import datetime

import pytest

from api.callers.keys import sha256_of
from api.monitoring.worker_server import create_metrics_app
from api.settings import DEFAULT_ZONE, Settings
from api.store import submissions
from api.store.channels import threads
from api.store.channels.threads import OFFICER, NewMessage
from api.store.database.engine import open_engine
from api.store.database.faults import Fault
from api.store.submissions import NewSubmission
from api.store.tables.submissions import SUBMISSIONS
from precheck.suite.shares import read_shares
from tests.api.check.calls import check
from tests.api.desk.conversations.made import thread
from tests.api.fakes import NUMBER
from tests.api.metrics.scraped import risen, scraped
from tests.api.store.filled import add, batch, finish, json_answer, take


def metrics(client, key=None):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.content_type.startswith("text/plain")
    return scraped(answer.text)


def test_calls_and_refusals_are_counted(client, core):
    before = metrics(client)
    core.accepted = False
    check(client)
    check(client, b"junk")
    client.get("/nothing")
    rise = risen(before, metrics(client))
    assert rise["precheck_photos_total{reason=glare,source=check,type=kk,verdict=re-photo}"] == 1
    assert rise["precheck_refusals_total{code=not_a_picture,source=http}"] == 1
    assert rise["precheck_refusals_total{code=not_found,source=http}"] == 1
    assert rise["precheck_request_seconds_count{endpoint=check.check,status=200}"] == 1
    assert rise["precheck_request_seconds_count{endpoint=none,status=404}"] == 1


def test_rejects_are_counted_by_place(make_app):
    client = make_app(queue=0, wait=0).test_client()
    capacity = client.application.extensions["precheck"].capacity
    before = metrics(client)
    capacity._admitted = 99
    assert check(client).status_code == 503
    rise = risen(before, metrics(client))
    assert rise["precheck_capacity_rejects_total{place=checks}"] == 1
    assert rise["precheck_refusals_total{code=busy,source=http}"] == 1


def test_queues_show_their_length_and_the_age_of_the_oldest(make_stored, store):
    client, now = make_stored(), time.time()
    shown = metrics(client)
    assert shown["precheck_queue_photos{waiting_for=worker}"] == 0
    assert shown["precheck_queue_oldest_seconds{waiting_for=officer}"] == 0
    mine = batch(store)
    for age, data in ((500, b"one"), (400, b"two"), (300, b"three"), (200, b"four")):
        add(store, mine, data, now=now - age)
    for p_accept, age in ((0.51, 90), (0.99, 70)):  # a doubtful one and a sure one
        finish(store, take(store, now=now - age), json_answer(p_accept), now=now - age)
    take(store, now=now)
    shown = metrics(client)
    assert shown["precheck_queue_photos{waiting_for=worker}"] == 2
    assert shown["precheck_queue_oldest_seconds{waiting_for=worker}"] == pytest.approx(300, abs=20)
    assert shown["precheck_queue_photos{waiting_for=officer}"] == 1
    assert shown["precheck_queue_oldest_seconds{waiting_for=officer}"] == pytest.approx(90, abs=20)
    assert shown["precheck_database_up"] == 1
    assert shown["precheck_database_fault{fault=full}"] == 0


def test_applications_are_counted_by_stage_and_those_that_nobody_touches(make_stored, store):
    client = make_stored()
    assert metrics(client)["precheck_applications{stage=complete}"] == 0
    new = NewSubmission(owner="bot", service="nik", variant="aktivasi")
    for state, age in (("complete", 0), ("complete", 30), ("open", 30)):
        with store.writing() as connection:
            touched = time.time() - age * 86_400
            id_ = submissions.create(connection, store.vault, new, "x", touched)
            submissions.update(connection, id_, state=state, rounds=1)
    shown = metrics(client)
    assert shown["precheck_applications{stage=complete}"] == 2
    assert shown["precheck_applications_untouched{stage=complete}"] == 1
    assert shown["precheck_applications_untouched{stage=incomplete}"] == 1
    with store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(step="closed", closed_at=1.0))
    assert metrics(client)["precheck_applications_untouched{stage=closed}"] == 0


def test_a_citizen_who_waits_for_an_officer_is_counted_in_the_offices_time(
    make_stored, store, monkeypatch
):
    monday = datetime(2026, 12, 7, 7, tzinfo=DEFAULT_ZONE).timestamp()
    clock = [monday]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    client = make_stored()
    assert metrics(client)["precheck_conversations_waiting"] == 0
    assert metrics(client)["precheck_conversations_wait_seconds"] == 0
    id_ = thread(store, "petugas", "halo?")
    clock[0] += 2 * 3600  # the office opens at eight
    shown = metrics(client)
    assert shown["precheck_conversations_waiting"] == 1
    assert shown["precheck_conversations_wait_seconds"] == 3600
    with store.writing() as connection:
        message = NewMessage(author=OFFICER, text="Baik.", officer="sri")
        threads.add(connection, store.vault, id_, message, clock[0])
    assert metrics(client)["precheck_conversations_waiting"] == 0
    assert metrics(client)["precheck_conversations_wait_seconds"] == 0


def test_without_the_database_the_rest_is_shown(make_app, tmp_path):
    app = make_app()
    service = app.extensions["precheck"]
    gone = open_engine(f"sqlite:///{tmp_path / 'no' / 'folder.db'}")
    app.extensions["precheck"] = replace(service, store=replace(service.store, engine=gone))
    shown = metrics(app.test_client())
    assert shown["precheck_database_up"] == 0
    assert not [name for name in shown if name.startswith(("precheck_queue", "precheck_app"))]


def test_what_keeps_the_database_from_storing_is_shown(client, monkeypatch):
    probe = client.application.extensions["precheck"].probe
    monkeypatch.setattr(probe, "fault", lambda: Fault.FULL)
    shown = metrics(client)
    faults = {fault: shown[f"precheck_database_fault{{fault={fault}}}"] for fault in Fault}
    assert faults == {fault: float(fault is Fault.FULL) for fault in Fault}


def bounds(shown, name):
    found = (re.search(r"le=([^,}]+)", one) for one in shown if one.startswith(name))
    return {one[1] for one in found}


def test_the_suites_shares_and_the_version_are_shown(client):
    check(client)
    shown, suite = metrics(client), read_shares()
    assert shown["precheck_suite_other_share"] == suite.other
    assert shown["precheck_suite_p_accept_share{le=1.0}"] == 1
    live, told = bounds(shown, "precheck_p_accept_bucket"), bounds(shown, "precheck_suite_p")
    assert live == told | {"+Inf"}  # they can be compared
    assert [name for name in shown if name.startswith("precheck_build_info{models=")]


def test_no_label_holds_anything_of_a_person(client):
    check(client, reference="Siti 3514010101209001", line="Siti")
    check(client, b"junk", reference="Siti")
    client.get("/nothing/Siti?name=Siti")
    client.get("/batches/SITI", headers={"X-Siti": "Siti"})
    text = client.get("/metrics").text
    assert "siti" not in text.lower()
    assert NUMBER not in text


def test_where_keys_are_it_needs_the_scope(make_app):
    keys = tuple(f"{name}:{sha256_of(name)}:{name}" for name in ("check", "metrics"))
    client = make_app(keys=keys).test_client()
    assert metrics(client, "metrics")
    for key, status in (("check", 403), ("wrong", 401)):
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == status


def test_a_machine_of_workers_shows_its_metrics_alone_with_the_same_keys(tmp_path):
    key = f"metrics:{sha256_of('metrics')}:metrics"
    app = create_metrics_app(Settings(data=tmp_path, keys=(key,)))
    client = app.test_client()
    assert metrics(client, "metrics")["precheck_database_up"] == 1
    assert client.get("/metrics").status_code == 401
    assert client.post("/check", headers={"Authorization": "Bearer metrics"}).status_code == 404
    app.extensions["precheck"].store.close()
