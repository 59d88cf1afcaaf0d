"""Photographs a paper for the eye: laid down, cut, covered and lit, with what was lost."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.common.covers import SOLID, Cover, lay_over, pick, place_body, shadow_of_bodies, shine
from training.common.light import coloured, creased, edge_px, hard_light
from training.eye.papers import Paper
from training.scenes.light import random_shape

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]
Rng = np.random.Generator

SHAPES = ((416, 320), (320, 416), (384, 384), (448, 256), (480, 192), (256, 448))
"""Heights and widths of the net's input, multiples of 32."""
FINE = 1
"""Pixels of the drawn photo over those of the net's input."""
CELL_PX = 8
HIDDEN_CONTRAST, MIN_CONTRAST = 0.3, 5.0
"""Contrast of print, over that before and the change of brightness, and in grey levels, below which
light has hidden it."""
MIN_CELL_PRINT = 0.06
"""Share of a cell with print from which it counts."""
LOST_LINE = 0.3
"""Area beyond a side, in median lines, from which print lies beyond it; below, unless none does,
the side has no target."""
OTHER_SHEET_SHARE = 0.2
"""Share of the photos in which a further sheet lies over the paper."""
SHEET_SIDES = (0.06, 0.02), (0.6, 0.5)
"""Smallest and largest width and height of it, in shares of the frame's: a slip over one field, or
half a page."""
CREASED_SHARE, HARD_LIGHT_SHARE, COLOURED_SHARE = 0.4, 0.35, 0.15
"""Shares of the flat sheets that are folded or crumpled, and of the photos under such light."""
BODY_SHADOW_SHARE = 0.5
"""Share of the hard shadows that bodies cast; the others have any shape."""
UNKNOWN = 255
"""Target of cells and sides that are not learned."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One photo with its targets."""

    picture: Picture
    """H × W × 3, BGR."""
    maps: NDArray[np.uint8]
    """4 × H/8 × W/8 of training.eye.net.MAPS: 0, 1 or UNKNOWN."""
    beyond: NDArray[np.uint8]
    """4: whether print lies beyond the top, right, bottom and left side; 0, 1 or UNKNOWN."""
    hidden_share: float
    """Share of the paper's print that is hidden in the frame, 0–1."""
    cut_share: float
    """Share of it beyond the frame, 0–1."""


def draw_sample(
    paper: Paper, covers: Sequence[Cover], surfaces: Sequence[Picture], rng: Rng,
    *, fine: int = FINE, size: int = 0,
) -> Sample:  # fmt: skip
    """Photograph a paper. size: the long side of a sharp photo; 0: one of SHAPES, sharp or not."""
    to_scene, scene = _lay_down(paper, rng)
    window = _window(to_scene, scene, paper, rng)
    shape = _shape(window, size)
    matrix = _onto_frame(window, (shape[0] * fine, shape[1] * fine)) @ to_scene
    frame = (shape[0] * fine, shape[1] * fine)
    clean = _photograph(paper, matrix, frame, surfaces, rng)
    lines = cv2.perspectiveTransform(paper.lines.reshape(1, -1, 2), matrix).reshape(-1, 4, 2)
    shown, over = _disturb(clean, lines, covers, rng)
    printed = _filled(lines, frame)
    hidden = printed & (over | _faint(clean, shown, printed))
    targets = np.stack(
        [
            _cells(printed & ~hidden, fine),
            _cells(over, fine),
            _cells(hidden, fine),
            _cut_cells(lines, frame, fine),
        ]
    )
    beyond, cut_share = _beyond(lines, frame, paper)
    everything = max(float(sum(cv2.contourArea(line) for line in lines)), 1.0)
    return Sample(
        picture=_camera(shown, (shape[0], shape[1]), rng, sharp=bool(size)),
        maps=targets,
        beyond=beyond,
        hidden_share=float(hidden.sum()) / everything,
        cut_share=cut_share,
    )


