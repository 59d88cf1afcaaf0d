"""The camera page in a real browser with a film for a camera, on the real check."""

import shutil
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from api.app import create_app
from api.capture.live import demands
from api.settings import Settings
from api.submissions.catalogue import Slot, Title
from precheck.office.policy import Office
from tests.api.capture import film
from tests.api.capture.seen import opened, said, shows, watching
from tests.api.desk.browser import PATIENCE
from tests.api.submissions.seen import begin, state
from tests.servers.axe import faults
from tests.servers.wsgi import served

PART, GOOD, WITHIN = 2.0, 20.0, 15.0
"""Seconds of each faulty part of the film and of the good one, and within which that releases on a
machine that has other work; `make bench-capture` measures it."""
FAULTS = ("far", "near", "blurred", "glare", "finger", "bright")
HINTS = ["closer", "whole", "still", "glare", "covered", "bright"]


@pytest.fixture(scope="module")
def served_app(migrated, tmp_path_factory):
    """A client, and the address at which browsers find the same service."""
    folder = tmp_path_factory.mktemp("capture")
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    app = create_app(Settings(data=folder, public_url="http://127.0.0.1"))
    with served(app) as address:
        yield app.test_client(), address
    app.extensions["precheck"].store.close()


@pytest.fixture
def link(served_app):
    """A new submission's id, and the address of its camera page for the KTP."""
    client, address = served_app
    id_ = begin(client, "nik", "aktivasi", reference=uuid4().hex).id
    url = client.post(f"/submissions/{id_}/capture-links", json={"slot": "ktp"}).json["url"]
    return id_, url.replace("http://127.0.0.1", address)


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    folder, scene = tmp_path_factory.mktemp("films"), film.good()
    parts = [(getattr(film, name)(scene), PART) for name in FAULTS]
    yield {
        "whole": film.write(folder / "whole.mjpeg", [*parts, (scene, GOOD)]),
        "good": film.write(folder / "good.mjpeg", [(scene, 2)]),
        "dark": film.write(folder / "dark.mjpeg", [(film.dark(scene), 2)]),
        "never": film.write(
            folder / "never.mjpeg", [(film.finger(scene), 1.5), (film.blurred(scene), 1.5)]
        ),
    }
    shutil.rmtree(folder)


def first_times(seen, since):
    """Return when each hint came first, from the begin of the film on."""
    found = {}
    for what, at in seen:
        found.setdefault(what, round(at - since, 2))
    return found


def test_the_film_gives_its_hints_in_order_and_the_good_part_releases(
    browser, films, link, served_app
):
    id_, address = link
    with watching(browser, films["whole"]) as filming, opened(filming, address) as page:
        expect(page.locator("main")).to_have_attribute("data-state", "answered", timeout=PATIENCE)
        seen = said(page)
        begin_ = dict(reversed(seen))["playing"]
        at = first_times(seen, begin_)
        order = [code for code, _ in seen if code in HINTS]
        assert list(dict.fromkeys(order)) == HINTS
        good_from = PART * len(FAULTS)
        assert good_from < at["[taking]"] < good_from + WITHIN, seen
        expect(page.locator("#hint")).to_have_text("Foto ini terbaca. Kirim?")
        assert faults(page) == []
        page.get_by_role("button", name="Kirim").click()
        expect(page.locator("#hint")).to_contain_text("KTP-el sudah terbaca")
    assert state(served_app[0], id_).awaited == ["kk"]


def test_a_film_that_is_never_good_never_releases_but_the_button_does(browser, films, link):
    with watching(browser, films["never"]) as filming, opened(filming, link[1]) as page:
        expect(page.locator("#hint")).to_have_attribute("data-code", "covered", timeout=PATIENCE)
        page.wait_for_timeout(5000)
        assert "[taking]" not in dict(said(page))
        page.get_by_role("button", name="Ambil foto").click()
        send = page.locator("#send")
        expect(send).to_be_visible(timeout=PATIENCE)
        expect(send).to_have_text("Kirim saja")  # the check has not accepted it
        page.get_by_role("button", name="Ambil lagi").click()
        expect(page.locator("main")).to_have_attribute("data-state", "live")


