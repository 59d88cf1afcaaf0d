"""What sheets lie on: the kinds of surface that are drawn in each world."""

from collections.abc import Callable, Mapping

import numpy as np

from specimens.arrays import Picture
from specimens.camera import hard_grounds as hard
from specimens.camera import soft_grounds as soft

Draw = Callable[[np.random.Generator], Picture]
SIDE = hard.SIDE
CALIBRATION: Mapping[str, Draw] = {
    "wood": hard.wood, "tiles": hard.tiles, "plastic": hard.plastic, "marble": hard.marble,
    "concrete": hard.concrete, "white": hard.white, "dark": hard.dark, "cloth": soft.cloth,
    "batik": soft.batik, "carpet": soft.carpet, "checked": soft.checked,
}  # fmt: skip
"""Surfaces of the calibration and training sets."""
TEST: Mapping[str, Draw] = {
    "wood": hard.wood, "tiles": hard.tiles, "white": hard.white, "plastic": hard.plastic,
    "terrazzo": hard.terrazzo, "bamboo": soft.bamboo, "rattan": soft.rattan,
    "oilcloth": soft.oilcloth, "leather": soft.leather,
}  # fmt: skip
"""Surfaces of the test set: most of them are of kinds never seen before."""
KINDS: Mapping[str, Mapping[str, Draw]] = {"usual": CALIBRATION, "unusual": TEST}
