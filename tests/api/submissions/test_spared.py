"""What precheck spared a submission, against an office that answers on the next working day."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from api.submissions.codes import Code
from api.submissions.papers import Paper
from api.submissions.spared import spared
from api.submissions.workdays import EVERY_WEEKDAY

ZONE = ZoneInfo("Asia/Jakarta")


def at(day, hour=9.0):
    """Return a time in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, tzinfo=ZONE).timestamp() + hour * 3600


def bad(day, hour=9.0, *, slot="kk", reason="blur", **more):
    more = {"code": Code.UNREADABLE, **more}
    return Paper(id="x", slot=slot, at=at(day, hour), reason=reason, **more)


def good(day, hour=9.0, *, slot="kk", **more):
    return Paper(id="x", slot=slot, at=at(day, hour), **{"code": Code.FILED, **more})


def rounds(*papers):
    return list(spared(papers, EVERY_WEEKDAY).rounds)


BAD, GOOD = bad(23, 9), good(23, 9.1)


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([BAD, GOOD], [("blur", 1)]),
        ([bad(27), good(27, 10)], [("blur", 3)]),  # a Friday: the office answers on Monday
        ([bad(23), bad(23, 9.5, reason="glare"), good(23, 10)], [("blur", 1), ("glare", 1)]),
        ([bad(26), bad(26, 10), good(26, 11)], [("blur", 1), ("blur", 3)]),  # Friday, then Monday
        ([bad(23), good(25)], [("blur", 1)]),  # the citizen takes two days in both
        ([bad(23), bad(23, 9 + 50 / 3600), good(23, 10)], [("blur", 1)]),  # an album
        ([bad(23, code=Code.WRONG_PAPER), good(23, 10)], [("wrong_document", 1)]),
        ([bad(23, slot=None), good(23, 10)], [("blur", 1)]),
    ],
    ids=[
        *("a day", "a weekend", "two letters", "the second over a weekend"),
        *("a slow citizen", "an album", "a wrong paper", "no slot known"),
    ],
)
def test_each_letter_has_its_reason_and_the_days_until_the_next_working_day(papers, expected):
    assert rounds(*papers) == expected


@pytest.mark.parametrize(
    "papers",
    [
        [GOOD],
        [BAD],
        [BAD, good(23, 10, slot="ktp")],
        [replace(BAD, decision="accept"), GOOD],
        [BAD, replace(GOOD, code=Code.TO_OFFICER, decision="accept")],
        [BAD, replace(GOOD, decision="re-photo")],
        [replace(BAD, code=Code.TO_OFFICER), GOOD],
        [replace(BAD, page=2), GOOD],
        [replace(BAD, code=Code.REPEAT), GOOD],
    ],
    ids=[
        *("nothing sent back", "never mended", "another paper", "an officer accepted it"),
        *("an officer accepted the next", "an officer refused the next", "with an officer"),
        *("a page", "a repeat"),
    ],
)
def test_nothing_is_spared_where_an_officer_had_the_work_or_nothing_was_mended(papers):
    assert rounds(*papers) == []


def test_papers_wait_side_by_side():
    """Of two papers the one that is late longest counts; one that came in late anyway hides it."""
    ktp = [bad(23, 11, slot="ktp"), bad(23, 12, slot="ktp"), good(23, 13, slot="ktp")]
    assert rounds(BAD, GOOD, *ktp) == [("blur", 1), ("blur", 1)]
    assert rounds(BAD, GOOD, good(30, slot="ktp")) == [("blur", 0)]
    assert rounds(BAD, GOOD, good(24, slot="ktp")) == [("blur", 0)]


def test_files_that_an_officer_sent_back_are_counted():
    returned, refused = replace(GOOD, returned=True), replace(GOOD, decision="re-photo")
    sampled = replace(BAD, decision="re-photo")
    assert spared([returned, refused, sampled, GOOD], EVERY_WEEKDAY).letters == 2