def _lay_down(paper: Paper, rng: Rng) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Return the homography from the picture to a scene, and the scene's height and width.

    A photo is a scene by itself; a flat sheet lies on a surface, seen from somewhere.
    """
    height, width = paper.picture.shape[:2]
    if not paper.flat or rng.random() < 0.25:
        return np.eye(3), (height, width)
    margin = rng.uniform(0.0, 0.22, 4)
    tilt = rng.uniform(-0.06, 0.06, (4, 2)) * rng.uniform(0, 1)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    inner = np.array(
        [[margin[0], margin[1]], [1 - margin[2], margin[1]],
         [1 - margin[2], 1 - margin[3]], [margin[0], 1 - margin[3]]]
    ) + tilt  # fmt: skip
    angle = np.radians(rng.normal(0, 5))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = ((inner - 0.5) @ turn.T + 0.5) * (width, height)
    source = (corners * (width, height)).astype(np.float32)
    return cv2.getPerspectiveTransform(source, placed.astype(np.float32)), (height, width)


def _window(
    to_scene: NDArray[np.float64], scene: tuple[int, int], paper: Paper, rng: Rng
) -> NDArray[np.float64]:
    """Return the part of the scene that the frame shows: left, top, right, bottom.

    Half of the frames cut print, on one side or two; some end closely around it.
    """
    lines = cv2.perspectiveTransform(paper.lines.reshape(1, -1, 2), to_scene)[0]
    low, high = lines.min(0), lines.max(0)
    extent = np.maximum(high - low, 1)
    size = np.array(scene[::-1], np.float64)
    window = np.array([0.0, 0.0, *size])
    if rng.random() < 0.35:  # closely around the print
        room = paper.line_height * rng.uniform(0.3, 4, 4)
        close = np.array([*(low - room[:2]), *(high + room[2:])])
        which = rng.random(4) < 0.6
        window = np.where(which, np.clip(close, [0, 0, 0, 0], [*size, *size]), window)
    if rng.random() < 0.5:
        for side in rng.choice(4, 2 if rng.random() < 0.25 else 1, replace=False):
            depth = extent[side % 2] * rng.uniform(0.01, 1) ** 1.5 * 0.55
            window[side] = low[side % 2] + depth if side < 2 else high[side % 2] - depth
    if not paper.flat and window[2] - window[0] >= 0.98 * size[0] and rng.random() < 0.3:
        window[:2] += rng.uniform(0, 0.02, 2) * size
    return window


def _shape(window: NDArray[np.float64], size: int) -> tuple[int, int]:
    """Return the frame's height and width: the nearest of SHAPES, or of a long side."""
    wide, high = window[2] - window[0], window[3] - window[1]
    if size:
        scale = size / max(wide, high)
        return max(32, round(high * scale / 32) * 32), max(32, round(wide * scale / 32) * 32)
    return min(SHAPES, key=lambda shape: abs(np.log(shape[0] / shape[1] * wide / high)))


def _onto_frame(window: NDArray[np.float64], frame: tuple[int, int]) -> NDArray[np.float64]:
    left, top, right, bottom = window
    across, down = frame[1] / (right - left), frame[0] / (bottom - top)
    return np.array([[across, 0, -left * across], [0, down, -top * down], [0, 0, 1]])


def _photograph(
    paper: Paper, matrix: NDArray[np.float64], frame: tuple[int, int],
    surfaces: Sequence[Picture], rng: Rng,
) -> Floats:  # fmt: skip
    """Return the paper in the frame, on a surface where it does not reach."""
    size = frame[::-1]
    shown = cv2.warpPerspective(paper.picture, matrix, size, flags=cv2.INTER_AREA)
    if rng.random() < 0.3:
        shown = _panel(shown, paper, matrix, rng)
    if not paper.flat:
        return shown.astype(np.float32)
    if rng.random() < CREASED_SHARE:
        shown = creased(shown.astype(np.float32), rng)
    sheet = np.full(paper.picture.shape[:2], 255, np.uint8)
    on = cv2.warpPerspective(sheet, matrix, size, flags=cv2.INTER_LINEAR)[..., None] / np.float32(
        255
    )
    surface = surfaces[int(rng.integers(len(surfaces)))]
    part = _random_part(surface, rng)
    ground = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(shown * on + ground * rng.uniform(0.6, 1.2) * (1 - on), np.float32)


def _random_part(picture: Picture, rng: Rng) -> Picture:
    high, wide = picture.shape[:2]
    rows, columns = int(high * rng.uniform(0.3, 1)), int(wide * rng.uniform(0.3, 1))
    y, x = int(rng.integers(high - rows + 1)), int(rng.integers(wide - columns + 1))
    turned = np.rot90(picture[y : y + rows, x : x + columns], int(rng.integers(4)))
    return np.ascontiguousarray(turned)


