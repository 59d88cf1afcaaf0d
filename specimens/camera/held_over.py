"""Fingers and things over the sheet: those that hold it and those that hide it."""

from collections.abc import Sequence

import numpy as np

from specimens.arrays import Floats, Picture, as_field
from specimens.camera import aim, covers, flat_covers
from specimens.camera.aim import margin, target
from specimens.camera.fingers import finger
from specimens.camera.geometry import Geometry
from specimens.camera.recipe import Recipe
from specimens.camera.thumbs import thumb
from specimens.sheet import Sheet

Point = Floats
HARMLESS = 0.3  # of photos with the other lights show a flat thing on blank paper


def seen(lies: Geometry, at_mm: Point) -> Point:
    """Return where a point of the sheet lies in the photo."""
    return np.asarray(lies.to_photo(as_field(at_mm).reshape(1, 1, 2))[0, 0], float)


def fingers(picture: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe) -> None:
    """Lay the fingers of a shot on the photo, in place."""
    rng = recipe.stream("holding")
    for _ in range(int(rng.choice([0, 1, 2], p=[0.68, 0.2, 0.12]))):
        at = margin(sheet, rng)
        inward = np.array(sheet.size_mm) / 2 - at
        reach = rng.uniform(-2, 6) * (0.4 if sheet.type == "ktp" else 1)
        tip = at + inward / np.linalg.norm(inward) * reach
        _hand(picture, lies, seen(lies, tip), recipe, rng, 1)
    if recipe.strength("finger"):
        rng = recipe.stream("finger")
        at = target(sheet, rng)
        tip = _beyond(lies, at, recipe.strength("finger"))
        _hand(picture, lies, tip, recipe, rng, int(rng.integers(1, 4)))


def _outward(lies: Geometry, at: Point) -> Point:
    """Return the direction (unit, px) from a point of the photo to the sheet's nearest rim."""
    quad = lies.quad.astype(float)
    middles = (quad + np.roll(quad, -1, 0)) / 2
    centre = quad.mean(0)
    reach = [
        (middle - at) @ (middle - centre) / np.linalg.norm(middle - centre) for middle in middles
    ]
    nearest = middles[int(np.argmin(reach))] - centre
    return np.asarray(nearest / np.linalg.norm(nearest), float)


def _beyond(lies: Geometry, at_mm: Point, reach_mm: float) -> Point:
    """Return where a fingertip is that goes `reach_mm` past a point of the sheet."""
    at = seen(lies, at_mm)
    return at - _outward(lies, at) * reach_mm * lies.px_per_mm()


def beyond_frame(picture: Picture, start: Point, toward: float) -> float:
    """Return how far it is from a point of the picture to its frame in a direction, px."""
    step = np.array([np.cos(toward), np.sin(toward)])
    size = np.array(picture.shape[1::-1])
    ways = np.where(step > 0, size - start, start) / np.maximum(np.abs(step), 1e-6)
    return float(max(ways.min(), 0))


def _hand(
    picture: Picture,
    lies: Geometry,
    tip: Point,
    recipe: Recipe,
    rng: np.random.Generator,
    count: int,
) -> None:
    """Lay `count` fingers side by side, coming from the nearest rim."""
    scale = lies.px_per_mm()
    away = _outward(lies, tip)
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
        length = beyond_frame(picture, start, aims) + width
        cover = _digit(start, aims, width, length, one, recipe)
        covers.laid(picture, cover, shade)


def _digit(
    tip: Point,
    toward: float,
    width: float,
    length: float,
    rng: np.random.Generator,
    recipe: Recipe,
) -> covers.Cover:
    """Return a finger of the build that the shot has."""
    if recipe.light == "other":
        return thumb(tip, toward, width, length, rng)
    return finger(tip, toward, width, length, rng, recipe.habits)


