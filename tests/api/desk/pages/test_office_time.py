"""Pages, lists, exports and charts are in the office's time, whatever the machine's zone."""

import dataclasses
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from api.desk.pages import office_time
from api.settings import Settings, load
from api.store.tables.batches import PHOTOS
from precheck.errors import BadPolicy
from tests.api.store.filled import batch, done, json_answer

EVENING = datetime(2026, 12, 2, 16, 30, tzinfo=UTC).timestamp()
ZONES = {
    "Asia/Jakarta": ("02-12-2026 23.30 WIB", "2026-12-02"),
    "Asia/Makassar": ("03-12-2026 00.30 WITA", "2026-12-03"),
    "Asia/Jayapura": ("03-12-2026 01.30 WIT", "2026-12-03"),
}


@pytest.fixture(params=ZONES)
def zone(request, desk, monkeypatch):
    service = desk.app.extensions["precheck"]
    settings = service.settings.model_copy(update={"timezone": ZoneInfo(request.param)})
    desk.app.extensions["precheck"] = dataclasses.replace(service, settings=settings)
    monkeypatch.setattr(office_time.time, "time", lambda: EVENING)
    return request.param


def photo_of_the_evening(desk):
    id_ = done(desk.store, batch(desk.store, owner="desk"), json_answer(0.5))
    with desk.store.writing() as connection:
        connection.execute(update(PHOTOS).values(added_at=EVENING, done_at=EVENING))
    return id_


def test_lists_show_the_office_time_and_know_its_days(desk, zone, sri):
    photo_of_the_evening(desk)
    shown, day = ZONES[zone]
    assert shown in sri.get("/photos?view=table").text
    for asked in ("2026-12-02", "2026-12-03"):
        found = ">a.jpg<" in sri.get(f"/photos?from={asked}&to={asked}").text
        assert found == (asked == day), asked
    assert f"from={day}" in sri.get("/photos").text  # the ready list of today


def test_downloads_are_named_by_the_office_day_and_hold_its_time(desk, zone, sri):
    photo_of_the_evening(desk)
    answer = sri.get("/photos.csv")
    assert ZONES[zone][1] in answer.headers["Content-Disposition"]
    figures = sri.get("/figures.csv?days=7")
    assert ZONES[zone][1] in io.BytesIO(figures.data).read().decode()


def test_a_cell_holds_the_office_time_without_a_zone(desk, zone):
    with desk.app.app_context():
        cell = office_time.cell_time(EVENING)
    assert cell.tzinfo is None
    assert ZONES[zone][0].startswith(cell.strftime("%d-%m-%Y %H.%M"))


def test_the_zone_is_a_setting(monkeypatch):
    assert Settings().timezone.key == "Asia/Jakarta"
    monkeypatch.setenv("PRECHECK_API_TIMEZONE", "Asia/Jayapura")
    assert load().timezone.key == "Asia/Jayapura"


@pytest.mark.parametrize("name", ["WIB", "", "../../etc/passwd", "Asia", "Asia/Jakarta\n"])
def test_what_is_no_zone_stops_the_start(monkeypatch, name):
    monkeypatch.setenv("PRECHECK_API_TIMEZONE", name)
    with pytest.raises(BadPolicy, match="timezone"):
        load()
