"""A round of attacks on a running service: each is tried over HTTP, and what must hold is asserted.

The table in docs/security.md tells how many of each kind there are, and what held.
"""

from urllib.parse import urlencode, urlsplit

import pytest
import requests

from api.callers.keys import sha256_of
from tests.api.attacks.attacked import (
    EVIL,
    KEY,
    SECRETS,
    assert_refused,
    counted,
    documented,
    raw,
    token_of,
)
from tests.api.desk.people import PASSWORD

SCRIPT = '"><script>alert(1)</script>'
WITHOUT_KEY = [
    *({"Authorization": value} for value in ("", "Bearer", "Bearer ", "Bearer x", f"Basic {KEY}")),
    *({"Authorization": f"Bearer {value}"} for value in (f"{KEY}x", KEY[:-1], sha256_of(KEY))),
    *({name: KEY} for name in ("X-API-Key", "Cookie", "Proxy-Authorization")),
    {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
]
FILES = [
    *("/static/../api/settings.py", "/static/..%2fsettings.py", "/static/%2e%2e/settings.py"),
    *("/static//etc/passwd", "/static/..%5c..%5cetc%5cpasswd", "/desk/../../etc/passwd"),
    *("/static/desk/..%00.css", "/docs/../../../etc/passwd", "/.git/config", "/.env"),
    *("/static/%252e%252e/settings.py", "/data/precheck.db"),
]
ADDRESSES = [
    *(f"//{EVIL}", f"/\\{EVIL}", f"https://{EVIL}", f"https:{EVIL}", f"///{EVIL}", f"\t//{EVIL}"),
    *(f"/desk/..//{EVIL}", "javascript:alert(1)", f"/desk@{EVIL}", f"//{EVIL}%2f..", f"\\\\{EVIL}"),
]
QUERIES = [
    *(
        "' OR 1=1 --",
        "1; DROP TABLE photos",
        "%",
        "\x00",
        "x" * 20_000,
        SCRIPT,
        "${7*7}",
        "{{7*7}}",
    ),
    *("\U0001f600", "../../etc/passwd", "-1", "1e309", "NaN", "[]"),
]
PARAMETERS = ("q", "page", "sort", "batch", "reason", "type", "pile", "officer")
DESK_ACTS = [
    *("/desk/photos/{id}/decide", "/desk/photos/{id}/reopen", "/desk/photos/{id}/number"),
    *("/desk/undo", "/desk/queue/take-over", "/desk/selection/decide", "/desk/messages/sent"),
    *("/desk/batches/{id}/delete", "/desk/accounts", "/desk/password", "/desk/sign-out"),
]
ONLY_OTHERS = [
    *("/desk/accounts", "/desk/settings", "/desk/trail", "/desk/decisions", "/desk/photos.csv"),
    *("/desk/photos.xlsx?numbers=full", "/desk/decisions.jsonl"),
]
METHODS = ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "FOO"]
BODIES = {
    "no body": b"",
    "not a picture": b"GIF89a" + b"\0" * 64,
    "a picture's head": b"\xff\xd8\xff\xe0" + b"\0" * 64,
    "a page": b"<html><script>alert(1)</script>",
    "a program": b"MZ" + b"\0" * 512,
    "an archive": b"PK\x03\x04" + b"\0" * 512,
    "a picture of 4 billion pixels": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" + b"\0" * 32
    ),
    "a vector drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
}
HEADS = {
    "a length that lies": {"Content-Length": "-1"},
    "two lengths": {"Content-Length": "1, 2"},
    "a length and chunks": {"Content-Length": "4", "Transfer-Encoding": "chunked"},
    "an odd encoding": {"Transfer-Encoding": "xchunked"},
    "a host of many": {"Host": "a, b"},
}
COOKIES = ["x", "eyJ1c2VyIjoiYWRtaW4ifQ.x.y", ".eJw=", "a" * 5000, "session=admin"]
ROUND = {
    "keys": WITHOUT_KEY,
    "files": FILES,
    "return addresses": ADDRESSES,
    "search texts": QUERIES,
    "parameters": PARAMETERS,
    "acts without a token": DESK_ACTS,
    "pages of other roles": ONLY_OTHERS,
    "methods": METHODS,
    "bodies": tuple(BODIES),
    "heads": tuple(HEADS),
    "sessions": COOKIES,
}
"""Attempts by kind, as docs/security.md has them."""


