"""A service on each database."""

import pytest


@pytest.fixture
def make_client(make_stored):
    return make_stored


@pytest.fixture
def client(make_client):
    return make_client()
