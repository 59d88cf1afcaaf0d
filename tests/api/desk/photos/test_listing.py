"""Photos are found by filter and text."""

import pytest

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
