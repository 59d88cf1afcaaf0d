"""Writes models/layouts.npz: where each known form's text lies, and how surely.

    python -m training.layouts DIR [DIR ...] [--out FILE] [--only TYPE] [--jobs 2]

DIR: sets that `specimens` or `training.lessons` drew. Their faultless pages are laid flat by their
true corners, and the legibility net's map of text is averaged over those of each form. With --only,
the forms of all other types stay as they are in FILE.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grid, Sheet
from precheck.decode import decode
from precheck.flatten import page
from precheck.layout import FILE, in_cells
from precheck.parallel import unordered
from precheck.text import read_map
from training.forms import KNOWN

FLOOR = 0.01  # of a cell's variance: no cell alone may tell where the page lies
NAMES = {specimen: f"{type_}_{form}" for specimen, (type_, form) in KNOWN.items()}
"""Of the layout of each specimen."""

Row = dict[str, Any]


def faultless(folder: Path, type_: str) -> Iterator[tuple[Path, Row]]:
    """Yield the shots of one whole known form without a fault, of that type or, if empty, any."""
    for line in (folder / "manifest.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        whole = row["sheets"] == 1 and row["quad"] and not row["out"]
        asked = row["variant"] in KNOWN and type_ in ("", KNOWN[row["variant"]][0])
        if asked and whole and not row["faults"]:
            yield folder / row["file"], row


def seen(shot: tuple[Path, Row]) -> tuple[Path, str, Grid]:
    """Return the shot's path, its form's name and where its text lies."""
    path, row = shot
    cv2.setNumThreads(1)
    quad = np.array(row["quad"], np.float32)
    flat = page(decode(path.read_bytes()), Sheet(quad=quad, confidence=1.0), 0)
    return path, NAMES[row["variant"]], in_cells(read_map(flat).text)


def averaged(texts: Sequence[Grid]) -> NDArray[np.float16]:
    """Return what `precheck.capture.Layout` holds, of all pages of one form."""
    return np.stack([np.mean(texts, 0), 1 / (np.var(texts, 0) + FLOOR)]).astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--only", default="", help="a document type")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    kept = dict(np.load(asked.out)) if asked.only else {}
    shots = [shot for folder in asked.folders for shot in faultless(folder, asked.only)]
    pages = defaultdict[str, list[Grid]](list)
    told = sorted(unordered(seen, shots, asked.jobs), key=lambda each: each[0])
    for _, form, text in told:
        pages[form].append(text)
    layouts = kept | {form: averaged(every) for form, every in pages.items()}
    np.savez_compressed(asked.out, **dict(sorted(layouts.items())))
    print({form: len(every) for form, every in sorted(pages.items())})


if __name__ == "__main__":
    main()
