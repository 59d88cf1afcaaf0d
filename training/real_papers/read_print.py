"""Detects and reads the lines of pictures of real papers with RapidOCR.

    python -m training.real_papers.read_print PICTURES OUT

Writes for each picture a PNG and an NPZ of text lines: quads, n x 4 x 2 px, and confidences, 0-1.
Runs in the environment of bench/readers/requirements.txt. An interrupted run is continued.
"""

import argparse
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from rapidocr import RapidOCR

MAX_LONG_SIDE_PX, MIN_LONG_SIDE_PX = 2200, 1000  # of a picture
LINES_READ = 8  # of each picture


def reduce_to_limit(picture: np.ndarray) -> np.ndarray:
    """Return a picture reduced to MAX_LONG_SIDE_PX."""
    longest = max(picture.shape[:2])
    scale = min(1.0, MAX_LONG_SIDE_PX / longest)
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def detect_lines(reader: RapidOCR, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the quads of all lines, and the confidence of LINES_READ of them, else NaN."""
    boxes = reader(picture, use_det=True, use_cls=False, use_rec=False).boxes
    quads = np.float32(np.zeros((0, 4, 2)) if boxes is None else boxes)
    scores = np.full(len(quads), np.nan, np.float32)
    for line in np.linspace(0, len(quads) - 1, min(LINES_READ, len(quads))).astype(int):
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
    for path in mixed:  # an interrupted run has pictures of every source
        truth = options.out / f"{path.stem}.npz"
        picture = cv2.imread(str(path))
        if truth.exists() or picture is None or max(picture.shape[:2]) < MIN_LONG_SIDE_PX:
            continue
        picture = reduce_to_limit(picture)
        quads, scores = detect_lines(reader, picture)
        cv2.imwrite(str(options.out / f"{path.stem}.png"), picture)
        np.savez(truth, quads=quads, scores=scores)
        print(f"{path.stem}: {len(quads)} lines, read {np.nanmedian(scores):.2f}", flush=True)


if __name__ == "__main__":
    main()
