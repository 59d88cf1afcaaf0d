r"""Draws labelled shots of the training world for the acceptance model.

    python -m training.acceptance.lessons DIR [--count 1200] [--seed 21] [--jobs 2] [--mix MIX] \
        [--printer canvas|html|both] \
        [--phone plain|linear|library|mixed] [--light usual|other|mixed]
    precheck suite calibrate CALIBRATION --also DIR

They are planned like the calibration set, with other typefaces, paper and a wider layout spread.
The mixes add shots that are rare in that set: places: local faults; hidden: one hidden field;
steep: steep tilts; cut: sheets cut by the frame; overall: faults of the whole photo; blurred:
defocus and motion (for `training.smear`). For phones and lights see `training.common.chains`. An
interrupted set is continued.
"""

import argparse
import sys
from pathlib import Path

from specimens.dataset.plan import Shares
from specimens.dataset.sets import draw_set
from training.common import chains
from training.common.world import PRINTER_OPTIONS, training_world

LESSON_MIXES = {
    "places": Shares(
        single=0.09, camera=("card", "finger", "fold", "glare", "shadow", "cut"), hidden=0.12,
        combined=0.12, special=0.0,
    ),
    "blurred": Shares(
        single=0.97 / 3, camera=("defocus", "motion", "focus_falloff"), hidden=0.0,
        combined=0.0, special=0.0,
    ),
    "overall": Shares(
        single=0.08, camera=(
            "defocus", "motion", "faint", "photocopy", "dark", "overexposed", "noise", "jpeg",
            "moire", "far",
        ), hidden=0.0, combined=0.1, special=0.0,
    ),
    "hidden": Shares(single=0.005, hidden=0.55, combined=0.0, special=0.0),
    "cut": Shares(single=0.85, camera=("cut",), hidden=0.0, combined=0.0, special=0.0),
    "steep": Shares(single=0.8, camera=("tilt",), hidden=0.0, combined=0.0, special=0.0),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--mix", choices=sorted(LESSON_MIXES))
    parser.add_argument("--printer", choices=PRINTER_OPTIONS, default="canvas")
    chains.add_options(parser)
    options = parser.parse_args()
    steps = draw_set(
        "calibration", options.folder, options.count, options.seed, jobs=options.jobs,
        world=training_world(PRINTER_OPTIONS[options.printer]),
        shares=LESSON_MIXES.get(options.mix), photographed=options.surfaces,
        chain=chains.make_chain(options.phone, options.light),
    )  # fmt: skip
    for done, count in steps:
        print(f"{done} of {count}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
