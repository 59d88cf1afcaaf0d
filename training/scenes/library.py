"""The pages of scenes: specimens of the training world, and other papers."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Picture
from specimens.documents.variants import VARIANTS, draw
from training.common.world import training_world
from training.scenes.papers import draw_paper

TYPED_PREFIXES = ("kk", "akta", "ktp")
PAGE_LONG_SIDE_PX = 576  # of a cached page


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """One page, reduced, upright."""

    kind: str
    """The specimen's variant, or `paper`."""
    pixels: Picture


def reduce_page(page: Picture, long: int = PAGE_LONG_SIDE_PX) -> Picture:
    """Reduce a page to a long side of `long` px."""
    scale = long / max(page.shape[:2])
    return cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def draw_pixels(variant: str, index: int, seed: int) -> Picture:
    rng = np.random.default_rng([seed, list(VARIANTS).index(variant), index])
    faint = max(0.0, rng.normal(0, 0.25))
    return draw(variant, rng, training_world(), min(faint, 0.8)).pixels


def load_library(
    folder: Path, forms: int, others: int, papers: int, seed: int
) -> list[LibraryPage]:
    """Return `forms` pages of each variant of a known type, `others` of each other one, and papers.

    Pages are cached in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = {kind: forms if kind.startswith(TYPED_PREFIXES) else others for kind in VARIANTS}
    counts["paper"] = papers
    out = []
    for kind, count in counts.items():
        for index in range(count):
            file = folder / f"{kind}-{index:04d}-{seed}.png"
            if not file.exists():
                rng = np.random.default_rng([seed, 999, index])
                page = draw_paper(rng) if kind == "paper" else draw_pixels(kind, index, seed)
                cv2.imwrite(str(file), reduce_page(page))
            out.append(LibraryPage(kind, cv2.imread(str(file))))
    return out
