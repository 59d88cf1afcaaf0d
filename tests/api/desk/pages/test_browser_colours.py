"""The desk's colours: light, dark and on paper, and the ring of what the keyboard is at."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import api
from tests.api.desk.batches_made import filled
from tests.api.store.filled import json_answer

STATIC = Path(api.__file__).parent / "static/desk"
LITERAL = re.compile(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl|\b(?:white|black|red|green|grey|gray)\b(?!-)")


@pytest.fixture(scope="module")
def batch(served):
    """A doubtful photo, one to be sent back and a sure one."""
    desk, _ = served
    doubtful, sent_back = (0.6, "accept", "doubtful"), (0.4, "re-photo", "unread")
    answers = [
        json_answer(p_accept, verdict=verdict, state=state)
        for p_accept, verdict, state in (doubtful, sent_back, (0.95, "accept", "read"))
    ]
    return filled(desk, *answers)[0]


@pytest.mark.parametrize("name", ["desk.css", "print.css"])
def test_rules_name_colours_that_know_light_and_dark(name):
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(), flags=re.DOTALL)
    values = re.findall(r":\s*([^;{}]+);", rules)
    assert not [value for value in values if LITERAL.search(value)]


def test_the_ring_is_3_px_wherever_the_keyboard_comes(windows, batch):
    with windows.page("officer") as page:
        page.goto(f"/desk/batches/{batch}")
        page.keyboard.press("Tab")  # from here on whatever has the focus shows it
        rings = page.evaluate(RINGS)
    assert {"A", "SUMMARY", "INPUT", "SELECT", "BUTTON", "DIV"} <= rings.keys()
    assert {ring for found in rings.values() for ring in found} == {"solid 3px"}


RINGS = """() => {
  const rings = {};
  const steps = "a, button, input, select, summary, [tabindex='0']";
  for (const one of document.querySelectorAll(steps)) {
    one.focus();
    if (document.activeElement !== one) continue;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    (rings[one.tagName] ??= []).push(`${outlineStyle} ${outlineWidth}`);
  }
  return rings;
}"""


def test_on_paper_is_what_there_is_to_read(windows, batch):
    with windows.page("supervisor") as page:
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(f"/desk/batches/{batch}")
        expect(page.locator("table.list")).to_be_visible()
        for pressed in ("header.bar", ".filters", ".acts", ".export", ".danger"):
            assert not [one for one in page.locator(pressed).all() if one.is_visible()], pressed
        ink = page.locator("td").first.evaluate("one => getComputedStyle(one).color")
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 96
