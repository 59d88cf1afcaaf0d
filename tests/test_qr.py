"""The host is compared exactly; a code that cannot be decoded is told apart from no code."""

import cv2
import numpy as np
import pytest

from precheck.qr import Code, Qr, qr
from specimens.codes import qr as drawn

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
    found = qr(pixels)
    return None if found is None else found.opens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ADDRESS, Qr.OFFICIAL),
        (f"https://{HOST.upper()}/x", Qr.OFFICIAL),
        (f"https://{HOST}", Qr.OFFICIAL),
        (f"http://{HOST}/Terpusat/Pindai", Qr.OTHER),
        (f"https://{HOST}.example/Terpusat/Pindai", Qr.OTHER),
        (f"https://x.{HOST}/Terpusat/Pindai", Qr.OTHER),
        (f"https://{HOST}@evil.example/Terpusat", Qr.OTHER),
        (f"https://evil.example\\@{HOST}/Terpusat", Qr.OTHER),
        (f"https://evil.example/{HOST}", Qr.OTHER),
        (f"https://{HOST}:8443/Terpusat", Qr.OTHER),
        ("https://layananonline.dukcapiI.kemendagri.go.id/", Qr.OTHER),
        ("https://[layananonline", Qr.OTHER),
        (HOST, Qr.OTHER),
        ("3514000101909001", Qr.OTHER),
    ],
)
def test_host_is_compared_exactly(text, kind):
    assert opens(page(text)) is kind


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_at_any_turn(quarters):
    turned = np.ascontiguousarray(np.rot90(page(ADDRESS), quarters))  # counter-clockwise
    assert qr(turned) == Code(Qr.OFFICIAL, 90 * quarters)


def test_large_pictures_are_reduced():
    assert opens(page(ADDRESS, side=330, size=(2825, 4000))) is Qr.OFFICIAL


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ((), None),
        ((ADDRESS, "https://a.example"), Qr.OFFICIAL),
        (("https://a.example", ADDRESS), Qr.OFFICIAL),
        (("a", "b"), Qr.OTHER),
    ],
)
def test_several_codes(texts, kind):
    assert opens(page(*texts)) is kind


def test_a_spoiled_code_is_unread():
    pixels = page(ADDRESS)
    pixels[-220:-140, -220:-140] = 90
    assert opens(pixels) is Qr.UNREAD


def test_a_blurred_page_has_none():
    assert qr(cv2.GaussianBlur(page(ADDRESS), (0, 0), 12)) is None


def test_a_code_is_never_fetched(monkeypatch):
    def refuse(*_):
        raise AssertionError("opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert opens(page(ADDRESS)) is Qr.OFFICIAL


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1)])
def test_tiny_pictures_have_none(shape):
    assert qr(np.zeros(shape, np.uint8)) is None
