"""What is tried of a precheck that was packed and installed: as an image, as a Debian package."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import requests

from tests.files import FORMATS

PHOTOS = Path(__file__).resolve().parent / "fixtures" / "photos"
GOOD = PHOTOS / "00002.jpg"
FILES = [
    pytest.param(GOOD, id="photo"),
    pytest.param(FORMATS / "kk_white.heic", id="HEIC"),
    pytest.param(FORMATS / "scanned.pdf", id="PDF"),
    pytest.param(FORMATS / "akta_kematian.avif", id="AVIF"),
    pytest.param(FORMATS / "ktp.webp", id="WebP"),
    pytest.param(FORMATS / "kk_white.tiff", id="TIFF"),
    pytest.param(FORMATS / "akta_rendered.png", id="PNG"),
]
"""A good photo of each format."""


def assert_accepted(url: str, key: Mapping[str, str], file: Path) -> None:
    """Check a file: it is accepted and its number read."""
    with file.open("rb") as image:
        answer = requests.post(f"{url}/check", files={"image": image}, headers=key, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.json()["verdict"] == "accept"
    assert answer.json()["number"]["state"] == "read"


def filled_batch(url: str, key: Mapping[str, str]) -> str:
    """Make a batch of one photo and wait for its result; return its id."""
    files = {"photos": ("kk.jpg", GOOD.read_bytes())}
    made = requests.post(f"{url}/batches", data={"name": "x"}, files=files, headers=key, timeout=60)
    assert made.status_code == 201, made.text
    id_ = made.json()["id"]
    until = time.monotonic() + 60
    while not (rows := results(url, key, id_)) or rows[0]["verdict"] is None:
        assert time.monotonic() < until
        time.sleep(0.5)
    return id_


def results(url: str, key: Mapping[str, str], id_: str) -> list[dict[str, object]]:
    """Return the rows of a batch."""
    answer = requests.get(f"{url}/batches/{id_}/results", headers=key, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()["photos"]
