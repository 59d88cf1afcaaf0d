"""Dates and numbers as Indonesian forms write them."""

from datetime import date, timedelta

import numpy as np

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
LATEST = date(2026, 10, 30)
"""No sheet bears a later day: a registry records nothing before it has happened."""
DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def between(first: date, last: date, rng: np.random.Generator) -> date:
    """Return a day from first to last, both included."""
    return first + timedelta(days=int(rng.integers((last - first).days + 1)))


def in_years(first: int, last: int, rng: np.random.Generator) -> date:
    """Return a day of the years first to last, none later than LATEST."""
    return between(date(first, 1, 1), min(date(last, 12, 28), LATEST), rng)


def numeric(day: date) -> str:
    """Return DD-MM-YYYY."""
    return f"{day:%d-%m-%Y}"


def written(day: date) -> str:
    """Return the day as letters do: 7 Agustus 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spelled(number: int) -> str:
    """Return a number from 1 to 9999 in words."""
    if number >= 1000:
        head = "seribu" if number < 2000 else f"{spelled(number // 1000)} ribu"
        return f"{head} {spelled(number % 1000)}".strip()
    if number >= 100:
        head = "seratus" if number < 200 else f"{DIGITS[number // 100]} ratus"
        return f"{head} {spelled(number % 100)}".strip()
    if number >= 20:
        return f"{DIGITS[number // 10]} puluh {DIGITS[number % 10]}".strip()
    if number >= 12:
        return f"{DIGITS[number - 10]} belas"
    return ("sepuluh", "sebelas")[number - 10] if number >= 10 else DIGITS[number]


def spelled_date(day: date) -> str:
    """Return a date in words, as akta bodies repeat it."""
    return f"{spelled(day.day)} {MONTHS[day.month - 1]} {spelled(day.year)}"
