"""Calls: to configured hosts alone, no redirect, bounded in size and time; on a real server."""

import time
from ipaddress import ip_network

import pytest

from api.outgoing.addresses import Refused
from api.outgoing.calls import Answer, Caller, NoAnswer
from api.outgoing.origins import origin
from tests.servers.graph import TOKEN
from tests.servers.ports import free_port

AT_ONCE_SECONDS = 0.5
LOCAL = (ip_network("127.0.0.0/8"),)
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def caller(graph):
    return Caller(frozenset([origin(graph.url)]), LOCAL)


def get(caller, url, **given):
    return caller.call("GET", url, headers=HEADERS, **given)


def test_an_answer(caller, graph):
    id_ = graph.add_media(b"picture")
    answer = get(caller, f"{graph.url}/v23.0/{id_}")
    assert answer.status == 200
    assert id_.encode() in answer.body


def test_a_private_address_is_refused_unless_configured(graph):
    with pytest.raises(Refused, match="address_refused"):
        get(Caller(frozenset([origin(graph.url)])), graph.url)
    assert graph.calls == []


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:{port}/x",
        "https://127.0.0.1:{port}/x",
        "http://127.0.0.1/x",
        "http://127.0.0.1:{port}@evil.example/x",
        "http://user@127.0.0.1:{port}/x",
        "http://evil.example\\@127.0.0.1:{port}/",
        "http://127.0.0.1.evil.example:{port}/",
        "//127.0.0.1:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.1:{port}/",
        "http://[::1",
        "",
        "http://0x7f000001:{port}/x",
        "http://2130706433:{port}/x",
        "http://0177.0.0.1:{port}/x",
        "http://127.1:{port}/x",
        "http://127.0.0.1:{port}\r\nX-Evil: 1/x",
        "http://127.0.0.1\r\n:{port}/x",
        "\r\n",
    ],
)
def test_any_other_host_is_refused(caller, graph, url):
    began = time.monotonic()
    with pytest.raises(Refused):
        get(caller, url.format(port=graph.server_port))
    assert time.monotonic() - began < AT_ONCE_SECONDS
    assert graph.calls == []


@pytest.mark.parametrize("host", ["0x7f000001", "2130706433", "0177.0.0.1", "127.1", "0"])
def test_an_odd_way_to_write_a_private_address_is_that_address(graph, host):
    url = f"http://{host}:{graph.server_port}"
    with pytest.raises(Refused, match="address_refused"):
        get(Caller(frozenset([origin(url)])), url)
    assert graph.calls == []


def test_a_line_break_in_an_address_reaches_no_head(caller, graph):
    id_ = graph.add_media(b"picture")
    get(caller, f"{graph.url}/v23.0/{id_}?x=1 HTTP/1.1\r\nX-Evil: 1\r\n\r\n")
    assert graph.calls == ["address"]  # one request: the break is quoted
    assert graph.heads == [None]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (("redirect", "http://evil.example/"), "redirect_refused"),
        (("redirect", "/v23.0/1"), "redirect_refused"),
        ("endless", "too_large"),
        ("oversized", "too_large"),
        ("packed", "encoding_refused"),
    ],
)
def test_what_is_not_taken(caller, graph, fault, code):
    graph.faults["address"].append(fault)
    with pytest.raises(Refused, match=code):
        get(caller, f"{graph.url}/v23.0/1", max_bytes=1_000_000)
    assert graph.calls == ["address"]  # no redirect was followed


def test_a_dripping_body_ends_at_the_deadline(caller, graph):
    graph.faults["address"].append("drip")
    with pytest.raises(NoAnswer) as result:
        get(caller, f"{graph.url}/v23.0/1", seconds=0.3)
    assert result.value.sent


def test_a_broken_connection_may_have_been_received(caller, graph):
    graph.faults["address"].append("cut")
    with pytest.raises(NoAnswer) as result:
        get(caller, f"{graph.url}/v23.0/1")
    assert result.value.sent


def test_no_connection_was_not_received():
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(NoAnswer) as result:
        get(Caller(frozenset([origin(url)]), LOCAL), url)
    assert not result.value.sent


def test_no_proxy_of_the_machine_is_used(caller, graph, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(caller, f"{graph.url}/v23.0/1").status == 400


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (None, None),
        ("7", 7.0),
        ("-1", 0.0),
        ("999999", 3600.0),
        ("Thu, 01 Jan 2026 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 2099 00:00:00 GMT", 3600.0),
        ("soon", 0.0),
        ("³", 0.0),
        ("Sat, 01 Jan 0001 00:00:00 -0000", 0.0),
        ("nan", 0.0),
    ],
)
def test_retry_after(value, wait):
    headers = {} if value is None else {"Retry-After": value}
    assert Answer(429, headers, b"").retry_after == wait
