"""Fingers and things over the sheet: those that hold it and those that hide it."""

import numpy as np
from numpy.typing import NDArray

from specimens.camera import covers
from specimens.camera.aim import margin, target
from specimens.camera.geometry import Geometry
from specimens.camera.noise import Picture
from specimens.camera.recipe import Recipe
from specimens.sheet import Sheet

Point = NDArray[np.float64]


def seen(lies: Geometry, at_mm: Point) -> Point:
    """Return where a point of the sheet lies in the photo."""
    return lies.to_photo(np.asarray(at_mm, np.float32).reshape(1, 1, 2))[0, 0].astype(float)


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
    reach = [(middle - at) @ (middle - centre) / np.linalg.norm(middle - centre) for middle in middles]
    nearest = middles[int(np.argmin(reach))] - centre
    return nearest / np.linalg.norm(nearest)


def _beyond(lies: Geometry, at_mm: Point, reach_mm: float) -> Point:
    """Return where a fingertip is that goes `reach_mm` past a point of the sheet."""
    at = seen(lies, at_mm)
    return at - _outward(lies, at) * reach_mm * lies.px_per_mm()


def _hand(
    picture: Picture, lies: Geometry, tip: Point, recipe: Recipe, rng: np.random.Generator, count: int
) -> None:
    """Lay `count` fingers side by side, coming from the nearest rim."""
    scale = lies.px_per_mm()
    away = _outward(lies, tip)
    toward = float(np.arctan2(away[1], away[0]) + rng.normal(0, 0.35))
    width = rng.uniform(13, 23) * scale
    skin = int(rng.integers(2**31))
    for index in range(count):
        aside = np.array([-np.sin(toward), np.cos(toward)]) * width * 1.05 * (index - (count - 1) / 2)
        back = np.array([np.cos(toward), np.sin(toward)]) * rng.uniform(0, 0.4) * width
        shade = (rng.uniform(-3, 3) * scale, rng.uniform(-3, 3) * scale, rng.uniform(1, 4) * scale)
        one = np.random.default_rng(skin)  # the same skin for all fingers of a hand
        finger = covers.finger(tip + aside + back, toward + rng.normal(0, 0.06), width, one, recipe.unusual)
        covers.laid(picture, finger, shade)


def things(picture: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe) -> None:
    """Lay the card, note, pen or coin of a shot on the photo, in place."""
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
    covers.laid(picture, covers.slab(outline, rng), shade)