def things(
    picture: Picture,
    sheet: Sheet,
    lies: Geometry,
    recipe: Recipe,
    papers: Sequence[Picture] = (),
) -> None:
    """Lay the card, note, pen or coin of a shot on the photo, in place.

    papers: pages that other lights' flat covers may be parts of.
    """
    _hide(picture, sheet, lies, recipe, papers)
    if recipe.light == "other":
        _flat_things(picture, sheet, lies, recipe, papers)
        return
    side = recipe.strength("card")
    if not side:
        return
    rng = recipe.stream("card")
    at, scale = seen(lies, target(sheet, rng)), lies.px_per_mm()
    shade = (rng.uniform(-2, 2) * scale, rng.uniform(-2, 2) * scale, rng.uniform(0.5, 2) * scale)
    if rng.random() < 0.2:
        covers.laid(picture, covers.disc(at, side * scale * 0.55, rng), shade)
        return
    long = float(rng.choice([1.0, 1.5, 3.0, 6.0]))
    size = (side * scale * np.sqrt(long) * 1.1, side * scale / np.sqrt(long) * 1.1)
    outline = covers.rectangle(at, size, rng.uniform(0, 2 * np.pi))
    covers.laid(picture, covers.slab(outline, picture, rng), shade)


def _flat_things(
    picture: Picture,
    sheet: Sheet,
    lies: Geometry,
    recipe: Recipe,
    papers: Sequence[Picture],
) -> None:
    """Lay flat covers on the photo, in place: harmless ones on blank paper, the fault on print."""
    scale = lies.px_per_mm()
    rng = recipe.stream("harmless flat")
    side = float(rng.uniform(0.03, 0.12) * max(sheet.size_mm))
    at = aim.blank(sheet, 0.85 * side, rng)
    if at is not None and rng.random() < HARMLESS:
        size = (side * scale, float(rng.uniform(0.3, 1)) * side * scale)
        outline = covers.rectangle(seen(lies, at), size, rng.uniform(0, 2 * np.pi))
        flat_covers.flat(picture, outline, scale, papers, rng)
    if recipe.strength("card"):
        rng = recipe.stream("flat card")
        at = seen(lies, target(sheet, rng))
        angle = float(rng.uniform(0, 2 * np.pi))
        outline = flat_covers.over(at, recipe.strength("card") * scale, angle, rng)
        flat_covers.flat(picture, outline, scale, papers, rng)


def _hide(
    picture: Picture,
    sheet: Sheet,
    lies: Geometry,
    recipe: Recipe,
    papers: Sequence[Picture],
) -> None:
    """Cover one must-read entry with a fingertip or a small thing, in place."""
    rng = recipe.stream("hide")
    box = aim.field_box(sheet, rng)
    if box is None or not {"hidden_finger", "hidden_card"} & set(recipe.faults):
        return
    middle, along, high = entry(lies, box)
    toward = float(np.arctan2(along[1], along[0]))
    scale = lies.px_per_mm()
    shade = (rng.uniform(-1, 1) * scale, rng.uniform(-1, 1) * scale, rng.uniform(0.3, 1) * scale)
    if recipe.strength("hidden_card"):
        size = (np.linalg.norm(along) * rng.uniform(0.9, 1.3), high * rng.uniform(1.3, 2))
        outline = covers.rectangle(
            middle, (float(size[0]), float(size[1])), toward + rng.normal(0, 0.04)
        )
        if recipe.light == "other":
            flat_covers.flat(picture, outline, scale, papers, recipe.stream("flat hide"))
        else:
            covers.laid(picture, covers.slab(outline, picture, rng), shade)
        return
    out = np.array([np.cos(toward), np.sin(toward)]) @ _outward(lies, middle)
    side = toward + (0 if out > 0 else np.pi) + rng.normal(0, 0.06)
    width = max(high * rng.uniform(1.6, 2.4), rng.uniform(7, 10) * scale)
    reach = np.linalg.norm(along) * rng.uniform(0.35, 0.6)
    tip = middle - reach * np.array([np.cos(side), np.sin(side)])
    length = beyond_frame(picture, tip, float(side)) + width
    covers.laid(picture, _digit(tip, float(side), width, length, rng, recipe), shade)


def entry(lies: Geometry, box_mm: Point) -> tuple[Point, Point, float]:
    """Return an entry's middle, its length as a vector and its height, in photo pixels."""
    x, y, width, height = box_mm
    corners = np.array([[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]])
    seen_at = lies.to_photo(corners.astype(np.float32))[0].astype(float)
    along = (seen_at[1] + seen_at[2] - seen_at[0] - seen_at[3]) / 2
    return seen_at.mean(0), along, float(np.linalg.norm(seen_at[3] - seen_at[0]))
