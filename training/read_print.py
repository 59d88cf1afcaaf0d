"""Reads pictures of real papers with RapidOCR, the teacher of where their print is.

    python -m training.read_print PICTURES OUT

Writes a PNG and an NPZ of text lines for each picture: quads, n x 4 x 2 px, and how surely each
was read, 0-1. Runs in the environment of bench/readers/requirements.txt. A folder begun goes on.
"""

import argparse
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from rapidocr import RapidOCR

LONGEST, SHORTEST = 2200, 1000  # px, the longest side of a picture that is read
SAMPLE = 8  # lines of a picture that are read


def sized(picture: np.ndarray) -> np.ndarray:
    """Return a picture neither too large to read nor too small to photograph again."""
    longest = max(picture.shape[:2])
    scale = min(1.0, LONGEST / longest)
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def read(reader: RapidOCR, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the quads of all lines, and how surely SAMPLE of them were read; NaN of the rest."""
    boxes = reader(picture, use_det=True, use_cls=False, use_rec=False).boxes
    quads = np.float32(np.zeros((0, 4, 2)) if boxes is None else boxes)
    scores = np.full(len(quads), np.nan, np.float32)
    for line in np.linspace(0, len(quads) - 1, min(SAMPLE, len(quads))).astype(int):
        x, y, width, height = cv2.boundingRect(quads[line])
        part = picture[max(y, 0) : y + height, max(x, 0) : x + width]
        found = reader(part, use_det=False, use_cls=False, use_rec=True)
        scores[line] = found.scores[0] if found.scores else 0
    return quads, scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    reader = RapidOCR(
        params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    )
    mixed = sorted(options.pictures.glob("*.jpg"), key=lambda path: crc32(path.name.encode()))
    for path in mixed:  # so that a run broken off holds some of every origin
        truth = options.out / f"{path.stem}.npz"
        picture = cv2.imread(str(path))
        if truth.exists() or picture is None or max(picture.shape[:2]) < SHORTEST:
            continue
        picture = sized(picture)
        quads, scores = read(reader, picture)
        cv2.imwrite(str(options.out / f"{path.stem}.png"), picture)
        np.savez(truth, quads=quads, scores=scores)
        print(f"{path.stem}: {len(quads)} lines, read {np.nanmedian(scores):.2f}", flush=True)


if __name__ == "__main__":
    main()
