r"""Draws labelled shots of the training world, for the acceptance model to learn from as well.

    python -m training.lessons DIR [--count 1200] [--seed 21] [--jobs 2] [--mix MIX] \
        [--printer canvas|html|both] \
        [--phone plain|linear|library|mixed] [--light usual|other|mixed]
    precheck suite calibrate CALIBRATION --also DIR

They are planned as the calibration set's are, in other print on other paper, of layouts that stray
further. Of five kinds of shots that set has too few to learn from: with --mix places most show a
fault that falls on a place and hides some words, with --mix hidden one entry is hidden, with --mix
steep a steep tilt, with --mix cut sheets that the frame cuts, with --mix blurred print that lens or
hand smears (`training.spectrum`). With --printer html all pages come from the HTML printer
(`specimens.html`). Phones and lights are those of `training.chains`.
A folder that was begun goes on.
"""

import argparse
import sys
from pathlib import Path

from specimens.plan import Shares
from specimens.sets import drawn
from training import chains
from training.world import PRINTERS, world

MIXES = {
    "places": Shares(
        single=0.09,
        camera=("card", "finger", "fold", "glare", "shadow", "cut"),
        hidden=0.12,
        combined=0.12,
        special=0.0,
    ),
    "blurred": Shares(
        single=0.97 / 3,
        camera=("defocus", "motion", "focus_falloff"),
        hidden=0.0,
        combined=0.0,
        special=0.0,
    ),
    "hidden": Shares(single=0.005, hidden=0.55, combined=0.0, special=0.0),
    "cut": Shares(single=0.85, camera=("cut",), hidden=0.0, combined=0.0, special=0.0),
    "steep": Shares(single=0.8, camera=("tilt",), hidden=0.0, combined=0.0, special=0.0),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--mix", choices=sorted(MIXES))
    parser.add_argument("--printer", choices=PRINTERS, default="canvas")
    chains.add_options(parser)
    asked = parser.parse_args()
    steps = drawn(
        "calibration",
        asked.folder,
        asked.count,
        asked.seed,
        jobs=asked.jobs,
        world=world(PRINTERS[asked.printer]),
        shares=MIXES.get(asked.mix),
        photographed=asked.surfaces,
        chain=chains.chain(asked.phone, asked.light),
    )
    for done, count in steps:
        print(f"{done} of {count}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
