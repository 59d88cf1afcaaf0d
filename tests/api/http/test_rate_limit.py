"""The rate limit: by caller, without health, shared over Redis."""

from dataclasses import replace

import pytest
from limits import parse
from structlog.testing import capture_logs

from api.callers.keys import sha256_of
from api.http import rate_limit
from api.http.rate_limit import RateLimiter, TooMany, counted_address
from api.process.capacity import Busy
from precheck.errors import BadPolicy
from tests.servers.redis import redis

JPEG = b"\xff\xd8\xff"
KEY, OTHER = "pk_one", "pk_other"
TWO = parse("2 per minute")


def post(client, key=None, address="127.0.0.1"):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return client.post("/check", data=JPEG, headers=headers, environ_base={"REMOTE_ADDR": address})


@pytest.fixture
def client(make_app):
    return make_app(rate="2 per minute").test_client()


@pytest.fixture
def locked(make_app):
    keys = (sha256_of(KEY), sha256_of(OTHER))
    return make_app(rate="2 per minute", keys=keys).test_client()


def test_a_call_beyond_the_limit_is_rejected_with_retry_after(client, core):
    assert [post(client).status_code for _ in range(3)] == [200, 200, 429]
    answer = post(client)
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "too_many"
    assert 50 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in answer.json["detail"]
    assert "next" not in answer.json  # the citizen did nothing wrong
    assert len(core.asked) == 2


def test_without_keys_each_address_is_counted(client):
    assert [post(client).status_code for _ in range(3)] == [200, 200, 429]
    assert post(client, address="127.0.0.2").status_code == 200


ADDRESSES = {
    "IPv4": ("198.51.100.7", "198.51.100.7"),
    "IPv6": ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    "the last of its network": ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
    "the next network": ("2001:db8:1:3::", "2001:db8:1:3::/64"),
    "capitals and zeros": ("2001:0DB8:1:2::9", "2001:db8:1:2::/64"),
    "with a zone": ("fe80::1%eth0", "fe80::/64"),
    "IPv4 written as IPv6": ("::ffff:198.51.100.7", "198.51.100.7"),
    "its neighbour": ("::ffff:198.51.100.8", "198.51.100.8"),
    "loopback": ("::1", "::/64"),
    "no address": ("None", "None"),
}


