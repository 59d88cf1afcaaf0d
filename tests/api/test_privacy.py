"""Nothing of a citizen reaches a log or a disk in the clear, whatever is called and fails.

A real service is driven with marked numbers, names and pictures through every endpoint it has, on
good and bad paths; then everything it has written is searched for the marks.
"""

import base64
import json
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest
import requests

from api.app import create_app
from api.desk.accounts.creation import create_account
from api.settings import Settings
from api.store.accounts import Role
from api.store.database.store import Store
from tests.api.desk.people import PASSWORD, TOKEN
from tests.api.server import running

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
ROW = json.loads((FIXTURES / "manifest.jsonl").read_text().partition("\n")[0])
PHOTO, NUMBER = (FIXTURES / ROW["file"]).read_bytes(), ROW["number"]
TYPED = "3514010101209001"
NAME = "Siti-9001-rahasia"
CRASHING = PHOTO + b"crash"
PROGRAM = """
from api.process import checker
from api.cli import main

def check(data, *given, **more):
    if data.endswith(b"crash"):
        raise RuntimeError(f"of {given} {data!r}")
    return real(data, *given, **more)

real, checker.check = checker.check, check
main()
"""
"""The service, whose check of one photo fails with a message that quotes everything."""

MIDDLE = PHOTO[len(PHOTO) // 2 :][:48]
MARKS = {
    "number": NUMBER.encode(),
    "typed number": TYPED.encode(),
    "name": NAME.encode(),
    "picture": MIDDLE,
    "picture in base64": base64.b64encode(PHOTO)[20_000:20_040],
    "picture in Python": repr(MIDDLE).encode()[2:-1],
}
PARAMETER, CHOICE = re.compile(r"<[^>]+>"), re.compile(r"<any\((\w+)[^>]*>")
FILTERS = ("batch", "by", "file", "mark", "name", "number", "officer", "q", "reason", "reference")
FILTERS += ("text", "type", "who")
"""Options that search or filter, or hold a name."""
OTHERS = ("act", "back", "columns", "days", "from", "lang", "line", "new", "numbers", "of", "page")
OTHERS += ("path", "photo", "role", "seen", "shown", "sort", "status", "to", "until", "view")
BAD = {name: (NAME, NUMBER)[at % 2] for at, name in enumerate((*FILTERS, *OTHERS))}


class Office:
    """A real service, and who calls it."""

    def __init__(self, url):
        self.url = url
        self.person = requests.Session()

    def ask(self, method, path, *, by=requests, **more):
        """Call; nothing but the crash that the test makes is an error of ours."""
        answer = by.request(method, self.url + path, timeout=60, **more)
        assert answer.status_code < 500 or answer.json()["code"] == "internal_server_error"
        return answer

    def token(self):
        return TOKEN.search(self.ask("GET", "/desk/sign-in", by=self.person).text)[1]

    def desk(self, method, path, **fields):
        data = {"csrf_token": self.token(), **fields} if method == "POST" else None
        return self.ask(method, f"/desk{path}", by=self.person, data=data)


def picture(data=PHOTO):
    return {"image": (f"{NAME}.jpg", data)}


def drive_checks(office):
    own = {"reference": NAME, "expected_number": TYPED, "overlay": 1}
    good = office.ask("POST", "/check", files=picture(), data=own).json()
    assert good["number"]["value"] == NUMBER
    encoded = base64.b64encode(PHOTO).decode()
    for more in (
        {"data": PHOTO, "params": own, "headers": {"Content-Type": "image/jpeg"}},
        {"json": {"image_base64": encoded, **own}},
        {"json": {"image_base64": encoded[:-999] + NUMBER + "!", **own}},
        {"files": picture(PHOTO[:9000]), "data": own},
        {"files": picture(NUMBER.encode()), "data": own},
        {"files": picture(), "data": {**own, "page": 9, "type": NUMBER}},
        {"files": picture(), "headers": {"Authorization": f"Bearer {NUMBER}"}},
        {"data": b""},
    ):
        office.ask("POST", "/check", **more)
    crash = office.ask("POST", "/check", files=picture(CRASHING), data=own)
    assert crash.status_code == 500
    ruling = {"decision": "accept", "number": TYPED, "note": NAME}
    office.ask("POST", f"/checks/{good['id']}/decision", json=ruling)


def drive_batch(office):
    batch = office.ask("POST", "/batches", json={"name": NAME, "line": "kk-1"}).json()["id"]
    parts = [("photos", (f"{NAME}/{NUMBER}.jpg", data)) for data in (PHOTO, PHOTO[:9000], CRASHING)]
    path = f"/batches/{batch}"
    added = office.ask("POST", f"{path}/photos", files=parts, data={"reference": NAME}).json()[
        "photos"
    ]
    assert len(added) == 3
    return batch, added[0]["id"]


def drive_submission(office):
    asked = {"service": "nik", "variant": "aktivasi", "reference": NAME}
    path = f"/submissions/{office.ask('POST', '/submissions', json=asked).json()['id']}"
    own = {"message_id": NAME, "expected_number": TYPED}
    filed = office.ask("POST", f"{path}/photos", files=picture(), data=own).json()
    assert filed["check"]["number"]["value"] == NUMBER
    for data in (PHOTO, PHOTO[:9000], CRASHING, NUMBER.encode()):
        office.ask("POST", f"{path}/photos", files=picture(data), data={"slot": "kk"})
    office.ask("GET", path)


def paths(rule, values):
    """Yield the rule's paths, with each of the values wherever it takes one."""
    plain = CHOICE.sub(r"\1", rule)
    for value in values if PARAMETER.search(plain) else values[:1]:
        yield PARAMETER.sub(value, plain)


def drive_every_endpoint(office, values):
    """Call each rule signed in: with no option, with a filter, and with all of them wrong."""
    for rule in create_app(Settings()).url_map.iter_rules():
        posted = "POST" in rule.methods and rule.endpoint != "desk.sign_out"
        for path in paths(rule.rule, values):
            if posted:
                form = {**BAD, "csrf_token": office.token()}
                office.ask("POST", path, by=office.person, data=form)
            if "DELETE" in rule.methods:
                office.ask("DELETE", path)
            if "GET" in rule.methods:
                singles = [{name: value} for name, value in list(BAD.items())[: len(FILTERS)]]
                for query in (None, BAD, *(singles if path == rule.rule else ())):
                    office.ask("GET", path, by=office.person, params=query)


def found_in(written):
    return {
        (str(path), mark)
        for path, content in written
        for mark, what in MARKS.items()
        if what in content
    }


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    """Everything that a service has written: (path, content); and the endpoints it was asked."""
    folder = tmp_path_factory.mktemp("traces")
    log, temporary, data = folder / "log", folder / "tmp", folder / "data"
    temporary.mkdir()
    settings = Settings(data=data)
    with closing(Store.open(settings)) as store, store.writing() as connection:
        create_account(connection, "sri", Role.SUPERVISOR, PASSWORD, 0.0)
    own = {"data": data, "batch_workers": 1, "sample_checks": True, "sample_share": 1, "rate": ""}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        with running(log=log, program=(sys.executable, "-c", PROGRAM), **own) as (url, _):
            office = Office(url)
            drive_checks(office)
            drive_submission(office)
            office.desk("POST", "/sign-in", name=NAME, password=NUMBER)
            office.desk("POST", "/sign-in", name="sri", password=PASSWORD)
            drive_every_endpoint(office, [NUMBER, *drive_batch(office)])
            told = office.ask("GET", "/metrics").content
    files = [path for path in folder.rglob("*") if path.is_file()]
    shared = [path for path in Path("/dev/shm").glob("precheck*/**/*") if path.is_file()]
    written = [(path, path.read_bytes()) for path in (*files, *shared)]
    return [(Path("/metrics"), told), *written]


def test_no_mark_is_left_anywhere(traces):
    assert found_in(traces) == set()


def test_every_endpoint_was_asked_and_a_check_crashed(traces):
    (log,) = (content.decode() for path, content in traces if path.name == "log")
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    asked = {line.get("endpoint") for line in lines}
    all_ = {rule.endpoint for rule in create_app(Settings()).url_map.iter_rules()}
    assert all_ - asked <= {"desk.sign_out"}
    assert any(line["event"] == "crash" for line in lines)
    (metrics,) = (content for path, content in traces if path.name == "metrics")
    assert re.search(rb'code="internal_server_error",source="http"} [1-9]', metrics)


def test_the_database_holds_what_was_sent(traces):
    """The search is worth something: photos were stored, and a mark in the clear is found."""
    sizes = {path.name: len(content) for path, content in traces}
    assert sizes["precheck.db"] + sizes.get("precheck.db-wal", 0) > 2 * len(PHOTO)
    for mark, what in MARKS.items():
        assert found_in([("x", b"before " + what + b" after")]) >= {("x", mark)}
