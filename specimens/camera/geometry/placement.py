"""The placement of a sheet: the pose and the bend of a recipe, and the geometry they give."""

from dataclasses import replace

import numpy as np

from specimens.arrays import Floats, Picture, Rng
from specimens.camera.aim import fine_print_mm
from specimens.camera.geometry.bend import Bend, BendHeights, bend
from specimens.camera.geometry.pose import Pose, sheet_to_photo
from specimens.camera.geometry.projection import Geometry, scaling, translation
from specimens.camera.recipe import Recipe, Setting
from specimens.sheet import DrawnSheet

TURNS = (0, 90, 180, 270)
MIN_LEGIBLE_PRINT_PX = 7.9  # height of print that is still legible in a sharp photo
LINEAR_PHONE_MAGNIFICATION = 1.2  # of print, to make up for that phone's softer lens


def frame_size(long_side: int, upright: bool, recipe: Recipe) -> tuple[int, int]:
    """Return width and height of the photo."""
    rng = recipe.stream("frame")
    ratio = float(rng.choice([4 / 3, 16 / 9, 20 / 9, 1.0], p=[0.74, 0.17, 0.06, 0.03]))
    short = round(long_side / ratio / 2) * 2
    return (short, long_side) if upright else (long_side, short)


def draw_pose(sheet: DrawnSheet, long_side: int, recipe: Recipe) -> Pose:
    """Return the pose of a shot."""
    rng = recipe.stream("pose")
    turn = int(rng.choice(TURNS, p=(0.7, 0.1, 0.1, 0.1)))
    width, height = sheet.size_mm
    standing = (height > width) != (turn in {90, 270})
    fits = rng.random() < (0.7 if sheet.type == "ktp" else 0.96)
    size = frame_size(long_side, standing == fits, recipe)
    tilt = rng.normal(0, 5 if rng.random() < 0.8 else 10, 2)
    slant = rng.uniform(0, 2 * np.pi)
    tilt = tilt + recipe.strength("tilt") * np.array([np.cos(slant), np.sin(slant)])
    magnification = LINEAR_PHONE_MAGNIFICATION if recipe.phone == "linear" else 1.0
    roll = float(rng.normal(0, 2.5) if rng.random() < 0.85 else rng.uniform(-14, 14))
    return Pose(
        frame=size,
        turn=turn,
        roll=roll,
        tilt=(float(np.clip(tilt[0], -75, 75)), float(np.clip(tilt[1], -75, 75))),
        fill=_fill(sheet, size, magnification, rng) / (1 + recipe.strength("far")),
        aim=(float(rng.uniform(-0.8, 0.8)), float(rng.uniform(-0.8, 0.8))),
        distance=float(rng.uniform(1.1, 1.8)),
    )


def min_fill(sheet: DrawnSheet, long_side: int) -> float:
    """Return the share of the frame that a sheet must fill for its finest print to be legible."""
    return MIN_LEGIBLE_PRINT_PX / (fine_print_mm(sheet) * long_side / max(sheet.size_mm))


def _fill(sheet: DrawnSheet, size: tuple[int, int], magnification: float, rng: Rng) -> float:
    """Return the share of the frame to fill: from the minimum for the finest print to all of it.

    magnification: of the minimum print height, by phone.
    """
    least = float(np.clip(magnification * min_fill(sheet, max(size)), 0.35, 0.96))
    if rng.random() < 0.1:
        return float(rng.uniform(0.99, 1.015))
    return float(rng.uniform(least, 1.0) if rng.random() < 0.8 else rng.uniform(0.96 * least, 1.0))


def draw_bend(sheet: DrawnSheet, pose: Pose, recipe: Recipe) -> Bend:
    """Return the bend of the sheet: slight for plastic, more for paper, sometimes strong."""
    rng = recipe.stream("bend")
    most = 0.15 if sheet.type == "ktp" else float(rng.choice([1.5, 5, 12], p=[0.4, 0.45, 0.15]))
    curl, wave, fold = rng.uniform(0, most, 3) * (1, 0.25, 0.35)
    heights = BendHeights(
        curl=float(curl),
        wave=float(wave),
        fold=float(fold) if rng.random() < 0.4 else 0.0,
        crumple=float(0.3 * most * rng.random()) if rng.random() < 0.2 else 0.0,
    )
    return bend(sheet.size_mm, heights, pose.tangents, rng)


