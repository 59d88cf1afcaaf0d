"""Keys: who may call, what each may do, and which endpoints are public."""

import time
from contextlib import closing
from dataclasses import replace

import pytest

from api.callers.keys import sha256_of
from api.check.recorder import EXTENSION
from api.http.auth import (
    CAPTURE_BLUEPRINT,
    CHANNEL_BLUEPRINTS,
    DESK_BLUEPRINT,
    PUBLIC_ENDPOINTS,
    SCOPE_OF_BLUEPRINT,
)
from api.store import key_ring
from api.store.database.store import Store
from api.store.key_ring import KeyRing
from precheck.errors import BadPolicy
from tests.api.callers.made import revoke, stored_key

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


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", ""])
def test_beyond_loopback_only_with_a_key(make_app, host):
    with pytest.raises(BadPolicy, match="precheck-api key new"):
        make_app(host=host)
    client = make_app(host=host, keys=(HASH,)).test_client()
    assert client.get("/policy").status_code == 401


def test_behind_a_proxy_only_with_a_key(make_app):
    with pytest.raises(BadPolicy, match=r"a proxy lets others call: .*precheck-api key new"):
        make_app(proxies=1)
    client = make_app(proxies=1, keys=(HASH,)).test_client()
    assert [client.get(path).status_code for path in ("/policy", "/metrics")] == [401, 401]
    assert client.post("/check", data=b"\xff\xd8").status_code == 401


def test_behind_a_proxy_a_new_database_needs_a_key_of_its_own(make_app, fresh):
    given = {"proxies": 1, "data": fresh.data, "database": fresh.database}
    with pytest.raises(BadPolicy, match="precheck-api key new"):
        make_app(**given)
    with closing(Store.open(fresh)) as store:
        key, _ = stored_key(store)
    client = make_app(**given).test_client()
    assert client.get("/policy").status_code == 401
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/policy", headers=headers).status_code == 200


def test_behind_a_proxy_calls_need_a_key_also_when_the_database_has_lost_all(make_app, monkeypatch):
    app = make_app(proxies=1, keys=(HASH,))
    monkeypatch.setattr(app.extensions["precheck"].keys, "_given", ())
    assert app.test_client().get("/policy").status_code == 401


@pytest.mark.parametrize(("key", "name"), [(KEY, "bot"), (OTHER, OTHER_HASH[:8])])
def test_a_caller_has_its_name_or_the_begin_of_its_hash(make_app, key, name):
    app = make_app(keys=(f"bot:{HASH}", OTHER_HASH))
    recorded = []
    recorder = app.extensions[EXTENSION]
    recorder.record = lambda row: recorded.append(row["owner"]) or row["id"]
    headers = {"Authorization": f"Bearer {key}"}
    assert app.test_client().post("/check", data=b"\xff\xd8", headers=headers).status_code == 200
    assert recorded == [name]


@pytest.fixture
def open_to(make_app, store, monkeypatch):
    """Return a function that calls a service whose keys are those of each database in turn."""
    monkeypatch.setattr(key_ring, "REFRESH_SECONDS", 0.0)
    app = make_app()
    service = app.extensions["precheck"]
    service.store.close()
    app.extensions["precheck"] = replace(service, store=store, keys=KeyRing(store, ()))

    def call(key=None, method="get", path="/policy"):
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return app.test_client().open(path, method=method, headers=headers)

    return call


def test_the_first_key_in_the_database_closes_the_service_and_the_last_opens_nothing(
    open_to, store
):
    assert open_to().status_code == 200
    key, id_ = stored_key(store)
    assert (open_to().status_code, open_to(key).status_code) == (401, 200)
    revoke(store, id_)
    assert open_to().status_code == 401
    answer = open_to(key)
    assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")
    assert "revoked" in answer.json["detail"]


def test_an_expired_key_is_told_so(open_to, store):
    key, _ = stored_key(store, expires_at=time.time() - 1)
    answer = open_to(key)
    assert (answer.status_code, "expired" in answer.json["detail"]) == (401, True)


CALLS = {
    "check": ("post", "/check"),
    "batches": ("get", "/batches/01JD0000000000000000000000"),
}


@pytest.mark.parametrize("scope", ["check", "batches", "submissions", "metrics"])
def test_a_key_opens_what_its_scopes_name_and_nothing_else(open_to, store, scope):
    key, _ = stored_key(store, scopes={scope})
    for needed, (method, path) in CALLS.items():
        answer = open_to(key, method, path)
        if needed == scope:
            assert answer.status_code in {400, 404}  # it is read, and wrong
        else:
            assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
            assert answer.content_type == "application/problem+json"
            assert f"'{needed}'; it has {scope}" in answer.json["detail"]
            assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
    assert open_to(key).status_code == 200  # /policy takes any key


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer pk_wrong"}])
def test_the_desk_is_found_without_its_last_slash_where_keys_exist(locked, header):
    answer = locked.get("/desk", headers=header)
    assert (answer.status_code, answer.headers["Location"]) == (308, "/desk/")


@pytest.mark.parametrize("path", ["/desk", "/desk//queue", "/desk?a=//evil.example/"])
def test_no_redirect_names_the_host_that_the_caller_wrote(client, path):
    answer = client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 308
    assert answer.headers["Location"].startswith("/desk")
    assert "evil.example" not in answer.headers["Location"].partition("?")[0]
    assert "://evil.example" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_call_has_a_scope_or_is_known_to_need_none(make_app):
    free = {"policy", "openapi", "demo", DESK_BLUEPRINT, CAPTURE_BLUEPRINT, *CHANNEL_BLUEPRINTS}
    endpoints = {rule.endpoint for rule in make_app().url_map.iter_rules()}
    blueprints = {one.partition(".")[0] for one in endpoints - PUBLIC_ENDPOINTS if "." in one}
    assert blueprints - free <= SCOPE_OF_BLUEPRINT.keys()
