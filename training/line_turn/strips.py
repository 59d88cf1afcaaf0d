"""Strips of lines, cut out of pages that are turned each way."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.document.line_turn import line_strips
from precheck.sheet.rectify import flat_size, round_to_steps, warp_quad
from specimens.arrays import Picture, Rng
from training.legibility.examples.labelled_shots import find_shots
from training.number_reader.camera import recompress

NOT_UPRIGHT = (
    "camscan", "document-scanner_", "omr_a71f021b", "rapidocr_e8a2d902", "rapiddoc_e31d62bd",
    "rapiddoc_d4ee47a9", "rapiddoc_d737f773", "leptonica_890d4524", "receipt-scanner_aa9de1bf",
    "splinter_03b07991", "splinter_2fd320a2",
)  # fmt: skip
"""Name prefixes of papers that are not upright, or have vertical lines."""


COPIES_PER_PAPER = 2  # each with another size, light and blur
LONG_SIDE_RANGE_PX = (900, 2000)  # of a real paper
HELD_OUT_PERIOD = 5  # one page in so many is held out


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStrips:
    """Strips of lines and their orientation."""

    pixels: Picture
    """n x STRIP.rows x WIDTH."""
    ways: NDArray[np.int64]
    """n: index in WAYS."""
    pages: NDArray[np.str_]
    """n: name of the page and its quarter turns."""

    def part(self, *, held: bool) -> "LabelledStrips":
        """Return the strips of held-out pages, or of all others."""
        digests = [crc32(name.split("/")[0].encode()) for name in self.pages]
        chosen = (np.array(digests) % HELD_OUT_PERIOD == 0) == held
        return LabelledStrips(
            pixels=self.pixels[chosen], ways=self.ways[chosen], pages=self.pages[chosen]
        )

    def standing(self, way: int) -> NDArray[np.int64]:
        """Return the indices of strips with an orientation."""
        return np.flatnonzero(self.ways == way)


def paper_pages(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[str, Picture]]:
    """Yield the name of each paper and augmented copies of it."""
    for file in sorted(folder.glob("*.png")):
        if file.name.startswith(NOT_UPRIGHT + without):
            continue
        rng = np.random.default_rng(crc32(file.name.encode()))
        grey = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        for _ in range(COPIES_PER_PAPER):
            yield file.stem, photograph_page(rng, grey)


def photograph_page(rng: Rng, grey: Picture) -> Picture:
    """Return a page reduced, warped, blurred, darkened, grained and compressed."""
    scale = min(1.0, np.exp(rng.uniform(*np.log(LONG_SIDE_RANGE_PX))) / max(grey.shape))
    height, width = (round(scale * n) for n in grey.shape)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    strayed = corners + rng.normal(0, 0.006 * max(width, height), (4, 2)).astype(np.float32)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    matrix = cv2.getPerspectiveTransform(corners, strayed)
    laid = cv2.warpPerspective(small, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(laid, (0, 0), max(0.2, abs(rng.normal(0, 0.9)))).astype(np.float32)
    lit = 255 * (soft / 255) ** rng.uniform(0.7, 1.5) * rng.uniform(0.5, 1.0)
    grained = lit + rng.normal(0, rng.uniform(0, 7), lit.shape)
    return recompress(rng, np.clip(grained, 0, 255).astype(np.uint8))


def shot_pages(
    folders: list[Path], without: tuple[str, ...], most: int
) -> Iterator[tuple[str, Picture]]:
    """Yield the names and the rectified, upright sheets of shots."""
    for folder in folders:
        for shot in find_shots(folder)[:most]:
            if shot.page.startswith(NOT_UPRIGHT + without):
                continue
            quad = np.array(shot.sheet, np.float32)
            photo = cv2.imread(str(shot.photo))
            laid = warp_quad(photo, quad, round_to_steps(flat_size(quad)))
            yield shot.page, cv2.cvtColor(laid, cv2.COLOR_BGR2GRAY)


def cut_strips(pages: Iterator[tuple[str, Picture]]) -> LabelledStrips:
    """Cut strips out of pages, upright, upside down and alternately on either side."""
    rows: list[tuple[Picture, int, str]] = []
    for number, (name, page) in enumerate(pages):
        for way, quarter in enumerate((0, 2, 1 + 2 * (number % 2))):
            cuts = line_strips(np.ascontiguousarray(np.rot90(page, quarter)))
            rows += [(strip, way, f"{name}/{quarter}") for strip in cuts]
    pixels, ways, names = zip(*rows, strict=True)
    return LabelledStrips(pixels=np.stack(pixels), ways=np.array(ways), pages=np.array(names))


def load_or_cut(file: Path | None, pages: Iterator[tuple[str, Picture]]) -> LabelledStrips:
    """Return the strips of pages, from a cache file if it exists."""
    if file is None:
        return cut_strips(pages)
    if not file.exists():
        np.savez(file, **asdict(cut_strips(pages)))
    return LabelledStrips(**np.load(file))
