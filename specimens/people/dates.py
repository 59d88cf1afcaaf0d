"""Dates and numbers in the notation of Indonesian forms."""

from datetime import date, timedelta

from specimens.arrays import Rng

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
LATEST_DAY = date(2026, 10, 30)
"""The latest day on any sheet."""
DIGIT_WORDS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def random_day(first: date, last: date, rng: Rng) -> date:
    """Return a day from first to last, both included."""
    return first + timedelta(days=int(rng.integers((last - first).days + 1)))


def random_day_of_years(first: int, last: int, rng: Rng) -> date:
    """Return a day of the years first to last, none after LATEST_DAY."""
    return random_day(date(first, 1, 1), min(date(last, 12, 28), LATEST_DAY), rng)


def numeric(day: date) -> str:
    """Return DD-MM-YYYY."""
    return f"{day:%d-%m-%Y}"


def written(day: date) -> str:
    """Return a day such as 7 Agustus 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spelled(number: int) -> str:
    """Return a number from 1 to 9999 in words."""
    if number >= 1000:
        head = "seribu" if number < 2000 else f"{spelled(number // 1000)} ribu"
        return f"{head} {spelled(number % 1000)}".strip()
    if number >= 100:
        head = "seratus" if number < 200 else f"{DIGIT_WORDS[number // 100]} ratus"
        return f"{head} {spelled(number % 100)}".strip()
    if number >= 20:
        return f"{DIGIT_WORDS[number // 10]} puluh {DIGIT_WORDS[number % 10]}".strip()
    if number >= 12:
        return f"{DIGIT_WORDS[number - 10]} belas"
    return ("sepuluh", "sebelas")[number - 10] if number >= 10 else DIGIT_WORDS[number]


def spelled_date(day: date) -> str:
    """Return a date in words, as in the body of an akta."""
    return f"{spelled(day.day)} {MONTHS[day.month - 1]} {spelled(day.year)}"
