"""Holds the phone: draws the pose and the sheet's shape that a recipe leads to."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from specimens.camera.aim import fine_print_mm
from specimens.camera.bend import Bend, Stiffness, bend
from specimens.camera.geometry import Geometry, moving, scaling
from specimens.camera.pose import Pose, placed
from specimens.camera.recipe import Recipe, Setting
from specimens.sheet import Sheet

TURNS = (0, 90, 180, 270)
FINEST_PX = 7.9  # height of print that a sharp photo still shows legibly
NEARER = 1.2  # of a phone that may be soft: print this many times larger


def frame(long_side: int, upright: bool, recipe: Recipe) -> tuple[int, int]:
    """Return width and height of the photo."""
    rng = recipe.stream("frame")
    ratio = float(rng.choice([4 / 3, 16 / 9, 20 / 9, 1.0], p=[0.74, 0.17, 0.06, 0.03]))
    short = round(long_side / ratio / 2) * 2
    return (short, long_side) if upright else (long_side, short)


def pose(sheet: Sheet, long_side: int, recipe: Recipe) -> Pose:
    """Return how the phone is held."""
    rng = recipe.stream("pose")
    turn = int(rng.choice(TURNS, p=(0.7, 0.1, 0.1, 0.1)))
    width, height = sheet.size_mm
    standing = (height > width) != (turn in {90, 270})
    fits = rng.random() < (0.7 if sheet.type == "ktp" else 0.96)
    size = frame(long_side, standing == fits, recipe)
    tilt = rng.normal(0, 5 if rng.random() < 0.8 else 10, 2)
    slant = rng.uniform(0, 2 * np.pi)
    tilt = tilt + recipe.strength("tilt") * np.array([np.cos(slant), np.sin(slant)])
    nearer = NEARER if recipe.phone == "linear" else 1.0
    roll = float(rng.normal(0, 2.5) if rng.random() < 0.85 else rng.uniform(-14, 14))
    return Pose(
        frame=size,
        turn=turn,
        roll=roll,
        tilt=(float(np.clip(tilt[0], -75, 75)), float(np.clip(tilt[1], -75, 75))),
        fill=_fill(sheet, size, nearer, rng) / (1 + recipe.strength("far")),
        aim=(float(rng.uniform(-0.8, 0.8)), float(rng.uniform(-0.8, 0.8))),
        distance=float(rng.uniform(1.1, 1.8)),
    )


def finest(sheet: Sheet, long_side: int) -> float:
    """Return the share of the frame that a sheet must take for its finest print to be legible."""
    return FINEST_PX / (fine_print_mm(sheet) * long_side / max(sheet.size_mm))


def _fill(sheet: Sheet, size: tuple[int, int], nearer: float, rng: np.random.Generator) -> float:
    """Return the share of the frame: from as far as the finest print allows to all of it.

    nearer: how many times larger print must be than for the sharpest phone.
    """
    least = float(np.clip(nearer * finest(sheet, max(size)), 0.35, 0.96))
    if rng.random() < 0.1:
        return float(rng.uniform(0.99, 1.015))
    return float(rng.uniform(least, 1.0) if rng.random() < 0.8 else rng.uniform(0.96 * least, 1.0))


def shape(sheet: Sheet, how: Pose, recipe: Recipe) -> Bend:
    """Return how the sheet bends: plastic hardly, paper more, now and then a lot."""
    rng = recipe.stream("bend")
    most = 0.15 if sheet.type == "ktp" else float(rng.choice([1.5, 5, 12], p=[0.4, 0.45, 0.15]))
    curl, wave, fold = rng.uniform(0, most, 3) * (1, 0.25, 0.35)
    heights = Stiffness(
        curl=float(curl),
        wave=float(wave),
        fold=float(fold) if rng.random() < 0.4 else 0.0,
        crumple=float(0.3 * most * rng.random()) if rng.random() < 0.2 else 0.0,
    )
    return bend(sheet.size_mm, heights, how.tangents, rng)


def held(sheet: Sheet, long_side: int, recipe: Recipe) -> tuple[Geometry, Pose]:
    """Return where the sheet lies in the photo and how the phone was held."""
    how = pose(sheet, long_side, recipe)
    lies = Geometry(placed(how, sheet.size_mm), sheet.size_mm, shape(sheet, how, recipe))
    if recipe.strength("cut"):
        lies = _cut(lies, how, recipe.strength("cut"), recipe.stream("cut"))
    if recipe.strength("closeup_number") and sheet.number_box:
        lies = _close(lies, how, sheet, recipe.strength("closeup_number"))
    return lies, how


def pair(
    sheet: Sheet, other: Sheet, long_side: int, recipe: Recipe
) -> tuple[tuple[Geometry, Geometry], Pose]:
    """Return where two sheets lie side by side, and how the phone was held."""
    rng = recipe.stream("pair")
    gap = rng.uniform(0.03, 0.15) * max(sheet.size_mm)
    beside = sheet.size_mm[0] < sheet.size_mm[1]
    step = np.array([sheet.size_mm[0] + gap, 0] if beside else [0, sheet.size_mm[1] + gap])
    both = replace(sheet, printed=_blank_of(sheet, step))
    how = pose(both, long_side, recipe)
    plane = placed(how, both.size_mm)
    lies = []
    for one, at in ((sheet, np.zeros(2)), (other, step)):
        askew = np.deg2rad(rng.normal(0, 3))
        cos, sin = np.cos(askew), np.sin(askew)
        turned = np.array([[cos, -sin, at[0]], [sin, cos, at[1]], [0, 0, 1]])
        lies.append(Geometry(plane @ turned, one.size_mm, shape(one, how, recipe)))
    return (lies[0], lies[1]), how


def _blank_of(sheet: Sheet, step_mm: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return an empty print as large as two sheets, the second one a step away."""
    height, width = sheet.printed.shape
    more = np.rint(step_mm * sheet.px_per_mm).astype(int)
    return np.broadcast_to(np.uint8(255), (height + more[1], width + more[0]))