def place_sheet(sheet: DrawnSheet, long_side: int, recipe: Recipe) -> tuple[Geometry, Pose]:
    """Return the sheet's geometry in the photo, and the pose."""
    pose = draw_pose(sheet, long_side, recipe)
    geometry = Geometry(
        sheet_to_photo(pose, sheet.size_mm), sheet.size_mm, draw_bend(sheet, pose, recipe)
    )
    if recipe.strength("cut"):
        geometry = _cut(geometry, pose, recipe.strength("cut"), recipe.stream("cut"))
    if recipe.strength("closeup_number") and sheet.number_box:
        geometry = _zoom_to_number(geometry, pose, sheet, recipe.strength("closeup_number"))
    return geometry, pose


def place_pair(
    sheet: DrawnSheet, other: DrawnSheet, long_side: int, recipe: Recipe
) -> tuple[tuple[Geometry, Geometry], Pose]:
    """Return the geometries of two sheets side by side, and the pose."""
    rng = recipe.stream("pair")
    gap = rng.uniform(0.03, 0.15) * max(sheet.size_mm)
    beside = sheet.size_mm[0] < sheet.size_mm[1]
    step = np.array([sheet.size_mm[0] + gap, 0] if beside else [0, sheet.size_mm[1] + gap])
    both = replace(sheet, printed=_blank_print(sheet, step))
    pose = draw_pose(both, long_side, recipe)
    plane = sheet_to_photo(pose, both.size_mm)
    geometry = []
    for one, at in ((sheet, np.zeros(2)), (other, step)):
        askew = np.deg2rad(rng.normal(0, 3))
        cos, sin = np.cos(askew), np.sin(askew)
        turned = np.array([[cos, -sin, at[0]], [sin, cos, at[1]], [0, 0, 1]])
        geometry.append(Geometry(plane @ turned, one.size_mm, draw_bend(one, pose, recipe)))
    return (geometry[0], geometry[1]), pose


def _blank_print(sheet: DrawnSheet, step_mm: Floats) -> Picture:
    """Return a blank print as large as two sheets, the second one offset by a step."""
    height, width = sheet.printed.shape
    more = np.rint(step_mm * sheet.px_per_mm).astype(int)
    return np.broadcast_to(np.uint8(255), (height + more[1], width + more[0]))


def _zoom_to_number(geometry: Geometry, pose: Pose, sheet: DrawnSheet, share: float) -> Geometry:
    """Return a close-up in which the number fills a share of the frame."""
    quad = geometry.box_quads(np.array([sheet.number_box]) / sheet.px_per_mm)[0].astype(float)
    low, high = quad.min(0), quad.max(0)
    scale = share * float((np.array(pose.frame) / (high - low)).min())
    middle = np.array(pose.frame) / 2
    return geometry.transformed(
        translation(*middle) @ scaling(scale) @ translation(*(-(low + high) / 2))
    )


def _cut(geometry: Geometry, pose: Pose, cut_mm: float, rng: Rng) -> Geometry:
    """Return a geometry in which the frame cuts the sheet on one side, or on two at a corner."""
    low, high = geometry.quad.min(0), geometry.quad.max(0)
    beyond = cut_mm * geometry.px_per_mm()
    sides = rng.permutation(2)[: 2 if rng.random() < 0.2 else 1]
    shift = np.zeros(2)
    for axis in sides:
        before = rng.random() < 0.5
        shift[axis] = -low[axis] - beyond if before else pose.frame[axis] - high[axis] + beyond
    return geometry.transformed(translation(*shift))


def place_digital(sheet: DrawnSheet, long_side: int, recipe: Recipe) -> tuple[Geometry, Pose]:
    """Return the geometry of a screenshot or a rendered page, made without a camera."""
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
    pose = Pose(frame=size, turn=turn, roll=0, tilt=(0, 0), fill=fill, aim=(0, 0), distance=1e4)
    return Geometry(sheet_to_photo(pose, sheet.size_mm), sheet.size_mm), pose
