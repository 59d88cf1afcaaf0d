"""Keys: who may call, and which endpoints are public."""

import pytest
from click.testing import CliRunner

from api.cli import main
from api.http.auth import caller, sha256_of

KEY, OTHER = "pk_one", "pk_other"
HASH, OTHER_HASH = sha256_of(KEY), sha256_of(OTHER)


@pytest.fixture
def locked(make_app):
    return make_app(host="0.0.0.0", keys=(OTHER_HASH, HASH)).test_client()


@pytest.mark.parametrize("path", ["/policy", "/nothing"])
@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {HASH}",
        f"Basic {KEY}",
        KEY,
        "Bearer é",
        f"Bearer {KEY}x",
    ],
)
def test_without_a_known_key_calls_are_rejected(locked, path, header):
    answer = locked.get(path, headers={} if header is None else {"Authorization": header})
    assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("key", [KEY, OTHER])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_any_known_key_opens(locked, key, scheme):
    headers = {"Authorization": f"{scheme} {key}"}
    assert locked.get("/policy", headers=headers).status_code == 200
    assert locked.post("/check", data=b"\xff\xd8", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/openapi.json", "/docs", "/static/docs.css"])
def test_public_endpoints_need_no_key(locked, path):
    with locked.get(path) as answer:
        assert answer.status_code == 200


def test_without_keys_loopback_is_open(client):
    assert client.get("/policy").status_code == 200


def test_a_new_key_is_printed_with_its_hash():
    shown = CliRunner().invoke(main, ["key", "new"])
    assert shown.exit_code == 0
    key, digest = (line.split()[-1] for line in shown.stdout.splitlines()[:2])
    assert sha256_of(key) == digest
    assert caller(key, (HASH, digest)) == digest[:8]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ((f"bot:{HASH}",), "bot"),
        ((f"other:{OTHER_HASH}", f"bot:{HASH}"), "bot"),
        ((OTHER_HASH, HASH), HASH[:8]),
        ((f"bot:{OTHER_HASH}",), None),
        ((), None),
    ],
)
def test_a_caller_has_the_name_before_the_hash(known, name):
    assert caller(KEY, known) == name
