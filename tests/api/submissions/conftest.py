"""A service on each database whose core sees what the bytes say."""

import pytest

from tests.api.submissions.seen import Seer


@pytest.fixture
def core():
    return Seer()


@pytest.fixture
def client(make_stored):
    return make_stored()
