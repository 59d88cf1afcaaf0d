"""The legibility net: where text is printed on the flattened page and how legible it is.

It predicts for every cell the legibility index of words, covered ones included, the fault that
makes it low, and whether something covers the paper. `training/legibility/train.py` trains it;
models/README.md has its card. Large pages are reduced for it, none is enlarged.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Grid, Page, Pixels, TextMap
from precheck.errors import BadModel
from precheck.runtime.models import MODELS, load_arrays
from precheck.runtime.nets import Net, softmax
from precheck.sheet.rectify import NET_STEP_PX, grey_page, round_to_steps

PATCHES_FILE = MODELS / "legibility_patches.npz"
MIN_BILINEAR_SCALE = 0.6
"""Scale below which reduction averages pixels rather than interpolating between them."""
SIGMOID_MAPS, LEGIBILITY_MAP = 3, 1
"""Number of the maps before those of CODES: text, legibility, covered; index of the second."""
CELL_PX = 8
"""Side of a cell in pixels of the net's input."""
DENSITY_RANGE = (0.1, 4.0)
"""Photo pixels per pixel of the net's input to which `density` is clipped."""
CODES = (
    "occlusion", "glare", "blur", "dark", "overexposed", "shadow", "low_contrast", "too_small",
    "perspective", "noise",
)  # fmt: skip
"""Faults that make text illegible, in the order of the net's maps."""
OUTPUTS = {"maps": SIGMOID_MAPS + len(CODES)}
"""The net's outputs and their channels."""
PATCH = 4
"""Side of a patch of the first layer, px."""
PIXELS = 3 * PATCH**2
CHANNELS = 16
"""Of the first layer: its inputs for a patch, and its outputs."""
CHUNK_ROWS = 16
"""Rows of patches computed at once; so many stay in a core's cache."""

_BLANK = (1, CHANNELS, 2 * NET_STEP_PX // PATCH, 2 * NET_STEP_PX // PATCH)
_NET = Net("legibility.onnx", _BLANK, OUTPUTS)


def read_map(page: Page) -> TextMap:
    """Return the net's maps of a page."""
    (batch,) = _NET(_patches()(net_input(page)))
    logits = batch[0]
    extent = page.flat.shape[1], page.flat.shape[0]
    maps = maps_of(logits, density(page.to_photo, extent, logits.shape[1:]))
    text, legibility, covered, *why = maps
    return TextMap(
        text=text,
        legibility=legibility,
        covered=covered,
        cell=page.flat.shape[1] / text.shape[1],
        fault_shares=dict(zip(CODES, why, strict=True)),
    )


def density(to_photo: NDArray[np.float64], extent: tuple[int, int], cells: tuple[int, ...]) -> Grid:
    """Return the height of an input pixel in photo pixels, H × W, clipped to DENSITY_RANGE.

    It is low where a tilted view compresses print that the flat page stretches again, which the
    net cannot see. to_photo: from pixels of the flat page. extent: the flat page's width and
    height. cells: rows and columns of the net's input, CELL_PX each.
    """
    rows, columns = cells
    down = (np.arange(rows)[:, None] + 0.5) * (extent[1] / rows)
    across = (np.arange(columns) + 0.5) * (extent[0] / columns)
    x, y, depth = (line[0] * across + line[1] * down + line[2] for line in to_photo)
    right, low = (
        (to_photo[axis, 1] * depth - at * to_photo[2, 1]) / np.maximum(depth**2, 1e-12)
        for axis, at in enumerate((x, y))
    )
    dense = np.hypot(right, low) * (extent[1] / rows / CELL_PX)
    return np.asarray(np.clip(dense, *DENSITY_RANGE), np.float32)


def maps_of(logits: NDArray[np.float32], dense: Grid) -> NDArray[np.float32]:
    """Return the maps of the net's logits, 0–1: sigmoids, and the softmax over CODES.

    dense: the page's `density`. The odds of legibility are proportional to it: their exponent is
    1.07 on the words of 1,391 drawn shots.
    """
    alone, shares = logits[:SIGMOID_MAPS].copy(), logits[SIGMOID_MAPS:]
    alone[LEGIBILITY_MAP] += np.log(dense)
    return np.concatenate([1 / (1 + np.exp(-np.clip(alone, -30, 30))), softmax(shares)])


def net_input(page: Page) -> Pixels:
    """Return the page at the size at which the net sees it; most pages have it."""
    return _resized(page.flat, round_to_steps((page.flat.shape[1], page.flat.shape[0])))


def net_input_grey(page: Page) -> Grey:
    """Return `net_input` in grey."""
    picture = net_input(page)
    if picture.shape == page.flat.shape:
        return grey_page(page)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _resized(picture: Pixels, size: tuple[int, int]) -> Pixels:
    if size == picture.shape[1::-1]:
        return picture
    bilinear = size[0] >= MIN_BILINEAR_SCALE * picture.shape[1]
    by = cv2.INTER_LINEAR if bilinear else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, size, interpolation=by), np.uint8)


@dataclass(frozen=True, slots=True)
class Patches:
    """The net's first layer: a convolution of patches with their side as stride, and a ReLU.

    A few rows at a time, it never holds the page as floats.
    """

    weights: NDArray[np.float32]
    """CHANNELS × PIXELS, for levels 0–255 of a patch row by row, in BGR."""
    bias: NDArray[np.float32]
    """CHANNELS."""

    def __call__(self, picture: Pixels) -> NDArray[np.float32]:
        """Return the activations of a picture, 1 × CHANNELS × H/PATCH × W/PATCH, 0 or more."""
        height, width = (side // PATCH for side in picture.shape[:2])
        out = np.empty((CHANNELS, height * width), np.float32)
        rows = picture.reshape(height, PATCH, width, 3 * PATCH)
        matrix = np.hstack([self.weights, self.bias[:, None]])
        levels = np.ones((PIXELS + 1, CHUNK_ROWS * width), np.float32)  # last: the bias
        for top in range(0, height, CHUNK_ROWS):
            part = rows[top : top + CHUNK_ROWS].transpose(1, 0, 2, 3).reshape(PATCH, -1, 3 * PATCH)
            count = part.shape[1]
            for into, row in zip(np.split(levels[:PIXELS], PATCH), part, strict=True):
                into[:, :count] = cv2.transpose(row)
            sums = out[:, top * width : top * width + count]
            np.matmul(matrix, levels[:, :count], out=sums)
            np.maximum(sums, 0, out=sums)
        return out.reshape(1, CHANNELS, height, width)


def read_patches(path: Path) -> Patches:
    """Read the first layer. Raises BadModel for a missing or damaged file, or of another net."""
    found = load_arrays(path)
    shapes = {name: array.shape for name, array in found.items()}
    if shapes != {"weights": (CHANNELS, PIXELS), "bias": (CHANNELS,)}:
        raise BadModel.of(path)
    return Patches(**found)


@cache
def _patches() -> Patches:
    return read_patches(PATCHES_FILE)
