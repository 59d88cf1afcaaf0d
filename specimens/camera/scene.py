"""The scene before the camera: surface, sheets, objects on them and hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Picture, Rng, as_field
from specimens.camera.geometry import compositing
from specimens.camera.geometry.pose import Pose
from specimens.camera.geometry.projection import Geometry
from specimens.camera.occlusion import occluders
from specimens.camera.recipe import Recipe, Setting
from specimens.camera.surfaces import table
from specimens.sheet import DrawnSheet

PlacedSheet = tuple[Picture, Geometry]
"""A sheet's picture and its geometry."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """The surfaces and papers around a sheet."""

    surfaces: tuple[Path, ...] = ()
    """Photographed surfaces, used instead of drawn ones."""
    papers: tuple[Picture, ...] = ()
    """Other pages on the table, at table.PAPER_PX_PER_MM."""


def draw_scene(
    sheet: DrawnSheet,
    pages: Sequence[PlacedSheet],
    pose: Pose,
    recipe: Recipe,
    surroundings: Surroundings,
) -> tuple[Picture, str, tuple[Geometry, ...]]:
    """Return the evenly lit scene, the surface's name and the geometries of other papers.

    pages: the sheets to lay down, the main one last.
    """
    papers: tuple[Geometry, ...] = ()
    geometry = pages[-1][1]
    under = table.choose_surface(recipe, surroundings.surfaces)
    picture = table.render_surface(under, geometry, pose.frame, recipe)
    if not recipe.has("closeup_number"):
        some = () if recipe.has("no_document", "several") else surroundings.papers
        papers = table.lay_litter(picture, geometry, recipe, some)
    if recipe.setting is Setting.SCREEN:
        _draw_screen(picture, geometry, recipe.stream("bezel"))
    if not recipe.has("no_document"):
        _lay(picture, sheet, pages, recipe, surroundings.papers)
    return picture, under.kind, papers


def _lay(
    picture: Picture,
    sheet: DrawnSheet,
    pages: Sequence[PlacedSheet],
    recipe: Recipe,
    papers: Sequence[Picture],
) -> None:
    """Lay the pages on a picture, in place, then objects and fingers. papers: possible covers."""
    rng = recipe.stream("lift")
    geometry = pages[-1][1]
    scale = geometry.px_per_mm()
    right, down = rng.uniform(-1.5, 1.5, 2) * scale
    edge = (float(right), float(down), rng.uniform(0.3, 2) * scale)
    for pixels, where in pages:
        compositing.lay_sheet(picture, pixels, where, edge)
    occluders.lay_objects(picture, sheet, geometry, recipe, papers)
    if not recipe.has("closeup_number"):
        occluders.lay_fingers(picture, sheet, geometry, recipe)


def _draw_screen(picture: Picture, geometry: Geometry, rng: Rng) -> None:
    """Darken the picture, in place, and draw the screen that shows the page."""
    picture[:] = (picture * rng.uniform(0.1, 0.5)).astype(np.uint8)
    width, height = geometry.size_mm
    x, y = rng.uniform(5, 60, 2)
    outline = np.array([[-x, -y], [width + x, -y], [width + x, height + y], [-x, height + y]])
    plane = Geometry(geometry.matrix, geometry.size_mm)
    points = plane.to_photo(as_field(outline[None]))[0]
    level = int(rng.choice([8, 20, 60, 200]))
    cv2.fillPoly(picture, [np.rint(points * 16).astype(np.int32)], (level,) * 3, cv2.LINE_AA, 4)
