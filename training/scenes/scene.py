"""Reduced scenes of papers on surfaces, with every sheet's corners, for the corner net."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field, Picture, Rng
from training.scenes.light import (
    add_glare,
    illumination,
    lay_finger,
    lay_object,
    photograph_small,
    shading,
)
from training.scenes.placement import UNIT_SQUARE, Placement, warp_page
from training.scenes.placements import NO_CURL, frame_shape, place_further, place_main, place_pair
from training.scenes.surfaces import Surfaces, smooth_noise, surface_colour
from training.scenes.view import SceneView

SCREEN_SHARE = 0.12  # of scenes with one sheet: it is shown on a screen


@dataclass(slots=True)
class TrainingScene:
    """A picture and its sheets; later sheets cover earlier ones."""

    picture: Field
    lays: list[Placement] = field(default_factory=list)
    shown: NDArray[np.int8] = field(init=False)
    """H × W: index of the visible sheet, -1 for none."""
    edges: Field = field(init=False)
    """H × W: 255 on visible outlines."""

    def __post_init__(self) -> None:
        self.shown = np.full(self.picture.shape[:2], -1, np.int8)
        self.edges = np.zeros(self.picture.shape[:2], np.float32)

    def lay(self, rng: Rng, page: Picture, lay: Placement) -> None:
        """Composite a page on top, with shadow and shading, and record it."""
        shape = self.picture.shape[:2]
        pixels, cover, maps = warp_page(page, lay, shape)
        if rng.random() < 0.75:
            shift = np.roll(cover, tuple(rng.integers(-5, 6, 2)), (0, 1))
            dark = cv2.GaussianBlur(shift, (0, 0), rng.uniform(0.6, 6))[..., None]
            self.picture *= 1 - dark * rng.uniform(0, 0.5)
        pixels = pixels * shading(rng, maps)[..., None] * rng.uniform(0.75, 1.0)
        self.picture = self.picture * (1 - cover[..., None]) + pixels * cover[..., None]
        self.mark(lay, cover)

    def mark(self, lay: Placement, cover: Field) -> None:
        """Record a sheet by its coverage and its outline."""
        shape = self.picture.shape[:2]
        self.edges *= cover < 0.5
        self.shown[cover > 0.5] = len(self.lays)
        path = (lay.outline() * 16).round().astype(np.int32)
        line = np.zeros(shape, np.uint8)
        cv2.polylines(line, [path], True, 255, 2, cv2.LINE_AA, 4)
        self.edges = np.maximum(self.edges, line)
        self.lays.append(lay)

    def view(self) -> SceneView:
        """Return the training example."""
        extent = np.float32(self.picture.shape[1::-1])
        quads = [(lay.quad + 0.5) / extent for lay in self.lays]
        return SceneView(picture=self.picture, shown=self.shown, edges=self.edges, quads=quads)


def white_surface(rng: Rng, shape: tuple[int, int]) -> Field:
    """Draw a table as white as paper."""
    base = 255 * rng.uniform(0.72, 1.0) - rng.uniform(0, 14, 3)
    return base + (smooth_noise(rng, shape, (5, 5))[..., None] - 0.5) * rng.uniform(0, 14)


def draw_ground(rng: Rng, shape: tuple[int, int], surfaces: Surfaces) -> Field:
    """Draw one surface or two that meet at an edge, with objects on it."""
    picture = white_surface(rng, shape) if rng.random() < 0.2 else surfaces(rng, shape)
    if rng.random() < 0.25:
        other = surfaces(rng, shape)
        mask = np.zeros(shape, np.uint8)
        centre = rng.uniform(0, 1, 2) * shape[::-1]
        if rng.random() < 0.3:
            cv2.circle(mask, tuple(int(c) for c in centre), int(rng.uniform(60, 300)), 255, -1)
        else:
            angle = rng.choice([0, 90, rng.uniform(0, 180)]) + rng.normal(0, 4)
            box = (tuple(centre), tuple(rng.uniform(150, 900, 2)), angle)
            cv2.fillPoly(mask, [cv2.boxPoints(box).astype(np.int32)], 255)
        share = cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32)[..., None] / 255
        picture = picture * (1 - share) + other * share
    for _ in range(rng.choice([0, 0, 0, 1, 2, 4])):
        picture = lay_object(rng, picture)
    return picture


def lay_fingers(rng: Rng, scene: TrainingScene) -> None:
    """Composite fingers over the edges of the last sheet."""
    lay = scene.lays[-1]
    outline = lay.outline()
    for _ in range(rng.integers(1, 5)):
        at = outline[rng.integers(len(outline))]
        inward = lay.quad.mean(0) - at
        inward /= np.linalg.norm(inward) + 1e-6
        scene.picture = lay_finger(rng, scene.picture, at, inward)


def match_brightness(rng: Rng, scene: Picture, page: Picture) -> Field:
    """Return a surface about as bright as the page, for edges of low contrast."""
    paper = np.percentile(page.reshape(-1, 3), 80, axis=0)
    return np.float32(scene - scene.mean((0, 1)) + paper * rng.uniform(0.8, 1.05))


def draw_scene(
    rng: Rng, library: Sequence[Picture], surfaces: Surfaces, long: int
) -> TrainingScene:
    """Draw a scene with a long side of `long` px; about one in twelve has no sheet."""
    shape = frame_shape(rng, long)
    picture = draw_ground(rng, shape, surfaces)
    pages = [library[i] for i in rng.integers(0, len(library), 3)]
    if rng.random() < 0.12:
        picture = match_brightness(rng, picture, pages[0])
    out = TrainingScene(np.float32(np.clip(picture, 0, 255)))
    kind = rng.choice(6, p=[0.07, 0.47, 0.2, 0.1, 0.1, 0.06])
    if kind == 5:
        return draw_screenshot(rng, shape, pages[0])
    first = place_main(rng, shape, pages[0])
    if kind == 1 and rng.random() < SCREEN_SHARE:
        draw_screen(rng, out, first)
    if kind == 2:
        same = [page for page in library if page.shape == pages[0].shape][:40]
        mate = same[rng.integers(len(same))]
        for page, lay in zip((pages[0], mate), place_pair(rng, shape, pages), strict=True):
            out.lay(rng, page, lay)
    elif kind > 0:
        for page in pages[1 : 1 + (kind == 3) * rng.integers(1, 3)]:
            out.lay(rng, page, place_further(rng, shape, page, first))
        out.lay(rng, pages[0], first)
        if kind == 4:
            out.lay(rng, pages[1], place_further(rng, shape, pages[1], first))
    return finish_scene(rng, out)


def draw_screen(rng: Rng, out: TrainingScene, lay: Placement) -> None:
    """Darken the scene and draw a screen around a page's placement."""
    out.picture *= rng.uniform(0.05, 0.6)
    low, high = -rng.uniform(0, 0.35, 2), 1 + rng.uniform(0, 0.35, 2)
    ends = cv2.perspectiveTransform((UNIT_SQUARE * (high - low) + low)[None], lay.matrix)[0]
    level = rng.choice([0, 255, rng.uniform(0, 255)]) * rng.uniform(0.2, 1) + rng.normal(0, 3, 3)
    cv2.fillPoly(out.picture, [np.rint(ends * 16).astype(np.int32)], level.clip(0), cv2.LINE_AA, 4)


