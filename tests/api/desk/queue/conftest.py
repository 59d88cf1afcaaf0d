"""An officer."""

import pytest


@pytest.fixture
def sri(desk):
    return desk.person("sri")
