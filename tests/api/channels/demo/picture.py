"""`python -m tests.api.channels.demo.picture`: the README's picture of `/demo`."""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from api.app import create_app
from api.settings import Settings
from tests.api.desk.browser import PHOTOS, Browsing, drop
from tests.servers.chromium import chromium
from tests.servers.wsgi import served

OUT = Path(__file__).resolve().parents[4] / "docs" / "demo.png"
SIZE = {"width": 390, "height": 1180}
COLOURS = 128


def main():
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder)))
        with (
            served(app) as address,
            chromium() as browser,
            Browsing(browser, address).page(size=SIZE) as page,
        ):
            page.goto("/demo?line=nik")
            page.get_by_role("button", name="Aktivasi NIK (BPJS, bank)").click()
            said = page.locator(".said:not(.mine)")
            expect(said).to_have_count(2)
            for at, name in enumerate(("00123.jpg", "00007.jpg"), 3):
                drop(page, PHOTOS / name)
                expect(said).to_have_count(at)
            page.wait_for_timeout(500)  # pictures push the end down
            page.screenshot(path=OUT)
        app.extensions["precheck"].store.close()
    Image.open(OUT).convert("RGB").quantize(COLOURS).save(OUT, optimize=True)


if __name__ == "__main__":
    main()
