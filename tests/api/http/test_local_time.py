"""Times and days in Indonesia's zones, whatever the zone of the machine."""

import os
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from api.http.local_time import clock, day_of, midnight

EVENING = datetime(2026, 12, 2, 16, 30, tzinfo=UTC).timestamp()
ZONES = {
    "Asia/Jakarta": ("02-12-2026 23.30 WIB", date(2026, 12, 2)),
    "Asia/Makassar": ("03-12-2026 00.30 WITA", date(2026, 12, 3)),
    "Asia/Jayapura": ("03-12-2026 01.30 WIT", date(2026, 12, 3)),
    "UTC": ("02-12-2026 16.30 UTC", date(2026, 12, 2)),
}


@pytest.fixture(autouse=True, params=["UTC", "America/New_York"])
def machine(request, monkeypatch):
    """Let the machine have another zone."""
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("name", "shown"), ZONES.items(), ids=ZONES)
def test_a_time_is_shown_with_its_zone_and_has_its_day(name, shown):
    zone = ZoneInfo(name)
    assert (clock(EVENING, zone), day_of(EVENING, zone)) == shown
    assert clock(None, zone) == ""


@pytest.mark.parametrize("name", ZONES)
def test_a_day_begins_at_its_midnight(name):
    zone, day = ZoneInfo(name), date(2026, 12, 2)
    began = midnight(day, zone)
    assert (day_of(began, zone), day_of(began - 1, zone)) == (day, date(2026, 12, 1))
