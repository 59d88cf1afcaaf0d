"""The TLS proxy, a real Caddy, in front of a real service."""

import base64
import json
import re
import socket
import ssl
from contextlib import closing, contextmanager
from http.client import HTTPResponse

import pytest
import requests
from requests.adapters import HTTPAdapter

from api.app import create_app
from api.callers.keys import sha256_of
from api.desk.accounts.creation import create_account
from api.http.headers import API_HEADERS
from api.settings import Settings
from api.store.accounts import Role
from api.store.database.store import Store
from tests.api.desk.people import PASSWORD, TOKEN
from tests.api.fakes import Core
from tests.api.server import photo, running
from tests.servers.caddy import caddy

NUMBER = "3514010101209001"
KEYS = [f"pk_900{n}" for n in range(6)]
"""One for each test that needs one: the rate counts by key."""
RATE = 8
MEGABYTE = 1_000_000


class From(HTTPAdapter):
    """Calls from one of this machine's addresses."""

    def __init__(self, address):
        self._address = address
        super().__init__()

    def init_poolmanager(self, *given, **more):
        super().init_poolmanager(*given, source_address=(self._address, 0), **more)


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """A service and the proxy in front of it."""
    folder = tmp_path_factory.mktemp("proxy")
    with closing(Store.open(Settings(data=folder))) as store, store.writing() as connection:
        create_account(connection, "sri", Role.OFFICER, PASSWORD, 0.0)
    keys = ",".join(map(sha256_of, KEYS))
    settings = {"data": folder, "keys": keys, "proxies": 1, "https": True}
    settings["rate"] = f"{RATE} per minute"
    with (
        running(log=folder / "log", **settings) as (url, service),
        caddy(folder, url, patience="200ms") as proxy,
    ):
        yield url, service, proxy


@pytest.fixture
def proxy(behind):
    return behind[2]


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


@contextmanager
def caller(proxy, address, key=None):
    """Yield a session that calls from an address of its own."""
    with requests.Session() as session:
        session.headers.update(bearer(key) if key else {})
        session.verify, session.trust_env = str(proxy.authority), False
        session.mount("https://", From(address))
        yield session


def padded(size):
    """Return a photo of so many bytes: what follows a JPEG's end is ignored."""
    data = photo()
    return data + bytes(size - len(data))