@pytest.mark.parametrize("headers", WITHOUT_KEY, ids=str)
def test_without_the_key_nothing_is_answered(address, headers):
    for path in ("/policy", "/batches"):
        answer = requests.get(f"{address}{path}", headers=headers, timeout=30)
        assert answer.status_code in {401, 403, 405}, path
        assert_refused(answer.status_code, answer.text)


@pytest.mark.parametrize("path", FILES)
def test_no_file_of_the_machine_is_served(address, path):
    status, text = raw(address, "GET", path)
    assert status in {301, 302, 308, 401, 404, 400}, status
    assert not SECRETS.search(text)


@pytest.mark.parametrize("target", ADDRESSES)
def test_nobody_is_led_elsewhere_after_signing_in(address, target):
    session = requests.Session()
    form = {"csrf_token": token_of(session, address), "name": "qa", "password": PASSWORD}
    answer = session.post(
        f"{address}/desk/sign-in", data={**form, "next": target}, allow_redirects=False, timeout=30
    )
    where = urlsplit(answer.headers["Location"])
    assert (answer.status_code, where.netloc, where.scheme) == (302, "", "")
    assert where.path.startswith("/desk")


@pytest.mark.parametrize("text", QUERIES, ids=lambda text: repr(text[:20]))
def test_a_search_finds_nothing_it_should_not(address, officer, text):
    shown = officer.get(f"{address}/desk/photos", params={"q": text}, timeout=30)
    assert shown.status_code in {200, 400, 414, 431}
    assert "<script>alert" not in shown.text
    assert "49" not in shown.text.partition('type="search"')[2][:200]
    assert not SECRETS.search(shown.text)


@pytest.mark.parametrize("name", PARAMETERS)
def test_no_parameter_is_part_of_a_query(address, officer, name):
    for text in QUERIES[:4]:
        shown = officer.get(f"{address}/desk/photos?{urlencode({name: text})}", timeout=30)
        assert shown.status_code in {200, 400}
        assert not SECRETS.search(shown.text)


@pytest.mark.parametrize("path", DESK_ACTS)
def test_no_act_without_the_pages_token(address, officer, path):
    for form in ({}, {"csrf_token": "x"}, {"csrf_token": token_of(requests.Session(), address)}):
        answer = officer.post(
            f"{address}{path.format(id='0' * 26)}", data=form, allow_redirects=False, timeout=30
        )
        assert answer.status_code in {400, 403}
    assert officer.get(f"{address}/desk/queue", timeout=30).status_code == 200  # still signed in


@pytest.mark.parametrize("path", ONLY_OTHERS)
def test_an_officer_opens_no_page_of_another_role(address, officer, path):
    assert officer.get(f"{address}{path}", timeout=30).status_code == 403


@pytest.mark.parametrize("method", METHODS)
def test_no_other_method_does_anything(address, method):
    for path in ("/desk/photos", "/check"):
        status, text = raw(address, method, path)
        assert_refused(status, text)


@pytest.mark.parametrize("name", BODIES)
def test_no_body_is_an_error_of_the_service(address, name):
    answer = requests.post(
        f"{address}/check",
        data=BODIES[name],
        timeout=30,
        headers={"Authorization": f"Bearer {KEY}", "Content-Type": "image/jpeg"},
    )
    assert_refused(answer.status_code, answer.text)


@pytest.mark.parametrize("name", HEADS)
def test_no_head_confuses_the_server(address, name):
    head = {"Authorization": f"Bearer {KEY}", **HEADS[name]}
    status, text = raw(address, "POST", "/check", head, b"4\r\nabcd\r\n0\r\n\r\n")
    assert status == 501 or 400 <= status < 500, (status, text)
    assert requests.get(f"{address}/health/ready", timeout=30).status_code == 200


@pytest.mark.parametrize("cookie", COOKIES, ids=lambda cookie: cookie[:12])
def test_no_invented_session_is_signed_in(address, cookie):
    headers = {"Cookie": f"session={cookie}; remember_token={cookie}"}
    status, text = raw(address, "GET", "/desk/accounts", headers)
    assert status in {302, 400, 431}, status
    assert "qa</th>" not in text


def test_another_host_is_not_named(address):
    for path in ("/desk", "/desk/", "/desk//queue", "/desk/photos", "/desk/sign-in"):
        asked = {"headers": {"Host": EVIL}, "allow_redirects": False, "timeout": 30}
        answer = requests.get(f"{address}{path}", **asked)
        assert EVIL not in answer.text, path
        assert EVIL not in str(answer.headers), path


def test_the_table_in_the_docs_counts_these_attempts():
    assert documented("## Attacks that were tried") == counted(ROUND)