def _panel(shown: Picture, paper: Paper, matrix: NDArray[np.float64], rng: Rng) -> Picture:
    """Print a bar, a logo's panel or a blank label where the paper is empty: no cover."""
    high, wide = paper.picture.shape[:2]
    taken = _filled(paper.lines, (high, wide))
    for _ in range(8):
        rows = int(rng.uniform(0.02, 0.2) * high)
        columns = int(rng.uniform(0.05, 0.9) * wide)
        y, x = int(rng.integers(max(1, high - rows))), int(rng.integers(max(1, wide - columns)))
        if taken[y : y + rows, x : x + columns].any():
            continue
        box = np.array(
            [[x, y], [x + columns, y], [x + columns, y + rows], [x, y + rows]], np.float32
        )
        quad = cv2.perspectiveTransform(box[None], matrix)[0]
        colour = rng.uniform(0, 255, 3) if rng.random() < 0.5 else np.full(3, rng.uniform(0, 235))
        drawn = shown.copy()
        cv2.fillConvexPoly(drawn, np.rint(quad).astype(np.int32), colour.tolist(), cv2.LINE_AA)
        strength = float(rng.uniform(0.4, 1.0))
        return np.asarray(cv2.addWeighted(drawn, strength, shown, 1 - strength, 0), np.uint8)
    return shown


