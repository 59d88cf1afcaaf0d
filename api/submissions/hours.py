"""The office's hours and holidays: whether it is open, and when it opens next. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from api.submissions.office_files import read_toml, validated
from precheck.errors import BadPolicy
from precheck.office.limit import StrictTable

OWN_FILE = Path(__file__).resolve().parent / "office" / "hours.toml"
MAX_CLOSED_DAYS = 60
"""Days ahead in which the next opening is looked for."""
TIME = "%H.%M"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _span(text: object) -> object:
    """Return the two times of a span such as `08.00-15.00`."""
    if not isinstance(text, str):
        return text
    try:
        begin, end = (datetime.strptime(part.strip(), TIME).time() for part in text.split("-"))  # noqa: DTZ007 - a time without a day
    except ValueError as error:
        raise ValueError("a span such as 08.00-15.00") from error
    if begin >= end:
        raise ValueError("a span ends after it begins")
    return begin, end


def _in_order(spans: tuple[tuple[time, time], ...]) -> tuple[tuple[time, time], ...]:
    if any(end > begin for (_, end), (begin, _) in pairwise(spans)):
        raise ValueError("spans follow each other")
    return spans


def _day_of_year(text: str) -> str:
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError as error:
        raise ValueError("a month and a day such as 08-17") from error
    return text


Span = Annotated[tuple[time, time], BeforeValidator(_span)]
Spans = Annotated[tuple[Span, ...], AfterValidator(_in_order)]
DayOfYear = Annotated[str, AfterValidator(_day_of_year)]


class Week(StrictTable):
    """The spans of each day."""

    monday: Spans
    tuesday: Spans
    wednesday: Spans
    thursday: Spans
    friday: Spans
    saturday: Spans
    sunday: Spans

    def of(self, weekday: int) -> Spans:
        """Return the spans of a day, Monday is 0."""
        spans: Spans = getattr(self, DAYS[weekday])
        return spans


class Holidays(StrictTable):
    """Days on which the office is closed."""

    every_year: tuple[DayOfYear, ...] = ()
    """Month and day."""
    days: tuple[date, ...] = Field(default=())


class Hours(StrictTable):
    """When officers answer. All times are local, without a zone or in the office's."""

    week: Week
    holidays: Holidays = Holidays()

    def spans(self, day: date) -> Spans:
        """Return the spans of a day; empty on a holiday."""
        is_holiday = day in self.holidays.days or f"{day:%m-%d}" in self.holidays.every_year
        return () if is_holiday else self.week.of(day.weekday())

    def is_open(self, at: datetime) -> bool:
        """Return whether the office is open; the end of a span is outside it."""
        return any(begin <= at.time() < end for begin, end in self.spans(at.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return when the office opens after a time at which it is closed; None: not soon."""
        for ahead in range(MAX_CLOSED_DAYS):
            day = at.date() + timedelta(days=ahead)
            for begin, _ in self.spans(day):
                if ahead or begin > at.time():
                    return datetime.combine(day, begin, at.tzinfo)
        return None

    def said(self, days: Sequence[str]) -> str:
        """Return the week's hours, such as `Senin–Kamis 08.00–15.00, Jumat 08.00–11.00`.

        days: their names, Monday first.
        """
        open_ = [(days[at], self.week.of(at)) for at in range(7)]
        parts = []
        for spans, group in groupby(open_, key=lambda one: one[1]):
            names = [name for name, _ in group]
            if spans:
                times = " + ".join(f"{begin:{TIME}}–{end:{TIME}}" for begin, end in spans)
                first_and_last = names[:1] + names[-1:] if len(names) > 1 else names
                parts.append(f"{'–'.join(first_and_last)} {times}")
        return ", ".join(parts)


def load(folder: Path | None = None) -> Hours:
    """Return the hours of the office's folder, else the usual ones. Raises BadPolicy.

    One day of the week at least is open.
    """
    own = None if folder is None else folder / "office" / OWN_FILE.name
    file = own if own is not None and own.exists() else OWN_FILE
    hours = validated(Hours, read_toml(file), file)
    if not any(hours.week.of(at) for at in range(len(DAYS))):
        raise BadPolicy(f"{file}: week: no day has a span.")
    return hours
