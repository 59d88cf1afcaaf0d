"""The occluders of a shot: fingers that hold the sheet, and fingers and objects that hide print."""

from collections.abc import Sequence

import numpy as np

from specimens.arrays import Floats, Picture, Rng, as_field
from specimens.camera import aim
from specimens.camera.aim import random_rim_point, random_target
from specimens.camera.geometry.projection import Geometry
from specimens.camera.occlusion import covers, flat_covers
from specimens.camera.occlusion.fingers import draw_finger
from specimens.camera.occlusion.thumbs import draw_thumb
from specimens.camera.recipe import Recipe
from specimens.sheet import DrawnSheet

HARMLESS_COVER_SHARE = 0.3  # of photos with the other lights: a flat cover on blank paper


def photo_point(geometry: Geometry, at_mm: Floats) -> Floats:
    """Return the photo pixel of a point of the sheet."""
    return np.asarray(geometry.to_photo(as_field(at_mm).reshape(1, 1, 2))[0, 0], float)


def lay_fingers(picture: Picture, sheet: DrawnSheet, geometry: Geometry, recipe: Recipe) -> None:
    """Composite the fingers of a shot into the photo, in place."""
    rng = recipe.stream("holding")
    for _ in range(int(rng.choice([0, 1, 2], p=[0.68, 0.2, 0.12]))):
        at = random_rim_point(sheet, rng)
        inward = np.array(sheet.size_mm) / 2 - at
        reach = rng.uniform(-2, 6) * (0.4 if sheet.type == "ktp" else 1)
        tip = at + inward / np.linalg.norm(inward) * reach
        _lay_hand(picture, geometry, photo_point(geometry, tip), recipe, rng, 1)
    if recipe.strength("finger"):
        rng = recipe.stream("finger")
        at = random_target(sheet, rng)
        tip = _fingertip(geometry, at, recipe.strength("finger"))
        _lay_hand(picture, geometry, tip, recipe, rng, int(rng.integers(1, 4)))


def _outward(geometry: Geometry, at: Floats) -> Floats:
    """Return the unit vector from a photo point to the sheet's nearest side."""
    quad = geometry.quad.astype(float)
    middles = (quad + np.roll(quad, -1, 0)) / 2
    centre = quad.mean(0)
    reach = [
        (middle - at) @ (middle - centre) / np.linalg.norm(middle - centre) for middle in middles
    ]
    nearest = middles[int(np.argmin(reach))] - centre
    return np.asarray(nearest / np.linalg.norm(nearest), float)


def _fingertip(geometry: Geometry, at_mm: Floats, reach_mm: float) -> Floats:
    """Return the photo point of a fingertip that extends `reach_mm` past a point of the sheet."""
    at = photo_point(geometry, at_mm)
    return at - _outward(geometry, at) * reach_mm * geometry.px_per_mm()


def distance_to_frame(picture: Picture, start: Floats, toward: float) -> float:
    """Return the distance from a point to the picture's frame in a direction, px."""
    step = np.array([np.cos(toward), np.sin(toward)])
    size = np.array(picture.shape[1::-1])
    ways = np.where(step > 0, size - start, start) / np.maximum(np.abs(step), 1e-6)
    return float(max(ways.min(), 0))


def _lay_hand(
    picture: Picture, geometry: Geometry, tip: Floats, recipe: Recipe, rng: Rng, count: int
) -> None:
    """Composite `count` fingers side by side, from the nearest side."""
    scale = geometry.px_per_mm()
    away = _outward(geometry, tip)
    toward = float(np.arctan2(away[1], away[0]) + rng.normal(0, 0.35))
    width = rng.uniform(13, 23) * scale
    skin = int(rng.integers(2**31))
    for index in range(count):
        aside = (
            np.array([-np.sin(toward), np.cos(toward)]) * width * 1.05 * (index - (count - 1) / 2)
        )
        back = np.array([np.cos(toward), np.sin(toward)]) * rng.uniform(0, 0.4) * width
        shade = (rng.uniform(-3, 3) * scale, rng.uniform(-3, 3) * scale, rng.uniform(1, 4) * scale)
        one = np.random.default_rng(skin)  # the same skin for all fingers of a hand
        aims = toward + rng.normal(0, 0.06)
        start = tip + aside + back
        length = distance_to_frame(picture, start, aims) + width
        cover = _draw_digit(start, aims, width, length, one, recipe)
        covers.lay_cover(picture, cover, shade)


def _draw_digit(
    tip: Floats, toward: float, width: float, length: float, rng: Rng, recipe: Recipe
) -> covers.Cover:
    """Return a finger of the shot's build."""
    if recipe.light == "other":
        return draw_thumb(tip, toward, width, length, rng)
    return draw_finger(tip, toward, width, length, rng, recipe.habits)


