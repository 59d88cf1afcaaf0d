"""When the office is open, and when it opens next."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from api.submissions import catalogue, hours
from precheck.errors import BadPolicy

JAKARTA = ZoneInfo("Asia/Jakarta")
OURS = hours.load()
FILE = """
[week]
monday = ["08.00-12.00", "13.00-15.30"]
tuesday = ["08.00-12.00", "13.00-15.30"]
wednesday = []
thursday = []
friday = ["08.00-11.00"]
saturday = []
sunday = []
[holidays]
every_year = ["12-25"]
days = [2026-12-28]
"""


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def own(folder, content=FILE):
    (folder / "office").mkdir()
    (folder / "office" / "hours.toml").write_text(content)
    return hours.load(folder)


@pytest.mark.parametrize(
    ("when", "open_", "opens"),
    [
        ("2026-12-21 07:59", False, "2026-12-21 08:00"),
        ("2026-12-21 08:00", True, None),
        ("2026-12-21 11:59", True, None),
        ("2026-12-21 12:00", False, "2026-12-21 13:00"),
        ("2026-12-21 15:30", False, "2026-12-22 08:00"),
        ("2026-12-22 16:00", False, "2026-12-29 08:00"),  # past the weekend and both holidays
        ("2026-12-25 09:00", False, "2026-12-29 08:00"),
        ("2027-12-24 12:00", False, "2027-12-27 08:00"),
    ],
)
def test_whether_it_is_open_and_when_it_opens(tmp_path, when, open_, opens):
    office = own(tmp_path)
    assert office.is_open(at(when)) is open_
    if not open_:
        assert office.next_opening(at(when)) == at(opens)


def test_an_office_that_never_opens_stops_the_start(tmp_path):
    shut = "".join(f"{day} = []\n" for day in hours.DAYS)
    with pytest.raises(BadPolicy, match="no day has a span"):
        own(tmp_path, f"[week]\n{shut}")


def test_the_hours_are_said_by_groups_of_days(tmp_path):
    days = catalogue.load().texts["id"].chat.officer.days
    said = own(tmp_path).said(days)
    assert said == "Senin–Selasa 08.00–12.00 + 13.00–15.30, Jumat 08.00–11.00"
    assert OURS.said(days).startswith("Senin–Kamis 08.00–15.00, Jumat 08.00–11.00")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("08.00-11.00", "8 sampai 11", r"hours\.toml: week\.friday\.0: .*a span such as"),
        ("08.00-11.00", "11.00-08.00", "a span ends after it begins"),
        ('"08.00-12.00", "13.00-15.30"', '"13.00-15.30", "08.00-12.00"', "spans follow each other"),
        ("12-25", "13-25", "a month and a day"),
        ("sunday = []\n", "", r"week\.sunday"),
        ("[week]", "[weeks]", "week: Field required"),
    ],
)
def test_a_faulty_file_is_named_with_its_key(tmp_path, old, new, fault):
    with pytest.raises(BadPolicy, match=fault):
        own(tmp_path, FILE.replace(old, new))


def test_the_hours_come_with_the_services(tmp_path):
    assert own(tmp_path) == catalogue.load(tmp_path).hours != OURS
