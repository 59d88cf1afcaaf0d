"""Private addresses are refused unless configured, in whatever form; so is plain HTTP in public."""

import socket
from ipaddress import ip_network

import pytest

from api.outgoing import addresses
from api.outgoing.addresses import Refused, connect, is_allowed

PUBLIC = ("31.13.65.49", "2a03:2880:f12f:83:face:b00c:0:25de")
PRIVATE = (
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_called_encrypted(address):
    assert is_allowed(address, (), encrypted=True)
    assert not is_allowed(address, (), encrypted=False)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address):
    assert not is_allowed(address, (), encrypted=True)


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3"])
def test_configured_private_addresses_are_called(address):
    networks = (ip_network("10.1.0.0/16"),)
    assert is_allowed(address, networks, encrypted=False)
    assert not is_allowed("10.2.0.1", networks, encrypted=True)


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def resolving(monkeypatch, *found):
    """Let the name resolve to these addresses; return the list of names asked for."""
    asked = []

    def getaddrinfo(host, port, **_):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch, listening):
    resolving(monkeypatch, "127.0.0.1")
    with pytest.raises(Refused, match="address_refused"):
        connect("graph.facebook.com", listening, 1, (), encrypted=True)


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch, listening):
    asked = resolving(monkeypatch, "10.0.0.1", "127.0.0.1")
    networks = (ip_network("127.0.0.1/32"),)
    with connect("waha.local", listening, 1, networks, encrypted=False) as one:
        assert one.getpeername() == ("127.0.0.1", listening)
    assert asked == ["waha.local"]  # once


def test_the_next_address_is_tried(monkeypatch, listening):
    resolving(monkeypatch, "127.0.0.2", "127.0.0.1")  # nothing listens at the first
    with connect("x", listening, 1, (ip_network("127.0.0.0/8"),), encrypted=False) as one:
        assert one.getpeername()[0] == "127.0.0.1"


def test_no_address_answers(monkeypatch, listening):
    resolving(monkeypatch, "127.0.0.2")
    with pytest.raises(ConnectionRefusedError):
        connect("x", listening, 1, (ip_network("127.0.0.0/8"),), encrypted=False)