def lay_objects(
    picture: Picture,
    sheet: DrawnSheet,
    geometry: Geometry,
    recipe: Recipe,
    papers: Sequence[Picture] = (),
) -> None:
    """Composite the card, note, pen or coin of a shot into the photo, in place.

    papers: pages that flat covers may be parts of.
    """
    _hide_field(picture, sheet, geometry, recipe, papers)
    if recipe.light == "other":
        _lay_flat_objects(picture, sheet, geometry, recipe, papers)
        return
    side = recipe.strength("card")
    if not side:
        return
    rng = recipe.stream("card")
    at, scale = photo_point(geometry, random_target(sheet, rng)), geometry.px_per_mm()
    shade = (rng.uniform(-2, 2) * scale, rng.uniform(-2, 2) * scale, rng.uniform(0.5, 2) * scale)
    if rng.random() < 0.2:
        covers.lay_cover(picture, covers.round_object(at, side * scale * 0.55, rng), shade)
        return
    long = float(rng.choice([1.0, 1.5, 3.0, 6.0]))
    size = (side * scale * np.sqrt(long) * 1.1, side * scale / np.sqrt(long) * 1.1)
    outline = covers.rectangle(at, size, rng.uniform(0, 2 * np.pi))
    covers.lay_cover(picture, covers.flat_object(outline, picture, rng), shade)


def _lay_flat_objects(
    picture: Picture,
    sheet: DrawnSheet,
    geometry: Geometry,
    recipe: Recipe,
    papers: Sequence[Picture],
) -> None:
    """Composite flat covers, in place: harmless ones on blank paper, the fault on print."""
    scale = geometry.px_per_mm()
    rng = recipe.stream("harmless flat")
    side = float(rng.uniform(0.03, 0.12) * max(sheet.size_mm))
    at = aim.random_blank_point(sheet, 0.85 * side, rng)
    if at is not None and rng.random() < HARMLESS_COVER_SHARE:
        size = (side * scale, float(rng.uniform(0.3, 1)) * side * scale)
        outline = covers.rectangle(photo_point(geometry, at), size, rng.uniform(0, 2 * np.pi))
        flat_covers.lay_flat_cover(picture, outline, scale, papers, rng)
    if recipe.strength("card"):
        rng = recipe.stream("flat card")
        at = photo_point(geometry, random_target(sheet, rng))
        angle = float(rng.uniform(0, 2 * np.pi))
        outline = flat_covers.covering_outline(at, recipe.strength("card") * scale, angle, rng)
        flat_covers.lay_flat_cover(picture, outline, scale, papers, rng)


def _hide_field(
    picture: Picture,
    sheet: DrawnSheet,
    geometry: Geometry,
    recipe: Recipe,
    papers: Sequence[Picture],
) -> None:
    """Cover one must-read field with a fingertip or a small object, in place."""
    rng = recipe.stream("hide")
    box = aim.random_field_box(sheet, rng)
    if box is None or not {"hidden_finger", "hidden_card"} & set(recipe.faults):
        return
    middle, along, high = field_in_photo(geometry, box)
    toward = float(np.arctan2(along[1], along[0]))
    scale = geometry.px_per_mm()
    shade = (rng.uniform(-1, 1) * scale, rng.uniform(-1, 1) * scale, rng.uniform(0.3, 1) * scale)
    if recipe.strength("hidden_card"):
        size = (np.linalg.norm(along) * rng.uniform(0.9, 1.3), high * rng.uniform(1.3, 2))
        outline = covers.rectangle(
            middle, (float(size[0]), float(size[1])), toward + rng.normal(0, 0.04)
        )
        if recipe.light == "other":
            flat_covers.lay_flat_cover(picture, outline, scale, papers, recipe.stream("flat hide"))
        else:
            covers.lay_cover(picture, covers.flat_object(outline, picture, rng), shade)
        return
    out = np.array([np.cos(toward), np.sin(toward)]) @ _outward(geometry, middle)
    side = toward + (0 if out > 0 else np.pi) + rng.normal(0, 0.06)
    width = max(high * rng.uniform(1.6, 2.4), rng.uniform(7, 10) * scale)
    reach = np.linalg.norm(along) * rng.uniform(0.35, 0.6)
    tip = middle - reach * np.array([np.cos(side), np.sin(side)])
    length = distance_to_frame(picture, tip, float(side)) + width
    covers.lay_cover(picture, _draw_digit(tip, float(side), width, length, rng, recipe), shade)


def field_in_photo(geometry: Geometry, box_mm: Floats) -> tuple[Floats, Floats, float]:
    """Return a field's centre, its length as a vector and its height, in photo pixels."""
    quad = geometry.box_quads(np.array([box_mm]))[0].astype(float)
    along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
    return quad.mean(0), along, float(np.linalg.norm(quad[3] - quad[0]))
