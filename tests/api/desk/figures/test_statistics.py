"""Figures by day and group, and rounds that were saved."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.desk.figures import statistics
from api.desk.figures.sums import summed, total
from api.store.figures import JudgedPhoto, ReviewedPhoto

HOUR = 3600.0
ZONE = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 25, 12, tzinfo=ZONE).timestamp()
SENT_BACK = JudgedPhoto(
    at=NOON,
    line="kk",
    type="kk",
    verdict="re-photo",
    reason="glare",
    version="1",
    policy="default",
    reference_mac="a",
    batch_id=None,
    took_ms=100,
)
BETTER = SENT_BACK._replace(at=NOON + HOUR, verdict="accept", reason=None)
JUDGED = ReviewedPhoto(
    at=NOON,
    line=None,
    type="kk",
    verdict="accept",
    reason=None,
    version="1",
    policy="default",
    p_accept=0.6,
    decision="accept",
    sampled=False,
    weight=1.0,
)
WRONG = replace(JUDGED, decision="re-photo")
TODAY = date(2026, 11, 25)


def of(seen):
    return total(summed(seen, frozenset()).values())


@pytest.mark.parametrize(
    ("better", "saved"),
    [
        ({}, 1),
        ({"at": NOON + 24 * HOUR}, 1),
        ({"at": NOON + 24 * HOUR + 1}, 0),
        ({"at": NOON - HOUR}, 0),
        ({"reference_mac": "b"}, 0),
        ({"reference_mac": None}, 0),
        ({"type": "ktp"}, 0),
        ({"verdict": "re-photo", "reason": "dark"}, 0),
        ({"line": "other", "version": "2"}, 1),
        ({"batch_id": "b"}, 1),
    ],
)
def test_a_round_is_saved_by_a_better_photo_within_a_day(better, saved):
    seen = [SENT_BACK, BETTER._replace(**better)]
    assert SENT_BACK in statistics.saved_rounds(seen) or not saved
    assert len(statistics.saved_rounds(seen)) == saved


@pytest.mark.parametrize(("batch_id", "saved"), [("b", 0), ("c", 1), (None, 1)])
def test_photos_of_one_batch_are_no_rounds_of_each_other(batch_id, saved):
    seen = [SENT_BACK._replace(batch_id="b"), BETTER._replace(batch_id=batch_id)]
    assert len(statistics.saved_rounds(seen)) == saved


def test_photos_without_a_reference_cannot_be_traced():
    lost = SENT_BACK._replace(reference_mac=None)
    seen = [SENT_BACK, lost, BETTER]
    group = statistics.group_figures(total(summed(seen, statistics.saved_rounds(seen)).values()))
    assert (group.photos, group.accepted, group.rounds, group.traced, group.saved) == (
        *(3, 1, 2),
        *(1, 1),
    )


def test_latency_is_the_median_and_the_95th_percentile():
    seen = [BETTER._replace(took_ms=at) for at in range(1, 101)]
    group = statistics.group_figures(of([*seen, BETTER._replace(took_ms=None)]))
    assert (group.median_ms, group.p95_ms) == (51, 96)
    nothing = statistics.group_figures(of([]))
    assert (nothing.median_ms, nothing.accept_share) == (None, None)


def test_groups_are_by_local_day_and_by_name():
    days = {
        TODAY: summed([SENT_BACK, BETTER], frozenset()),
        TODAY + timedelta(days=1): summed([BETTER._replace(line=None)], frozenset()),
        TODAY + timedelta(days=2): {},
    }
    daily = statistics.figures_by_day(days)
    assert [(day.isoformat(), group.photos) for day, group in daily.items()] == [
        ("2026-11-25", 2),
        ("2026-11-26", 1),
    ]
    assert [(name, sums.photos) for name, sums in statistics.by(days, "line").items()] == [
        ("kk", 2),
        ("–", 1),
    ]


def test_a_row_counts_decisions_of_its_day():
    seen = [SENT_BACK._replace(line=None, reason=None, verdict="accept")]
    days = {
        TODAY: summed(seen, frozenset(), [JUDGED, WRONG]),
        TODAY + timedelta(days=1): summed([], frozenset(), [WRONG]),
    }
    expected = list(statistics.table_rows(days))
    kept = [(one["photos"], one["decisions"], one["overrides"]) for one in expected]
    assert kept == [(1, 2, 1), (0, 1, 1)]
    assert expected[0]["override_rate"] == 0.5
    assert expected[0].keys() == set(statistics.TABLE_COLUMNS)
