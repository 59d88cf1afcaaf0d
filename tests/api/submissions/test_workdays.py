"""Working days: weekends and the office's holidays do not count."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from api.submissions.hours import Holidays
from api.submissions.workdays import EVERY_WEEKDAY, Workdays

JAKARTA = ZoneInfo("Asia/Jakarta")
HOLIDAYS = Holidays(every_year=("12-25",), days=(date(2027, 1, 1),))
OFFICE = Workdays(EVERY_WEEKDAY.hours.model_copy(update={"holidays": HOLIDAYS}), JAKARTA)


def at(day, hour=12):
    """Return a time of a day of December 2026 in Jakarta."""
    return datetime(2026, 12, day, hour, tzinfo=JAKARTA).timestamp()


@pytest.mark.parametrize(
    ("begun", "days", "there"),
    [
        pytest.param(21, 0, "2026-12-21", id="the same Monday"),
        pytest.param(26, 0, "2026-12-28", id="a Saturday's next Monday"),
        pytest.param(25, 0, "2026-12-28", id="a holiday and a weekend"),
        pytest.param(21, 1, "2026-12-22", id="the next day"),
        pytest.param(18, 1, "2026-12-21", id="over a weekend"),
        pytest.param(24, 1, "2026-12-28", id="over Christmas and a weekend"),
        pytest.param(30, 2, "2027-01-04", id="over New Year"),
        pytest.param(21, 5, "2026-12-29", id="five days"),
    ],
)
def test_the_working_day_after(begun, days, there):
    assert OFFICE.after(at(begun), days) == date.fromisoformat(there)


@pytest.mark.parametrize(
    ("now", "days", "begin"),
    [
        pytest.param(23, 1, 22, id="yesterday"),
        pytest.param(21, 1, 18, id="on Monday: Friday"),
        pytest.param(20, 1, 18, id="on Sunday: Friday"),
        pytest.param(28, 1, 24, id="after Christmas and the weekend: Thursday"),
        pytest.param(28, 5, 18, id="a week"),
    ],
)
def test_what_is_older_than_whole_working_days(now, days, begin):
    assert OFFICE.begin_of(at(now), days) == at(begin, 0)


def test_no_day_is_now():
    assert OFFICE.begin_of(at(20), 0) == at(20)


def test_days_begin_at_the_offices_midnight():
    late = datetime(2026, 12, 21, 18, tzinfo=UTC).timestamp()  # Tuesday, 01.00 in Jakarta
    assert OFFICE.after(late, 1) == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        pytest.param(at(21, 7), at(21, 9), 1, id="from its opening"),
        pytest.param(at(21, 14), at(22, 9), 2, id="over night"),
        pytest.param(at(18, 14), at(21, 9), 2, id="over a weekend"),
        pytest.param(at(21, 15), at(22, 8), 0, id="closed"),
        pytest.param(at(24, 14), at(28, 9), 2, id="over Christmas"),
        pytest.param(at(21, 9), at(21, 9), 0, id="no time"),
    ],
)
def test_only_the_time_in_which_the_office_is_open_counts(begin, end, hours):
    assert OFFICE.open_seconds(begin, end) == hours * 3600
