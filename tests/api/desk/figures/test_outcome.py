"""What came of submissions: sums with intervals, by week and by reason."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from api.desk.figures.outcome import TABLE_COLUMNS, outcome, table_rows
from api.store.submissions import CompleteSubmission

ZONE = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZONE).timestamp()
DAY = 86400.0


def row(*rounds, line="kk", letters=0, begun=MONDAY, completed=MONDAY):
    return CompleteSubmission(
        line=line,
        created_at=begun,
        completed_at=completed,
        rounds=2,
        spared=json.dumps({"rounds": [list(one) for one in rounds], "letters": letters}),
    )


SOME = [row(("blur", 1.0))] * 10 + [row(("blur", 1.0), ("glare", 3.0))] * 5 + [row()] * 85


def test_sums_are_of_all_of_a_week_and_of_a_reason():
    later = [row(completed=MONDAY + 7 * DAY)]
    of = outcome(SOME + later, ZONE)
    assert (of.submissions, of.at_first) == (101, 86)
    assert (of.gain.letters.value, of.gain.days.value) == (20, 30)
    assert list(of.by_week) == [date(2026, 11, 23), date(2026, 11, 30)]
    assert [one.letters.value for one in of.by_week.values()] == [20, 0]
    gains = of.by_reason.items()
    found = {name: (g.submissions, g.letters.value, g.days.value) for name, g in gains}
    assert found == {"blur": (15, 15, 15), "glare": (5, 5, 15)}
    assert list(found) == ["blur", "glare"]
    assert of.days == pytest.approx(7 / 101)
    assert of.days_without == pytest.approx(37 / 101)


def test_the_interval_covers_the_truth_in_95_of_100():
    chance, covered = np.random.default_rng(1), 0
    for _ in range(300):
        drawn = chance.binomial(1, 0.3, 200)
        of = outcome([row(*[("blur", 1.0)] * n) for n in drawn], ZONE).gain.letters
        covered += of.low <= 0.3 * 200 <= of.high
    assert 0.91 <= covered / 300 <= 0.985


@pytest.mark.parametrize(("count", "told"), [(29, False), (30, True)])
def test_no_mean_and_no_interval_of_few(count, told):
    of = outcome([row(("blur", 1.0)), *[row()] * (count - 1)], ZONE)
    assert of.gain.letters.value == 1
    assert [one is not None for one in (of.gain.letters.low, of.rounds, of.days)] == [told] * 3


def test_where_nothing_was_spared_there_is_no_interval():
    of = outcome([row()] * 100, ZONE)
    assert (of.gain.letters.low, of.gain.days.high) == (None, None)
    assert outcome([], ZONE).gain.letters.value == 0


def test_a_line_alone():
    of = outcome([row(("blur", 1.0)), row(("blur", 1.0), line="ktp")], ZONE, "ktp")
    assert (of.submissions, of.gain.letters.value) == (1, 1)


def test_the_table_has_a_row_for_all_for_each_week_and_for_each_reason():
    rows = list(table_rows(outcome(SOME, ZONE)))
    assert [(one["week"], one["reason"]) for one in rows] == [
        *(("", ""), ("2026-11-23", "")),
        *(("", "blur"), ("", "glare")),
    ]
    assert all(one.keys() == set(TABLE_COLUMNS) for one in rows)
    assert rows[0]["letters_low"] < rows[0]["letters"] < rows[0]["letters_high"]
