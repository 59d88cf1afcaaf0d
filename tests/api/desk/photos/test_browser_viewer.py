"""The viewer in a browser: fits, zooms, moves and turns the photo by mouse, keys and fingers."""

from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import expect

from tests.api.desk.browser import press
from tests.api.desk.pictured import answer, brought
from tests.servers.axe import DESKTOP, PHONE, faults

SIZES = pytest.mark.parametrize("page", [DESKTOP, PHONE], ids=["desktop", "phone"], indirect=True)
LOADED = "(name) => document.querySelector(name).naturalWidth > 0"
INSIDE = """() => {
  const frame = document.querySelector(".frame").getBoundingClientRect();
  return [...document.querySelectorAll(".labels span")].map((label) => {
    const box = label.getBoundingClientRect();
    return box.left >= frame.left - 1 && box.right <= frame.right + 1 &&
      box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
  });
}"""

COVERED = """() => {
  const box = (element) => element.getBoundingClientRect();
  const number = box(document.querySelector(".marks:not([hidden]) .number"));
  const title = number.top - 1.5 * number.height;  // of an upright form
  return [...document.querySelectorAll(".labels span")]
    .filter((label) => label.style.visibility !== "hidden").map(box)
    .filter((label) => label.left < number.right - 2 && number.left + 2 < label.right &&
      label.top < number.bottom - 2 && title + 2 < label.bottom).length;
}"""


@pytest.fixture(scope="module")
def photo(served):
    made = answer(turn=90, verdict="accept")
    made["notes"], made["reasons"] = made["reasons"], []
    return brought(served[0], made, turn=90)[0]


@pytest.fixture(scope="module")
def pages(windows, photo):
    """A page of the photo in each size; nothing is decided in it."""
    with ExitStack() as stack:

        @cache
        def opened(width):
            size = DESKTOP if width == DESKTOP["width"] else PHONE
            page = stack.enter_context(windows.page("officer", size))
            page.goto(f"/desk/photos/{photo}")
            page.wait_for_function(LOADED, arg=".sheet img")
            press(page, "Escape")
            return page

        yield opened


@pytest.fixture
def page(pages, request):
    page = pages(request.param["width"])
    page.bring_to_front()
    press(page, "0")
    yield page
    if page.locator("[data-sheet=document]").is_hidden():
        press(page, "f")


def boxes(page):
    return tuple(
        page.locator(name).bounding_box() for name in (".frame", ".sheet:not([hidden]) img")
    )


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@SIZES
def test_the_document_fits_its_frame_upright(page):
    frame, picture = boxes(page)
    assert picture["width"] <= frame["width"] + 1
    assert picture["height"] <= frame["height"] + 1
    filled = max(picture["width"] / frame["width"], picture["height"] / frame["height"])
    assert filled == pytest.approx(1, abs=0.01)
    assert picture["width"] / picture["height"] == pytest.approx(600 / 440, abs=0.05)
    assert middle(picture) == pytest.approx(middle(frame), abs=2)
    press(page, "f")
    whole = page.locator("[data-sheet=picture] img")
    expect(whole).to_be_visible()
    page.wait_for_function(LOADED, arg="[data-sheet=picture] img")
    _, picture = boxes(page)
    assert picture["width"] / picture["height"] == pytest.approx(800 / 600, abs=0.02)


