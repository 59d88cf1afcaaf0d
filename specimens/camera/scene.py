"""What lies before the phone: the table, the sheets, what lies on them and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Picture, as_field
from specimens.camera import held_over, lay, table
from specimens.camera.geometry import Geometry
from specimens.camera.pose import Pose
from specimens.camera.recipe import Recipe, Setting
from specimens.sheet import Sheet

Page = tuple[Picture, Geometry]
"""A sheet's picture and where it lies."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Around:
    """What a sheet lies on and among."""

    surfaces: tuple[Path, ...] = ()
    """Photographed surfaces, to be used instead of drawn ones."""
    papers: tuple[Picture, ...] = ()
    """Pages that lie about, table.PAPER_PX_PER_MM fine."""


def scene(
    sheet: Sheet, pages: Sequence[Page], how: Pose, recipe: Recipe, around: Around
) -> tuple[Picture, str, tuple[Geometry, ...]]:
    """Return what lies before the phone, evenly lit, the surface's name, where other papers lie.

    pages: what to lay down, the sheet itself last.
    """
    papers: tuple[Geometry, ...] = ()
    lies = pages[-1][1]
    under = table.ground(recipe, around.surfaces)
    picture = table.spread(under, lies, how.frame, recipe)
    if not recipe.has("closeup_number"):
        some = () if recipe.has("no_document", "several") else around.papers
        papers = table.litter(picture, lies, recipe, some)
    if recipe.setting is Setting.SCREEN:
        _switch_on(picture, lies, recipe.stream("bezel"))
    if not recipe.has("no_document"):
        _lay(picture, sheet, pages, recipe, around.papers)
    return picture, under.kind, papers


def _lay(
    picture: Picture,
    sheet: Sheet,
    pages: Sequence[Page],
    recipe: Recipe,
    papers: Sequence[Picture],
) -> None:
    """Lay the pages down, in place, and what is on them. papers: what else may lie on them."""
    rng = recipe.stream("lift")
    lies = pages[-1][1]
    scale = lies.px_per_mm()
    right, down = rng.uniform(-1.5, 1.5, 2) * scale
    edge = (float(right), float(down), rng.uniform(0.3, 2) * scale)
    for pixels, where in pages:
        lay.laid(picture, pixels, where, edge)
    held_over.things(picture, sheet, lies, recipe, papers)
    if not recipe.has("closeup_number"):
        held_over.fingers(picture, sheet, lies, recipe)


def _switch_on(picture: Picture, lies: Geometry, rng: np.random.Generator) -> None:
    """Darken the room, in place, and draw the screen that a page is shown on."""
    picture[:] = (picture * rng.uniform(0.1, 0.5)).astype(np.uint8)
    width, height = lies.size_mm
    x, y = rng.uniform(5, 60, 2)
    outline = np.array([[-x, -y], [width + x, -y], [width + x, height + y], [-x, height + y]])
    plane = Geometry(lies.matrix, lies.size_mm)
    points = plane.to_photo(as_field(outline[None]))[0]
    level = int(rng.choice([8, 20, 60, 200]))
    cv2.fillPoly(picture, [np.rint(points * 16).astype(np.int32)], (level,) * 3, cv2.LINE_AA, 4)
