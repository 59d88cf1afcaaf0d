"""Pictures of papers with the boxes of their lines, to be photographed, cut and covered."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray

from training.real_papers.sheets import is_legible

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]

LONG_SIDE_PX = 800
LINE_SHRINK = 0.72
"""Height of the print over that of the detector's box."""
MIN_LINES = 3
KNOWN_MARGIN = 0.008
"""Distance of all print from a photo's side, in shares of its length, from which nothing of the
paper lies beyond that side."""


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """One picture: a flat sheet, or a photo of one."""

    name: str
    picture: Picture
    """H × W × 3, BGR, of the long side asked for."""
    lines: Floats
    """n × 4 × 2, px: the print of each line, clockwise from its top left."""
    flat: bool
    """Whether the picture is a sheet from edge to edge, to be laid on a surface."""
    complete: tuple[bool, bool, bool, bool]
    """Whether nothing lies beyond the top, right, bottom and left side."""
    legible: bool
    """Whether the print in the picture is known to be legible."""

    @property
    def line_height(self) -> float:
        """Return the median height of the lines, px."""
        return float(np.median(np.linalg.norm(self.lines[:, 0] - self.lines[:, 3], axis=1)))


def load_paper(path: Path, *, flat: bool, long_side: int = LONG_SIDE_PX) -> Paper | None:
    """Return a picture with its lines; None with too few of them.

    path: beside it is an NPZ of `training.real_papers.read_print`. long_side: of the picture that
    is returned, px.
    """
    picture = np.asarray(cv2.imread(str(path)), np.uint8)
    found = np.load(path.with_suffix(".npz"))
    quads = np.asarray(found["quads"], np.float32)
    if len(quads) < MIN_LINES:
        return None
    scale = long_side / max(picture.shape[:2])
    by = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=by), np.uint8)
    lines = shrunk(ordered(quads * np.float32(scale)))
    return Paper(
        name=path.stem,
        picture=small,
        lines=lines,
        flat=flat,
        complete=(True,) * 4 if flat else _complete(lines, small.shape[:2]),
        legible=is_legible(path, found["scores"]),
    )


def _complete(lines: Floats, extent: tuple[int, ...]) -> tuple[bool, bool, bool, bool]:
    """Return at which sides of a photo all lines end within it."""
    height, width = extent
    margin = KNOWN_MARGIN * max(extent)
    x, y = lines[..., 0], lines[..., 1]
    return (
        bool(y.min() > margin), bool(x.max() < width - margin),
        bool(y.max() < height - margin), bool(x.min() > margin),
    )  # fmt: skip


def ordered(quads: Floats) -> Floats:
    """Turn each clockwise quad so that its first side is a long one that runs to the right."""
    along = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    down = np.linalg.norm(quads[:, 2] - quads[:, 1], axis=1)
    long = np.where((along >= down)[:, None, None], quads, np.roll(quads, -1, axis=1))
    rightward = long[:, 1, 0] >= long[:, 0, 0]
    return np.where(rightward[:, None, None], long, np.roll(long, -2, axis=1)).astype(np.float32)


def shrunk(lines: Floats) -> Floats:
    """Return the quads with LINE_SHRINK of their height, in place of the detector's wider ones."""
    middle = (lines + lines[:, [3, 2, 1, 0]]) / 2
    return np.asarray(middle + LINE_SHRINK * (lines - middle), np.float32)


def pictures(folders: Iterable[Path]) -> list[Path]:
    """Return the JPEG and PNG files of folders that have lines beside them, sorted by folder."""
    return [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in (".jpg", ".png") and path.with_suffix(".npz").exists()
    ]


def read_kinds(files: Iterable[Path]) -> dict[str, bool]:
    """Return which pictures are photos of papers, by stem, from lists of `file` and `kind`."""
    return {
        Path(row["file"]).stem: row["kind"] == "photo"
        for path in files
        for row in json.loads(path.read_text(encoding="utf-8"))
    }


def is_held_out(name: str) -> bool:
    """Return whether the eye does not learn from a paper: one in eight."""
    return crc32(name.encode()) % 8 == 0
