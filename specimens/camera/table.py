"""The table: a surface under the sheet, with what else lies about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Picture, as_picture, remapped
from specimens.camera import grounds, lay
from specimens.camera.covers import disc, laid, rectangle, slab
from specimens.camera.geometry import (
    Geometry,
    Matrix,
    Window,
    enlarged,
    moving,
    scaling,
    seen_points,
)
from specimens.camera.recipe import Recipe
from specimens.camera.streams import stream

PAPER_PX_PER_MM = 6.0
CARD_MM = 150.0  # a sheet whose long side is less is a card: it would lie on the papers
KEPT = 100  # tiles kept in memory


@dataclass(frozen=True, slots=True)
class Ground:
    """A surface under a sheet."""

    kind: str
    tile: Picture


@lru_cache(maxsize=KEPT)
def _drawn(kinds: str, kind: str, tile: int) -> Picture:
    return grounds.KINDS[kinds][kind](stream(tile, kind))


@lru_cache(maxsize=KEPT)
def _photographed(path: Path) -> Picture:
    picture = cv2.imread(str(path))
    if picture is None:
        raise ValueError(f"{path} is no picture")
    scale = grounds.SIDE / max(picture.shape[:2])
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8)


def ground(recipe: Recipe, photographed: Sequence[Path] = ()) -> Ground:
    """Return the surface of a shot: a drawn one, or one of the photographs."""
    rng = recipe.stream("surface")
    if photographed:
        path = photographed[int(rng.integers(len(photographed)))]
        return Ground(path.stem, _photographed(path))
    known, tiles = recipe.habits.grounds, recipe.habits.tiles
    kinds = tuple(grounds.KINDS[known])
    weights = np.array([2.5 if kind == "white" else 1.0 for kind in kinds])
    kind = str(rng.choice(kinds, p=weights / weights.sum()))
    return Ground(kind, _drawn(known, kind, tiles[rng.integers(len(tiles))]))


def spread(under: Ground, lies: Geometry, size: tuple[int, int], recipe: Recipe) -> Picture:
    """Return the surface as the camera sees it, before the sheet lies on it."""
    rng = recipe.stream("spread")
    across = grounds.SIDE / (max(size) / lies.px_per_mm())  # tile pixels a millimetre
    angle = float(rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.normal(0, 0.05))
    cos, sin = np.cos(angle), np.sin(angle)
    turned: Matrix = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    at = rng.uniform(-400, 400, 2)
    shifted = np.array([[1, 0, at[0]], [0, 1, at[1]], [0, 0, 1]])
    to_tile = shifted @ turned @ scaling(across * rng.uniform(0.8, 1.3))
    tile = as_picture(cv2.cvtColor(under.tile, cv2.COLOR_BGR2BGRA))  # four channels are faster
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    for left, top, right, bottom in _shown(lies, size, recipe):
        matrix = moving(-left, -top) @ lies.matrix @ np.linalg.inv(to_tile)
        picture[top:bottom, left:right] = _seen(tile, matrix, (right - left, bottom - top))
    return _tinted(picture, 0.0 if under.kind == "white" else 0.12, rng)


def _shown(lies: Geometry, size: tuple[int, int], recipe: Recipe) -> list[Window]:
    """Return the parts of a photo where the table may show: all but what a sheet surely hides."""
    width, height = size
    if recipe.has("no_document"):
        return [(0, 0, width, height)]
    left, top, right, bottom = lay.hidden(lies, size)
    parts = [
        (0, 0, width, top), (0, bottom, width, height),
        (0, top, left, bottom), (right, top, width, bottom),
    ]  # fmt: skip
    return [part for part in parts if part[0] < part[2] and part[1] < part[3]]


def _seen(tile: Picture, matrix: Matrix, size: tuple[int, int]) -> Picture:
    """Return a surface's tile (BGRA), mirrored at its edges for ever, as it is seen."""
    spots = seen_points(Geometry(matrix, (0, 0)), size, lay.STEP)
    at = enlarged(spots, size, lay.STEP)
    seen = remapped(tile, at, cv2.INTER_LINEAR, cv2.BORDER_REFLECT)
    return as_picture(cv2.cvtColor(seen, cv2.COLOR_BGRA2BGR))


def _tinted(picture: Picture, amount: float, rng: np.random.Generator) -> Picture:
    """Return a surface in another shade of its colours."""
    gains = np.exp(rng.normal(0, amount, 3) + rng.normal(0, 2 * amount))
    tables = np.clip(np.arange(256)[:, None] * gains, 0, 255).astype(np.uint8)
    return as_picture(cv2.LUT(picture, tables[:, None, :]))


def litter(
    picture: Picture, lies: Geometry, recipe: Recipe, papers: Sequence[Picture] = ()
) -> tuple[Geometry, ...]:
    """Lay other things on the table, in place: papers with text, pens, cups, a keyboard.

    papers: pictures of other pages, PAPER_PX_PER_MM fine. Return where those that were laid lie.
    """
    rng = recipe.stream("litter")
    if rng.random() < 0.5:
        return ()
    laid_down = []
    large = max(lies.size_mm) > CARD_MM
    for _ in range(int(rng.integers(1, 3)) if papers and large else 0):
        page = papers[int(rng.integers(len(papers)))]
        aside = _aside(page, lies, rng)
        lay.laid(picture, page, aside, (2.0, 2.0, 2.0))
        laid_down.append(aside)
    size = np.array(picture.shape[1::-1])
    scale = lies.px_per_mm()
    for _ in range(int(rng.integers(1, 6))):
        centre = size * rng.choice([0, 1], 2) * 1.0 + rng.normal(0, 0.14, 2) * size
        shade = (rng.uniform(-4, 4) * scale, rng.uniform(-4, 4) * scale, rng.uniform(1, 5) * scale)
        _thing(picture, centre, scale, shade, rng)
    return tuple(laid_down)


def _aside(page: Picture, lies: Geometry, rng: np.random.Generator) -> Geometry:
    """Return where another page lies: beside the sheet or partly under it."""
    size = np.array([page.shape[1], page.shape[0]]) / PAPER_PX_PER_MM
    away = rng.uniform(0, 2 * np.pi)
    reach = rng.uniform(0.85, 1.25) * (np.array(lies.size_mm) + size) / 2
    centre = np.array(lies.size_mm) / 2 + reach * np.array([np.cos(away), np.sin(away)])
    angle = float(rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.normal(0, 0.2))
    cos, sin = np.cos(angle), np.sin(angle)
    turned = np.array([[cos, -sin, centre[0]], [sin, cos, centre[1]], [0, 0, 1]])
    matrix = lies.matrix @ turned @ moving(-size[0] / 2, -size[1] / 2)
    return Geometry(matrix, (float(size[0]), float(size[1])))


def _thing(
    picture: Picture,
    centre: NDArray[np.float64],
    scale: float,
    shade: tuple[float, float, float],
    rng: np.random.Generator,
) -> None:
    if rng.random() < 0.2:
        laid(picture, disc(centre, rng.uniform(12, 45) * scale, rng), shade)
        return
    sizes = [(210, 297), (150, 210), (9, 140), (75, 150), (85, 54), (130, 440)]
    width, height = np.array(sizes[rng.integers(len(sizes))]) * rng.uniform(0.8, 1.2)
    outline = rectangle(centre, (width * scale, height * scale), rng.uniform(0, 2 * np.pi))
    laid(picture, slab(outline, picture, rng), shade)
