"""Real hands, things and light laid over a picture: `covers.json` of a folder describes them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.common.light import edge_px, lit

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]
Rng = np.random.Generator

TURN_TO_EDGE = {"top": 0, "right": 1, "bottom": 2, "left": 3}
"""Counterclockwise quarter turns that bring an open side to the top."""
MAX_TILT = 25.0  # degrees
HAND_SIZE, THING_SIZE = (0.22, 0.75), (0.08, 0.5)  # of the frame's long side
SOLID = 0.5  # alpha from which paper cannot be seen


@dataclass(frozen=True, slots=True)
class Cover:
    """One cut-out or light field."""

    path: Path
    kind: str
    """hand, thing, shadow, glare or reflection."""
    open: tuple[str, ...]


def read_covers(folder: Path, *, held_out: bool) -> tuple[Cover, ...]:
    """Return the covers of a folder, those held out for tests or the others.

    All cut-outs of one person or thing are on the same side.
    """
    found = []
    for row in json.loads((folder / "covers.json").read_text(encoding="utf-8")):
        room = row["file"].split("/")[0]
        kind = {"hands": "hand", "things": "thing"}.get(room, row["kind"])
        if is_held_out(row["path"]) == held_out:
            found.append(Cover(folder / row["file"], kind, tuple(row.get("open", ()))))
    return tuple(found)


def is_held_out(origin: str) -> bool:
    """Return whether what was cut from a picture is kept for tests: one in six."""
    return sum(origin.encode()) % 6 == 0


@lru_cache(maxsize=400)
def _load(path: Path) -> NDArray[np.uint8] | NDArray[np.uint16]:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED))


def place_body(
    cover: Cover, shape: tuple[int, int], level: float, rng: Rng
) -> tuple[Floats, Floats]:
    """Return colour, H × W × 3 of 0–255, and alpha, H × W of 0–1, of a cut-out in a frame.

    Its open side lies at the frame's edge or beyond. level: brightness of the paper, 0–1.
    """
    height, width = shape
    cut = np.asarray(_load(cover.path))
    if cover.open:
        cut = np.rot90(cut, TURN_TO_EDGE[cover.open[0]])
    low, high = HAND_SIZE if cover.kind == "hand" else THING_SIZE
    scale = rng.uniform(low, high) * max(shape) / max(cut.shape[:2])
    side = int(rng.integers(4))  # of the frame that the open side meets: quarter turns from the top
    tilt = rng.uniform(-MAX_TILT, MAX_TILT) if cover.open else rng.uniform(0, 360)
    high_px, wide_px = cut.shape[:2]
    if cover.open:
        depth = rng.uniform(0.15, 1.0) * high_px  # how far it reaches in
        anchor = np.array([wide_px / 2, high_px - depth])
        along = rng.uniform(0.05, 0.95)
        at = [
            (along * width, 0),
            (width, along * height),
            (along * width, height),
            (0, along * height),
        ][side]
        angle = tilt - 90 * side
    else:
        anchor = np.array([wide_px / 2, high_px / 2])
        at = (rng.uniform(0, width), rng.uniform(0, height))
        angle = tilt
    matrix = cv2.getRotationMatrix2D((float(anchor[0]), float(anchor[1])), angle, scale)
    matrix[:, 2] += np.array(at) - anchor
    if rng.random() < 0.5:  # mirrored
        cut = np.ascontiguousarray(cut[:, ::-1])
    placed = cv2.warpAffine(
        np.ascontiguousarray(cut), matrix, (width, height), flags=cv2.INTER_AREA
    )
    colour = placed[..., :3].astype(np.float32) * np.float32(level * rng.uniform(0.85, 1.25))
    alpha = placed[..., 3].astype(np.float32) / 255
    if rng.random() < 0.5:
        sigma = float(rng.uniform(0.4, 2.5))
        alpha, colour = (
            cv2.GaussianBlur(alpha, (0, 0), sigma),
            cv2.GaussianBlur(colour, (0, 0), sigma),
        )
    return np.clip(colour, 0, 255), alpha


def lay_over(picture: Floats, colour: Floats, alpha: Floats, rng: Rng) -> Floats:
    """Return the picture under a cut-out and its contact shadow."""
    reach = float(rng.uniform(2, 0.05 * max(alpha.shape)))
    offset = rng.normal(0, reach / 2, 2)
    shade = cv2.GaussianBlur(alpha, (0, 0), reach)
    shade = cv2.warpAffine(
        shade, np.array([[1, 0, offset[0]], [0, 1, offset[1]]]), alpha.shape[::-1]
    )
    dimmed = picture * (1 - float(rng.uniform(0, 0.55)) * shade)[..., None]
    return np.asarray(dimmed * (1 - alpha[..., None]) + colour * alpha[..., None], np.float32)


def shadow_of_bodies(shape: tuple[int, int], covers: Sequence[Cover], rng: Rng) -> Floats:
    """Return 1 in the shadow of one or two bodies, which stand outside the frame or in it."""
    mask = np.zeros(shape, np.float32)
    for _ in range(int(rng.integers(1, 3))):
        _, alpha = place_body(pick(covers, ("hand", "thing"), rng), shape, 1.0, rng)
        near = float(rng.uniform(1, 2.5))  # a shadow is larger than its body
        matrix = np.array(
            [[near, 0, (1 - near) * rng.uniform(0, shape[1])],
             [0, near, (1 - near) * rng.uniform(0, shape[0])]]
        )  # fmt: skip
        mask = np.maximum(mask, cv2.warpAffine(alpha, matrix, shape[::-1]))
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), edge_px(shape, rng) / 2), np.float32)


def light_field(cover: Cover, shape: tuple[int, int], rng: Rng) -> Floats:
    """Return a field of light in a frame, H × W, in linear light; see `shine`."""
    field = np.asarray(_load(cover.path), np.float32) / 65535
    field = np.rot90(field, int(rng.integers(4)))
    if rng.random() < 0.5:
        field = field[:, ::-1]
    high, wide = field.shape
    share = rng.uniform(0.35, 1.0)
    rows, columns = max(2, int(share * high)), max(2, int(share * wide))
    y, x = int(rng.integers(high - rows + 1)), int(rng.integers(wide - columns + 1))
    part = np.ascontiguousarray(field[y : y + rows, x : x + columns])
    return np.asarray(cv2.resize(part, shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def shine(picture: Floats, cover: Cover, rng: Rng) -> Floats:
    """Return a picture, 0–255, under a shadow, a highlight or a reflection."""
    field = light_field(cover, picture.shape[:2], rng)
    if cover.kind == "shadow":
        return lit(picture, (1 - float(rng.uniform(0.3, 0.95)) * (1 - field))[..., None])
    return lit(
        picture, np.ones((1, 1, 1), np.float32), float(rng.uniform(0.4, 2.2)) * field[..., None]
    )


def pick(covers: Sequence[Cover], kinds: tuple[str, ...], rng: Rng) -> Cover:
    """Return a random cover of one of the kinds, each kind equally often."""
    kind = str(rng.choice([kind for kind in kinds if any(one.kind == kind for one in covers)]))
    chosen = [cover for cover in covers if cover.kind == kind]
    return chosen[int(rng.integers(len(chosen)))]
