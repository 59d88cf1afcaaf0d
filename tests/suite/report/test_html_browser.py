"""The suite's HTML report in a browser: wrong verdicts first, shares and values apart."""

import re

import pytest

from precheck.suite.figures.all_figures import all_figures
from precheck.suite.limits import FigureLimit
from precheck.suite.report.html import Thumbnails, write_html
from precheck.suite.report.suite_report import SuiteReport
from tests.servers.axe import SIZES
from tests.servers.reports import faults_of, opened
from tests.suite.made import good_and_bad

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
KEPT = {"false_accept": FigureLimit(at_most=0.5)}
BROKEN = {"false_re_photo": FigureLimit(errors_at_most=0)}


def report(name, limits=None):
    """Return a suite of 20 shots, whose good ones have one wrong verdict."""
    shots = good_and_bad(wrong_good=1)
    given = {name: limits} if limits else {}
    found = all_figures(shots)
    return SuiteReport(name=name, shots=shots, figures=found, limits=given, worlds={"lamp": found})


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a function that writes the report of suites; no photo is checked again."""
    folder = tmp_path_factory.mktemp("report")

    def write(*reports):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Thumbnails, "data_url", lambda *_: DOT)
            write_html(folder / "r.html", reports, [Thumbnails(folder)] * len(reports))
        return folder / "r.html"

    return write


def test_nothing_is_wrong_with_it_at_any_size_by_day_and_by_night(browser, written):
    assert faults_of(browser, written(report("own", BROKEN))) == []


def test_wrong_verdicts_are_first_of_a_suite(browser, written):
    with opened(browser, written(report("own", BROKEN)), []) as page:
        headings = page.locator("section h3").all_text_contents()
        assert headings[:2] == ["Wrong verdicts (1)", "Limits"]
        assert page.locator("section figure").first.text_content().strip().startswith("g0.jpg")


def test_each_cause_is_counted_by_its_first_reason(browser, written):
    with opened(browser, written(report("own")), []) as page:
        table = page.get_by_role("region", name="First reasons, own")
        assert table.locator("thead th").all_text_contents() == ["cause", "accept", "blur"]
        rows = [row.all_text_contents() for row in map(cells_of, table.locator("tbody tr").all())]
        assert rows == [["defocus", "0", "10"], ["none", "9", "1"]]


def cells_of(row):
    return row.locator("th, td")


def test_a_thumbnail_grows_when_it_is_clicked(browser, written):
    with opened(browser, written(report("own", BROKEN)), []) as page:
        page.set_viewport_size(SIZES[0])
        small = page.locator(".enlarge img").first
        before = small.bounding_box()["width"]
        small.click()
        assert small.bounding_box()["width"] > 1.5 * before


def test_the_limits_in_force_are_drawn_and_no_heading_is_empty(browser, written):
    with opened(browser, written(report("own")), []) as page:
        figures = page.locator("figure:has(figcaption:text('imits'))")
        assert [one.locator(".limit").count() for one in figures.all()] == [2, 2]  # with the axes
        assert page.evaluate(EMPTY_HEADINGS) == []


EMPTY_HEADINGS = """() => [...document.querySelectorAll("section h3")].filter((one) => {
  const next = one.nextElementSibling;
  return !next || next.matches("h2, h3") || !next.textContent.trim();
}).map((one) => one.textContent)"""


def test_shares_and_values_have_tables_of_their_own(browser, written):
    with opened(browser, written(report("own"), report("mixed")), []) as page:
        for name in ("Shares of own", "Values of own", "Shares, and what they are of", "Values"):
            cells = page.get_by_role("region", name=name, exact=True).locator("tbody td")
            texts = [text for text in cells.all_text_contents() if text not in ("", "–")]
            shares = [text for text in texts if text.endswith("%")]
            assert bool(shares) == name.startswith("Shares")
            assert all(re.fullmatch(r"[\d.]+ %|\d+ of \d+|[\d.]+–[\d.]+ %", one) for one in shares)
            assert not [text for text in texts if "(" in text]


@pytest.mark.parametrize(
    ("limits", "result"), [(None, "no limits"), (KEPT, "green"), (BROKEN, "red")]
)
def test_the_result_is_said_at_the_top(browser, written, limits, result):
    with opened(browser, written(report("own", limits)), []) as page:
        assert page.locator("h1").text_content() == f"Suites own: {result}"
        assert page.locator("section h2").text_content() == f"Suite own: {result}"


def test_a_phone_reads_the_first_column_of_a_wide_table(browser, written):
    with opened(browser, written(report("own")), []) as page:
        page.set_viewport_size(SIZES[1])
        table = page.get_by_role("region", name="By cause, own")
        table.evaluate("one => one.scrollTo(300, 0)")
        name = table.locator("tbody th").first.bounding_box()
        assert name["x"] >= 0
        assert name["x"] + name["width"] <= SIZES[1]["width"]
