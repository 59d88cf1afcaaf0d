"""What the machine shows is judged at its limits; the port is looked for a service."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from api.doctor import machine
from api.doctor.checking import judge_check
from api.doctor.machine import EARLIEST, GB, MB, judge_clock, judge_disk, judge_memory, judge_swap
from api.doctor.port import port
from api.settings import Settings
from precheck.decision.verdict import Decision

HEAD = "Filename\tType\tSize\tUsed\tPriority\n"
LATER = EARLIEST + 1000

JUDGED = {
    "a full disk": (judge_disk(999 * MB, Path("data")), "fail"),
    "a low disk": (judge_disk(GB, Path("data")), "warn"),
    "a free disk": (judge_disk(5 * GB, Path("data")), "ok"),
    "no memory free": (judge_memory(8 * GB, 299 * MB, 2), "fail"),
    "too many processes": (judge_memory(8 * GB, GB, 18), "warn"),
    "enough memory": (judge_memory(8 * GB, GB, 17), "ok"),
    "swap on a disk": (judge_swap(f"{HEAD}/dev/sda2 partition 1 0 -2\n"), "warn"),
    "swap in memory": (judge_swap(f"{HEAD}/dev/zram0 partition 1 0 100\n"), "ok"),
    "no swap": (judge_swap(HEAD), "ok"),
    "a clock of long ago": (judge_clock(EARLIEST - 1, None), "fail"),
    "a clock before a record": (judge_clock(LATER, LATER + 6), "fail"),
    "a clock after the records": (judge_clock(LATER, LATER + 4), "ok"),
    "a clock unlike the database's": (judge_clock(LATER, None, -6.0), "warn"),
    "a clock like the database's": (judge_clock(LATER, None, 4.0), "ok"),
    "a readable sheet refused": (judge_check(Decision.RE_PHOTO, 0.1), "fail"),
    "a slow check": (judge_check(Decision.ACCEPT, 1.6), "warn"),
    "a check": (judge_check(Decision.ACCEPT, 1.5), "ok"),
}


@pytest.mark.parametrize(("found", "state"), JUDGED.values(), ids=JUDGED)
def test_the_machine_is_judged(found, state):
    assert found.state == state
    assert bool(found.advice) is (state != "ok")


def test_a_folder_that_is_not_there_yet_is_on_its_parents_disk(tmp_path):
    assert machine.disk(Settings(data=tmp_path / "a" / "b")).subject == "disk"


def test_the_clock_is_compared_with_the_databases(store):
    with store.reading() as connection:
        assert machine.clock(connection).state == "ok"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.told)

    def log_message(self, *_args):
        """Stay silent."""


PORTS = {
    "the service": (200, b'{"status": "ready"}', "ok", "is ready"),
    "one that stores nothing": (
        200,
        b'{"status": "ready", "storage": "full"}',
        "fail",
        "stores nothing: full",
    ),
    "one that is not ready": (503, b'{"code": "bad_model", "detail": "x"}', "fail", "bad_model"),
    "another program": (200, b"hello", "fail", "in use"),
    "another program's JSON": (200, b'{"status": "up"}', "fail", "answers"),
}


@pytest.mark.parametrize(("status", "told", "state", "found"), PORTS.values(), ids=PORTS)
def test_what_answers_on_the_port_is_told(status, told, state, found):
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        server.status, server.told = status, told
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        one = port(Settings(port=server.server_port))
        thread.join()
    assert (one.state, found in one.found) == (state, True), one


def test_a_silent_program_on_the_port_is_another(monkeypatch):
    monkeypatch.setattr("api.doctor.port.READY_TIMEOUT_SECONDS", 0.1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert port(Settings(port=silent.getsockname()[1])).state == "fail"
