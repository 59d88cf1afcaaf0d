r"""Draws labelled photos of real papers, cut and covered, for the acceptance model and as a test.

    python -m training.eye.lessons OUT --papers DIR … --kinds FILE --covers DIR --surfaces DIR \
        [--each 8] [--seed 1] [--learned]

The options are those of `training.eye.train`. Of the legible papers, and of the covers, from which
the eye never learned; with --learned of the others. A photo is acceptable where no print is hidden
and none lies out of the frame, and unacceptable from LOST_HIDDEN or LOST_CUT on.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from training.common.covers import read_covers
from training.eye.papers import is_held_out, load_paper, pictures, read_kinds
from training.eye.samples import Sample, draw_sample, turned
from training.eye.train import read_surfaces

PHOTO_PX, PAPER_PX = 1600, 2000
TURNED_SHARE = 0.2
LOST_HIDDEN, LOST_CUT, INTACT, NOTHING = 0.04, 0.02, 0.004, 1e-4
"""Shares of the paper's print, hidden or out of the frame."""
QUALITY = (55, 85)  # JPEG


def label_of(sample: Sample) -> str:
    """Return accept, re-photo or borderline."""
    if sample.hidden_share >= LOST_HIDDEN or sample.cut_share >= LOST_CUT:
        return "re-photo"
    whole = sample.cut_share < NOTHING and not (sample.beyond == 1).any()
    return "accept" if whole and sample.hidden_share < INTACT else "borderline"


def cause_of(sample: Sample) -> str | None:
    """Return what spoils a photo most, as the suites name it."""
    if label_of(sample) == "accept":
        return None
    return "cropped" if sample.cut_share >= sample.hidden_share else "covered"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--papers", type=Path, nargs="+", required=True)
    parser.add_argument("--kinds", type=Path, nargs="*", default=[])
    parser.add_argument("--covers", type=Path, required=True)
    parser.add_argument("--surfaces", type=Path, required=True)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--learned", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    rng = np.random.default_rng(options.seed)
    covers = read_covers(options.covers, held_out=not options.learned)
    surfaces, photos = read_surfaces(options.surfaces), read_kinds(options.kinds)
    (options.out / "photos").mkdir(parents=True, exist_ok=True)
    with (options.out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for path in pictures(options.papers):
            if is_held_out(path.stem) == options.learned:
                continue
            paper = load_paper(path, flat=not photos.get(path.stem), long_side=PAPER_PX)
            if paper is None or not paper.legible:
                continue
            for number in range(options.each):
                sample = draw_sample(paper, covers, surfaces, rng, size=PHOTO_PX)
                if rng.random() < TURNED_SHARE:
                    sample = turned(sample, int(rng.integers(4)))
                name = f"photos/{path.stem}_{number}.jpg"
                quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*QUALITY))]
                cv2.imwrite(str(options.out / name), sample.picture, quality)
                row = {
                    "file": name, "type": "other", "page": path.stem,
                    "label": label_of(sample), "cause": cause_of(sample),
                    "hidden": round(sample.hidden_share, 4), "cut": round(sample.cut_share, 4),
                }  # fmt: skip
                manifest.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
