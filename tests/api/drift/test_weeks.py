"""Simulated offices: quiet weeks raise no alarm, changed ones one that tells what changed."""

from datetime import date

import pytest

from api.drift.characteristics import ALL, EDGES
from api.drift.weeks import DAYS, WEEK, drift
from bench.drift.office import Office
from precheck.measures import MEASURES

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def office():
    return Office.begin(3, pool=1000)


def comparable(days):
    found = drift(days, TODAY).found
    return {(name, one.kind) for name, one in found.items() if one.changed}


@pytest.mark.parametrize(("a_week", "alike"), [(40, 1), (300, 1), (90, 3)])
def test_quiet_weeks_raise_hardly_an_alarm(office, a_week, alike):
    """`make bench-drift` measures the rate over 1,000 weeks."""
    alarms = sum(bool(comparable(office.days(a_week, alike))) for _ in range(100))
    assert alarms <= 5


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("phone", {("blur", "higher"), ("too_small", "lower"), ("verdict", "re-photo")}),
        ("form", {("type", "other"), ("number", "unread")}),
        ("lens", {("low_contrast", "lower"), ("glare", "higher")}),
    ],
)
@pytest.mark.parametrize("a_week", [100, 1000])
def test_a_change_is_told_with_what_there_is_more_of(office, kind, expected, a_week):
    days = office.days(a_week)
    assert expected <= comparable(office.change(days, a_week, kind, 1.0))
    half = comparable(office.change(days, a_week, kind, 0.5))
    assert half
    assert half & expected


def test_a_change_of_a_few_photos_is_none(office):
    assert not comparable(office.change(office.days(300), 300, "lens", 0.02))


def test_too_few_photos_or_weeks_are_not_compared(office):
    few = drift(office.days(14), TODAY)
    assert (few.comparable, few.found) == (False, {})
    days = office.days(100)
    young = [{}] * (5 * WEEK) + days[5 * WEEK :]
    assert (drift(young, TODAY).past_weeks, drift(young, TODAY).comparable) == (3, False)
    holiday = [*days[: 2 * WEEK], *[{}] * WEEK, *days[3 * WEEK :]]
    assert (drift(holiday, TODAY).past_weeks, drift(holiday, TODAY).comparable) == (7, True)
    assert len(days) == DAYS


def test_every_measure_has_bins(office):
    assert set(EDGES) == {"p_accept", *MEASURES}
    assert all(list(edges) == sorted(set(edges)) for edges in EDGES.values())
    assert set(office.days(100)[0]) == set(ALL)
