"""Where a form's text usually lies."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from precheck.capture import LAID, Grid, Layout
from precheck.errors import BadModel
from precheck.models_dir import MODELS, arrays

FILE = MODELS / "layouts.npz"


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
