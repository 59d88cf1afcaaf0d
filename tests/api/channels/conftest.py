"""Secrets of the channels, and the stand-ins of the channels' servers."""

import pytest

from tests.api.channels.made import SECRETS
from tests.servers.graph import graph as graph_server
from tests.servers.waha import waha as waha_server


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)


@pytest.fixture
def graph():
    with graph_server() as server:
        yield server


@pytest.fixture
def waha():
    with waha_server() as server:
        yield server
