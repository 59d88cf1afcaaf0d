"""Draws labelled shots of the training world, for the acceptance model to learn from as well.

    python -m training.lessons DIR [--count 1200] [--seed 21] [--jobs 2]
    precheck suite calibrate CALIBRATION --also DIR

They are planned as the calibration set's are, in other print on other paper, of layouts that stray
further. A folder that was begun goes on.
"""

import argparse
import sys
from pathlib import Path

from specimens.sets import drawn
from training.world import world


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    steps = drawn(
        "calibration", asked.folder, asked.count, asked.seed, jobs=asked.jobs, world=world()
    )
    for done, count in steps:
        print(f"{done} of {count}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
