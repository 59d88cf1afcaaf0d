"""Callers that drip, stay silent, or are refused before their photo is read."""

import json
import os
import socket
import sys
import time
from collections import deque
from contextlib import ExitStack, suppress
from http.client import HTTPResponse
from select import select
from selectors import DefaultSelector
from signal import SIGTERM
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import requests
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.sock import create_sockets

from api.callers.keys import sha256_of
from api.http import gunicorn_worker
from api.http.gunicorn_worker import Worker
from tests.api.server import photo, running

IMPATIENT = """
import sys
from api.http import gunicorn_worker
gunicorn_worker.HEAD_SECONDS, gunicorn_worker.BODY_SECONDS = 1.5, 4.0
from api.cli import main
main()
"""
HEAD = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
DRIPPED = {"head": HEAD, "body": HEAD + b"\r\n"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "log"
    with running(log=log, program=(sys.executable, "-c", IMPATIENT), threads=4) as (url, process):
        yield url, process


def connect(url):
    return socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 30)


def drip(connections, ended):
    while not ended.wait(0.3):
        for one in connections:
            with suppress(OSError):
                one.sendall(b"a")


@pytest.mark.parametrize("begun", DRIPPED.values(), ids=DRIPPED)
def test_forty_that_drip_hold_neither_health_nor_for_long_a_thread(server, begun):
    url, _ = server
    ended = Event()
    with ExitStack() as held:
        dripping = [held.enter_context(connect(url)) for _ in range(40)]
        for one in dripping:
            one.sendall(begun)
        thread = Thread(target=drip, args=(dripping, ended))
        thread.start()
        held.callback(thread.join)
        held.callback(ended.set)
        start = time.monotonic()
        assert requests.get(f"{url}/health/live", timeout=5).status_code == 200
        assert time.monotonic() - start < 1
        dripping[0].settimeout(10)
        with suppress(ConnectionError):
            while dripping[0].recv(1024):
                pass
        assert time.monotonic() - start < 8


def problem_of(connection, within):
    connection.settimeout(within)
    answer = HTTPResponse(connection)
    answer.begin()
    return answer.status, json.loads(answer.read()).get("code"), answer.headers


UNFINISHED = {
    "raw": HEAD + b"\r\n" + b"\xff\xd8",
    "nothing of it": HEAD + b"\r\n",
    "form": HEAD + b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disp",
    "JSON": HEAD + b'Content-Type: application/json\r\n\r\n{"image_base64"',
    "chunks": HEAD.replace(b"Content-Length: 100", b"Transfer-Encoding: chunked") + b"\r\n9\r\na",
}


@pytest.mark.parametrize("sent", UNFINISHED.values(), ids=UNFINISHED)
@pytest.mark.parametrize("ends", [False, True], ids=["silent", "ended"])
def test_an_unfinished_body_is_no_mistake_of_the_caller(server, sent, ends):
    url, _ = server
    with connect(url) as caller:
        caller.sendall(sent)
        if ends:
            caller.shutdown(socket.SHUT_WR)
        status, code, _ = problem_of(caller, within=10)
    assert (status, code) == (408, "request_timeout")


def test_a_whole_request_that_finds_no_thread_in_time_is_told_to_ask_again(server):
    url, _ = server
    whole = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n\xff\xd8\xff"
    with ExitStack() as held:
        for _ in range(40):
            held.enter_context(connect(url)).sendall(HEAD + b"\r\n")
        legitimate = held.enter_context(connect(url))
        legitimate.sendall(whole)
        status, code, headers = problem_of(legitimate, within=3.5)
        assert (status, code, headers["Retry-After"]) == (503, "busy", "2")


