"""Maintenance of a store, closed after the test."""

import pytest

from api.settings import Settings
from api.work.periodic.maintenance import Maintenance


@pytest.fixture
def make_maintenance(store):
    made = []

    def make(**given):
        made.append(Maintenance.of(Settings(**given), store))
        return made[-1]

    yield make
    for maintenance in made:
        maintenance.close()
