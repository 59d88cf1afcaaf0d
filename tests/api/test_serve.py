"""The service on real processes with a real photo and tesseract."""

import json
import os
import signal
import socket
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path

import pytest
import requests

from api.schema.check_shapes import Answer
from api.schema.problem_shapes import Problem
from tests.api.server import PROGRAM, photo, running

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "log"
    with running(log=log, wait=0.5, silence=2) as (url, process):
        yield url, process, log


def post(url, data=None, **fields):
    return requests.post(
        f"{url}/check", files={"image": ("x.jpg", data or photo())}, data=fields, timeout=60
    )


def test_a_photo_gets_its_answer(server):
    answer = post(server[0], type="other", lang="en", reference="r-1", overlay="1")
    assert answer.status_code == 200, answer.text
    expected = Answer.model_validate(answer.json())
    assert (expected.reference, expected.attempt, expected.image.format) == ("r-1", 1, "jpeg")
    assert expected.overlay.startswith("data:image/jpeg;base64,")
    assert expected.measures.keys() >= {"legibility", "glare", "blur"}


def test_junk_is_a_problem_with_advice(server):
    answer = post(server[0], data=b"MZ junk" * 100)
    assert (answer.status_code, answer.json()["next"]) == (415, "retry")


def test_when_full_503_within_a_second_and_health_in_milliseconds(server):
    url, big = server[0], photo(4000)
    with ThreadPoolExecutor(24) as threads:
        jobs = [threads.submit(_timed, url, big) for _ in range(24)]
        health = [_timed_health(url) for _ in range(20)]
        answers = [job.result() for job in jobs]
    statuses = [status for status, _, _ in answers]
    assert set(statuses) == {200, 503}, statuses
    turned_away = [(took, wait) for status, took, wait in answers if status == 503]
    assert all(wait for _, wait in turned_away)
    assert statistics.median(took for took, _ in turned_away) < 1.5  # 24 uploads on shared cores
    assert statistics.median(health) < 0.1


def _timed(url, data):
    start = time.perf_counter()
    answer = post(url, data)
    return answer.status_code, time.perf_counter() - start, answer.headers.get("Retry-After")


def _timed_health(url):
    start = time.perf_counter()
    assert requests.get(f"{url}/health/live", timeout=5).status_code == 200
    return time.perf_counter() - start


UNREAD = {
    "no HTTP": (b"photo\r\n\r\n", 400, "bad_request"),
    "a header without a name": (b"GET / HTTP/1.1\r\n: x\r\n\r\n", 400, "bad_request"),
    "a header without end": (
        b"GET / HTTP/1.1\r\nA: " + b"Siti" * 5000 + b"\r\n\r\n",
        431,
        "request_header_fields_too_large",
    ),
}


@pytest.mark.parametrize(("sent", "status", "code"), UNREAD.values(), ids=UNREAD)
def test_what_is_refused_before_it_is_read_is_a_problem_too(server, sent, status, code):
    url, _, log = server
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 30) as caller:
        caller.sendall(sent)
        answer = HTTPResponse(caller)
        answer.begin()
        expected = Problem.model_validate_json(answer.read())
    assert (answer.status, expected.status, expected.code) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == expected.id
    assert expected.id in log.read_text()
    assert "Siti" not in log.read_text()  # digits the log's times may hold as well


STALLED = {
    "in the head": b"POST /check HTTP/1.1\r\nHost: x\r\nConte",
    "in the body": b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n\xff\xd8\xff",
}


@pytest.mark.parametrize("begun", STALLED.values(), ids=STALLED)
def test_callers_that_fall_silent_hold_no_thread(server, begun):
    url, _, _ = server
    address = ("127.0.0.1", int(url.rpartition(":")[2]))
    with ExitStack() as held:
        for _ in range(40):  # more than there are threads
            silent = held.enter_context(socket.create_connection(address))
            silent.sendall(begun)
        assert requests.get(f"{url}/health/live", timeout=30).status_code == 200


def test_the_log_is_json_and_tells_nothing_of_a_person(server):
    url, _, log = server
    post(url, expected_number="3514010101209001", reference="Siti")
    requests.get(f"{url}/check?expected_number=3514010101209001", timeout=5)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert any(line["event"] == "request" and line.get("verdict") for line in lines)
    assert "3514010101209001" not in log.read_text()
    assert "Siti" not in log.read_text()
    assert "x.jpg" not in log.read_text()


def scratch_folders(process):
    """Return the folders in memory that the service holds."""
    links = Path(f"/proc/{process.pid}/fd").iterdir()
    held = {link.readlink() for link in links if link.is_symlink()}
    return [folder for folder in MEMORY.glob("precheck-api-*") if folder in held]


def test_nothing_is_left_in_files(server):
    url, process, _ = server
    post(url)
    (folder,) = scratch_folders(process)
    assert not [path for path in folder.iterdir() if path.stat().st_size]


def test_a_stopping_service_finishes_what_it_has_begun(tmp_path):
    with running(log=tmp_path / "log") as (url, process), ThreadPoolExecutor(1) as threads:
        post(url)  # everything is loaded now
        asked = threads.submit(post, url, photo(4000))
        time.sleep(0.15)
        process.send_signal(signal.SIGTERM)
        folders = scratch_folders(process)
        assert asked.result().status_code == 200
        process.wait(40)
    assert folders
    assert not any(folder.exists() for folder in folders)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"PRECHECK_API_HOST": "0.0.0.0"}, "precheck-api key new"),
        ({"PRECHECK_API_PROXIES": "1"}, "precheck-api key new"),
        ({"PRECHECK_API_PROT": "1"}, "PRECHECK_API_PROT"),
        ({"PRECHECK_POLICY": "/nowhere/office.toml"}, "/nowhere/office.toml"),
    ],
)
def test_it_refuses_to_start_and_says_why(settings, expected):
    done = subprocess.run(
        [PROGRAM, "serve"],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
