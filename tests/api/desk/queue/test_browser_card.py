"""One card in a browser: the type by one key, a reason for R, wrong numbers, numbers unmasked."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from api.desk.photos.card import LETTERS
from api.store.photos import claims, search
from tests.api.desk.audit import acts
from tests.api.desk.browser import press, settled
from tests.api.desk.pictured import answer, broken, brought
from tests.api.store.filled import photo
from tests.servers.axe import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("opened", [DESKTOP, PHONE], ids=["desktop", "phone"], indirect=True)
NUMBER = "3514010101209002"
LABELS_OVER_NUMBER = """() => {
  const number = document.querySelector(".marks:not([hidden]) .number").getBoundingClientRect();
  return [...document.querySelectorAll(".labels span")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < number.right - 1 && number.left < box.right - 1
      && box.top < number.bottom - 2 && number.top < box.bottom - 2;
  }).length;
}"""
SELECTED = "() => document.getSelection().toString()"


@pytest.fixture
def opened(served, windows, request):
    """A function that opens the page of a photo, by its answer or its id."""
    with ExitStack() as windows_open:

        def open_page(made, who="officer"):
            id_ = made if isinstance(made, str) else brought(served[0], made)[0]
            page = windows_open.enter_context(windows.page(who, request.param))
            page.goto(f"/desk/photos/{id_}")
            return id_, page

        yield open_page


def unrecognised():
    made = answer(verdict="accept", reasons=())
    made["document"]["type"], made["number"] = "other", None
    return made


@SIZES
def test_a_type_set_with_one_key_brings_the_number_s_field(served, opened):
    id_, page = opened(unrecognised())
    expect(page.locator("#number")).to_have_count(0)
    press(page, "t")
    expect(page.locator("#types")).to_be_visible()
    press(page, "1")
    expect(page.locator("#number")).to_be_visible()
    expect(page.locator("#number")).to_be_focused()
    page.locator("#number").press_sequentially(NUMBER)
    press(page, "Enter")
    expect(page.locator(".told-line")).to_contain_text("Diterima")
    row = photo(served[0].store, id_)
    assert (row["officer_type"], row["number_masked"]) == ("kk", "3514********9002")
    assert "foto Kartu Keluarga sudah terbaca" in row["message"]


@SIZES
def test_r_asks_for_a_reason_where_the_machine_has_none(served, opened):
    id_, page = opened(answer(reasons=()))
    press(page, "Escape")
    press(page, "r")
    question = page.locator("#why")
    expect(question).to_be_visible()
    assert photo(served[0].store, id_)["decision"] is None
    press(page, "Escape")
    expect(question).to_be_hidden()
    for keys, reason in (("r5", "dark"), ("4", "blur")):
        for key in keys:
            press(page, key)
        expect(page.locator(".told-line")).to_contain_text("foto ulang")
        assert photo(served[0].store, id_)["decision_reason"] == reason
        press(page, "z")
        expect(page.locator(".told-line")).to_contain_text("Diurungkan")


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_every_other_reason_has_a_key_also_while_the_number_has_the_cursor(served, opened):
    id_, page = opened(answer(state="doubtful"))
    buttons = page.locator(".others [name=again]").all()
    assert all(button.get_attribute("data-key") for button in buttons)
    expect(page.locator("#number")).to_be_focused()
    for key, reason in zip("dbpmix", LETTERS, strict=True):
        press(page, key)
        expect(page.locator(".told-line")).to_contain_text("foto ulang")
        assert photo(served[0].store, id_)["decision_reason"] == reason
        press(page, "z")
        expect(page.locator(".told-line")).to_contain_text("Diurungkan")


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_no_label_covers_the_number(opened):
    made = answer(reasons=("glare", "blur", "dark"))
    for one in made["reasons"]:
        left, top = made["number"]["box"][0]
        one["where"] = [[x + left, y + top + 20] for x, y in ((0, 0), (90, 0), (90, 60), (0, 60))]
    _, page = opened(made)
    page.wait_for_function("() => document.querySelector('.view img')?.naturalWidth > 0")
    settled(page)
    assert page.evaluate(LABELS_OVER_NUMBER) == 0
    label = page.locator(".labels .number").bounding_box()
    number = page.locator(".marks:not([hidden]) .number").bounding_box()
    assert abs(label["y"] - number["y"]) < 10  # beside it: the form's title stands above
    assert label["x"] >= number["x"] + number["width"] - 10


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_passwords_are_shown_on_request(opened):
    _, page = opened(answer())
    page.goto("/desk/password")
    fields = page.locator("[autocomplete$=password]")
    kinds = "all => all.map(one => one.type)"
    assert fields.evaluate_all(kinds) == ["password"] * 3
    page.get_by_label("tampilkan kata sandi").check()
    assert fields.evaluate_all(kinds) == ["text"] * 3


@SIZES
def test_a_broken_file_has_its_message_and_no_green_button(served, opened):
    id_, page = opened(broken(served[0]))
    expect(page.locator(".view")).to_contain_text("tidak dapat dibuka: file gambar rusak")
    expect(page.locator("#message")).to_contain_text("file fotonya rusak")
    expect(page.locator("#card img, #card .good")).to_have_count(0)
    press(page, "a")
    press(page, "r")
    expect(page.locator(".told-line")).to_contain_text("foto ulang")
    assert photo(served[0].store, id_)["decision_reason"] == "broken_picture"
    expect(page.locator("#message")).to_contain_text("rusak atau terpotong")


@SIZES
def test_a_wrong_number_stays_and_its_digits_are_selected(opened):
    made = answer(state="doubtful")
    for at, digit in enumerate(made["number"]["digits"]):
        digit["state"] = "doubtful" if at == 10 else "read"
    _, page = opened(made)
    field = page.locator("#number")
    field.fill("3514 0132 0120 9001")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(
        "Tanggal di dalam nomor ini tidak ada di kalender."
    )
    expect(field).to_have_value("3514 0132 0120 9001")
    settled(page)
    expect(field).to_be_focused()
    assert page.evaluate(SELECTED) == "32"
    field.fill("351401010120900")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Nomor ini berisi 16 angka.")
    settled(page)
    at = field.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert at == [10, 11]


@SIZES
def test_a_colleague_s_number_is_unmasked_by_a_noted_act(served, opened):
    desk, _ = served
    (id_,) = brought(desk, answer())
    with desk.store.writing() as connection:
        assert claims.claim(connection, search.get(connection, id_), "budi", 9e9)
    _, page = opened(id_, who="supervisor")
    expect(page.locator(".digits")).to_have_text("3514********9001")
    expect(page.locator(".strip")).to_have_count(0)
    assert page.locator(".sheet img").first.get_attribute("src").endswith("?masked=1")
    press(page, "u")
    expect(page.locator(".digits")).to_have_text("3514010101209001")
    expect(page.locator(".strip")).to_be_visible()
    assert page.locator(".sheet img").first.get_attribute("src").endswith("document.jpg")
    entries = [one for one in acts(desk, "unmask_number") if one["subject"] == id_]
    assert [one["who"] for one in entries] == ["supervisor"]
    page.reload()
    expect(page.locator(".digits")).to_have_text("3514********9001")
