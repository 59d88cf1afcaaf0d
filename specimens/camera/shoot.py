"""Photographs a sheet: from a recipe to the JPEG that arrives, and where everything lies in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from specimens.arrays import Picture
from specimens.camera import hold, lay, linear
from specimens.camera.aim import target, text_height_mm
from specimens.camera.channel import Sending, opened, sending, sent
from specimens.camera.crop import cropped
from specimens.camera.geometry import Geometry, Matrix, inverse, scaling
from specimens.camera.paperwork import spoiled
from specimens.camera.photo import photographed
from specimens.camera.pose import Pose
from specimens.camera.recipe import CAMERA, Recipe, Setting
from specimens.camera.scene import Around, Page, scene
from specimens.camera.strength import strength
from specimens.camera.viewer import shown
from specimens.sheet import Sheet

ALONE = Around()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo as it arrives, and what is known of it."""

    jpeg: bytes
    photo: Picture
    """The JPEG opened, BGR."""
    lies: Geometry
    others: tuple[Geometry, ...]
    """Where further papers lie, the lowest first: the desk's, then a second sheet."""
    turn: int
    surface: str
    text_px: float
    """Median height of the must-read text, pixels."""
    strengths: Mapping[str, float]
    """How strong each fault came out: see `strength`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What lies before the phone, evenly lit, or what its screen shows."""

    picture: Picture
    lies: Geometry
    how: Pose
    surface: str
    size: tuple[int, int]
    """Width and height of the photo that arrives; the picture may be larger."""
    others: tuple[Geometry, ...] = ()


def shoot(sheet: Sheet, recipe: Recipe, around: Around = ALONE, other: Sheet | None = None) -> Shot:
    """Photograph a sheet. The same recipe and sheet give the same bytes.

    around: what the sheet lies on and among.
    other: a second sheet beside it.
    """
    way = _way(sheet, recipe)
    before = _before(sheet, other, way.long_side, recipe.without(CAMERA), around)
    picture, lies, others, how = before.picture, before.lies, before.others, before.how
    if not recipe.digital:
        picture = photographed(picture, sheet, lies, recipe, before.size)
        smaller = _scaling(how.frame, before.size)
        lies, others = lies.then(smaller), tuple(where.then(smaller) for where in others)
    if recipe.setting is Setting.CROPPED:
        whole = lies
        picture, lies = cropped(picture, whole, how.turn, way.long_side, recipe)
        moved = lies.matrix @ inverse(whole.matrix)
        others = tuple(where.then(moved) for where in others)
    data = sent(picture, way)
    return Shot(
        jpeg=data,
        photo=opened(data),
        lies=lies,
        others=others,
        turn=how.turn,
        surface=before.surface,
        text_px=text_height_mm(sheet) * lies.px_per_mm(),
        strengths={
            cause: strength(cause, sheet, before.lies, lies, how, recipe) for cause in recipe.faults
        },
    )


@lru_cache(maxsize=1)
def _before(
    sheet: Sheet, other: Sheet | None, long_side: int, recipe: Recipe, around: Around
) -> _Before:
    """Return what lies before the phone. Kept, for shots are taken again without their faults."""
    pages, how, size = _placed(sheet, other, long_side, recipe)
    lies = pages[-1][1]
    if recipe.digital:
        picture = shown(pages[-1][0], lies, how, recipe)
        surface = str(recipe.setting)
        return _Before(picture=picture, lies=lies, how=how, surface=surface, size=size)
    picture, surface, papers = scene(sheet, pages, how, recipe, around)
    others = (*papers, *(where for _, where in pages[:-1]))
    return _Before(picture=picture, lies=lies, how=how, surface=surface, size=size, others=others)


def _placed(
    sheet: Sheet, other: Sheet | None, long_side: int, recipe: Recipe
) -> tuple[list[Page], Pose, tuple[int, int]]:
    """Return the pages and where they lie, the sheet last, its own faults upon it.

    Also the pose, of the sensor's frame, and the size of the photo that arrives.
    """
    pages = []
    if other is not None:
        (lies, beside), how = hold.pair(sheet, other, long_side, recipe)
        beside = beside.then(_scaling(how.frame, linear.frame(how.frame, recipe)))
        pages.append((lay.reduced(other, beside.px_per_mm()), beside))
    else:
        lies, how = (hold.flat if recipe.digital else hold.held)(sheet, long_side, recipe)
    size, how = how.frame, replace(how, frame=linear.frame(how.frame, recipe))
    lies = lies.then(_scaling(size, how.frame))
    pixels = lay.reduced(sheet, lies.px_per_mm())
    aim = target(sheet, recipe.stream("fold"))
    pages.append((spoiled(pixels, pixels.shape[1] / sheet.size_mm[0], aim, recipe), lies))
    return pages, how, size


def _scaling(size: tuple[int, int], other: tuple[int, int]) -> Matrix:
    """Return the matrix from a picture of a size to the same picture of another."""
    return scaling(other[0] / size[0], other[1] / size[1])


def _way(sheet: Sheet, recipe: Recipe) -> Sending:
    """Return how the photo is sent: seldom so small that fine print is lost by that alone."""
    rng = recipe.stream("sending")
    way = sending(rng)
    if hold.finest(sheet, way.long_side) > 1 and rng.random() < 0.92:
        way = replace(way, long_side=max(way.long_side, 1600))
    if recipe.small:
        side, quality = min(way.long_side, 1600), 50 + way.qualities[-1] % 11
        way = Sending(long_side=side, qualities=(quality,))
    steps = recipe.strength("jpeg")
    if not steps:
        return way
    return replace(way, qualities=(*way.qualities[:-1], max(2, round(50 / 2**steps))))
