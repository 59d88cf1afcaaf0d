"""The table: the surface under the sheet, and other papers and objects on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Floats, Picture, Rng, as_picture, remap
from specimens.camera.geometry import compositing
from specimens.camera.geometry.projection import (
    Geometry,
    Matrix,
    Window,
    enlarge,
    scaling,
    sheet_points,
    translation,
)
from specimens.camera.occlusion.covers import flat_object, lay_cover, rectangle, round_object
from specimens.camera.recipe import Recipe
from specimens.camera.sampling.streams import stream
from specimens.camera.surfaces import catalogue
from specimens.camera.surfaces.hard import TILE_SIDE_PX

PAPER_PX_PER_MM = 6.0
MAX_CARD_SIDE_MM = 150.0  # a larger sheet has other papers around; a card would be on top of them
CACHED_TILES = 100


@dataclass(frozen=True, slots=True)
class Surface:
    """A surface under a sheet."""

    kind: str
    tile: Picture


@lru_cache(maxsize=CACHED_TILES)
def _draw_tile(kinds: str, kind: str, tile: int) -> Picture:
    return catalogue.SURFACES_BY_HABIT[kinds][kind](stream(tile, kind))


@lru_cache(maxsize=CACHED_TILES)
def _load_tile(path: Path) -> Picture:
    picture = cv2.imread(str(path))
    if picture is None:
        raise ValueError(f"{path} is no picture")
    scale = TILE_SIDE_PX / max(picture.shape[:2])
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8)


def choose_surface(recipe: Recipe, photographed: Sequence[Path] = ()) -> Surface:
    """Return the surface of a shot: drawn, or one of the photographed ones."""
    rng = recipe.stream("surface")
    if photographed:
        path = photographed[int(rng.integers(len(photographed)))]
        return Surface(path.stem, _load_tile(path))
    known, tiles = recipe.habits.surfaces, recipe.habits.surface_tiles
    kinds = tuple(catalogue.SURFACES_BY_HABIT[known])
    weights = np.array([2.5 if kind == "white" else 1.0 for kind in kinds])
    kind = str(rng.choice(kinds, p=weights / weights.sum()))
    return Surface(kind, _draw_tile(known, kind, tiles[rng.integers(len(tiles))]))


def render_surface(
    under: Surface, geometry: Geometry, size: tuple[int, int], recipe: Recipe
) -> Picture:
    """Return the photographed surface, without the sheet."""
    rng = recipe.stream("spread")
    across = TILE_SIDE_PX / (max(size) / geometry.px_per_mm())  # tile px per mm
    angle = float(rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.normal(0, 0.05))
    cos, sin = np.cos(angle), np.sin(angle)
    turned: Matrix = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    at = rng.uniform(-400, 400, 2)
    shifted = np.array([[1, 0, at[0]], [0, 1, at[1]], [0, 0, 1]])
    to_tile = shifted @ turned @ scaling(across * rng.uniform(0.8, 1.3))
    tile = as_picture(
        cv2.cvtColor(under.tile, cv2.COLOR_BGR2BGRA)
    )  # remap is faster with four channels
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    for left, top, right, bottom in _visible_parts(geometry, size, recipe):
        matrix = translation(-left, -top) @ geometry.matrix @ np.linalg.inv(to_tile)
        picture[top:bottom, left:right] = _project_tile(tile, matrix, (right - left, bottom - top))
    return _tint(picture, 0.0 if under.kind == "white" else 0.12, rng)


def _visible_parts(geometry: Geometry, size: tuple[int, int], recipe: Recipe) -> list[Window]:
    """Return the windows of a photo where the table may be visible."""
    width, height = size
    if recipe.has("no_document"):
        return [(0, 0, width, height)]
    left, top, right, bottom = compositing.covered_window(geometry, size)
    parts = [
        (0, 0, width, top), (0, bottom, width, height),
        (0, top, left, bottom), (right, top, width, bottom),
    ]  # fmt: skip
    return [part for part in parts if part[0] < part[2] and part[1] < part[3]]


def _project_tile(tile: Picture, matrix: Matrix, size: tuple[int, int]) -> Picture:
    """Return a surface, its tile (BGRA) repeated mirrored, projected into the photo."""
    spots = sheet_points(Geometry(matrix, (0, 0)), size, compositing.GRID_STEP_PX)
    at = enlarge(spots, size, compositing.GRID_STEP_PX)
    seen = remap(tile, at, cv2.INTER_LINEAR, cv2.BORDER_REFLECT)
    return as_picture(cv2.cvtColor(seen, cv2.COLOR_BGRA2BGR))


def _tint(picture: Picture, amount: float, rng: Rng) -> Picture:
    """Return a surface with random colour gains."""
    gains = np.exp(rng.normal(0, amount, 3) + rng.normal(0, 2 * amount))
    tables = np.clip(np.arange(256)[:, None] * gains, 0, 255).astype(np.uint8)
    return as_picture(cv2.LUT(picture, tables[:, None, :]))


def lay_litter(
    picture: Picture, geometry: Geometry, recipe: Recipe, papers: Sequence[Picture] = ()
) -> tuple[Geometry, ...]:
    """Lay other papers and objects on the table, in place; return the papers' geometries.

    papers: pictures of pages at PAPER_PX_PER_MM.
    """
    rng = recipe.stream("litter")
    if rng.random() < 0.5:
        return ()
    laid_down = []
    large = max(geometry.size_mm) > MAX_CARD_SIDE_MM
    for _ in range(int(rng.integers(1, 3)) if papers and large else 0):
        page = papers[int(rng.integers(len(papers)))]
        aside = _random_geometry(page, geometry, rng)
        compositing.lay_sheet(picture, page, aside, (2.0, 2.0, 2.0))
        laid_down.append(aside)
    size = np.array(picture.shape[1::-1])
    scale = geometry.px_per_mm()
    for _ in range(int(rng.integers(1, 6))):
        centre = size * rng.choice([0, 1], 2) * 1.0 + rng.normal(0, 0.14, 2) * size
        shade = (rng.uniform(-4, 4) * scale, rng.uniform(-4, 4) * scale, rng.uniform(1, 5) * scale)
        _lay_object(picture, centre, scale, shade, rng)
    return tuple(laid_down)


def _random_geometry(page: Picture, geometry: Geometry, rng: Rng) -> Geometry:
    """Return the geometry of another page, beside the sheet or partly under it."""
    size = np.array([page.shape[1], page.shape[0]]) / PAPER_PX_PER_MM
    away = rng.uniform(0, 2 * np.pi)
    reach = rng.uniform(0.85, 1.25) * (np.array(geometry.size_mm) + size) / 2
    centre = np.array(geometry.size_mm) / 2 + reach * np.array([np.cos(away), np.sin(away)])
    angle = float(rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.normal(0, 0.2))
    cos, sin = np.cos(angle), np.sin(angle)
    turned = np.array([[cos, -sin, centre[0]], [sin, cos, centre[1]], [0, 0, 1]])
    matrix = geometry.matrix @ turned @ translation(-size[0] / 2, -size[1] / 2)
    return Geometry(matrix, (float(size[0]), float(size[1])))


def _lay_object(
    picture: Picture, centre: Floats, scale: float, shade: tuple[float, float, float], rng: Rng
) -> None:
    if rng.random() < 0.2:
        lay_cover(picture, round_object(centre, rng.uniform(12, 45) * scale, rng), shade)
        return
    sizes = [(210, 297), (150, 210), (9, 140), (75, 150), (85, 54), (130, 440)]
    width, height = np.array(sizes[rng.integers(len(sizes))]) * rng.uniform(0.8, 1.2)
    outline = rectangle(centre, (width * scale, height * scale), rng.uniform(0, 2 * np.pi))
    lay_cover(picture, flat_object(outline, picture, rng), shade)