def test_a_photo_of_26_mb_passes_over_tls(proxy):
    encoded = base64.b64encode(padded(26 * MEGABYTE * 3 // 4)).decode()
    with caller(proxy, "127.0.1.1", KEYS[1]) as session:
        answer = session.post(f"{proxy.https}/check", json={"image_base64": encoded})
    assert answer.status_code == 200, answer.text
    assert answer.json()["verdict"] in {"accept", "re-photo"}


def test_without_tls_callers_are_sent_to_it(proxy):
    answer = requests.get(f"{proxy.http}/docs", allow_redirects=False, timeout=10)
    assert (answer.status_code, answer.headers["Location"]) == (308, "https://localhost/docs")


ITS_OWN = {"id": None, "detail": None}
"""What differs from one refusal to the other."""
LENGTHS = {
    "by its head": (b"Content-Length: %d\r\n\r\n", b""),
    "in parts": (b"Transfer-Encoding: chunked\r\n\r\n%x\r\n", b"\r\n0\r\n\r\n"),
}


@pytest.mark.parametrize("megabytes", [40, 110])
@pytest.mark.parametrize("length", LENGTHS.values(), ids=LENGTHS)
def test_what_is_too_large_is_refused_as_the_service_refuses_it(proxy, tmp_path, length, megabytes):
    head, end = length
    start = b"POST /check HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
    start = start % KEYS[5].encode() + head % (megabytes * MEGABYTE)
    status, told = sent(proxy, [start, *[bytes(MEGABYTE)] * megabytes, end])
    app = create_app(Settings(data=tmp_path, max_bytes=1_000), checker=Core())
    own = app.test_client().post("/check", data=bytes(MEGABYTE)).json
    app.extensions["precheck"].store.close()
    assert (status, own["status"]) == (413, 413)
    assert {**told, **ITS_OWN} == {**own, **ITS_OWN}


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [
        ("/check", 20, 415),
        ("/check", 40, 413),
        ("/batches/9001/photos", 90, 404),
    ],
)
def test_a_caller_that_sends_all_before_it_listens_sees_the_refusal(proxy, path, megabytes, status):
    with caller(proxy, "127.0.1.9", KEYS[2]) as session:
        answer = session.post(proxy.https + path, data=bytes(megabytes * MEGABYTE))
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_a_request_of_a_batch_may_be_larger(proxy):
    files = [("photos", (f"{n}.jpg", padded(20 * MEGABYTE + n))) for n in range(2)]
    with caller(proxy, "127.0.1.2", KEYS[3]) as session:
        batch = session.post(f"{proxy.https}/batches", json={}).json()["id"]
        answer = session.post(f"{proxy.https}/batches/{batch}/photos", files=files)
    assert (answer.status_code, len(answer.json()["photos"])) == (200, 2), answer.text


def sent(proxy, parts):
    """Send the parts of a request; return status and body of the answer."""
    context = ssl.create_default_context(cafile=proxy.authority)
    address = ("127.0.0.1", int(proxy.https.rpartition(":")[2]))
    with (
        socket.create_connection(address, 30) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as connection,
    ):
        try:
            for part in parts:
                connection.sendall(part)
        except OSError:
            pass  # answered before all was sent
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, json.loads(answer.read())


def test_a_caller_cannot_choose_the_address_that_is_counted(proxy):
    with caller(proxy, "127.0.1.3") as session:
        spoofed = [f"198.51.100.{n}" for n in range(RATE + 1)]
        calls = [
            session.get(f"{proxy.https}/policy", headers={"X-Forwarded-For": one}).status_code
            for one in spoofed
        ]
    assert calls == [401] * RATE + [429]


def test_each_address_is_counted_apart(proxy):
    for address in ("127.0.1.4", "127.0.1.5"):
        with caller(proxy, address) as session:
            calls = [session.get(f"{proxy.https}/policy").status_code for _ in range(RATE)]
        assert calls == [401] * RATE


def test_no_header_is_doubled_and_tls_is_remembered(proxy):
    with caller(proxy, "127.0.1.6", KEYS[4]) as session:
        headers = session.get(f"{proxy.https}/policy").raw.headers
    for name in (*API_HEADERS, "Strict-Transport-Security", "X-Request-ID"):
        assert len(headers.getlist(name)) == 1, name
    assert "Server" not in headers


def test_people_sign_in_and_their_cookie_is_for_tls_alone(proxy):
    with caller(proxy, "127.0.1.7") as session:
        token = TOKEN.search(session.get(f"{proxy.https}/desk/sign-in").text)[1]
        form = {"name": "sri", "password": PASSWORD, "csrf_token": token}
        answer = session.post(f"{proxy.https}/desk/sign-in", data=form, allow_redirects=False)
        assert (answer.status_code, "Secure" in answer.headers["Set-Cookie"]) == (302, True)
        assert session.get(f"{proxy.https}{answer.headers['Location']}").status_code == 200


def test_without_the_service_503_tells_when_to_try_again_and_the_log_tells_nothing(behind):
    """The last one here: the service stays away."""
    _, service, proxy = behind
    secrets = {"expected_number": NUMBER}, bearer(KEYS[0]) | {"Referer": NUMBER}

    def ask(url):
        return session.post(url, params=secrets[0], headers=secrets[1], data=b"x")

    with caller(proxy, "127.0.1.8", KEYS[0]) as session:
        assert ask(f"{proxy.https}/check").status_code == 415
        session.get(f"{proxy.http}/check", params=secrets[0], allow_redirects=False)
        service.terminate()
        service.wait(40)
        answer = ask(f"{proxy.https}/check")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Coba lagi" in answer.text
    assert "Try again" in answer.text
    lines = [json.loads(line) for line in proxy.log.read_text().splitlines()]
    statuses = {line["status"] for line in lines if "request" in line}
    assert {308, 415, 503} <= statuses
    for secret in (NUMBER, "expected_number", KEYS[0], "[?]"):
        assert not re.search(secret, proxy.log.read_text()), secret
