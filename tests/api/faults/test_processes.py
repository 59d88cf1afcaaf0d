"""Processes that are told to stop, killed, short of memory, or hang."""

import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
import requests

from tests.api.faults.faults import calls_under_way, check, limited, status, wait_for
from tests.api.server import photo, running
from tests.api.work.deployments import end

pytestmark = pytest.mark.faults

ANSWERS = {200, 503}


def web_workers(process):
    """Return the processes that answer; another child works on batches."""
    below = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    commands = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in below}
    return [pid for pid, command in commands.items() if "-m\0api.worker" not in command]


def test_a_service_told_to_stop_under_load_cuts_no_call(tmp_path):
    with running(log=tmp_path / "log", workers=2, data=tmp_path, rate="") as (url, process):
        with calls_under_way(url, callers=12) as outcomes:
            wait_for(lambda: outcomes[200] > 20)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        assert outcomes["refused"]
        assert set(outcomes) <= {*ANSWERS, "refused"}, outcomes


def test_a_killed_worker_is_replaced_and_the_others_answer(tmp_path):
    """As the kernel does where memory is short: only calls of that process are cut."""
    with running(log=tmp_path / "log", workers=2, data=tmp_path, rate="") as (url, process):
        with calls_under_way(url) as outcomes:
            wait_for(lambda: outcomes[200] > 5)
            killed, _ = web_workers(process)
            end(killed)
            answered = outcomes[200]
            wait_for(lambda: outcomes[200] > answered + 20)
            wait_for(lambda: len({*web_workers(process)} - {killed}) == 2)
        cut = sum(count for outcome, count in outcomes.items() if outcome not in ANSWERS)
        assert cut <= 4, outcomes  # the calls under way


def test_a_worker_short_of_memory_refuses_and_goes_on(tmp_path):
    large = photo(8000)
    with running(log=tmp_path / "log", data=tmp_path) as (url, process):
        assert check(url).status_code == 200
        (pid,) = web_workers(process)
        limited(process, resource.RLIMIT_AS, address_space(pid) + 60_000_000)
        answer = check(url, large)
        assert (answer.status_code, answer.json()["code"]) == (503, "busy"), answer.text
        limited(process, resource.RLIMIT_AS, None)
        assert check(url).status_code == 200
        assert web_workers(process) == [pid]


def address_space(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


HANGING = """
import threading
from api.process import capacity, checker, stop_signal
capacity.MAX_TASK_SECONDS, stop_signal.HUNG_GRACE_SECONDS = 10.0, 1.0
judge = checker.check
def hang(data, options, *rest, **more):
    if options.reference == "hang":
        threading.Event().wait()
    return judge(data, options, *rest, **more)
checker.check = hang
from api.cli import main
main()
"""


def test_a_check_that_hangs_is_refused_and_its_process_replaced(tmp_path):
    program = (sys.executable, "-c", HANGING)
    with running(log=tmp_path / "log", program=program, data=tmp_path) as (url, process):
        (pid,) = web_workers(process)
        answers = []
        hung = threading.Thread(target=lambda: answers.append(check(url, reference="hang")))
        hung.start()
        time.sleep(0.5)
        assert status(url, "/health/live") == 200
        hung.join()
        assert (answers[0].status_code, answers[0].json()["code"]) == (503, "busy")
        wait_for(lambda: web_workers(process) not in ([pid], []))
        wait_for(lambda: answered(url))
    assert "a check hangs" in (tmp_path / "log").read_text()


def answered(url):
    try:
        return check(url).status_code == 200
    except requests.ConnectionError:
        return False
