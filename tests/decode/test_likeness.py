"""The same shot is known after recompression; another shot or another document is not."""

from functools import cache
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from precheck.decode.likeness import is_same_shot, signature, similarity

FOLDER = Path(__file__).parents[1] / "fixtures" / "photos"
PHOTOS = [f"{at:05d}.jpg" for at in (0, 2, 4)]


@cache
def received(name):
    """Return a photo as a channel delivers it: at most 1600 px, quality 80."""
    return sent(cv2.imread(str(FOLDER / name)), 1600, 80)


def sent(pixels, long_side, quality):
    scale = min(1.0, long_side / max(pixels.shape[:2]))
    smaller = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", smaller, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def taken_again(pixels, moved):
    """Return another shot from the same spot: moved by some pixels, turned a little, new noise."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.1, 1.0)
    turn[:, 2] += moved / np.sqrt(2)
    again = cv2.warpAffine(pixels, turn, (width, height), borderMode=cv2.BORDER_REFLECT)
    cv2.setRNGSeed(7)
    noise = cv2.randn(np.empty(again.shape, np.int16), (0, 0, 0), (2, 2, 2))
    return sent(cv2.add(again, noise, dtype=cv2.CV_8U), 1600, 80)


RECOMPRESSED = {
    "1280 px, quality 50": lambda pixels: sent(pixels, 1280, 50),
    "quality 60, twice": lambda pixels: sent(sent(pixels, 1600, 60), 1600, 60),
}


@pytest.mark.parametrize("name", PHOTOS)
@pytest.mark.parametrize("recompress", RECOMPRESSED.values(), ids=RECOMPRESSED)
def test_a_recompressed_shot_is_the_same(name, recompress):
    assert is_same_shot(signature(received(name)), signature(recompress(received(name))))


@pytest.mark.parametrize("name", PHOTOS)
def test_another_shot_from_the_same_spot_is_not(name):
    first = signature(received(name))
    near, far = (signature(taken_again(received(name), moved)) for moved in (4, 12))
    assert not is_same_shot(first, near)
    assert similarity(first, far) < similarity(first, near)


def test_photos_of_different_documents_are_not():
    signatures = [signature(received(name)) for name in PHOTOS]
    assert max(similarity(*pair) for pair in combinations(signatures, 2)) < 0.5


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_photo_without_structure_has_no_signature(grey):
    assert signature(np.full((90, 120, 3), grey, np.uint8)) is None
