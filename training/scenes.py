"""Small scenes of papers on surfaces, for the corner net: a picture and every sheet's corners."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from training.light import camera, finger, glare, lamp, relief, thing
from training.surfaces import Surfaces, colour, noise
from training.view import View
from training.warp import UNIT, Curl, Lay, curl, laid, pose

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]


CUT = 0.22  # of main sheets that are moved to where the frame may cut them
FILLS = ((0.75, 1.0), (0.25, 0.8), (1.0, 1.25), (1.25, 4.0), (0.12, 0.25))
"""How much of the frame a main sheet fills, in lengths; of one that fills it twice a part shows."""
FILL_SHARES = (0.5, 0.25, 0.11, 0.08, 0.06)
SCREEN = 0.12  # of scenes with one sheet and nothing else show it on a screen


@dataclass(slots=True)
class Scene:
    """A picture, its sheets and which of them shows where; sheets cover earlier ones."""

    picture: Floats
    lays: list[Lay] = field(default_factory=list)
    shown: NDArray[np.int8] = field(init=False)
    """H × W: index of the sheet that shows, -1 for none."""
    edges: Floats = field(init=False)
    """H × W: 255 on the sheets' outlines that show."""

    def __post_init__(self) -> None:
        self.shown = np.full(self.picture.shape[:2], -1, np.int8)
        self.edges = np.zeros(self.picture.shape[:2], np.float32)

    def lay(self, rng: np.random.Generator, page: Picture, lay: Lay) -> None:
        """Lay a page on top: its shadow, its shading, its pixels, its outline."""
        shape = self.picture.shape[:2]
        pixels, cover, maps = laid(page, lay, shape)
        if rng.random() < 0.75:
            shift = np.roll(cover, tuple(rng.integers(-5, 6, 2)), (0, 1))
            dark = cv2.GaussianBlur(shift, (0, 0), rng.uniform(0.6, 6))[..., None]
            self.picture *= 1 - dark * rng.uniform(0, 0.5)
        pixels = pixels * relief(rng, maps)[..., None] * rng.uniform(0.75, 1.0)
        self.picture = self.picture * (1 - cover[..., None]) + pixels * cover[..., None]
        self.mark(lay, cover)

    def mark(self, lay: Lay, cover: Floats) -> None:
        """Remember a sheet that covers so much of each pixel, and its outline."""
        shape = self.picture.shape[:2]
        self.edges *= cover < 0.5
        self.shown[cover > 0.5] = len(self.lays)
        path = (lay.outline() * 16).round().astype(np.int32)
        line = np.zeros(shape, np.uint8)
        cv2.polylines(line, [path], True, 255, 2, cv2.LINE_AA, 4)
        self.edges = np.maximum(self.edges, line)
        self.lays.append(lay)

    def view(self) -> View:
        """Return what the net learns from."""
        extent = np.float32(self.picture.shape[1::-1])
        quads = [(lay.quad + 0.5) / extent for lay in self.lays]
        return View(picture=self.picture, shown=self.shown, edges=self.edges, quads=quads)


def frame(rng: np.random.Generator, long: int) -> tuple[int, int]:
    short = int(long * rng.choice([0.75, 0.5625, rng.uniform(0.5, 1)], p=[0.6, 0.25, 0.15]))
    return (long, short) if rng.random() < 0.55 else (short, long)