def test_a_finger_that_comes_over_a_good_picture_is_seen_at_the_next_look(browser, films, link):
    looks = """async (demands) => {
      const [{ look, open }, frames] =
        [await import("/static/capture/look.js"), await import("/static/capture/frames.js")];
      await open();
      const seen = async (address) => {
        const picture = await createImageBitmap(await (await fetch(address)).blob());
        return look(frames.frame(picture, place), demands);
      };
      let place;
      const { quad } = await seen("/good");
      place = frames.placed(quad, frames.PLACES[0]);
      return [await seen("/good"), await seen("/finger")].map(({ hint }) => hint);
    }"""
    scene = film.good()
    slot = Slot(key="ktp", title=Title(id="KTP", en="KTP"), types=("ktp",))
    with watching(browser, films["good"], "=deny") as filming, opened(filming, link[1]) as page:
        shows(page, "/good", film.jpeg(scene))
        shows(page, "/finger", film.jpeg(film.finger(scene)))
        assert page.evaluate(looks, demands(Office.load(), slot)) == ["good", "covered"]


def test_without_permission_a_file_is_the_way(browser, films, link, served_app):
    with watching(browser, films["good"], "=deny") as filming, opened(filming, link[1]) as page:
        expect(page.locator("#hint")).to_contain_text("Kamera belum diizinkan")
        assert faults(page) == []
        page.locator("#file input").set_input_files(film.CARD)
        expect(page.locator("#hint")).to_have_text("Foto ini terbaca. Kirim?", timeout=PATIENCE)
        page.get_by_role("button", name="Kirim").click()
        expect(page.locator("#hint")).to_contain_text("Halaman ini dapat ditutup", timeout=PATIENCE)
    assert state(served_app[0], link[0]).awaited == ["kk"]


def test_a_camera_that_another_app_uses_is_told_and_tried_again(browser, films, link):
    taken = """() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      let first = true;
      navigator.mediaDevices.getUserMedia = (wanted) => {
        if (!first) return real(wanted);
        first = false;
        return Promise.reject(new DOMException("in use", "NotReadableError"));
      };
    }"""
    with watching(browser, films["never"]) as filming, opened(filming, link[1], taken) as page:
        expect(page.locator("#hint")).to_contain_text("sedang dipakai aplikasi lain")
        page.get_by_role("button", name="Coba kamera lagi").click()
        expect(page.locator("main")).to_have_attribute("data-state", "live")


def test_a_page_that_is_left_closes_the_camera_and_opens_it_again(browser, films, link):
    turned = """hidden => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    with watching(browser, films["dark"]) as filming, opened(filming, link[1]) as page:
        expect(page.locator("main")).to_have_attribute("data-state", "live")
        page.evaluate(turned, True)
        assert page.evaluate("document.querySelector('#live').srcObject") is None
        page.evaluate(turned, False)
        expect(page.locator("#hint")).to_have_attribute("data-code", "dark", timeout=PATIENCE)


def test_what_is_sent_without_a_network_is_sent_once_there_is_one(browser, films, link, served_app):
    with watching(browser, films["good"]) as filming, opened(filming, link[1]) as page:
        send = page.get_by_role("button", name="Kirim")
        expect(send).to_be_visible(timeout=PATIENCE)
        page.context.set_offline(True)
        send.click()
        expect(page.locator("#hint")).to_contain_text("Tidak ada jaringan")
        assert state(served_app[0], link[0]).rounds == 0
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        page.context.set_offline(False)
        expect(page.locator("#hint")).to_contain_text("KTP-el sudah terbaca", timeout=PATIENCE)
    assert state(served_app[0], link[0]).rounds == 1