def _close(lies: Geometry, how: Pose, sheet: Sheet, share: float) -> Geometry:
    """Go so close that the number takes a share of the frame's width."""
    x, y, width, height = np.array(sheet.number_box) / sheet.px_per_mm
    corners = np.array([[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]])
    seen = lies.to_photo(corners.astype(np.float32))[0].astype(float)
    low, high = seen.min(0), seen.max(0)
    scale = share * float((np.array(how.frame) / (high - low)).min())
    frame = np.array(how.frame) / 2
    return lies.then(moving(*frame) @ scaling(scale) @ moving(*(-(low + high) / 2)))


def _cut(lies: Geometry, how: Pose, cut_mm: float, rng: np.random.Generator) -> Geometry:
    """Move the sheet out of the frame over one side, or over two at a corner."""
    low, high = lies.quad.min(0), lies.quad.max(0)
    beyond = cut_mm * lies.px_per_mm()
    sides = rng.permutation(2)[: 2 if rng.random() < 0.2 else 1]
    shift = np.zeros(2)
    for axis in sides:
        before = rng.random() < 0.5
        shift[axis] = -low[axis] - beyond if before else how.frame[axis] - high[axis] + beyond
    return lies.then(moving(*shift))


def flat(sheet: Sheet, long_side: int, recipe: Recipe) -> tuple[Geometry, Pose]:
    """Return the geometry of a sheet no camera has seen: a screenshot or a rendered page."""
    rng = recipe.stream("pose")
    width, height = sheet.size_mm
    scale = long_side / max(width, height)
    turn, size, fill = 0, (round(width * scale), round(height * scale)), 1.0
    if recipe.setting is Setting.SCREENSHOT:
        size = (round(long_side * rng.uniform(0.45, 0.5)), long_side)
        fill = float(rng.uniform(0.97, 1.0))
        if width > height:  # shown across the phone, or turned so that it fills it
            turn = int(rng.choice([0, 90, 270], p=[0.2, 0.4, 0.4]))
    fill /= 1 + recipe.strength("far")
    how = Pose(frame=size, turn=turn, roll=0, tilt=(0, 0), fill=fill, aim=(0, 0), distance=1e4)
    return Geometry(placed(how, sheet.size_mm), sheet.size_mm), how