def _disturb(
    clean: Floats, lines: Floats, covers: Sequence[Cover], rng: Rng
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the picture with bodies and light over it, and where a body covers it."""
    shown, over = clean, np.zeros(clean.shape[:2], np.bool_)
    printed = _filled(lines, clean.shape[:2])
    level = float(np.percentile(clean, 75)) / 215
    count = int(rng.choice([0, 1, 2], p=[0.42, 0.43, 0.15]))
    for _ in range(count):
        hides = rng.random() < 0.5
        for _attempt in range(5):
            cover = pick(covers, ("hand", "hand", "thing"), rng)
            colour, alpha = place_body(cover, printed.shape, level, rng)
            solid = alpha >= SOLID
            if solid.any() and bool((solid & printed).any()) == hides:
                shown = lay_over(shown, colour, alpha, rng)
                over |= solid
                break
    if rng.random() < OTHER_SHEET_SHARE:
        shown, over = _other_sheet(shown, over, clean, rng)
    if rng.random() < 0.4:
        shown = shine(shown, pick(covers, ("shadow", "glare", "reflection"), rng), rng)
    if rng.random() < HARD_LIGHT_SHARE:
        shape = shown.shape[:2]
        if rng.random() < BODY_SHADOW_SHARE:
            shadowed = shadow_of_bodies(shape, covers, rng)
        else:
            shadowed = random_shape(rng, shape, edge_px(shape, rng))
        shown = hard_light(shown, shadowed, rng)
    if rng.random() < COLOURED_SHARE:
        shown = coloured(shown, rng)
    return shown, over


def _other_sheet(
    shown: Floats, over: NDArray[np.bool_], clean: Floats, rng: Rng
) -> tuple[Floats, NDArray[np.bool_]]:
    """Lay a sheet, a slip or a card over a part, blank or with a mirrored piece of the print."""
    high, wide = over.shape
    shares = np.exp(rng.uniform(np.log(SHEET_SIDES[0]), np.log(SHEET_SIDES[1])))
    size = shares * (wide, high)
    middle = (float(rng.uniform(0, wide)), float(rng.uniform(0, high)))
    quad = cv2.boxPoints((middle, (float(size[0]), float(size[1])), float(rng.normal(0, 25))))
    alpha = np.zeros(over.shape, np.float32)
    cv2.fillConvexPoly(alpha, np.rint(quad).astype(np.int32), 1.0, cv2.LINE_AA)
    level = np.float32(np.percentile(clean, 80) * rng.uniform(0.6, 1.1))
    tint = (rng.uniform(0.75, 1.0, 3) if rng.random() < 0.6 else rng.uniform(0.1, 1.0, 3)).astype(
        np.float32
    )
    colour = np.ones_like(clean) * level * tint
    if rng.random() < 0.5:
        colour = np.ascontiguousarray(clean[::-1, ::-1]) * tint
    return lay_over(shown, np.clip(colour, 0, 255), alpha, rng), over | (alpha > SOLID)


def _faint(clean: Floats, shown: Floats, printed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where light left print too little contrast, in itself or over the paper's brightness.

    A shadow dims print and paper alike; a highlight leaves a small difference of bright levels.
    """
    (bright, before), (dimmed, after) = _contrast(clean), _contrast(shown)
    share = dimmed / np.maximum(bright, 1)
    lost = (after < HIDDEN_CONTRAST * before * share) | (after < MIN_CONTRAST)
    return printed & lost & (before > 2 * MIN_CONTRAST)


def _contrast(picture: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the grey levels in a small window."""
    grey = cv2.cvtColor(np.clip(picture, 0, 255), cv2.COLOR_BGR2GRAY)
    mean, squares = cv2.blur(grey, (13, 13)), cv2.blur(grey * grey, (13, 13))
    return mean, np.sqrt(np.maximum(squares - mean * mean, 0))


def _filled(lines: Floats, frame: tuple[int, int]) -> NDArray[np.bool_]:
    """Return the pixels of a frame in the lines."""
    mask = np.zeros(frame, np.uint8)
    for line in np.rint(lines).astype(np.int32):
        cv2.fillConvexPoly(mask, line, 1)
    return mask > 0


def _cells(mask: NDArray[np.bool_], fine: int) -> NDArray[np.uint8]:
    """Return 1 for cells with at least MIN_CELL_PRINT in the mask."""
    step = CELL_PX * fine
    rows, columns = mask.shape[0] // step, mask.shape[1] // step
    share = cv2.resize(mask.astype(np.float32), (columns, rows), interpolation=cv2.INTER_AREA)
    return (share >= MIN_CELL_PRINT).astype(np.uint8)


def _cut_cells(lines: Floats, frame: tuple[int, int], fine: int) -> NDArray[np.uint8]:
    """Return 1 for border cells through which print runs out of the frame; inside, UNKNOWN."""
    step = CELL_PX * fine
    reach = 2 * fine
    padded = _filled(lines + reach, (frame[0] + 2 * reach, frame[1] + 2 * reach))
    inside = slice(reach, -reach)
    target = np.full((frame[0] // step, frame[1] // step), UNKNOWN, np.uint8)
    for edge, outer, inner in (
        (target[0], padded[0, inside], padded[2 * reach, inside]),
        (target[-1], padded[-1, inside], padded[-2 * reach, inside]),
        (target[:, 0], padded[inside, 0], padded[inside, 2 * reach]),
        (target[:, -1], padded[inside, -1], padded[inside, -2 * reach]),
    ):
        runs = (outer & inner).reshape(-1, step).mean(1) >= MIN_CELL_PRINT
        edge[:] = np.where(edge == 1, 1, runs.astype(np.uint8))
    return target


def _beyond(lines: Floats, frame: tuple[int, int], paper: Paper) -> tuple[NDArray[np.uint8], float]:
    """Return whether print lies beyond each side, and the share of the print beyond any."""
    height, width = frame
    low, high = lines.min(1), lines.max(1)
    extent = np.maximum(high - low, 1e-3)
    area = np.array([cv2.contourArea(line) for line in lines])
    part = np.stack(
        [-low[:, 1] / extent[:, 1], (high[:, 0] - width) / extent[:, 0],
         (high[:, 1] - height) / extent[:, 1], -low[:, 0] / extent[:, 0]]
    ).clip(0, 1)  # fmt: skip
    beyond = (part * area).sum(1)
    line = np.median(area)
    target = np.where(beyond > LOST_LINE * line, 1, np.where(beyond > 0, UNKNOWN, 0))
    target = np.where((target == 0) & ~np.array(paper.complete), UNKNOWN, target)
    shown = (np.clip(high, 0, [width, height]) - np.clip(low, 0, [width, height])) / extent
    return target.astype(np.uint8), float(1 - (shown.prod(1) * area).sum() / max(area.sum(), 1.0))


def _camera(shown: Floats, shape: tuple[int, int], rng: Rng, *, sharp: bool) -> Picture:
    """Return what a phone makes of it at the size of the net's input. sharp: in focus."""
    if rng.random() < 0.4 and not sharp:
        shown = cv2.GaussianBlur(shown, (0, 0), float(rng.uniform(0.4, 3.0)))
    gain = rng.uniform(0.45, 1.25) * rng.uniform(0.9, 1.1, 3)
    bright = 255 * np.power(
        np.clip(shown * gain.astype(np.float32), 0, 255) / 255, rng.uniform(0.75, 1.3)
    )
    if rng.random() < 0.15:
        bright = np.repeat(bright.mean(2, keepdims=True), 3, 2)
    small = cv2.resize(bright.astype(np.float32), shape[::-1], interpolation=cv2.INTER_AREA)
    small = small + rng.normal(0, rng.uniform(0, 5), small.shape)
    picture = np.clip(small, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        code = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 95))])[
            1
        ]
        picture = np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)
    return picture


def turned(sample: Sample, quarters: int, *, mirrored: bool = False) -> Sample:
    """Return a sample turned counterclockwise by quarter turns, and mirrored left to right."""
    picture, maps = np.rot90(sample.picture, quarters), np.rot90(sample.maps, quarters, (1, 2))
    beyond = np.roll(sample.beyond, -quarters)
    if mirrored:
        picture, maps, beyond = picture[:, ::-1], maps[:, :, ::-1], beyond[[0, 3, 2, 1]]
    return Sample(
        np.ascontiguousarray(picture), np.ascontiguousarray(maps), beyond,
        sample.hidden_share, sample.cut_share,
    )  # fmt: skip
