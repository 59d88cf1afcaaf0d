"""Figures: what was judged by day and group, rounds that were saved, how far officers agree."""

import csv
import io
import time
from dataclasses import replace
from datetime import datetime

import pytest

from api.desk import agreement, figures
from api.store import decisions, trail
from api.store.accounts import Role
from api.store.figures import Judged, Seen
from tests.api.desk.test_batches import filled
from tests.api.desk.test_queue import shown
from tests.api.store.filled import told

HOUR = 3600.0
NOON = datetime(2026, 11, 25, 12).astimezone().timestamp()
SENT_BACK = Seen(
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
    assert SENT_BACK in figures.saved_rounds(seen) or not saved
    assert len(figures.saved_rounds(seen)) == saved


@pytest.mark.parametrize(("batch_id", "saved"), [("b", 0), ("c", 1), (None, 1)])
def test_photos_of_one_batch_are_no_rounds_of_each_other(batch_id, saved):
    seen = [SENT_BACK._replace(batch_id="b"), BETTER._replace(batch_id=batch_id)]
    assert len(figures.saved_rounds(seen)) == saved


def test_photos_without_a_reference_cannot_be_traced():
    lost = SENT_BACK._replace(reference_mac=None)
    seen = [SENT_BACK, lost, BETTER]
    group = figures.of_group(seen, figures.saved_rounds(seen))
    assert (group.photos, group.accepted, group.rounds, group.traced, group.saved) == (
        *(3, 1, 2),
        *(1, 1),
    )


def test_latency_is_the_middle_and_the_slowest_twentieth():
    seen = [BETTER._replace(took_ms=at) for at in range(1, 101)]
    group = figures.of_group([*seen, BETTER._replace(took_ms=None)], frozenset())
    assert (group.median_ms, group.p95_ms) == (51, 96)
    nothing = figures.of_group([], frozenset())
    assert (nothing.median_ms, nothing.accept_share) == (None, None)


def test_groups_are_by_the_office_s_own_day_and_by_name():
    seen = [SENT_BACK, BETTER, BETTER._replace(at=NOON + 24 * HOUR, line=None)]
    days = figures.daily(seen, frozenset())
    assert [(day.isoformat(), group.photos) for day, group in days.items()] == [
        ("2026-11-25", 2),
        ("2026-11-26", 1),
    ]
    assert [
        (name, group.photos) for name, group in figures.grouped(seen, "line", frozenset()).items()
    ] == [
        ("kk", 2),
        ("–", 1),
    ]


JUDGED = Judged(
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
SURE = replace(JUDGED, p_accept=0.99, sampled=True, weight=50.0)
UNCOUNTED = replace(WRONG, weight=None)


@pytest.mark.parametrize(
    ("judged", "override", "false_accept", "of", "sampled", "weightless"),
    [
        ([], None, None, 0, 0, 0),
        ([JUDGED, WRONG], 0.5, 1.0, 2, 0, 0),
        ([JUDGED, WRONG, UNCOUNTED], 0.5, 1.0, 2, 0, 1),
        ([JUDGED, WRONG, SURE], 1 / 52, 1.0, 3, 1, 0),
        ([replace(SURE, decision="re-photo"), JUDGED], 50 / 51, 1.0, 2, 1, 0),
    ],
)
def test_a_decision_counts_for_what_it_stands_for(
    judged, override, false_accept, of, sampled, weightless
):
    told_ = agreement.agreement(judged)
    assert told_.override.value == pytest.approx(override)
    assert told_.false_accept.value == false_accept
    assert (told_.override.of, told_.sampled, told_.weightless) == (of, sampled, weightless)
    assert told_.override.low <= (override or 0) <= told_.override.high


def test_one_that_stands_for_many_makes_the_interval_wide():
    even = agreement.share([(JUDGED, 1.0)] * 51, lambda _: True)
    uneven = agreement.share([(JUDGED, 1.0), *[(SURE, 50.0)]], lambda _: True)
    assert uneven.low < even.low


def test_the_override_rate_is_told_by_group():
    judged = [JUDGED, WRONG, replace(SURE, line="akta")]
    of = agreement.grouped(judged, figures.DIMENSIONS["line"])
    assert [of[name].override.value for name in ("–", "akta", "none")] == [0.5, 0.0, None]


def test_a_row_tells_what_was_decided_on_its_day_too():
    seen = [SENT_BACK._replace(line=None, reason=None, verdict="accept")]
    later = replace(WRONG, at=NOON + 24 * HOUR)
    told_ = list(figures.rows(seen, frozenset(), [JUDGED, WRONG, later]))
    kept = [(one["photos"], one["decisions"], one["overrides"]) for one in told_]
    assert kept == [(1, 2, 1), (0, 1, 1)]
    assert told_[0]["override_rate"] == 0.5
    assert told_[0].keys() == set(figures.COLUMNS)


def test_calibration_is_told_by_weight():
    error = agreement.calibration_error([(JUDGED, 1.0), (WRONG, 1.0)])
    assert error == pytest.approx(0.1)
    assert agreement.calibration_error([(SURE, 5.0)]) == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("sampled", "probability", "weight"),
    [
        (False, 1.0, 1),
        (True, 0.02, 50),
        (False, 0.02, None),
        (None, None, None),
        (False, 0.0, None),
    ],
)
def test_weights(sampled, probability, weight):
    row = {"sampled": sampled, "sampling_probability": probability}
    assert decisions.weight(row) == weight


@pytest.fixture
def qa(desk):
    filled(desk, told(0.6), told(0.7), told(0.2, verdict="re-photo"))
    return desk.person("qory", Role.QA)


def test_the_page_shows_what_was_judged_and_decided(desk, qa):
    sri = desk.person("sri")
    sri.post(f"/photos/{shown(sri.get('/queue'))}/decide", again="dark")
    page = qa.get("/figures").text
    assert '<span class="tally">3</span>' in page
    assert "66,7 %" in page
    assert "pantulan cahaya" in page
    assert "1 berbeda dari mesin" in page
    assert "Tidak ada contoh dari foto yang yakin" in page
    assert page.count("<svg") == 3


def test_decisions_that_count_in_no_share_are_told(desk, qa):
    assert "tidak ikut dihitung" not in qa.get("/figures").text
    batch, _ = filled(desk, told(0.99))
    with desk.store.writing() as connection:
        decisions.accept_sure(connection, batch, decisions.act("sri", time.time()))
    assert "1 keputusan tidak ikut dihitung" in qa.get("/figures").text


@pytest.mark.parametrize(
    ("query", "photos"),
    [
        ("", 3),
        ("?type=kk", 3),
        ("?type=ktp", 0),
        ("?reason=glare", 1),
        ("?version=1", 3),
        ("?policy=none", 0),
        ("?line=–", 3),
        ("?by=reason&days=7", 3),
        ("?by=nonsense&days=1000000", 3),
    ],
)
def test_figures_are_looked_for_by_group(qa, query, photos):
    assert f'<span class="tally">{photos}</span>' in qa.get(f"/figures{query}").text


def test_figures_are_saved_as_a_table(desk, qa):
    answer = qa.get("/figures.csv?type=kk")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["reason"], row["photos"], row["rounds"]) for row in rows] == [
        ("glare", "1", "1"),
        ("–", "2", "0"),
    ]
    with desk.store.reading() as connection:
        (act,) = trail.latest(connection, wanted=trail.Wanted(act="export"))
    assert (act["who"], act["detail"]["of"]) == ("qory", "figures")
    assert qa.get("/figures.pdf").status_code == 404
