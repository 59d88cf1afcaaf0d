"""The audit passes only where a source of advisories knows every package."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

import supply.__main__ as commands
from supply.audit import NOTHING, Audit, audit, read_report
from tests.servers.ports import free_port

LOCK = "".join(f"{name} --hash=sha256:{'0' * 64}\n" for name in ("flask==3.1.3", "six==1.17.0"))
ADVISORY = {
    "id": "PYSEC-9001-1",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "six"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9.1"}]}],
            "versions": ["1.17.0"],
        }
    ],
}
FOUND = "six 1.17.0: PYSEC-9001-1, mended in 9.1"


@contextmanager
def advisories(*of_six):
    """Serve advisories as OSV does; yields pip-audit's options for it."""

    class Source(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            vulns = list(of_six) if asked["package"]["name"] == "six" else []
            body = json.dumps({"vulns": vulns} if vulns else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Source) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield _options(server.server_address[1])
        server.shutdown()


def _options(port):
    return ("--vulnerability-service", "osv", "--osv-url", f"http://127.0.0.1:{port}/v1/query")


@pytest.fixture
def lock(tmp_path):
    file = tmp_path / "lock.txt"
    file.write_text(LOCK)
    return file


def test_a_vulnerability_is_named_by_the_first_source_that_answers(lock):
    with advisories(ADVISORY) as source:
        found = audit(lock, [_options(free_port()), source])
    assert found == Audit((FOUND,), audited=2, missed=0)
    assert found.complete


def test_without_a_source_nothing_is_audited(lock):
    assert audit(lock, []) == NOTHING
    assert not NOTHING.complete


SKIPPED = {"name": "six", "skip_reason": "Dependency not found"}
KNOWN = {"name": "flask", "version": "3.1.3", "vulns": []}


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({"dependencies": [KNOWN]}, Audit((), audited=1, missed=0)),
        ({"dependencies": [KNOWN, SKIPPED]}, Audit((), audited=1, missed=1)),
        ({"dependencies": [SKIPPED]}, Audit((), audited=0, missed=1)),
        ("", NOTHING),
    ],
)
def test_a_package_that_the_source_does_not_know_is_not_audited(report, expected):
    assert read_report(json.dumps(report) if report else "") == expected


@pytest.mark.parametrize(
    ("found", "status", "said"),
    [
        (Audit((), audited=2, missed=0), 0, "2 packages audited, 0 vulnerabilities"),
        (Audit((FOUND,), audited=2, missed=0), 1, FOUND),
        (Audit((FOUND,), audited=1, missed=1), 1, "NOT AUDITED in full"),
        (Audit((), audited=1, missed=1), 3, "1 packages are unknown"),
        (NOTHING, 3, "NOT AUDITED"),
    ],
)
def test_the_command_passes_only_what_was_audited(found, status, said, monkeypatch):
    monkeypatch.setattr(commands, "run_audit", lambda _: found)
    done = CliRunner().invoke(commands.main, ["audit"])
    assert done.exit_code == status
    assert said in done.output
