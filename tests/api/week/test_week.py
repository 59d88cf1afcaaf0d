"""A small week; `make week` spends the full one."""

import pytest

from tests.api.channels.made import SECRETS
from tests.api.week.album import SeenAlbum, SeenOnce
from tests.api.week.clock import MINUTE
from tests.api.week.recount import recount
from tests.api.week.week import Plan, spend

PLAN = Plan(applications=4, days=1, officers=2, rest=(35 * MINUTE, 50 * MINUTE), seed=3)


@pytest.fixture
def spent(fresh, tmp_path, monkeypatch):
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    found = []
    address = fresh.database and fresh.database.get_secret_value()
    week = spend(
        PLAN, tmp_path, address, SeenAlbum(), SeenOnce(), lambda week: found.append(recount(week))
    )
    return week, found[0]


@pytest.mark.parametrize(
    "fresh", ["sqlite", pytest.param("postgresql", marks=pytest.mark.faults)], indirect=True
)
def test_a_day_of_the_office_leaves_nobody_without_an_answer(spent):
    week, found = spent
    assert found.faults == []
    assert found.applications["closed"] >= 1
    assert {name for (name, kept) in found.kept if kept} >= {"an officer will look"}
    assert week.town.faults.made
