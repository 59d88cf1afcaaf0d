"""The host is compared exactly; a code that cannot be decoded differs from no code."""

import cv2
import numpy as np
import pytest

from precheck.document.qr import QrCode, QrTarget, find_qr_code
from specimens.drawing.qr_codes import draw_qr as drawn

HOST = "layananonline.dukcapil.kemendagri.go.id"
ADDRESS = f"https://{HOST}/Terpusat/Pindai?k=abc"


def page(*texts, side=132, size=(1130, 1600)):
    """A grey page with codes one above the other at its right."""
    pixels = np.full(size, 205, np.uint8)
    for number, text in enumerate(texts):
        top, left = size[0] - 2 * side * (number + 1), size[1] - 2 * side
        pixels[top : top + side, left : left + side] = drawn(text, side) * 0.7 + 20
    return pixels


def opens(pixels):
    found = find_qr_code(pixels)
    return None if found is None else found.opens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ADDRESS, QrTarget.OFFICIAL),
        (f"https://{HOST.upper()}/x", QrTarget.OFFICIAL),
        (f"https://{HOST}", QrTarget.OFFICIAL),
        (f"http://{HOST}/Terpusat/Pindai", QrTarget.OTHER),
        (f"https://{HOST}.example/Terpusat/Pindai", QrTarget.OTHER),
        (f"https://x.{HOST}/Terpusat/Pindai", QrTarget.OTHER),
        (f"https://{HOST}@evil.example/Terpusat", QrTarget.OTHER),
        (f"https://evil.example\\@{HOST}/Terpusat", QrTarget.OTHER),
        (f"https://evil.example/{HOST}", QrTarget.OTHER),
        (f"https://{HOST}:8443/Terpusat", QrTarget.OTHER),
        ("https://layananonline.dukcapiI.kemendagri.go.id/", QrTarget.OTHER),
        ("https://[layananonline", QrTarget.OTHER),
        (HOST, QrTarget.OTHER),
        ("3514000101909001", QrTarget.OTHER),
    ],
)
def test_host_is_compared_exactly(text, kind):
    assert opens(page(text)) is kind


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_at_any_turn(quarters):
    turned = np.ascontiguousarray(np.rot90(page(ADDRESS), quarters))  # counter-clockwise
    assert find_qr_code(turned) == QrCode(QrTarget.OFFICIAL, 90 * quarters)


def test_large_pictures_are_reduced():
    assert opens(page(ADDRESS, side=330, size=(2825, 4000))) is QrTarget.OFFICIAL


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ((), None),
        ((ADDRESS, "https://a.example"), QrTarget.OFFICIAL),
        (("https://a.example", ADDRESS), QrTarget.OFFICIAL),
        (("a", "b"), QrTarget.OTHER),
    ],
)
def test_several_codes(texts, kind):
    assert opens(page(*texts)) is kind


def test_a_damaged_code_is_unread():
    pixels = page(ADDRESS)
    pixels[-220:-140, -220:-140] = 90
    assert opens(pixels) is QrTarget.UNREAD


def test_a_blurred_page_has_none():
    assert find_qr_code(cv2.GaussianBlur(page(ADDRESS), (0, 0), 12)) is None


def test_a_code_is_never_fetched(monkeypatch):
    def fail(*_):
        raise AssertionError("opened a connection")

    monkeypatch.setattr("socket.socket.connect", fail)
    assert opens(page(ADDRESS)) is QrTarget.OFFICIAL


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1)])
def test_tiny_pictures_have_none(shape):
    assert find_qr_code(np.zeros(shape, np.uint8)) is None
