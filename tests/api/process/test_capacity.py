"""The capacity limit: some callers wait, the rest are rejected, health still answers."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.process.capacity import RETRY_AFTER_SECONDS, Busy, Capacity


def test_one_task_runs_and_the_next_is_rejected():
    capacity = Capacity(slots=1, queue=0, wait=5)
    inside, leave = threading.Event(), threading.Event()

    def hold():
        inside.set()
        return leave.wait(5)

    with ThreadPoolExecutor(1) as threads:
        held = threads.submit(capacity.run, hold)
        assert inside.wait(5)
        start = time.perf_counter()
        with pytest.raises(Busy):
            capacity.run(lambda: None)
        assert time.perf_counter() - start < 1
        leave.set()
        assert held.result() is True
    assert capacity.run(lambda: 7) == 7


def test_who_would_wait_too_long_is_rejected_at_once():
    capacity = Capacity(slots=1, queue=9, wait=0.3)
    capacity.run(lambda: time.sleep(0.2))
    inside, leave = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as threads:
        held = threads.submit(capacity.run, lambda: (inside.set(), leave.wait(5)))
        assert inside.wait(5)
        second = threads.submit(capacity.run, lambda: 2)  # 0.2 s are expected
        time.sleep(0.05)
        with pytest.raises(Busy):
            capacity.run(lambda: 3)  # 0.4 s
        assert not second.done()
        leave.set()
        held.result()
        assert second.result() == 2
    assert capacity.run(lambda: 4) == 4


def test_a_misjudged_wait_ends():
    capacity = Capacity(slots=1, queue=1, wait=0.05)
    inside, leave = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as threads:
        threads.submit(capacity.run, lambda: (inside.set(), leave.wait(5)))
        assert inside.wait(5)
        with pytest.raises(Busy):
            capacity.run(lambda: None)
        leave.set()


def test_a_failed_task_releases_its_slot():
    capacity = Capacity(slots=1, queue=0, wait=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            capacity.run(lambda: 1 // 0)


def test_busy_is_answered_within_a_second_and_health_still_answers(make_app, core):
    app = make_app(queue=1, wait=0.3)
    core.gate.clear()
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(app.test_client().post, "/check", data=b"\xff\xd8")
        assert core.begun.acquire(timeout=5)
        start = time.perf_counter()
        others = [
            threads.submit(app.test_client().post, "/check", data=b"\xff\xd8") for _ in range(3)
        ]
        live = app.test_client().get("/health/live")
        assert (live.status_code, time.perf_counter() - start < 0.3) == (200, True)
        answers = [other.result() for other in others]
        assert time.perf_counter() - start < 1
        core.gate.set()
        assert first.result().status_code == 200
    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["Retry-After"] for answer in answers} == {str(RETRY_AFTER_SECONDS)}
    assert {answer.json["code"] for answer in answers} == {"busy"}
