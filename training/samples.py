"""Writes models/samples.npz: where the words that must be read stand on some drawn pages of a form.

    python -m training.samples [--out FILE] [--pages 500] [--jobs 2]

Drawn as the training world draws, by layouts that stray as far as any world's. No photo is taken.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from precheck.parallel import unordered
from precheck.samples import FILE, WORD
from specimens.camera.streams import stream
from specimens.digits import digit_boxes
from specimens.documents import draw
from specimens.sheet import Sheet
from specimens.world import Split, World
from training.forms import KNOWN
from training.world import STRAYS

SEED = 51
PAPERS = 0.8  # as many pages of each other paper: they have more words
TOGETHER = 2  # signs of the number that have one box: whoever misses one may miss the number

Box = tuple[float, float, float, float]
"""x, y, width, height in sheet pixels."""


def page(asked: tuple[str, str, int]) -> tuple[str, int, NDArray[np.void]]:
    """Draw a page of a form, given its type, name and the page's number; return its words."""
    type_, form, at = asked
    name = f"{type_}_{form}"
    specimens = [specimen for specimen, shown in KNOWN.items() if shown == (type_, form)]
    world = replace(World.of(Split.TRAINING), name="samples", strays=STRAYS)
    sheet = draw(specimens[at % len(specimens)], stream(SEED, f"{name} {at}"), world)
    return name, at, placed(sheet, at)


def placed(sheet: Sheet, at: int) -> NDArray[np.void]:
    """Return the words that must be read, as `precheck.samples` has them; of other papers all."""
    height, width = sheet.printed.shape
    counting = [word for word in sheet.words if word.counts]
    counting = [word for word in counting if word.must_read] or counting
    told = [(word.box, False, 1) for word in counting if word.field != "number"]
    told += [(box, True, len(counting) - len(told)) for box in signs(sheet)]
    rows = [
        ((x / width, y / height, (x + w) / width, (y + h) / height), at, number, words)
        for (x, y, w, h), number, words in told
    ]
    return np.array(rows, WORD)


def signs(sheet: Sheet) -> Iterator[Box]:
    """Yield the boxes round each TOGETHER signs of the number that stand on one line."""
    for _, line in groupby(digit_boxes(sheet), key=lambda box: float(box[1])):
        boxes = np.array([*line])
        for first in range(0, len(boxes), TOGETHER):
            part = boxes[first : first + TOGETHER]
            low, high = part[:, :2].min(0), (part[:, :2] + part[:, 2:]).max(0)
            yield (*low, *(high - low))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    forms = dict.fromkeys(KNOWN.values())
    pages = [
        (type_, form, at)
        for type_, form in forms
        for at in range(round(asked.pages * (PAPERS if type_ == "other" else 1)))
    ]
    samples = defaultdict[str, list[NDArray[np.void]]](list)
    told = sorted(unordered(page, pages, asked.jobs), key=lambda each: each[:2])
    for name, _, words in told:
        samples[name].append(words)
    np.savez_compressed(asked.out, **{name: np.concatenate(each) for name, each in samples.items()})
    print({name: sum(map(len, each)) for name, each in samples.items()})


if __name__ == "__main__":
    main()
