"""Uploads in a browser: broken off and continued, equal files named, files added later."""

import time
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from api.store.tables.announced import ANNOUNCED
from api.store.tables.batches import BATCHES, PHOTOS
from tests.api.desk.batches_made import announce, send
from tests.api.desk.browser import PATIENCE, drop
from tests.api.desk.people import PASSWORD
from tests.bulk.made import JPEG, zipped
from tests.servers.axe import DESKTOP, PHONE, faults

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
KINDS = count(1)


@pytest.fixture
def folder(tmp_path):
    """Make a folder of photos that no other test has; one request takes twenty of them."""
    kind = next(KINDS)

    def make(photos, name="malam"):
        there = tmp_path / name
        there.mkdir(exist_ok=True)
        for at in range(photos):
            (there / f"{at}.jpg").write_bytes(JPEG + bytes([kind, at]))
        return there

    return make


@pytest.fixture
def window(windows, served):
    """Windows on a desk without any batch."""
    desk, _ = served
    with desk.store.writing() as connection:
        connection.execute(BATCHES.delete())
    return windows


def batches_of(served):
    """Return the number of photos in each batch, the oldest first."""
    query = select(func.count(PHOTOS.c.id)).select_from(BATCHES.outerjoin(PHOTOS))
    query = query.group_by(BATCHES.c.id).order_by(BATCHES.c.id)
    with served[0].store.reading() as connection:
        return list(connection.scalars(query))


def cut(page, after):
    """Cut the network at all requests of files after the first ones."""
    seen = count()
    page.route("**/files", lambda route: route.continue_() if next(seen) < after else route.abort())


@SIZES
def test_a_broken_upload_goes_on_and_nothing_is_doubled(window, served, folder, size):
    path, warned = folder(30), []
    with window.page("officer", size, cut=True) as page:
        page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
        page.clock.install()
        page.goto("/desk/home")
        cut(page, 1)
        with page.expect_response("**/files"):  # the clock of the page must not end this request
            drop(page, path)
        go_on = page.get_by_role("button", name="Lanjutkan")
        until = time.monotonic() + PATIENCE / 1000
        while not go_on.is_visible() and time.monotonic() < until:
            page.clock.run_for(5000)
        expect(page.locator("#upload .said")).to_contain_text("20 dari 30 file terkirim, 10 belum.")
        expect(go_on).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert batches_of(served) == [20]
        page.locator("#upload .said").click()  # browsers warn only where somebody has acted
        page.evaluate("location.assign('/desk/photos')")
        page.unroute("**/files")
        go_on.click()
        page.wait_for_url("**/batches/*")
        assert (batches_of(served), warned) == ([30], ["beforeunload"])
        batch = page.url
        page.goto("/desk/home")
        drop(page, path)
        expect(page.locator("#upload .said")).to_have_text(
            "Sudah ada di kumpulan malam; tidak dikirim lagi."
        )
        page.keyboard.press("Enter")
        page.wait_for_url(batch)
    assert batches_of(served) == [30]


def test_the_network_comes_back_and_nobody_has_to_press_anything(window, served, folder):
    with window.page("officer", cut=True) as page:
        page.clock.install()
        page.add_init_script(REMEMBERED)
        page.goto("/desk/home")
        page.clock.pause_at(datetime.now().astimezone() + timedelta(hours=1))  # no wait ends
        cut(page, 0)
        drop(page, folder(3))
        expect(page.locator("#upload .said")).to_contain_text("mencoba lagi")
        page.unroute("**/files")
        page.route("**/files", lambda _: None)  # under way for as long as the test likes
        page.context.set_offline(True)
        with page.expect_request("**/files"):
            page.context.set_offline(False)
        page.evaluate("sending.upload.onprogress(new ProgressEvent('progress', { loaded: 1 }))")
        expect(page.locator("#upload .said")).to_have_text("Mengunggah…")
        page.unroute("**/files")
        page.wait_for_url("**/batches/*")
        page.clock.resume()  # the clock is that of all pages of this person
    assert batches_of(served) == [3]


REMEMBERED = """{
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    window.sending = this;
    send.call(this, body);
  };
}"""


@SIZES
def test_the_same_folder_continues_and_more_is_added(window, served, folder, size):
    path = folder(5)
    half_sent(served, path, 3)
    with window.page("officer", size) as page:
        page.goto("/desk/home")
        expect(page.locator("tbody tr").first).to_contain_text("2 belum terkirim")
        page.get_by_role("link", name="malam").click()
        missing = page.locator("#missing")
        expect(missing).to_contain_text("3 dari 5 file diterima. Jatuhkan folder yang sama")
        missing.get_by_text("Yang belum terkirim").click()
        expect(missing.get_by_text("4.jpg")).to_be_visible()
        assert faults(page) == []
        page.goto("/desk/photos")
        drop(page, path)
        expect(page.locator("#upload .said")).to_contain_text("malam, 3 dari 5 file diterima")
        page.get_by_role("button", name="Lanjutkan").click()
        page.wait_for_url("**/batches/*")
        expect(page.locator("#missing")).to_have_count(0)
        drop(page, folder(7))  # on the page of the batch: the five, and two more
        expect(page.locator("#progress .line")).to_have_text("0 dari 7 foto diperiksa")
        expect(page.locator("#drop")).to_contain_text("Tambah foto")
        more = {"name": "satu.jpg", "mimeType": "image/jpeg", "buffer": JPEG + b"one more"}
        page.locator("#files").set_input_files(more)
        expect(page.locator("#progress .line")).to_have_text("0 dari 8 foto diperiksa")
    assert batches_of(served) == [8]


