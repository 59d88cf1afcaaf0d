"""Encrypted calls: the certificate must be of the host, and the deadline holds within TLS."""

import datetime as dt
import ipaddress
import ssl

import pytest
import requests.adapters
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.outgoing.calls import Caller, NoAnswer
from tests.servers.graph import TOKEN

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def address(graph, certificate):
    """The address of the stand-in, which speaks TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    graph.socket = context.wrap_socket(graph.socket, server_side=True)
    return graph.url.replace("http:", "https:")


def get(address, host="127.0.0.1", **given):
    network = (ipaddress.ip_network("127.0.0.1/32"),)
    url = address.replace("127.0.0.1", host)
    caller = Caller(frozenset([url]), network)
    return caller.call("GET", f"{url}/v23.0/1", headers=HEADERS, **given)


@pytest.fixture
def trusted(monkeypatch, certificate):
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))


@pytest.mark.usefixtures("trusted")
def test_a_host_with_its_certificate(address):
    assert get(address).status == 400


@pytest.mark.usefixtures("trusted")
def test_a_dripping_body_ends_at_the_deadline(graph, address):
    graph.faults["address"].append("drip")
    with pytest.raises(NoAnswer) as result:
        get(address, seconds=0.3)
    assert result.value.sent


def test_an_unknown_certificate_is_not_trusted(graph, address):
    with pytest.raises(NoAnswer) as result:
        get(address)
    assert (result.value.sent, graph.calls) == (False, [])


@pytest.mark.usefixtures("trusted")
def test_the_certificate_of_another_host_is_not_trusted(graph, address):
    with pytest.raises(NoAnswer):
        get(address, host="localhost")
    assert graph.calls == []
