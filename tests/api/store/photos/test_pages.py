"""Pages of a list: filtered, sorted, counted, and found by text."""

import pytest

from api.store.decisions import recording
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos import claims, pages, search
from api.store.photos.pages import Part
from api.store.photos.search import Period, PhotoFilter, Status
from api.store.tables.batches import PHOTOS
from precheck.number_formats import akta, kk, nik
from tests.api.store.filled import NOW, batch, done, json_answer, photo

DAY = 86400
AGAIN = StoredDecision(decision="re-photo", reason="blur", message="Mohon foto ulang")


@pytest.fixture
def four(store):
    """Two photos of today, one decided by sri, one held by budi; two of yesterday, one a KTP."""
    row = batch(store, name="malam")
    answers = (json_answer(0.5), json_answer(0.4), json_answer(0.99), json_answer(0.99))
    answers[3]["document"] = {"type": "ktp"}
    ids = [
        done(store, row, answer, data=bytes([at]), file=f"{at}.jpg", now=NOW - at // 2 * DAY)
        for at, answer in enumerate(answers)
    ]
    with store.writing() as connection:
        recording.decide(connection, store.vault, ids[0], AGAIN, Act.begin("sri", NOW + 5))
        claims.claim(connection, photo(store, ids[1]), "budi", NOW)
        corrected = (
            PHOTOS.update().where(PHOTOS.c.id == ids[2]).values(officer_type="akta_kematian")
        )
        connection.execute(corrected)
    return row["id"], ids


def files(store, part=None, **wanted):
    with store.reading() as connection:
        found = pages.page(connection, store.vault, PhotoFilter(**wanted), part or Part(limit=10))
    return [int(one.names.file[0]) for one in found.photos]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [0, 1, 2, 3]),
        ({"came": Period(since=NOW)}, [0, 1]),
        ({"came": Period(before=NOW)}, [2, 3]),
        ({"officer": "sri"}, [0]),
        ({"officer": "budi"}, []),
        ({"decided": Period(since=NOW, before=NOW + 9)}, [0]),
        ({"decided": Period(since=NOW + 9)}, []),
        ({"type": "ktp"}, [3]),
        ({"type": "akta_kematian"}, [2]),
        ({"type": "kk"}, [0, 1]),
        ({"reason": "blur"}, [0]),
        ({"status": Status.WAITING}, [1]),
        ({"status": Status.WAITING, "free": ("sri", NOW)}, []),
        ({"status": Status.WAITING, "free": ("budi", NOW)}, [1]),
        ({"text": " 3.JPG "}, [3]),
        ({"text": ".jpg", "type": "kk"}, [0, 1]),
    ],
)
def test_photos_are_filtered(store, wanted, found):
    assert files(store, **wanted) == found


def test_only_chosen_photos_and_those_of_a_batch(store, four):
    id_, ids = four
    assert files(store, ids=(ids[3], ids[1])) == [1, 3]
    assert files(store, batch_id=id_) == [0, 1, 2, 3]
    assert files(store, batch_id="x") == []


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("nonsense", [0, 1, 2, 3]),
        ("came", [2, 3, 0, 1]),
        ("-came", [0, 1, 2, 3]),
        ("type", [2, 0, 1, 3]),
        ("-type", [3, 0, 1, 2]),
        ("officer", [0, 1, 2, 3]),
        ("-decided", [0, 1, 2, 3]),
        ("state", [1, 2, 3, 0]),
        ("-state", [0, 2, 3, 1]),
    ],
)
def test_photos_are_sorted_and_what_has_no_value_comes_last(store, sort, found):
    assert files(store, Part(limit=10, sort=sort)) == found


@pytest.mark.parametrize("text", ["", ".jpg"])
def test_a_page_is_a_part_of_the_matches_with_their_number(store, four, text):
    with store.reading() as connection:
        part = Part(limit=2, offset=1, sort="came")
        page = pages.page(connection, store.vault, PhotoFilter(text=text), part)
        beyond = pages.page(
            connection, store.vault, PhotoFilter(text=text), Part(limit=2, offset=9)
        )
    assert [one.photo["id"] for one in page.photos] == [four[1][3], four[1][0]]
    assert {one.batch_name for one in page.photos} == {"malam"}
    assert (page.total, beyond.total, list(beyond.photos)) == (4, 4, [])


@pytest.mark.parametrize("module", [akta, kk, nik])
def test_no_masked_number_shows_five_digits_in_a_row(module):
    """Such a text is looked for in names alone."""
    shown = [module.mask(number) for number in NUMBERS]
    assert not any(search.IN_NO_MASKED_NUMBER.search(one) for one in shown), shown


NUMBERS = (
    "3514012345678901",
    "3514-LU-12032019-0001",
    "1234/DISP/JT/1998",
    "123456/IST/2001",
    "12345",
)
