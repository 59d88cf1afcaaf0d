"""A proposal is adopted and taken back in a real browser, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.learning.test_views import learn, name_in_force
from tests.api.taught import teach
from tests.servers.axe import DESKTOP, PHONE, faults


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_one_click_adopts_and_one_goes_back(served, windows, size):
    desk, _ = served
    teach(desk.store, wrong={"dewi": 0.25})
    name = learn(desk.store).calibration.name
    with windows.page("qa", size) as page:
        page.goto("/desk/learning")
        assert faults(page) == []
        page.get_by_role("button", name=f"Pakai {name}").click()
        expect(page.get_by_text("Kalibrasi baru dipakai mulai sekarang.")).to_be_visible()
        assert name_in_force(desk) == name
        assert faults(page) == []
        page.get_by_role("button", name="Kembali ke sebelumnya").click()
        expect(page.get_by_text("Kembali ke kalibrasi sebelumnya.")).to_be_visible()
        assert name_in_force(desk) is None
