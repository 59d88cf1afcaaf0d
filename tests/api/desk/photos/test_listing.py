"""Photos are found by filter and text."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.desk.photos import listing
from api.store.tables.batches import PHOTOS
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled
from tests.api.store.filled import json_answer


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        ("q=9001", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        ("q=R2", ["2.jpg"]),
        ("q=1.JPG", ["1.jpg"]),
        ("q=nobody", []),
        ("pile=waiting", ["2.jpg"]),
        ("pile=accept", ["0.jpg", "1.jpg"]),
        ("pile=re-photo", ["3.jpg"]),
        ("pile=decided", []),
        ("pile=nonsense", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        ("reason=glare", ["3.jpg"]),
        ("type=ktp", []),
        ("type=kk&pile=waiting&q=r2", ["2.jpg"]),
        ("page=2", []),
        (f"page={'9' * 30}", []),
        ("page=x", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
    ],
)
def test_photos_are_found_by_filter_and_text(desk, sri, query, files):
    sure = json_answer(0.0, verdict="re-photo")
    filled(desk, json_answer(0.99), json_answer(0.98), json_answer(0.5), sure)
    page = sri.get(f"/photos?{query}").text
    assert [f"{at}.jpg" for at in range(4) if f">{at}.jpg<" in page] == files


def test_the_list_shows_no_full_number(desk, sri):
    filled(desk, json_answer(0.99), json_answer(0.5, state="doubtful"))
    assert "3514********9001" in sri.get("/photos").text
    assert "3514010101209001" not in sri.get("/photos").text


TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("query", "files"),
    [
        (f"from={TODAY}&to={TODAY}", ["0.jpg", "1.jpg"]),
        (f"from={TOMORROW}", []),
        (f"to={TODAY}&decided={TODAY}", ["1.jpg"]),
        (f"decided={TOMORROW}", []),
        ("from=yesterday&to=9999-12-31", ["0.jpg", "1.jpg"]),
        ("officer=sri", ["1.jpg"]),
        ("pile=waiting&mine=1", ["0.jpg"]),
        ("batch=nowhere", []),
    ],
)
def test_days_officers_and_batches_are_in_the_address(desk, sri, query, files):
    _, (_, id_) = filled(desk, json_answer(0.5), json_answer(0.5))
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().values(added_at=time.time()))
    sri.post(f"/photos/{id_}/decide", decision="accept")
    page = sri.get(f"/photos?{query}").text
    assert [f"{at}.jpg" for at in range(2) if f">{at}.jpg<" in page] == files


def test_what_others_hold_is_said_and_not_waiting_for_me(desk, sri):
    filled(desk, json_answer(0.5))
    desk.person("budi").get("/queue")
    assert "dipegang budi" in sri.get("/photos").text
    assert "Tidak ada foto yang cocok" in sri.get("/photos?pile=waiting&mine=1").text


def test_pages_keep_filter_view_and_order(desk, sri, monkeypatch):
    monkeypatch.setattr(listing, "PHOTOS_PER_PAGE", 2)
    filled(desk, *[json_answer(0.99)] * 5)
    page = sri.get("/photos?pile=accept&view=grid&sort=-came&page=2").text
    assert "<strong>3–4</strong> dari 5 foto" in page
    kept = "?pile=accept&amp;view=grid&amp;sort=-came&amp;page="
    assert [f'href="{kept}{at}"' in page for at in (1, 3)] == [True, True]
    assert 'name="page" value="2" min="1" max="3"' in page
    assert "<strong>5–5</strong>" in sri.get("/photos?view=grid&page=3").text


def test_what_is_no_filter_is_not_cleared(desk, sri):
    filled(desk, json_answer(0.99))
    assert "Hapus saringan" in sri.get("/photos?q=0").text
    for query in (
        "",
        "?utm_source=x",
        "?view=grid&sort=came",
        "?pile=",
        "?pile=unknown",
        "?from=x",
    ):
        assert "Hapus saringan" not in sri.get(f"/photos{query}").text


def test_the_grid_is_one_audit_entry(desk, sri):
    id_, _ = filled(desk, *[json_answer(0.99)] * 3)
    sri.get(f"/batches/{id_}?view=grid")
    sri.get(f"/batches/{id_}")
    (act,) = acts(desk, "view_list")
    assert (act["subject"], act["detail"]) == (id_, {"list": "photos", "photos": 3})


def test_ready_lists_are_marked_when_open(desk, sri):
    filled(desk, json_answer(0.99))
    page = sri.get("/photos?pile=accept&view=grid").text
    assert page.count('aria-current="page"') == 2  # the page in the bar, the list
    assert '<a href="?pile=accept&amp;view=grid" aria-current="page">Yakin terbaca</a>' in page
