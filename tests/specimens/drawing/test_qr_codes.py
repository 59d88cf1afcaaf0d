"""QR codes of documents."""

import cv2
import numpy as np
import pytest
import zxingcpp

from specimens.documents.variants import draw
from specimens.drawing import qr_codes
from specimens.world import World


@pytest.mark.parametrize("variant", ["kk_white", "akta_kelahiran_new"])
def test_qr_can_be_read(variant):
    sheet = draw(variant, np.random.default_rng(5), World.of("test"))
    grey = cv2.cvtColor(sheet.pixels, cv2.COLOR_BGR2GRAY)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(grey[::2, ::2]))
    assert [code.text.startswith("http") for code in found] == [True]


def test_most_qr_codes_open_the_official_page():
    rng = np.random.default_rng(0)
    official = [qr_codes.random_url(rng).startswith(qr_codes.OFFICIAL_URL) for _ in range(300)]
    assert 0.8 < np.mean(official) < 0.97
