"""Callbacks go where the operator says: to no redirect, and to no private address by a name."""

import socket

import pytest
from structlog.testing import capture_logs

from api.outgoing import addresses
from api.settings import Settings
from api.work.periodic.callbacks import CallbackSender
from tests.servers.graph import graph as serving


@pytest.fixture
def server():
    with serving() as one:
        yield one


def resolving(monkeypatch, *answers):
    """Let a name lead to one of these after the other; return the list of names asked for."""
    left, asked = list(answers), []

    def getaddrinfo(host, port, **_):
        asked.append(host)
        one = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
    return asked


def posted(url, **settings):
    """Post; return the status and the codes of refusals in the log."""
    sender = CallbackSender.of(Settings(callback_url=url, callback_secret="s", **settings), None)
    with capture_logs() as lines:
        status = sender.send(b"{}")
    sender.close()
    return status, [line["code"] for line in lines]


def test_an_address_that_the_url_names_is_called(server):
    assert posted(f"{server.url}/v23.0/messages") == (401, [])
    assert server.calls == ["messages"]


@pytest.mark.parametrize("host", ["bot.example", "localhost", "0x7f000001", "127.1"])
def test_a_name_leads_into_no_private_network(monkeypatch, server, host):
    resolving(monkeypatch, "127.0.0.1")
    url = f"http://{host}:{server.server_port}/messages"
    assert posted(url) == (None, ["address_refused"])
    assert server.calls == []
    assert posted(url, callback_networks="10.0.0.0/8,127.0.0.0/8") == (401, [])


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "192.168.0.1", "0.0.0.0"])
def test_a_listed_network_opens_no_other(monkeypatch, address):
    resolving(monkeypatch, address)
    url = "https://bot.example/decided"
    assert posted(url, callback_networks="127.0.0.0/8") == (None, ["address_refused"])


def test_a_name_that_is_changed_meanwhile_leads_nowhere_else(monkeypatch, server):
    """DNS rebinding: allowed when asked first, private at the second time."""
    asked = resolving(monkeypatch, "127.0.0.1", "127.0.0.2")
    url = f"http://bot.example:{server.server_port}/messages"
    assert posted(url, callback_networks="127.0.0.1/32") == (401, [])
    assert asked == ["bot.example"]  # once: what was checked is what was connected to
    assert posted(url, callback_networks="127.0.0.1/32") == (None, ["address_refused"])


def test_no_redirect_is_followed(server):
    server.fault_of = lambda _call: ("redirect", f"{server.url}/elsewhere/messages")
    # the stand-in refuses a call without its token before it makes a fault
    server.token = None
    assert posted(f"{server.url}/v23.0/messages") == (None, ["redirect_refused"])
    assert server.calls == ["messages"]


def test_plain_http_reaches_no_public_address(monkeypatch):
    resolving(monkeypatch, "31.13.65.49")
    assert posted("http://bot.example/decided") == (None, ["address_refused"])