@SIZES
def test_labels_are_in_the_page_s_language_inside_the_frame(page):
    labels = page.locator(".labels span")
    expect(labels).to_have_text(["Nomor KK", "pantulan cahaya"])
    background = "label => getComputedStyle(label).backgroundColor"
    assert "rgba(0, 0, 0, 0)" not in labels.evaluate_all(f"all => all.map({background})")
    for key in ("+", "+", "+", "ArrowUp", "ArrowUp", ">", "f", "0"):
        press(page, key)
        assert page.evaluate(INSIDE) == [True, True]
        if key != ">":  # turned, the title is not above
            assert page.evaluate(COVERED) == 0, key
    press(page, "o")
    expect(labels.first).to_be_hidden()
    expect(page.locator(".marks:not([hidden])")).to_be_hidden()
    press(page, "o")
    expect(labels.first).to_be_visible()


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
def test_keys_zoom_move_turn_and_change_the_contrast(page):
    _, before = boxes(page)
    press(page, "+")
    press(page, "=")
    _, larger = boxes(page)
    assert larger["width"] == pytest.approx(before["width"] * 1.35**2, rel=0.01)
    press(page, "ArrowRight")
    _, moved = boxes(page)
    assert moved["x"] == pytest.approx(larger["x"] - 80, abs=1)
    press(page, "-")
    press(page, "0")
    assert boxes(page)[1] == pytest.approx(before, abs=1)
    press(page, ">")
    _, turned = boxes(page)
    assert turned["height"] > turned["width"]
    press(page, "<")
    assert boxes(page)[1] == pytest.approx(before, abs=1)
    press(page, "k")
    assert "contrast" in page.locator(".sheet img").first.evaluate(
        "e => getComputedStyle(e).filter"
    )
    press(page, "k")
    press(page, "k")
    expect(page.locator("[data-view=contrast]")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
def test_what_is_under_the_mouse_stays_there_and_can_be_dragged(page):
    frame, before = boxes(page)
    x, y = frame["x"] + frame["width"] / 4, frame["y"] + frame["height"] / 3
    page.mouse.move(x, y)
    page.mouse.wheel(0, -200)
    page.wait_for_function("() => document.querySelector('.view').matches('.zoomed')")
    _, after = boxes(page)
    assert share(before, x, y) == pytest.approx(share(after, x, y), abs=0.01)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=3)
    page.mouse.up()
    _, dragged = boxes(page)
    assert (dragged["x"] - after["x"], dragged["y"] - after["y"]) == pytest.approx((40, 30), abs=2)


def share(box, x, y):
    return (x - box["x"]) / box["width"], (y - box["y"]) / box["height"]


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_two_fingers_zoom_and_one_moves(page):
    frame, before = boxes(page)
    hand, (x, y) = page.context.new_cdp_session(page), middle(frame)

    def touch(kind, *points):
        made = [{"x": at, "y": y, "id": id_} for id_, at in points]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": made})

    touch("touchStart", (0, x - 30), (1, x + 30))
    for step in range(1, 7):
        touch("touchMove", (0, x - 30 - 10 * step), (1, x + 30 + 10 * step))
    touch("touchEnd")
    _, zoomed = boxes(page)
    assert zoomed["width"] == pytest.approx(before["width"] * 3, rel=0.1)
    touch("touchStart", (0, x))
    for step in range(1, 5):
        touch("touchMove", (0, x - 15 * step))
    touch("touchEnd")
    assert boxes(page)[1]["x"] == pytest.approx(zoomed["x"] - 60, abs=8)
    assert page.evaluate("scrollY") == 0


@SIZES
def test_all_keys_are_listed_and_none_acts_behind_the_list(page):
    press(page, "?")
    dialog = page.locator("#keys")
    expect(dialog).to_be_visible()
    listed = set("".join(dialog.locator("kbd").all_text_contents()).replace("…", ""))
    used = page.locator("#card [data-key]:not(dialog *)")
    keys = used.evaluate_all("all => all.map(e => e.dataset.key).filter(key => key.length === 1)")
    assert {key.upper().replace("-", "−") for key in keys} - {*"?2345678"} <= listed
    press(page, "a")
    press(page, "+")
    expect(page.locator(".view")).not_to_have_class("zoomed")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".verdict")).to_contain_text("peluang")


@SIZES
def test_anybody_can_use_it_in_light_and_dark(page):
    assert faults(page) == []


@pytest.mark.parametrize("dialog", ["#keys", "#types", "#why"])
@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_anybody_can_use_its_dialogs(page, dialog):
    page.locator(f"[data-open='{dialog}']").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