def white_table(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    """Draw a table as white as paper."""
    base = 255 * rng.uniform(0.72, 1.0) - rng.uniform(0, 14, 3)
    return base + (noise(rng, shape, (5, 5))[..., None] - 0.5) * rng.uniform(0, 14)


def ground(rng: np.random.Generator, shape: tuple[int, int], surfaces: Surfaces) -> Floats:
    """Draw what the sheet lies on: a surface, or two that meet at a table's edge; things on it."""
    picture = white_table(rng, shape) if rng.random() < 0.2 else surfaces(rng, shape)
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
        picture = thing(rng, picture)
    return picture


def turned(rng: np.random.Generator) -> float:
    """In-plane turn, radians: about upright, sideways or upside down, seldom askew."""
    quarter = rng.integers(4) * np.pi / 2
    return quarter + rng.choice([rng.normal(0, 0.08), rng.uniform(-0.8, 0.8)], p=[0.83, 0.17])


def main_lay(rng: np.random.Generator, shape: tuple[int, int], page: Picture) -> Lay:
    """Lay the main sheet: filling the frame, far away, cut by it, cropped to it; or show a part."""
    ratio = page.shape[1] / page.shape[0]
    if rng.random() < 0.12:
        corners = UNIT * shape[::-1] - 0.5
        quad = corners + rng.normal(0, rng.choice([0.0, 0.004, 0.012]), (4, 2)) * shape[::-1]
        quad = np.roll(quad, rng.integers(4), 0).astype(np.float32)
        return Lay(cv2.getPerspectiveTransform(UNIT, quad), curl(rng, 0.015))
    low, high = FILLS[rng.choice(len(FILLS), p=FILL_SHARES)]
    matrix = pose(rng, shape, ratio, rng.uniform(low, high), turned(rng))
    if rng.random() < CUT:
        matrix = moved(matrix, rng.normal(0, 0.12, 2) * shape[::-1])
    return Lay(matrix, curl(rng, 0.05))


def moved(matrix: NDArray[np.float64], shift: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move a sheet by pixels of the picture."""
    by = np.eye(3)
    by[:2, 2] = shift
    return by @ matrix


def side_lay(rng: np.random.Generator, shape: tuple[int, int], page: Picture, first: Lay) -> Lay:
    """Lay a further sheet anywhere, as large as the first or a good deal smaller."""
    ratio = page.shape[1] / page.shape[0]
    span = np.ptp(first.quad, axis=0) / np.array(shape[::-1])
    fill = min(1.0, span.max()) * rng.uniform(0.3, 1.05)
    matrix = pose(rng, shape, ratio, fill, turned(rng))
    return Lay(moved(matrix, rng.uniform(-0.6, 0.6, 2) * shape[::-1]), curl(rng, 0.03))


def pair(rng: np.random.Generator, shape: tuple[int, int], pages: Sequence[Picture]) -> list[Lay]:
    """Two sheets of one size side by side or one above the other."""
    ratio = pages[0].shape[1] / pages[0].shape[0]
    fill, turn = rng.uniform(0.35, 0.62), turned(rng)
    matrix = pose(rng, shape, ratio, fill, turn)
    centre = np.array(shape[::-1]) / 2 - 0.5
    span = np.ptp(Lay(matrix, NO_CURL).quad, axis=0)
    along = rng.integers(2)
    gap = np.zeros(2)
    gap[along] = span[along] * rng.uniform(1.01, 1.3)
    lays = []
    for sign in (-0.5, 0.5):
        shift = np.eye(3)
        middle = Lay(matrix, NO_CURL).quad.mean(0)
        shift[:2, 2] = centre - middle + sign * gap + rng.normal(0, 3, 2)
        twist = cv2.getRotationMatrix2D(tuple(middle.tolist()), rng.normal(0, 4), 1)
        lays.append(Lay(shift @ np.vstack([twist, [0, 0, 1]]) @ matrix, curl(rng, 0.02)))
    return lays


NO_CURL = Curl(np.zeros(4, np.float32), np.zeros((4, 2), np.float32), 1.0)


def hold(rng: np.random.Generator, scene: Scene) -> None:
    """Put fingers over the edges of the last sheet."""
    lay = scene.lays[-1]
    outline = lay.outline()
    for _ in range(rng.integers(1, 5)):
        at = outline[rng.integers(len(outline))]
        inward = lay.quad.mean(0) - at
        inward /= np.linalg.norm(inward) + 1e-6
        scene.picture = finger(rng, scene.picture, at, inward)


def match(rng: np.random.Generator, scene: Picture, page: Picture) -> Floats:
    """Bring the ground's brightness near the page's: edges that hardly show."""
    paper = np.percentile(page.reshape(-1, 3), 80, axis=0)
    return np.float32(scene - scene.mean((0, 1)) + paper * rng.uniform(0.8, 1.05))


def scene(
    rng: np.random.Generator, library: Sequence[Picture], surfaces: Surfaces, long: int
) -> Scene:
    """Draw one scene, its long side `long` px; about one in twelve holds no sheet."""
    shape = frame(rng, long)
    picture = ground(rng, shape, surfaces)
    pages = [library[i] for i in rng.integers(0, len(library), 3)]
    if rng.random() < 0.12:
        picture = match(rng, picture, pages[0])
    out = Scene(np.float32(np.clip(picture, 0, 255)))
    kind = rng.choice(6, p=[0.07, 0.47, 0.2, 0.1, 0.1, 0.06])
    if kind == 5:
        return screenshot(rng, shape, pages[0])
    first = main_lay(rng, shape, pages[0])
    if kind == 1 and rng.random() < SCREEN:
        switch_on(rng, out, first)
    if kind == 2:
        same = [page for page in library if page.shape == pages[0].shape][:40]
        mate = same[rng.integers(len(same))]
        for page, lay in zip((pages[0], mate), pair(rng, shape, pages), strict=True):
            out.lay(rng, page, lay)
    elif kind > 0:
        for page in pages[1 : 1 + (kind == 3) * rng.integers(1, 3)]:
            out.lay(rng, page, side_lay(rng, shape, page, first))
        out.lay(rng, pages[0], first)
        if kind == 4:
            out.lay(rng, pages[1], side_lay(rng, shape, pages[1], first))
    return dressed(rng, out)


def switch_on(rng: np.random.Generator, out: Scene, lay: Lay) -> None:
    """Darken the room and draw the screen on which a page will be shown: a plain field round it."""
    out.picture *= rng.uniform(0.05, 0.6)
    low, high = -rng.uniform(0, 0.35, 2), 1 + rng.uniform(0, 0.35, 2)
    ends = cv2.perspectiveTransform((UNIT * (high - low) + low)[None], lay.matrix)[0]
    level = rng.choice([0, 255, rng.uniform(0, 255)]) * rng.uniform(0.2, 1) + rng.normal(0, 3, 3)
    cv2.fillPoly(out.picture, [np.rint(ends * 16).astype(np.int32)], level.clip(0), cv2.LINE_AA, 4)


def screenshot(rng: np.random.Generator, shape: tuple[int, int], page: Picture) -> Scene:
    """Show a page straight in a viewer: on plain colour, with bars above and below."""
    plain = rng.choice([0, 255, rng.uniform(0, 255)]) + rng.normal(0, 3, 3)
    picture = np.tile(np.float32(plain), (*shape, 1))
    for row in (slice(0, int(shape[0] * rng.uniform(0, 0.12))), slice(int(-shape[0] * 0.08), None)):
        picture[row] = rng.choice([0, 255, rng.uniform(0, 255)])
    out = Scene(np.clip(picture, 0, 255))
    size = np.array(page.shape[1::-1]) * min(np.array(shape[::-1]) / page.shape[1::-1])
    size *= rng.choice([1.0, rng.uniform(0.5, 1)])
    corner = (np.array(shape[::-1]) - size) * (0.5, rng.uniform(0.3, 0.7)) - 0.5
    quad = UNIT * np.float32(size) + np.float32(corner)
    lay = Lay(cv2.getPerspectiveTransform(UNIT, quad), NO_CURL)
    pixels, cover, _ = laid(page, lay, shape)
    out.picture = out.picture * (1 - cover[..., None]) + pixels * cover[..., None]
    out.mark(lay, cover)
    out.picture = camera(rng, out.picture).astype(np.float32)
    return out


def dressed(rng: np.random.Generator, out: Scene) -> Scene:
    """Add hands, things on top, light and the camera."""
    if out.lays and rng.random() < 0.25:
        hold(rng, out)
    if rng.random() < 0.12:
        out.picture = thing(rng, out.picture)
    out.picture = out.picture * lamp(rng, out.picture.shape[:2])
    if rng.random() < 0.2:
        out.picture = glare(rng, out.picture)
    if rng.random() < 0.1:
        out.picture = out.picture + colour(rng) * rng.uniform(0, 0.3)  # veil
    out.picture = camera(rng, out.picture).astype(np.float32)
    return out
