"""Photographs a sheet: from a recipe to the received JPEG and the geometry of its sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from specimens.arrays import Picture
from specimens.camera.aim import random_target, text_height_mm
from specimens.camera.channel import Sending, decode_jpeg, draw_sending, send
from specimens.camera.geometry import compositing, placement
from specimens.camera.geometry.crop import crop
from specimens.camera.geometry.pose import Pose
from specimens.camera.geometry.projection import Geometry, Matrix, inverse, scaling
from specimens.camera.paper_faults import apply_paper_faults
from specimens.camera.phone import linear
from specimens.camera.photo import photograph
from specimens.camera.recipe import Recipe, Setting
from specimens.camera.scene import PlacedSheet, Surroundings, draw_scene
from specimens.camera.strength import measured_strength
from specimens.camera.viewer import show_on_screen
from specimens.faults import CAMERA_FAULTS
from specimens.sheet import DrawnSheet

NO_SURROUNDINGS = Surroundings()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecimenShot:
    """A received photo and its geometry."""

    jpeg: bytes
    photo: Picture
    """The decoded JPEG, BGR."""
    geometry: Geometry
    other_geometries: tuple[Geometry, ...]
    """Of further papers, the lowest first: those on the table, then a second sheet."""
    turn: int
    surface: str
    text_px: float
    """Median height of the must-read text, pixels."""
    strengths: Mapping[str, float]
    """Measured strength of each fault, see `strength`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """The evenly lit scene before the camera, or the page that a screen shows."""

    picture: Picture
    geometry: Geometry
    pose: Pose
    surface: str
    size: tuple[int, int]
    """Width and height of the received photo; the picture may be larger."""
    other_geometries: tuple[Geometry, ...] = ()


def shoot(
    sheet: DrawnSheet,
    recipe: Recipe,
    surroundings: Surroundings = NO_SURROUNDINGS,
    other: DrawnSheet | None = None,
) -> SpecimenShot:
    """Photograph a sheet. Deterministic: the same recipe and sheet give the same bytes.

    surroundings: surfaces and other papers. other: a second sheet beside the first.
    """
    way = _sending(sheet, recipe)
    calm = recipe.without_faults(CAMERA_FAULTS)
    before = _scene(sheet, other, way.long_side, calm, surroundings)
    picture, geometry, pose = before.picture, before.geometry, before.pose
    others = before.other_geometries
    if not recipe.digital:
        picture = photograph(picture, sheet, geometry, recipe, before.size)
        smaller = _scaling(pose.frame, before.size)
        geometry = geometry.transformed(smaller)
        others = tuple(where.transformed(smaller) for where in others)
    if recipe.setting is Setting.CROPPED:
        whole = geometry
        picture, geometry = crop(picture, whole, pose.turn, way.long_side, recipe)
        moved = geometry.matrix @ inverse(whole.matrix)
        others = tuple(where.transformed(moved) for where in others)
    data = send(picture, way)
    return SpecimenShot(
        jpeg=data,
        photo=decode_jpeg(data),
        geometry=geometry,
        other_geometries=others,
        turn=pose.turn,
        surface=before.surface,
        text_px=text_height_mm(sheet) * geometry.px_per_mm(),
        strengths={
            cause: measured_strength(cause, sheet, before.geometry, geometry, pose, recipe)
            for cause in recipe.faults
        },
    )


@lru_cache(maxsize=1)
def _scene(
    sheet: DrawnSheet,
    other: DrawnSheet | None,
    long_side: int,
    recipe: Recipe,
    surroundings: Surroundings,
) -> _Scene:
    """Return the scene. Cached: shots are repeated without their faults."""
    pages, pose, size = _placed(sheet, other, long_side, recipe)
    geometry = pages[-1][1]
    if recipe.digital:
        picture = show_on_screen(pages[-1][0], geometry, pose, recipe)
        surface = str(recipe.setting)
        return _Scene(picture=picture, geometry=geometry, pose=pose, surface=surface, size=size)
    picture, surface, papers = draw_scene(sheet, pages, pose, recipe, surroundings)
    others = (*papers, *(where for _, where in pages[:-1]))
    return _Scene(
        picture=picture, geometry=geometry, pose=pose, surface=surface, size=size,
        other_geometries=others,
    )  # fmt: skip


def _placed(
    sheet: DrawnSheet, other: DrawnSheet | None, long_side: int, recipe: Recipe
) -> tuple[list[PlacedSheet], Pose, tuple[int, int]]:
    """Return the pages and their geometries, the sheet last, with the faults of its paper.

    Also the pose, with the sensor's frame, and the size of the received photo.
    """
    pages = []
    if other is not None:
        (geometry, beside), pose = placement.place_pair(sheet, other, long_side, recipe)
        beside = beside.transformed(_scaling(pose.frame, linear.sensor_size(pose.frame, recipe)))
        pages.append((compositing.reduce(other, beside.px_per_mm()), beside))
    else:
        geometry, pose = (placement.place_digital if recipe.digital else placement.place_sheet)(
            sheet, long_side, recipe
        )
    size, pose = pose.frame, replace(pose, frame=linear.sensor_size(pose.frame, recipe))
    geometry = geometry.transformed(_scaling(size, pose.frame))
    pixels = compositing.reduce(sheet, geometry.px_per_mm())
    aim = random_target(sheet, recipe.stream("fold"))
    pages.append(
        (apply_paper_faults(pixels, pixels.shape[1] / sheet.size_mm[0], aim, recipe), geometry)
    )
    return pages, pose, size


def _scaling(size: tuple[int, int], other: tuple[int, int]) -> Matrix:
    """Return the matrix that scales a picture from one size to another."""
    return scaling(other[0] / size[0], other[1] / size[1])


def _sending(sheet: DrawnSheet, recipe: Recipe) -> Sending:
    """Return how the photo is sent; it is rarely too small for the sheet's fine print."""
    rng = recipe.stream("sending")
    way = draw_sending(rng)
    if placement.min_fill(sheet, way.long_side) > 1 and rng.random() < 0.92:
        way = replace(way, long_side=max(way.long_side, 1600))
    if recipe.small:
        side, quality = min(way.long_side, 1600), 50 + way.qualities[-1] % 11
        way = Sending(long_side=side, qualities=(quality,))
    steps = recipe.strength("jpeg")
    if not steps:
        return way
    return replace(way, qualities=(*way.qualities[:-1], max(2, round(50 / 2**steps))))
