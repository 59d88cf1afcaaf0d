"""The pages that scenes are made of: drawn specimens of the training world, and other papers."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.documents import VARIANTS, draw
from training.papers import paper
from training.world import world

Picture = NDArray[np.uint8]
TYPED = ("kk", "akta", "ktp")
LONG = 576  # px, long side of a kept page


@dataclass(frozen=True, slots=True)
class Page:
    """One page, small, upright."""

    kind: str
    """The specimen's variant, or `paper`."""
    pixels: Picture


def small(page: Picture, long: int = LONG) -> Picture:
    """Reduce a page to a long side of `long` px."""
    scale = long / max(page.shape[:2])
    return cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def drawn(variant: str, index: int, seed: int) -> Picture:
    rng = np.random.default_rng([seed, list(VARIANTS).index(variant), index])
    faint = max(0.0, rng.normal(0, 0.25))
    return draw(variant, rng, world(), min(faint, 0.8)).pixels


def library(folder: Path, forms: int, others: int, papers: int, seed: int) -> list[Page]:
    """Draw `forms` pages of each variant that has a type, `others` of each other one, and papers.

    Each is kept in the folder, so that a second run reads it there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = {kind: forms if kind.startswith(TYPED) else others for kind in VARIANTS}
    counts["paper"] = papers
    out = []
    for kind, count in counts.items():
        for index in range(count):
            file = folder / f"{kind}-{index:04d}-{seed}.png"
            if not file.exists():
                rng = np.random.default_rng([seed, 999, index])
                page = paper(rng) if kind == "paper" else drawn(kind, index, seed)
                cv2.imwrite(str(file), small(page))
            out.append(Page(kind, cv2.imread(str(file))))
    return out