@pytest.mark.parametrize(("address", "counts_as"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_counts_for(address, counts_as):
    assert counted_address(address) == counts_as


def test_an_ipv6_caller_is_counted_by_its_network(client):
    calls = [post(client, address=f"2001:db8:1:2::{at}").status_code for at in range(1, 4)]
    assert calls == [200, 200, 429]
    assert post(client, address="2001:db8:1:3::1").status_code == 200


def test_each_key_is_counted_wherever_it_calls_from(locked):
    calls = [post(locked, KEY, f"127.0.0.{at}").status_code for at in range(1, 4)]
    assert calls == [200, 200, 429]
    assert post(locked, OTHER, "127.0.0.1").status_code == 200


@pytest.mark.parametrize("key", [None, "pk_wrong", sha256_of(KEY)])
def test_without_a_valid_key_the_address_is_counted_and_no_key(locked, key):
    assert [post(locked, key).status_code for _ in range(3)] == [401, 401, 429]
    assert post(locked, f"{key}x").status_code == 429
    assert post(locked, KEY).status_code == 200


def test_a_key_that_is_no_longer_valid_counts_for_its_address(make_app, monkeypatch):
    app = make_app(rate="2 per minute", keys=(sha256_of(KEY),))
    (key,) = app.extensions["precheck"].keys._given
    monkeypatch.setattr(app.extensions["precheck"].keys, "_given", (replace(key, revoked_at=1.0),))
    client = app.test_client()
    assert [post(client, KEY).status_code for _ in range(3)] == [401, 401, 429]
    assert post(client, KEY, "127.0.0.2").status_code == 401


FORWARDED = [
    (0, "198.51.100.7", [401, 401, 429, 429]),  # believed by nobody
    (1, "203.0.113.{n}, 198.51.100.7", [401, 401, 429, 429]),  # the proxy adds the last
    (1, "198.51.100.{n}", [401] * 4),
    (2, "198.51.100.{n}, 10.0.0.9", [401] * 4),
]


@pytest.mark.parametrize(("proxies", "header", "statuses"), FORWARDED)
def test_behind_proxies_the_address_is_that_of_who_called_them(make_app, proxies, header, statuses):
    keys = (sha256_of(KEY),)
    client = make_app(rate="2 per minute", proxies=proxies, keys=keys).test_client()
    headers = [{"X-Forwarded-For": header.format(n=n)} for n in range(4)]
    calls = [client.post("/check", data=JPEG, headers=one).status_code for one in headers]
    assert calls == statuses


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/health/storage"])
def test_health_is_never_limited(client, path):
    assert {client.get(path).status_code for _ in range(5)} == {200}
    assert post(client).status_code == 200


def test_every_other_call_counts(client):
    assert [client.get(path).status_code for path in ("/policy", "/docs", "/none")] == [
        200,
        200,
        429,
    ]


def test_of_the_desk_only_the_sign_in_counts(client):
    assert {client.get("/desk/sign-in").status_code for _ in range(5)} == {200}
    signing_in = [client.post("/desk/sign-in").status_code for _ in range(3)]
    assert signing_in[:2] != [429, 429]
    assert signing_in[2] == 429


def test_without_a_limit_no_call_is_rejected(make_app):
    client = make_app(rate="").test_client()
    assert {post(client).status_code for _ in range(5)} == {200}


def counted(rate, times, caller="bot"):
    """Say for each call whether it was let through."""
    return [_let_through(rate, caller) for _ in range(times)]


def _let_through(rate, caller):
    try:
        rate.begin(caller)
    except TooMany:
        return False
    rate.end(caller, counts=True)
    return True


def test_calls_refused_for_want_of_capacity_take_no_place_of_those_that_are_checked(client, core):
    core.error = Busy()
    assert {post(client).status_code for _ in range(20)} == {503}
    core.error = None
    assert [post(client).status_code for _ in range(3)] == [200, 200, 429]


def test_calls_in_progress_keep_their_places():
    rate = RateLimiter(TWO, None)
    rate.begin("bot")
    rate.begin("bot")
    with pytest.raises(TooMany) as refused:
        rate.begin("bot")
    assert refused.value.headers == (("Retry-After", "1"),)
    rate.end("bot", counts=False)
    rate.begin("bot")
    rate.end("bot", counts=True)
    rate.end("bot", counts=True)
    assert counted(rate, 1) == [False]
    assert not rate._in_progress


@pytest.mark.parametrize("path", ["/check", "/none"])
def test_no_request_keeps_its_place_after_its_end(make_app, core, monkeypatch, path):
    made = []
    monkeypatch.setattr(rate_limit, "RateLimiter", lambda *given: _kept(made, *given))
    client = make_app(rate="2 per minute").test_client()
    core.error = RuntimeError("crash")
    assert [client.post(path, data=JPEG).status_code for _ in range(3)][-1] == 429
    assert not made[0]._in_progress


def _kept(made, *given):
    made.append(RateLimiter(*given))
    return made[-1]


def test_over_redis_all_processes_count_together_and_without_it_each_for_itself():
    with redis() as (address, process):
        one, other = RateLimiter(TWO, address), RateLimiter(TWO, address)
        assert counted(one, 1) + counted(other, 2) + counted(one, 1) == [True, True, False, False]
        assert counted(other, 1, "another") == [True]
        process.terminate()
        process.wait(10)
        with capture_logs() as lines:
            assert counted(one, 3) == [True, True, False]
    assert [line["event"] for line in lines] == ["the storage of rates does not answer"]


def test_a_storage_that_is_none_ends_the_start(make_app):
    with pytest.raises(BadPolicy, match="rate_storage"):
        make_app(rate_storage="readis://127.0.0.1")
