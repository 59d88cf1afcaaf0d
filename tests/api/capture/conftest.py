"""A service with a public address on a stand-in of the core, and links for its submissions."""

import pytest

from tests.api.submissions.seen import Seer

PUBLIC = "https://dukcapil.example.go.id"


@pytest.fixture
def core():
    return Seer()


@pytest.fixture
def client(make_stored):
    return make_stored(public_url=f"{PUBLIC}/", camera_hours=2)
