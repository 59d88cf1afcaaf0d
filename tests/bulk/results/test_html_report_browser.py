"""The HTML report in a browser: dense, what needs an eye first, sorted and searched."""

import pytest

from precheck.bulk.results.html_report import write_html
from precheck.bulk.results.result_file import ResultFile
from tests.bulk.made import error, row
from tests.servers.axe import SIZES
from tests.servers.reports import faults_of, opened

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
ROWS = [
    row("sure.jpg", p_accept=0.99, reference="Budi", sent_at="2023-12-05T21:41:00", overlay=DOT),
    row("gone.jpg", "re-photo", p_accept=0.1, overlay=DOT),
    error("broken.jpg"),
    row("doubt-10.jpg", "doubtful", p_accept=0.55, overlay=DOT),
    row("doubt-9.jpg", "doubtful", p_accept=0.47, overlay=DOT),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    with ResultFile(folder / "r.jsonl") as results:
        for one in ROWS:
            results.add(one)
        write_html(folder / "r.html", results, "id")
    return folder / "r.html"


def names(page):
    shown = page.locator(".photos .file:visible").all_text_contents()
    return [name.removesuffix(".jpg") for name in shown]


def test_nothing_is_wrong_with_it_at_any_size_by_day_and_by_night(browser, path):
    assert faults_of(browser, path) == []


def test_what_needs_an_eye_is_first_and_columns_sort(browser, path):
    problems = []
    with opened(browser, path, problems) as page:
        assert names(page) == ["doubt-10", "doubt-9", "broken", "gone", "sure"]
        assert "47,0 %" in page.locator(".photos tbody").text_content()
        assert "file gambar rusak" in page.locator(".photos tbody").text_content()
        assert "05-12-2023 21.41" in page.locator(".photos tbody").text_content()
        page.get_by_role("button", name="File").click()
        assert names(page) == ["broken", "doubt-9", "doubt-10", "gone", "sure"]
        page.get_by_role("button", name="Peluang").click()
        assert names(page)[:2] == ["gone", "doubt-9"]
        page.get_by_label("Cari").fill("meragukan")
        assert names(page) == ["doubt-9", "doubt-10"]
        assert page.get_by_role("status").text_content() == "2 / 5"
    assert not problems


@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_rows_are_dense_and_pictures_grow_when_asked(browser, path, size):
    with opened(browser, path, []) as page:
        page.set_viewport_size(size)
        heights = [one.bounding_box()["height"] for one in page.locator(".photos tbody tr").all()]
        assert max(heights) < (60 if size is SIZES[0] else 150)
        outcome = page.locator(".pile").first.bounding_box()
        assert outcome["x"] + outcome["width"] <= size["width"]
        picture = page.locator(".small").first
        assert picture.bounding_box()["width"] < 70
        picture.press("Enter")
        assert picture.get_attribute("aria-expanded") == "true"
