"""The examples of docs/bot.md run, and do what it says when there is no verdict."""

import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from precheck.decision.verdict import Decision

BOT = (Path(__file__).resolve().parents[2] / "docs" / "bot.md").read_text()

PYTHON = """
import json, sys
print(json.dumps(check_photo(sys.argv[1], b"photo", key="pk_test", type=["kk", "ktp"], attempt=2)))
"""
JAVASCRIPT = """
const photo = new TextEncoder().encode("photo");
const options = { key: "pk_test", type: ["kk", "ktp"], attempt: 2 };
const told = await checkPhoto(process.argv[2], photo, options);
console.log(JSON.stringify(told));
"""


def block(language):
    return re.search(rf"```{language}\n(.*?)```", BOT, re.DOTALL)[1]


def test_the_page_names_every_verdict():
    named = re.search(r"never in `verdict`: it is `([^`]+)` or `([^`]+)`", BOT).groups()
    assert set(named) == set(Decision)


class Service(BaseHTTPRequestHandler):
    """Answers as it is told, and remembers what it was sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers, body))
        answers = self.server.answers
        status, told = answers[min(len(self.server.seen), len(answers)) - 1]
        if status is None:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_args):
        """Stay silent."""


@pytest.fixture
def service():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.seen, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run_python(folder, url):
    script = folder / "bot.py"
    script.write_text(block("python") + PYTHON)
    return _run(sys.executable, script, url)


def run_javascript(folder, url):
    script = folder / "bot.mjs"
    script.write_text(block("javascript") + JAVASCRIPT)
    return _run("node", script, url)


def _run(program, script, url):
    done = subprocess.run(
        [program, script, url], capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


BUSY, CRASH, SILENCE = (503, {"code": "busy"}), (500, {"code": "x"}), (None, None)
DONE = (200, {"next": "done", "message": "Terima kasih"})
BROKEN = (422, {"next": "retry", "message": "Mohon maaf", "code": "broken_picture"})
MISTAKE = (400, {"code": "bad_option", "detail": "Unknown option"})
CASES = {
    "a verdict": ([DONE], "done", 1),
    "a broken file": ([BROKEN], "retry", 1),
    "busy, then a verdict": ([BUSY, DONE], "done", 2),
    "busy twice": ([BUSY, BUSY, DONE], "officer", 2),
    "crashed, then a verdict": ([CRASH, DONE], "done", 2),
    "silence twice": ([SILENCE, SILENCE, DONE], "officer", 2),
    "the bot's own mistake": ([MISTAKE, DONE], "officer", 1),
}


@pytest.mark.parametrize("run", [run_python, run_javascript])
@pytest.mark.parametrize(("answers", "told", "calls"), CASES.values(), ids=CASES)
def test_the_examples_do_what_they_say(tmp_path, service, run, answers, told, calls):
    service.answers = answers
    url = f"http://127.0.0.1:{service.server_port}"
    assert run(tmp_path, url)["next"] == told
    assert len(service.seen) == calls


@pytest.mark.parametrize("run", [run_python, run_javascript])
def test_the_examples_send_photo_options_and_key(tmp_path, service, run):
    service.answers = [DONE]
    run(tmp_path, f"http://127.0.0.1:{service.server_port}")
    path, headers, body = service.seen[0]
    assert path == "/check"
    assert headers["Authorization"] == "Bearer pk_test"
    for part in (b'name="image"', b"photo", b"\r\nkk\r\n", b"\r\nktp\r\n", b'name="attempt"'):
        assert part in body
    assert body.count(b'name="type"') == 2


@pytest.mark.parametrize("run", [run_python, run_javascript])
def test_without_a_connection_the_officer_gets_it(tmp_path, run):
    assert run(tmp_path, "http://127.0.0.1:9")["next"] == "officer"
