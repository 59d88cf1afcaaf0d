"""Where a form's text usually lies, and how well a part of a page agrees with it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import LAID, Grid, Layout
from precheck.errors import BadModel
from precheck.models_dir import MODELS, arrays

FILE = MODELS / "layouts.npz"
LEAST = 1e-6

Floats = NDArray[np.float32]
Beyond = tuple[Floats, Floats, Floats, Floats]
"""How far a form's top, right, bottom and left lie beyond a page's, in shares of the page; below 0
where they lie inside. Each one value, or the same K of them."""


def agreement(layout: Layout, page: Grid, beyond: Beyond) -> Floats:
    """Return how well a page's text agrees with the form's if it goes on so far beyond it.

    K correlations weighed by cell, -1 to 1. Higher is better. page: as `in_cells`.
    """
    top, right, bottom, left = beyond
    down, across = _parts(top, bottom), _parts(left, right).transpose(0, 2, 1)
    usual, weight = (
        (down @ grid @ across).reshape(-1, LAID**2) for grid in (layout.text, layout.weight)
    )
    weight /= np.maximum(weight.sum(1, keepdims=True), LEAST)
    usual -= _means(weight, usual)[:, None]
    seen = page.reshape(1, -1) - _means(weight, page.reshape(1, -1))[:, None]
    weighed = weight * usual
    power = _means(weighed, usual) * _means(weight * seen, seen)
    return np.asarray(_means(weighed, seen) / np.sqrt(power + LEAST**2), np.float32)


def _means(weights: NDArray[np.floating], values: NDArray[np.floating]) -> Floats:
    """Return the sums of each row's values by its weights."""
    sums = np.einsum("kc,kc->k", weights, np.broadcast_to(values, weights.shape))
    return np.asarray(sums, np.float32)


def _parts(before: Floats, after: Floats) -> Floats:
    """Return K × LAID × LAID: from a form's lines of cells to a page's, between its two lines."""
    cells, whole = np.arange(LAID, dtype=np.float32), 1 + before + after
    places = (before[:, None] * LAID + cells + 0.5) / whole[:, None] - 0.5
    return np.asarray(np.maximum(0, 1 - np.abs(places[..., None] - cells)), np.float32)


def in_cells(text: Grid) -> Grid:
    """Return the text of a page, 0–1, in a layout's cells, a little smoothed."""
    cells = cv2.resize(text, (LAID, LAID), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(cells, (0, 0), 0.5), np.float32)


def layout(type_: str, form: str) -> Layout | None:
    """Return the layout of a type's form; None where it is unknown."""
    return layouts(FILE).get(f"{type_}_{form}")


@cache
def layouts(path: Path) -> Mapping[str, Layout]:
    """Read a file of layouts, by type and form.

    Raises BadModel for one that is not there, damaged, or of other cells.
    """
    grids = {name: np.asarray(grid, np.float32) for name, grid in arrays(path).items()}
    if not grids or any(grid.shape != (2, LAID, LAID) for grid in grids.values()):
        raise BadModel.of(path)
    return {name: Layout(*planes) for name, planes in grids.items()}
