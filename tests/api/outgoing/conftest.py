"""A server to be called."""

import pytest

from tests.servers import graph as graph_server


@pytest.fixture
def graph():
    with graph_server.graph() as server:
        yield server
