"""The text map: a small learned net looks at every cell of the flattened page.

Trained by training/legibility.py to predict the legibility index of drawn words, those that are
hidden included, which fault makes it low, and what lies over the paper; models/README.md has its
card. It never sees the page larger than it came, for enlarging would gain nothing. Its first look
is at a small copy, or at all pixels there are where print is small in that; a second one, where
the verdict is unsure, is at another scale.
"""

import threading
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Grid, Page, Pixels, Region, TextMap
from precheck.flatten import STEP, grey, in_steps, photo_per_flat
from precheck.models_dir import MODELS
from precheck.nets import load
from precheck.once import once
from precheck.text.patches import CHANNELS, PATCH, Patches, read

PATCHES, MODEL = MODELS / "legibility_patches.npz", MODELS / "legibility.onnx"
FIRST = 1024  # px, longest side at which a first look sees a page at most
AGAIN = 0.9  # of it, how a second look sees a page that is no larger
MIN_CAPITALS_PX = 8.0
"""Height of capitals in a look from which the net tells their legibility."""
MUCH = 0.6  # reduced further than this, pixels are averaged and not skipped

PLAIN, LEGIBLE = 3, 1
"""Maps before those of CODES, text, legibility, covered; and which of them legibility is."""
CELL = 8
"""px of the picture seen that a cell's side measures."""
DENSE = (0.1, 4.0)  # least and most that is told of photo pixels in a pixel seen
CODES = (
    "occlusion", "glare", "blur", "dark", "overexposed", "shadow", "low_contrast", "too_small",
    "perspective", "noise",
)  # fmt: skip
"""Why text cannot be read, in the order of the net's maps."""
OUTPUTS = {"maps": PLAIN + len(CODES)}
"""What the net gives, and of how many channels."""

_one_at_a_time = threading.Lock()


def read_map(page: Page, *, whole: bool = False) -> TextMap:
    """Say of each cell whether text is printed there and how legible it is.

    whole: whether all pixels there are count, or those of a copy of at most FIRST px.
    """
    return _told(page, _maps(page, seen(page) if whole else small_look(page)))


def read_again(page: Page, first: TextMap) -> TextMap:
    """Look once more, at another scale; return the mean of both looks.

    What the net takes a spot for by chance, it takes it for at one scale and not at the other.
    """
    rows, columns = first.text.shape
    own = _maps(page, another_look(page, first))
    maps = np.array([cv2.resize(one, (columns, rows)) for one in own], np.float32)
    covered = maps[2] if first.covered is None else first.covered
    known = np.stack([first.text, first.legibility, covered, *first.why.values()])
    return _told(page, np.asarray((known + maps) / 2, np.float32))


def too_coarse(page: Page, text: TextMap, runs: Sequence[Region]) -> bool:
    """Say whether print is too small in a look to tell its legibility, and a larger look exists."""
    heights = [run.height for run in runs if run.contrast > 0]
    if not heights or max(seen(page).shape[:2]) * AGAIN <= CELL * max(text.text.shape):
        return False
    capitals = float(np.median(heights)) / photo_per_flat(page) / text.cell
    return capitals * CELL < MIN_CAPITALS_PX


def small_look(page: Page) -> Pixels:
    """Return a small copy of a page, which the net sees first."""
    whole = seen(page)
    return _smaller(whole, _first(whole))


def another_look(page: Page, first: TextMap) -> Pixels:
    """Return what the net sees next: the whole page, or a little less where it saw that first."""
    whole = seen(page)
    if CELL * max(first.text.shape) <= AGAIN * max(whole.shape[:2]):
        return whole
    width, height = (round(AGAIN * CELL * side) for side in first.text.shape[::-1])
    return _smaller(whole, in_steps((width, height)))


def _first(whole: Pixels) -> tuple[int, int]:
    return in_steps((whole.shape[1], whole.shape[0]), FIRST)


def _smaller(picture: Pixels, size: tuple[int, int]) -> Pixels:
    if size == picture.shape[1::-1]:
        return picture
    by = cv2.INTER_AREA if size[0] < MUCH * picture.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, size, interpolation=by), np.uint8)


def _maps(page: Page, picture: Pixels) -> NDArray[np.float32]:
    """Return the net's maps of a picture of the page."""
    with _one_at_a_time:  # a net of cv2.dnn keeps its input
        _net().setInput(_patches()(picture))
        (logits,) = (np.array(out[0], np.float32) for out in _net().forward(list(OUTPUTS)))
    extent = page.flat.shape[1], page.flat.shape[0]
    return maps_of(logits, density(page.to_photo, extent, logits.shape[1:]))


def _told(page: Page, maps: NDArray[np.float32]) -> TextMap:
    text, legibility, covered, *why = maps
    return TextMap(
        text=text,
        legibility=legibility,
        covered=covered,
        cell=page.flat.shape[1] / text.shape[1],
        why=dict(zip(CODES, why, strict=True)),
    )


def density(to_photo: NDArray[np.float64], extent: tuple[int, int], cells: tuple[int, ...]) -> Grid:
    """Return how many photo pixels stand in the height of a pixel that the net sees, cell by cell.

    Few where a tilted view squeezes print that the flat page stretches again, which is what the net
    cannot see. to_photo: from pixels of the flat page. extent: its width and height. cells: rows
    and columns of the picture seen, CELL pixels each.
    """
    rows, columns = cells
    down = (np.arange(rows)[:, None] + 0.5) * (extent[1] / rows)
    across = (np.arange(columns) + 0.5) * (extent[0] / columns)
    x, y, depth = (line[0] * across + line[1] * down + line[2] for line in to_photo)
    right, low = (
        (to_photo[axis, 1] * depth - at * to_photo[2, 1]) / np.maximum(depth**2, 1e-12)
        for axis, at in enumerate((x, y))
    )
    dense = np.hypot(right, low) * (extent[1] / rows / CELL)
    return np.asarray(np.clip(dense, *DENSE), np.float32)


def maps_of(logits: NDArray[np.float32], dense: Grid) -> NDArray[np.float32]:
    """Return what the net's logits mean, 0–1: three maps for themselves, the rest shares of 1.

    dense: the `density` of the page. The odds of legibility rise as it does: with its power of
    1.07 on the words of 1,391 drawn shots.
    """
    alone, shares = logits[:PLAIN].copy(), logits[PLAIN:]
    alone[LEGIBLE] += np.log(dense)
    powers = np.exp(shares - shares.max(0))
    return np.concatenate([1 / (1 + np.exp(-np.clip(alone, -30, 30))), powers / powers.sum(0)])


@once
def seen(page: Page) -> Pixels:
    """Return all that the net may see of the page."""
    picture = _smaller(page.flat, in_steps((page.flat.shape[1], page.flat.shape[0])))
    return picture[:] if picture is page.flat else picture  # what is shared is locked, no page is


def seen_grey(page: Page) -> Grey:
    """Return all that the net may see of the page, in grey."""
    picture = seen(page)
    if picture.shape == page.flat.shape:
        return grey(page)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


@cache
def _patches() -> Patches:
    return read(PATCHES)


@cache
def _net() -> cv2.dnn.Net:
    blank = (1, CHANNELS, 2 * STEP // PATCH, 2 * STEP // PATCH)
    return load(MODEL, blank, OUTPUTS, cv2.dnn.ENGINE_NEW)  # a fifth less time than the classic one
