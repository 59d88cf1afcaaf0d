"""Attacks by callers with a key, people with an account, and callers that hold connections.

Each is tried on a running service; the table in docs/security.md counts them and what held.
"""

import io
import os
import socket
import subprocess
import time
import zipfile
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests

from tests.api.attacks.attacked import (
    EVIL,
    KEY,
    NARROW_KEY,
    OTHER_KEY,
    SECRETS,
    assert_refused,
    counted,
    documented,
    signed_in,
    token_of,
)
from tests.api.desk.people import PASSWORD
from tests.api.server import PROGRAM, photo

SCRIPT = '"><script>alert(1)</script>'
NOBODY = "0" * 26
HOSTS = [
    *({"Host": host} for host in (EVIL, f"{EVIL}:80", f"127.0.0.1@{EVIL}", f"{EVIL}/..", "")),
    *({name: EVIL} for name in ("X-Forwarded-Host", "X-Host", "X-Forwarded-Server")),
    {"Forwarded": f"host={EVIL};proto=https"},
    {"X-Forwarded-Prefix": f"//{EVIL}"},
]
BREAKS = ["\r\n", "\r", "\n", "\u2028", "%0d%0a", "\r\n\r\n<html>", "\x00", "\x0b"]
LANGUAGES = [
    *({"lang": f"en{one}Set-Cookie: a=b"} for one in BREAKS),
    *({"lang": "en", "to": f"/desk/{one}Location: //{EVIL}"} for one in BREAKS),
]
OF_ANOTHER = [
    *(("GET", "/batches/{id}"), ("GET", "/batches/{id}/results")),
    *(("GET", "/batches/{id}/results?format=csv"), ("GET", "/batches/{id}/results?format=xlsx")),
    *(
        ("POST", "/batches/{id}/photos"),
        ("POST", "/batches/{id}/close"),
        ("DELETE", "/batches/{id}"),
    ),
    *(
        ("GET", "/batches/{id}%00"),
        ("GET", "/batches/{id}/../{id}"),
        ("POST", "/checks/{check}/decision"),
    ),
]
BEYOND_SCOPE = [
    *(("POST", "/batches"), ("GET", "/batches/{id}"), ("GET", "/batches/{id}/results")),
    *(("DELETE", "/batches/{id}"), ("POST", "/submissions"), ("GET", "/metrics")),
]
ACTS_OF_OTHERS = [
    *(("officer", one) for one in ("photos/{id}/reopen", "batches/{id}/delete", "accounts")),
    *(("officer", one) for one in ("accounts/{id}", "photos/{id}/number")),
    *(("qa", one) for one in ("photos/{id}/decide", "batches", "undo", "messages/sent")),
    *(("qa", one) for one in ("batches/{id}/accept-sure", "selection/decide", "accounts")),
    *(
        ("admin", one)
        for one in ("photos/{id}/decide", "photos/{id}/reopen", "batches/{id}/delete")
    ),
    *(("supervisor", one) for one in ("accounts", "accounts/{id}")),
]
NAMES = [
    *("../../etc/passwd", "/etc/passwd", "..\\..\\x.jpg", "C:\\x.jpg", f"{SCRIPT}.jpg", "\x00.jpg"),
    *("x" * 5000 + ".jpg", "\u202egpj.exe", "a\r\nSet-Cookie: b.jpg", ".", "con.jpg", "a/../b.jpg"),
]
ARCHIVES = {
    "a bomb": lambda z: z.writestr("a.jpg", b"\0" * 200_000_000),
    "a path out": lambda z: z.writestr("../../../../tmp/out.jpg", b"\xff\xd8\xff"),
    "an absolute path": lambda z: z.writestr("/tmp/out.jpg", b"\xff\xd8\xff"),
    "many members": lambda z: [z.writestr(f"{at}.jpg", b"") for at in range(2_000)],
    "a link": lambda z: z.writestr(link("a.jpg"), "/etc/passwd"),
    "a program": lambda z: z.writestr("a.exe", b"MZ"),
    "an archive in it": lambda z: z.writestr("a.zip", b"PK\x05\x06" + b"\0" * 18),
}
SLOW = {
    "silent bodies": (40, b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\nabc"),
    "silent bodies with a key": (
        40,
        f"POST /check HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {KEY}\r\n"
        "Content-Length: 9999\r\n\r\nabc".encode(),
    ),
    "half heads": (200, b"POST /check HTTP/1.1\r\nHost: x\r\nX-A: "),
    "nothing": (200, b""),
    "endless heads": (20, b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: " + b"b" * 30_000),
}
WAITING = {"silent bodies with a key", "half heads", "endless heads"}
"""Those that cost a call the seconds until they are dropped: `make faults` waits for them."""
STARTS = [
    *({"HOST": "0.0.0.0"}, {"HOST": "::"}, {"PROXIES": "1"}, {"PROXIES": "2"}),
    {"PROXIES": "1", "HOST": "127.0.0.1"},
    {"KEYS": "nonsense"},
]
GUESSES = ["", PASSWORD.upper(), f"{PASSWORD} ", f"{PASSWORD}\x00", "' OR 1=1 --", "x" * 100_000]
ROUND = {
    "hosts": HOSTS,
    "languages": LANGUAGES,
    "batches of another caller": OF_ANOTHER,
    "calls beyond a scope": BEYOND_SCOPE,
    "acts of other roles": ACTS_OF_OTHERS,
    "names of files": NAMES,
    "archives": ARCHIVES,
    "slow callers": SLOW,
    "starts without keys": STARTS,
    "passwords": GUESSES,
}


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture(scope="module")
def batch(address):
    """The id of a caller's batch."""
    made = requests.post(f"{address}/batches", json={"name": "a"}, headers=bearer(KEY), timeout=30)
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture(scope="module")
def sessions(address):
    return {name: signed_in(address, name) for name in ("officer", "supervisor", "qa", "admin")}


@pytest.mark.parametrize("headers", HOSTS, ids=str)
def test_no_host_is_believed(address, headers):
    for path in ("/desk", "/desk/", "/desk/photos", "/openapi.json"):
        connection = socket.create_connection(("127.0.0.1", urlsplit(address).port), 30)
        head = {"Host": "127.0.0.1", "Connection": "close", **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        connection.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        with connection, connection.makefile("rb") as answer:
            text = answer.read().decode()
        assert text.startswith("HTTP/1.1 "), path
        assert EVIL not in text, path


@pytest.mark.parametrize("form", LANGUAGES, ids=repr)
def test_no_language_breaks_a_head(address, form):
    session = requests.Session()
    data = {"csrf_token": token_of(session, address), **form}
    answer = session.post(f"{address}/desk/language", data=data, allow_redirects=False, timeout=30)
    assert answer.status_code == 302
    assert urlsplit(answer.headers["Location"]).netloc == ""
    assert answer.headers["Location"].startswith("/desk/")
    assert "a=b" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(("method", "path"), OF_ANOTHER)
def test_nothing_of_another_caller_is_reached(address, batch, method, path):
    url = f"{address}{path.format(id=batch, check=NOBODY)}"
    form = {"files": {"photos": ("a.jpg", photo(400))}} if path.endswith("/photos") else {}
    body = {"json": {"decision": "accept"}} if path.endswith("/decision") else form
    answer = requests.request(method, url, headers=bearer(OTHER_KEY), timeout=30, **body)
    assert answer.status_code in {404, 400, 422}, answer.text
    assert not SECRETS.search(answer.text)
    mine = requests.get(f"{address}/batches/{batch}", headers=bearer(KEY), timeout=30).json()
    assert (mine["id"], mine["photos"]) == (batch, 0)


@pytest.mark.parametrize(("method", "path"), BEYOND_SCOPE)
def test_a_key_opens_nothing_beyond_its_scope(address, batch, method, path):
    url = f"{address}{path.format(id=batch)}"
    answer = requests.request(method, url, headers=bearer(NARROW_KEY), timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(("who", "path"), ACTS_OF_OTHERS)
def test_nobody_does_what_is_anothers_to_do(address, sessions, who, path):
    """With the page's own token, so that the right alone is missing."""
    session = sessions[who]
    page = session.get(f"{address}/desk/password", timeout=30).text
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
    answer = session.post(
        f"{address}/desk/{path.format(id=NOBODY)}",
        data={
            "csrf_token": token,
            "shown": NOBODY,
            "decision": "accept",
            "name": "x",
            "role": "admin",
        },
        allow_redirects=False,
        timeout=30,
    )
    assert answer.status_code == 403, (answer.status_code, answer.text[:200])


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:16]))
def test_a_files_name_is_a_name(address, batch, sessions, name):
    sent = {"photos": (name, photo(400) + name.encode(errors="replace"), "image/jpeg")}
    answer = requests.post(
        f"{address}/batches/{batch}/photos", files=sent, headers=bearer(KEY), timeout=60
    )
    assert answer.status_code in {200, 201, 400, 413, 422}, answer.text
    assert not SECRETS.search(answer.text)
    listed = sessions["officer"].get(f"{address}/desk/photos?batch={batch}", timeout=30)
    assert listed.status_code == 200
    assert "<script>alert" not in listed.text


@pytest.mark.parametrize("name", ARCHIVES)
def test_no_archive_leaves_its_place(address, batch, name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        ARCHIVES[name](archive)
    sent = {"photos": ("a.zip", file.getvalue(), "application/zip")}
    answer = requests.post(
        f"{address}/batches/{batch}/photos", files=sent, headers=bearer(KEY), timeout=120
    )
    assert answer.status_code in {200, 201, 400, 413, 422}, answer.text
    assert not SECRETS.search(answer.text)
    assert not os.path.exists("/tmp/out.jpg")  # noqa: PTH110
    assert requests.get(f"{address}/health/live", timeout=10).status_code == 200


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.faults if name in WAITING else ()) for name in SLOW],
)
def test_a_check_is_answered_while_others_are_slow(address, name):
    count, begun = SLOW[name]
    with ExitStack() as held:
        for _ in range(count):
            port = urlsplit(address).port
            one = held.enter_context(socket.create_connection(("127.0.0.1", port), 30))
            one.sendall(begun)
        until = time.monotonic() + SECONDS
        while (answer := check(address)).status_code == 503 and time.monotonic() < until:
            assert answer.json()["code"] == "busy"  # on a loaded machine, not a mistake of ours
            time.sleep(float(answer.headers["Retry-After"]))
        held_by_a_key = f"Bearer {KEY}".encode() in begun
        assert answer.status_code == 200 or held_by_a_key, answer.text
        assert requests.get(f"{address}/health/live", timeout=10).status_code == 200