def draw_screenshot(rng: Rng, shape: tuple[int, int], page: Picture) -> TrainingScene:
    """Draw a page upright in a viewer: on uniform colour, with bars above and below."""
    level = rng.choice([0, 255, rng.uniform(0, 255)]) + rng.normal(0, 3, 3)
    picture = np.tile(np.float32(level), (*shape, 1))
    for row in (slice(0, int(shape[0] * rng.uniform(0, 0.12))), slice(int(-shape[0] * 0.08), None)):
        picture[row] = rng.choice([0, 255, rng.uniform(0, 255)])
    out = TrainingScene(np.clip(picture, 0, 255))
    size = np.array(page.shape[1::-1]) * min(np.array(shape[::-1]) / page.shape[1::-1])
    size *= rng.choice([1.0, rng.uniform(0.5, 1)])
    corner = (np.array(shape[::-1]) - size) * (0.5, rng.uniform(0.3, 0.7)) - 0.5
    quad = UNIT_SQUARE * np.float32(size) + np.float32(corner)
    lay = Placement(cv2.getPerspectiveTransform(UNIT_SQUARE, quad), NO_CURL)
    pixels, cover, _ = warp_page(page, lay, shape)
    out.picture = out.picture * (1 - cover[..., None]) + pixels * cover[..., None]
    out.mark(lay, cover)
    out.picture = photograph_small(rng, out.picture).astype(np.float32)
    return out


def finish_scene(rng: Rng, out: TrainingScene) -> TrainingScene:
    """Add hands, objects, light and the camera."""
    if out.lays and rng.random() < 0.25:
        lay_fingers(rng, out)
    if rng.random() < 0.12:
        out.picture = lay_object(rng, out.picture)
    out.picture = out.picture * illumination(rng, out.picture.shape[:2])
    if rng.random() < 0.2:
        out.picture = add_glare(rng, out.picture)
    if rng.random() < 0.1:
        out.picture = out.picture + surface_colour(rng) * rng.uniform(0, 0.3)  # veil
    out.picture = photograph_small(rng, out.picture).astype(np.float32)
    return out
