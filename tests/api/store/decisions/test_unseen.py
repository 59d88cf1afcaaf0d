"""Which sure accept verdicts are accepted unseen, on both databases, and why the others are not."""

import pytest
from sqlalchemy import select, update

from api.store.decisions import unseen
from api.store.decisions.unseen import Left, UnseenRules
from api.store.tables.batches import PHOTOS
from precheck.office.policy import Office
from tests.api.store.filled import batch, done, json_answer

TYPES = ("kk", "ktp", "akta_kelahiran", "akta_kematian")
OFFICE = UnseenRules(numbered=TYPES)
NO_NUMBERS = UnseenRules(numbered=())
LINE = UnseenRules(numbered=(), numbered_line=True)
ORIGINALS = UnseenRules(numbered=TYPES, originals=True)
KK = {"type": "kk", "number_state": "read"}
OTHER = {"type": "other", "number_state": None}


def noted(*codes):
    return {**KK, "answer": {**json_answer(0.99), "notes": [{"code": code} for code in codes]}}


CASES = [
    pytest.param(KK, OFFICE, None, id="a card whose number is read"),
    pytest.param(OTHER, OFFICE, Left.TYPE, id="a paper of no known type"),
    pytest.param(OTHER, NO_NUMBERS, Left.TYPE, id="the same where no number is asked for"),
    pytest.param({**OTHER, "type": None}, OFFICE, Left.TYPE, id="no type at all"),
    pytest.param({**KK, "number_state": None}, OFFICE, Left.NUMBER, id="no number found"),
    pytest.param({**KK, "number_state": "unread"}, OFFICE, Left.NUMBER, id="number unread"),
    pytest.param({**KK, "number_state": "doubtful"}, OFFICE, Left.NUMBER, id="number doubtful"),
    pytest.param({**KK, "number_state": "unread"}, NO_NUMBERS, None, id="number not asked for"),
    pytest.param({**KK, "number_state": "unread"}, LINE, Left.NUMBER, id="the line asks for it"),
    pytest.param(
        {**OTHER, "officer_type": "kk"}, OFFICE, Left.NUMBER, id="an officer set the type"
    ),
    pytest.param({**KK, "officer_type": "ktp"}, OFFICE, Left.NUMBER, id="the number of a KK"),
    pytest.param({**KK, "officer_type": "kk"}, OFFICE, None, id="the same type set"),
    pytest.param({**KK, "officer_type": "other"}, OFFICE, Left.TYPE, id="an officer took it away"),
    pytest.param(noted("screen"), ORIGINALS, Left.SCREEN, id="a screen, originals insisted on"),
    pytest.param(noted("glare", "screenshot"), ORIGINALS, Left.SCREEN, id="a screenshot"),
    pytest.param(noted("screen"), OFFICE, None, id="a screen, originals not insisted on"),
    pytest.param(noted("more_pages"), ORIGINALS, None, id="another note"),
    pytest.param(
        {**noted("screen"), "number_state": None}, ORIGINALS, Left.NUMBER, id="two: the first"
    ),
]


@pytest.mark.parametrize(("columns", "rules", "expected"), CASES)
def test_why_a_photo_is_left(store, columns, rules, expected):
    here = sure(store, columns)
    with store.reading() as connection:
        counted = unseen.count(connection, here, rules)
        free = connection.scalars(select(PHOTOS.c.id).where(unseen.acceptable(here, rules))).all()
    assert counted.left == ({} if expected is None else {expected: 1})
    assert counted.accepted == len(free) == (expected is None)


def sure(store, columns):
    """Return a batch with a sure accept verdict and these columns."""
    here = batch(store)
    id_ = done(store, here, json_answer(0.99))
    with store.writing() as connection:
        connection.execute(update(PHOTOS).where(PHOTOS.c.id == id_).values(**columns))
    return here["id"]


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "leased"},
        {"verdict": "re-photo"},
        {"decision": "accept"},
        {"for_officer": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("type_", ["kk", "other"])
def test_only_sure_undecided_accepts_count(store, columns, type_):
    here = sure(store, {"type": type_, **columns})
    with store.reading() as connection:
        counted = unseen.count(connection, here, OFFICE)
    assert (counted.accepted, counted.left) == (0, {})


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        *((line, True) for line in ("kk", "Loket KK", "e-KTP", "akta", "akta_kelahiran", "NIK")),
        *((line, False) for line in (None, "", "loket 3", "pernikahan", "surat lain")),
    ],
)
def test_a_line_asks_for_a_number_by_naming_a_document(line, asks):
    rules = UnseenRules.of(Office.load(), line)
    assert rules.numbered_line is asks
    assert set(rules.numbered) == set(TYPES)
    assert rules.originals is False
