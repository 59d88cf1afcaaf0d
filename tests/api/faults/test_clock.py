"""The system's clock is set forward or back while leases, locks and retention times run."""

import os
import re
import subprocess

import pytest
import requests
from limits import parse

from api.http.rate_limit import RateLimiter, TooMany
from api.settings import Settings
from api.store.decisions import recording, undoing
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos import leases, outbox
from api.work.periodic.clock_watch import PAUSE_SECONDS, ClockWatch
from api.work.periodic.maintenance import DAY, HOUR, Maintenance
from tests.api.faults.faults import wait_for
from tests.api.server import PROGRAM, running
from tests.api.server import photo as drawn
from tests.api.store.filled import NOW, add, batch, done, json_answer, photo, take


@pytest.mark.parametrize(
    ("jumps", "trusted"),
    [
        ([60.0], True),
        ([2 * HOUR], False),
        ([-2 * HOUR], True),
        ([30 * DAY, -30 * DAY], True),
        ([-30 * DAY, 30 * DAY], False),
    ],
    ids=["small", "forward", "back", "forward and back", "back and forward"],
)
def test_after_a_jump_forward_nothing_is_deleted_for_a_day(jumps, trusted):
    watch, now, tick = ClockWatch(), NOW, 0.0
    assert watch.trusts(now, tick)
    for jump in jumps:
        now, tick = now + jump + 1, tick + 1
        watch.trusts(now, tick)
    assert watch.trusts(now + 1, tick + 1) == trusted
    assert watch.trusts(now + PAUSE_SECONDS, tick + PAUSE_SECONDS)


def test_a_picture_outlives_a_clock_set_forward(store):
    id_ = done(store, batch(store), json_answer(0.5))
    maintenance = Maintenance.of(Settings(), store)
    maintenance.run_due(NOW, 0.0)
    maintenance.run_due(NOW + 5 * DAY, 61.0)
    assert photo(store, id_)["state"] == "done"
    maintenance.run_due(NOW + 5 * DAY, 62.0 + PAUSE_SECONDS)  # nobody set it back
    assert photo(store, id_)["state"] == "expired"


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_decision_can_be_undone_although_the_clock_was_set(store, jump):
    id_ = done(store, batch(store), json_answer(0.5))
    act = Act.begin("sri", NOW)
    with store.writing() as connection:
        recording.decide(connection, store.vault, id_, StoredDecision(decision="accept"), act)
    maintenance = Maintenance.of(Settings(undo_minutes=10), store)
    maintenance.run_due(NOW, 0.0)
    maintenance.run_due(NOW + jump, 61.0)
    with store.writing() as connection:
        undoing.undo(connection, store.vault, act.group_id, Act.begin("sri", NOW + jump))
    assert photo(store, id_)["decision"] is None


def test_tasks_stay_due_when_the_clock_is_set_back(store):
    maintenance = Maintenance.of(Settings(), store)
    seen = []
    for task in maintenance.tasks:
        task.run = seen.append
    maintenance.run_due(NOW, 0.0)
    maintenance.run_due(NOW - DAY, 1 + max(task.interval for task in maintenance.tasks))
    assert seen == len(maintenance.tasks) * [NOW] + len(maintenance.tasks) * [NOW - DAY]


def test_a_dead_machines_photo_is_given_to_another_though_the_clock_was_set_back(store):
    add(store, batch(store))
    assert take(store, "dead", NOW, 30)
    maintenance = Maintenance.of(Settings(lease_seconds=30), store)
    earlier = NOW - 10 * HOUR
    maintenance.run_due(earlier, 0.0)
    assert take(store, "other", earlier + 29, 30) is None
    assert take(store, "other", earlier + 31, 30)


def test_a_worker_keeps_its_photo_when_the_clock_is_set_forward(store):
    """Unless another takes it before it is renewed: then only the other's result is written."""
    id_ = add(store, batch(store)).photo_id
    lease = take(store, "w", NOW, 30)
    with store.writing() as connection:
        assert leases.renew(connection, lease, NOW + 10 * HOUR, 30)
    assert take(store, "other", NOW + 10 * HOUR, 30) is None
    assert photo(store, id_)["attempts"] == 1


def test_an_id_published_before_the_clock_was_set_back_is_published_again(store):
    id_ = add(store, batch(store)).photo_id
    for now, published in [(NOW, [id_]), (NOW + 1, []), (NOW - DAY, [id_])]:
        with store.writing() as connection:
            assert outbox.publish(connection, now, ahead=5, again=60) == published


def test_calls_counted_before_the_clock_was_set_count_no_more(monkeypatch):
    limiter = RateLimiter(parse("1 per hour"), None)
    limiter.begin("bot")
    limiter.end("bot", counts=True)
    with pytest.raises(TooMany):
        limiter.begin("bot")
    monkeypatch.setattr("api.http.rate_limit._clock_difference", lambda: 0.0)
    limiter.begin("bot")


SHIFTED = """
import time
def shifted(real=time.time):
    with open({offset!r}) as seconds:
        return real() + float(seconds.read() or 0)
time.time = shifted
"""


@pytest.mark.faults
def test_a_service_whose_clock_jumps_goes_on_and_people_sign_in_again(tmp_path, monkeypatch):
    offset = tmp_path / "offset"
    offset.write_text("0")
    (tmp_path / "sitecustomize.py").write_text(SHIFTED.format(offset=str(offset)))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}")
    settings = {"data": tmp_path / "data", "batch_workers": 1}
    log = tmp_path / "log"
    with running(log=log, **settings) as (url, _), requests.Session() as desk:
        add_account(settings["data"])
        sign_in(desk, url)
        finished_batch(url)
        for jump in (2 * DAY, -2 * DAY):
            offset.write_text(str(jump))
            assert signed_in(desk, url) is False
            sign_in(desk, url)
            assert signed_in(desk, url) is True
            finished_batch(url)
    assert "the clock jumped" in log.read_text()


def add_account(data):
    subprocess.run(
        [PROGRAM, "user", "add", "siti", "--role", "officer", "--password", "a long password"],
        env=os.environ | {"PRECHECK_API_DATA": str(data)},
        check=True,
    )


def sign_in(desk, url):
    page = desk.get(f"{url}/desk/sign-in", timeout=30).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    fields = {"name": "siti", "password": "a long password", "csrf_token": token}
    answer = desk.post(f"{url}/desk/sign-in", data=fields, timeout=30, allow_redirects=False)
    assert answer.status_code == 302


def signed_in(desk, url):
    return desk.get(f"{url}/desk/", timeout=30, allow_redirects=False).status_code == 200


def finished_batch(url):
    files = {"photos": ("x.jpg", drawn(800))}
    id_ = requests.post(f"{url}/batches", files=files, timeout=60).json()["id"]
    requests.post(f"{url}/batches/{id_}/close", timeout=60)
    wait_for(lambda: requests.get(f"{url}/batches/{id_}", timeout=60).json()["finished"])
