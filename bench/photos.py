"""Photos to time: acceptable fixtures of every type, at every turn."""

import json
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
SUITES = Path(__file__).resolve().parents[2] / "shared" / "suites"
SUITE_NAMES = ("second-drawer", "third-drawer", "real")
"""Suites that may be learned from: the others are only measured."""
CV2_TURNS = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
LONG_SIDE_PX = 1600
JPEG_QUALITY = 75


def acceptable(count: int) -> list[bytes]:
    """Return `count` JPEGs of acceptable photos, of all types and turns in rotation."""
    rows = [json.loads(line) for line in (FIXTURES / "manifest.jsonl").open(encoding="utf-8")]
    accepted = [row for row in rows if row["label"] == "accept" and row["number"]]
    accepted.sort(key=lambda row: (row["file"][-7:], row["type"]))
    pictures = (cv2.imread(str(FIXTURES / row["file"])) for row in accepted)
    full = [p for p in pictures if p is not None and max(p.shape[:2]) == LONG_SIDE_PX]
    return [_turned(full[at % len(full)], CV2_TURNS[at % len(CV2_TURNS)]) for at in range(count)]


def suite_photos(suites: Sequence[Path], count: int) -> list[bytes]:
    """Return at most `count` photos spread evenly over the suites that are there."""
    rows = [
        suite / json.loads(line)["file"]
        for suite in suites
        if (suite / "manifest.jsonl").exists()
        for line in (suite / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [path.read_bytes() for path in rows[:: max(1, -(-len(rows) // count))]]


def enlarged(photo: bytes, megapixels: float) -> bytes:
    """Return the photo enlarged to the size of a phone's photo."""
    pixels = _decoded(photo)
    scale = (megapixels * 1e6 / (pixels.shape[0] * pixels.shape[1])) ** 0.5
    larger = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return _jpeg(larger, 90)


def _decoded(photo: bytes) -> cv2.typing.MatLike:
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    return pixels


def _turned(pixels: cv2.typing.MatLike, turn: int | None) -> bytes:
    return _jpeg(pixels if turn is None else cv2.rotate(pixels, turn))


def _jpeg(pixels: cv2.typing.MatLike, quality: int = JPEG_QUALITY) -> bytes:
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