def test_connections_that_their_callers_leave_open_do_not_hold_the_process(server):
    url, _ = server
    with ExitStack() as held:
        for _ in range(12):
            caller = held.enter_context(connect(url))
            caller.sendall(b"GET /policy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert caller.recv(12).startswith(b"HTTP/1.1 200")
        start = time.monotonic()
        assert requests.get(f"{url}/health/live", timeout=20).status_code == 200
        assert time.monotonic() - start < 1.5


@pytest.mark.parametrize("dripping", [False, True], ids=["silent", "dripping"])
def test_callers_without_a_key_hold_no_thread_with_half_a_body(tmp_path, dripping):
    with running(log=tmp_path / "log", threads=4, keys=sha256_of("pk_one")) as (url, _):
        ended = Event()
        with ExitStack() as held:
            half = [held.enter_context(connect(url)) for _ in range(8)]
            for one in half:
                one.sendall(HEAD + b"\r\n")
            if dripping:
                thread = Thread(target=drip, args=(half, ended))
                thread.start()
                held.callback(thread.join)
                held.callback(ended.set)
            start = time.monotonic()
            headers = {"Authorization": "Bearer pk_one"}
            answer = requests.post(f"{url}/check", data=photo(), headers=headers, timeout=40)
            assert answer.status_code == 200
            assert time.monotonic() - start < 7
            assert problem_of(half[0], within=5)[:2] == (401, "unauthorized")


def test_a_body_may_take_longer_than_a_head(server):
    url, _ = server
    with connect(url) as caller:
        caller.sendall(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
        for _ in range(5):
            time.sleep(0.5)
            caller.sendall(b"a")
        assert caller.recv(4096).startswith(b"HTTP/1.1 404")


def test_connections_that_send_nothing_hold_no_thread(server):
    url, _ = server
    with ExitStack() as held:
        for _ in range(40):
            held.enter_context(connect(url))
        start = time.monotonic()
        assert requests.get(f"{url}/policy", timeout=10).status_code == 200
        assert time.monotonic() - start < 2


@pytest.mark.parametrize("size", [100_000, 3_000_000])
def test_a_refused_upload_leaves_its_connection_usable(server, size):
    url, _ = server
    with requests.Session() as session:
        for _ in range(5):
            refused = session.post(f"{url}/nowhere", data=b"x" * size, timeout=10)
            assert refused.status_code == 404
            assert session.get(f"{url}/health/live", timeout=5).status_code == 200


def test_an_idle_connection_outlasts_a_callers_pause(server):
    url, _ = server
    with connect(url) as caller:
        for pause in (3, 0):
            caller.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = HTTPResponse(caller)
            answer.begin()
            assert (answer.status, answer.read()) == (200, b'{"status":"live"}\n')
            time.sleep(pause)


def test_a_stopping_service_refuses_new_calls_at_once(tmp_path):
    with running(log=tmp_path / "log") as (url, process), requests.Session() as kept:
        assert kept.post(f"{url}/check", files={"image": photo()}, timeout=60).status_code == 200
        process.send_signal(SIGTERM)
        time.sleep(0.5)
        start = time.monotonic()
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{url}/health/live", timeout=10)
        assert time.monotonic() - start < 0.5


def test_a_worker_told_to_stop_before_it_accepts_ends_without_a_fault():
    config = Config()
    config.set("bind", "127.0.0.1:0")
    log = Logger(config)
    (listener,) = create_sockets(config, log)
    worker = Worker(1, os.getpid(), [listener], None, 30, config, log)
    worker._deadlines = {}
    with DefaultSelector() as worker.poller:
        worker.alive = False
        worker.set_accept_enabled(True)
        worker.set_accept_enabled(False)
    worker.tmp.close()
    assert listener.sock is None


@pytest.mark.parametrize(("busy", "rival", "accepted"), [(1, 1, False), (1, 0, True), (0, 0, True)])
def test_a_process_at_work_leaves_a_connection_to_an_idle_one(monkeypatch, busy, rival, accepted):
    monkeypatch.setattr(gunicorn_worker, "YIELD_SECONDS", 0.5)  # a loaded machine is slow
    process = SimpleNamespace(
        _deadlines=dict.fromkeys(range(busy)),
        _closing=None,
        nr_conns=0,
        cfg=Config(),
        pending_conns=deque(),
        poller=DefaultSelector(),
        on_pending_socket_readable=print,
    )
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as listener, process.poller:
        listener.setblocking(False)
        waiting = Thread(target=accept_next, args=(listener, taken))
        if rival:
            waiting.start()
        with socket.create_connection(listener.getsockname()):
            assert Worker.accept(process, listener) == accepted
            if rival:
                waiting.join()
    for one in (*taken, *(conn.sock for conn in process.pending_conns)):
        one.close()


def accept_next(listener, taken):
    """Accept a connection as a process does that waits for one, and a moment later."""
    select([listener], [], [], 10)
    time.sleep(0.05)
    taken.append(listener.accept()[0])
