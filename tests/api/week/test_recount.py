"""The week's faults are seen: each of these talks has exactly one, or none."""

import random
from types import SimpleNamespace

import pytest

from api.submissions import hours
from api.submissions.workdays import Workdays
from tests.api.week.citizen import Citizen, Said
from tests.api.week.clock import HOUR
from tests.api.week.recount import Recount, _promises, _told_twice, _waiting
from tests.api.week.town import Heard
from tests.api.week.week import BEGIN

OFFICE = Workdays(hours.load())
NINE = BEGIN.timestamp() + 9 * HOUR
IN = "Semua foto untuk KTP-el rusak sudah kami terima dan akan diperiksa petugas."
WORK = "Permohonan KTP-el rusak sedang dikerjakan petugas. Kami kabari bila sudah selesai."
DONE = "Permohonan KTP-el rusak sudah selesai. Dokumen dapat diambil mulai 08-12-2026."
TAKEN = "KTP-el sudah dilihat petugas dan dapat kami terima."
CALLED = "Baik, petugas akan membalas di sini."


def said(after, text="halo"):
    return Said(at=NINE + after * HOUR, text=text)


def heard(after, text, tag=""):
    return Heard(at=NINE + after * HOUR, text=text, tag=tag)


def faults(*talk, fate="waits"):
    citizen = Citizen(
        SimpleNamespace(), None, 1, "ektp", "rusak", None, random.Random(0), talk=list(talk)
    )
    citizen.fate = fate
    found, end = Recount(), NINE + 48 * HOUR
    return [
        *_told_twice(citizen),
        *_promises(found, citizen, OFFICE),
        *_waiting(found, citizen, OFFICE, end),
    ]


@pytest.mark.parametrize(
    ("talk", "fault"),
    [
        ([said(0), heard(0, IN), heard(1, WORK), heard(3, DONE)], None),
        ([said(0), heard(0, IN)], "nothing followed"),
        ([said(0), heard(0, IN), heard(1, WORK)], "nothing followed"),
        ([said(0), heard(0, CALLED)], "nothing followed"),
        ([said(0), heard(0, CALLED), heard(1, "Selamat siang, saya ani.")], None),
        ([said(0)], "waited"),
        ([said(0), heard(0.9, "Halo")], None),
        ([said(0), heard(1.1, "Halo")], "waited"),
        ([said(0), said(0.9), heard(1.1, "Halo")], "waited"),
        ([said(7), heard(22, "Halo")], None),  # the office was closed
        ([said(0), heard(0, TAKEN, "A"), said(1), heard(1, TAKEN, "B")], "news twice"),
        ([said(0), heard(0, "Halo", "A"), said(1), heard(1, "Halo", "B")], None),
        ([said(0), heard(0, "Halo", "A"), heard(1, "Halo", "B")], "told twice"),
        ([said(0), heard(0, "Halo", "A"), said(1), heard(1, "Hai", "A")], "one reply twice"),
    ],
)
def test_a_fault_is_named(talk, fault):
    found = faults(*talk)
    assert len(found) == (fault is not None)
    assert all(fault in one for one in found)


def test_who_took_everything_back_is_owed_nothing():
    assert faults(said(0), heard(0, IN), fate="cancelled") == []
