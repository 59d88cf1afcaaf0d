"""The photos that are timed: acceptable fixtures of every type, at every turn."""

import json
from pathlib import Path

import cv2
import numpy as np

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
TURNS = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
LONG_SIDE = 1600
QUALITY = 75


def acceptable(count: int) -> list[bytes]:
    """Return `count` acceptable JPEGs of 1600 px, types mixed, every fourth at another turn."""
    rows = [json.loads(line) for line in (FIXTURES / "manifest.jsonl").open(encoding="utf-8")]
    kept = [row for row in rows if row["label"] == "accept" and row["number"]]
    kept.sort(key=lambda row: (row["file"][-7:], row["type"]))
    pictures = (cv2.imread(str(FIXTURES / row["file"])) for row in kept)
    whole = [p for p in pictures if p is not None and max(p.shape[:2]) == LONG_SIDE]
    return [_turned(whole[at % len(whole)], TURNS[at % len(TURNS)]) for at in range(count)]


def papers(folder: Path, count: int) -> list[bytes]:
    """Return at most `count` pictures of papers of no known form, of LONG_SIDE px."""
    found = (cv2.imread(str(path)) for path in sorted(folder.glob("*.jpg"))[:count])
    return [_jpeg(_sized(picture), QUALITY) for picture in found if picture is not None]


def cut(photo: bytes, share: float = 0.15) -> bytes:
    """Return the photo without a share of its right side, so that the frame cuts the page."""
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    return _jpeg(pixels[:, : round((1 - share) * pixels.shape[1])], QUALITY)


def enlarged(photo: bytes, megapixels: float) -> bytes:
    """Return the photo at another size, as a phone would have taken it."""
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    scale = (megapixels * 1e6 / (pixels.shape[0] * pixels.shape[1])) ** 0.5
    larger = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return _jpeg(larger, 90)


def _sized(pixels: cv2.typing.MatLike) -> cv2.typing.MatLike:
    scale = LONG_SIDE / max(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _turned(pixels: cv2.typing.MatLike, turn: int | None) -> bytes:
    return _jpeg(pixels if turn is None else cv2.rotate(pixels, turn), QUALITY)


def _jpeg(pixels: cv2.typing.MatLike, quality: int) -> bytes:
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