SECONDS = 20
"""Within which a check is answered that is asked again where the service is busy."""


def check(address):
    return requests.post(f"{address}/check", data=photo(400), headers=bearer(KEY), timeout=60)


@pytest.mark.parametrize("settings", STARTS, ids=str)
def test_it_does_not_serve_the_world_without_a_key(settings, tmp_path):
    given = {f"PRECHECK_API_{name}": value for name, value in settings.items()}
    done = subprocess.run(
        [PROGRAM, "serve"],
        env=os.environ | given | {"PRECHECK_API_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "key" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("guess", GUESSES, ids=lambda guess: repr(guess[:16]))
def test_a_guess_signs_nobody_in_and_locks_nobody_out(address, sessions, guess):
    session = requests.Session()
    form = {"csrf_token": token_of(session, address), "name": "qa", "password": guess}
    answer = session.post(f"{address}/desk/sign-in", data=form, allow_redirects=False, timeout=30)
    assert_refused(answer.status_code, answer.text)
    known = sessions["qa"]  # a device on which the account signed in before
    form = {"csrf_token": token_of(known, address), "name": "qa", "password": PASSWORD}
    again = known.post(f"{address}/desk/sign-in", data=form, allow_redirects=False, timeout=30)
    assert again.status_code == 302


def test_the_table_in_the_docs_counts_these_attempts():
    assert documented("### By callers, people and slow connections") == counted(ROUND)
    assert sum(map(len, ROUND.values())) >= 95
