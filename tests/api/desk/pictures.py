"""Takes the pictures of docs/desk: `python -m tests.api.desk.pictures`. Drawn specimens only."""

import tempfile
from pathlib import Path

import requests
from playwright.sync_api import expect

from api.settings import Settings
from api.store.accounts import Role
from tests.api.desk.browser import PHOTOS, Browsing, drop, night_in, press, service, settled
from tests.servers.axe import DESKTOP, PHONE
from tests.servers.chromium import chromium

SURE_AT = Settings().sure_at
APPLICATIONS = (
    ("aktivasi", ("00007", "00001")),
    ("pendaftaran_polisi", ("00015", "00008")),
    ("aktivasi", ("00009",)),
    ("aktivasi", ("00023", "00010")),
)
"""Kinds of applications, and shots of a KTP and a KK."""
PICTURES = Path(__file__).resolve().parents[3] / "docs" / "desk"


def main():
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        service(Path(folder), SURE_AT) as address,
        chromium() as browser,
    ):
        browsing = Browsing(browser, address)
        with browsing.page() as page:
            page.goto("/desk/sign-in")
            take(page, "masuk")
        with browsing.page(str(Role.OFFICER)) as page:
            officer(page, night_in(Path(folder)))
        for path in sorted(PHOTOS.glob("*.jpg"))[1:6]:
            asked = {"line": "kk", "reference": path.stem}
            requests.post(
                f"{address}/check", files={"image": path.read_bytes()}, data=asked, timeout=60
            )
        apply(address)
        with browsing.page(str(Role.OFFICER)) as page:
            applications(page)
        with browsing.page(str(Role.OFFICER), PHONE) as page:
            page.goto("/desk/queue")
            take(page, "telepon")
        for role, name, path in (
            (Role.OFFICER, "cari", "/desk/photos?pile=decided"),
            (Role.OFFICER, "gambar", "/desk/photos?pile=accept&view=grid"),
            (Role.OFFICER, "cek", "/desk/checks"),
            (Role.OFFICER, "sandi", "/desk/password"),
            (Role.QA, "angka", "/desk/figures"),
            (Role.QA, "keputusan", "/desk/decisions"),
            (Role.SUPERVISOR, "jejak", "/desk/trail"),
            (Role.ADMIN, "akun", "/desk/accounts"),
            (Role.ADMIN, "setelan", "/desk/settings"),
        ):
            with browsing.page(str(role)) as page:
                page.goto(path)
                take(page, name)


def officer(page, night):
    """Go through a morning: upload, watch, decide, open one photo."""
    page.goto("/desk/home")
    drop(page, night)
    page.wait_for_url("**/batches/*")
    expect(page.locator("#progress strong")).not_to_have_text("0")
    take(page, "kumpulan", settle=False)
    expect(page.locator("#progress strong")).to_have_text("40")
    page.goto("/desk/home")
    take(page, "beranda")
    page.goto("/desk/queue")
    take(page, "antrean")
    page.keyboard.press("Escape")
    for key in ("f", "+", "+"):
        press(page, key)
    take(page, "utuh")
    for key in "aa4a4":
        left = page.locator(".left strong").text_content()
        press(page, "Escape")  # in the field of a doubtful number digits type
        press(page, key)
        settled(page)
        if page.locator(".ask").count():  # digits are doubtful
            press(page, key)
        expect(page.locator(".left strong")).not_to_have_text(left)
    page.goto("/desk/re-photos")
    take(page, "ulang")
    press(page, "r")
    page.goto("/desk/messages")
    take(page, "pesan")
    page.goto("/desk/photos?pile=decided")
    page.locator("table.list tbody a").first.click()
    page.wait_for_url("**/photos/*")
    take(page, "foto")


def apply(address):
    """Apply as a bot does: complete, urgent, and one without its KTP."""
    for at, (variant, shots) in enumerate(APPLICATIONS):
        asked = {"service": "nik", "variant": variant, "reference": f"62812900090{at:02}"}
        id_ = requests.post(f"{address}/submissions", json=asked, timeout=60).json()["id"]
        for shot in shots:
            data = {"image": (PHOTOS / f"{shot}.jpg").read_bytes()}
            photos = f"{address}/submissions/{id_}/photos"
            requests.post(photos, files=data, timeout=60).raise_for_status()


def applications(page):
    """Take one into work."""
    page.goto("/desk/")
    page.locator("table.applications tbody a").first.click()
    press(page, "a")
    for picture in page.locator(".paper img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("img => img.naturalWidth > 0", arg=picture.element_handle())
    page.evaluate("scrollTo(0, 0)")
    take(page, "satu")
    page.goto("/desk/?stage=all")
    take(page, "permohonan")


def take(page, name, *, settle=True):
    if settle:
        page.wait_for_load_state("networkidle")
    wide = page.viewport_size == DESKTOP
    look = {"type": "jpeg", "quality": 62, "full_page": not wide}
    page.screenshot(path=PICTURES / f"{name}.jpg", caret="initial", **look)  # hiding breaks the CSP


if __name__ == "__main__":
    main()