def half_sent(served, path, sent):
    """Announce a folder's files and send the first ones, a while ago."""
    files = [(file.name, file.read_bytes()) for file in sorted(path.iterdir())]
    officer = served[0].guest()
    officer.sign_in("officer")
    id_ = announce(officer, *files, name=path.name).json["id"]
    send(officer, id_, *files[:sent])
    a_while_later(served)


def a_while_later(served):
    """Let no file have come for a while: whoever uploads may have gone."""
    with served[0].store.writing() as connection:
        connection.execute(ANNOUNCED.update().values(at=time.time() - 100))


@SIZES
def test_equal_files_are_named_and_may_be_added_all_the_same(window, served, folder, size):
    with window.page("officer", size) as page:
        page.goto("/desk/home")
        drop(page, folder(3, "kemarin"))
        page.wait_for_url("**/batches/*")
        (new := folder(2, "hari ini")).joinpath("baru.jpg").write_bytes(JPEG + b"new")
        new.joinpath("z.jpg").write_bytes(JPEG + b"new")
        page.goto("/desk/home")
        drop(page, new)
        others = page.locator("#upload .unadded")
        expect(others).to_contain_text("2 file sudah ada di kumpulan lain")
        expect(others).to_contain_text("z.jpg – sama dengan baru.jpg")
        expect(others.get_by_role("link", name="0.jpg")).to_be_visible()
        expect(others.get_by_role("link", name="kemarin").first).to_be_visible()
        assert batches_of(served) == [3, 1]
        assert faults(page) == []
        page.get_by_role("button", name="Masukkan juga (2)").click()
        page.get_by_role("button", name="Lanjut", exact=True).click()
        page.wait_for_url("**/batches/*")
        others = page.locator("#others")
        expect(others.locator("summary")).to_have_text("1 file tidak menjadi foto baru")
        others.locator("summary").click()
        expect(others.locator("li")).to_have_text("z.jpg – sama dengan baru.jpg")
    assert batches_of(served) == [3, 3]


def test_an_upload_is_stopped_and_discarded(window, served, folder):
    with window.page("officer") as page:
        page.goto("/desk/home")
        held = []
        page.route("**/files", lambda r: r.continue_() if "x" in held else held.append("x"))
        drop(page, folder(3))
        stop = page.get_by_role("button", name="Hentikan")
        expect(page.locator("#upload .sent")).to_contain_text("0 dari 3 file · ")
        expect(page.locator("#upload .said")).to_have_text("Mengunggah…")
        stop.click()
        expect(page.locator("#upload .said")).to_have_text(
            "Dihentikan. 0 dari 3 file terkirim, 3 belum."
        )
        a_while_later(served)
        page.goto("/desk/home")
        page.get_by_role("link", name="malam").click()
        page.get_by_text("Buang unggahan ini").click()
        page.get_by_role("button", name="Buang").click()
        expect(page.get_by_text("Kumpulan foto dihapus.")).to_be_visible()
    assert batches_of(served) == []


def test_two_windows_send_one_folder_at_once(window, served, folder):
    path = folder(3)
    with window.page("officer") as one, window.page("supervisor") as two:
        one.goto("/desk/home")
        one.route("**/files", lambda _: None)
        drop(one, path)
        expect(one.locator("#upload .said")).to_have_text("Mengunggah…")
        two.goto("/desk/home")
        drop(two, path)
        expect(two.locator("#upload .said")).to_contain_text("0 dari 3 file diterima")
        two.get_by_role("button", name="Lanjutkan").click()
        two.wait_for_url("**/batches/*")
        one.unroute("**/files")  # and lets the waiting one go
        one.wait_for_url("**/batches/*")
    assert batches_of(served) == [3]


def test_an_ended_session_is_begun_again_and_no_file_is_lost(window, served, folder):
    with window.page("officer", refused=[401]) as page:
        page.goto("/desk/home")
        page.context.clear_cookies()
        drop(page, folder(3))
        expect(page.get_by_role("dialog")).to_contain_text("Sesi Anda sudah berakhir")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/batches/*")
    assert batches_of(served) == [3]


def test_a_folder_and_a_zip_without_photos_are_named_so(window, tmp_path):
    (tmp_path / "kosong").mkdir()
    (tmp_path / "kosong.zip").write_bytes(zipped())
    with window.page("officer") as page:
        page.goto("/desk/home")
        for path, told in (("kosong", "Folder ini kosong"), ("kosong.zip", "Tidak ada foto")):
            drop(page, tmp_path / path)
            expect(page.locator("#upload .said")).to_contain_text(told)


def test_a_hash_is_the_same_without_the_browser_s_own(window):
    data = bytes(range(256)) * 1000
    with window.page("officer") as page:
        page.goto("/desk/home")
        for _ in range(2):
            assert page.evaluate(HASHED, list(data[:256])) == sha256(data).hexdigest()
            page.evaluate("Object.defineProperty(crypto, 'subtle', {value: undefined})")


HASHED = """async (bytes) => {
  const { hashed } = await import("/static/desk/upload/hashing.js");
  return hashed(new File(Array(1000).fill(new Uint8Array(bytes)), "a"));
}"""
