"""The surfaces that are drawn in each world."""

from collections.abc import Callable, Mapping

from specimens.arrays import Picture, Rng
from specimens.camera.surfaces import hard, soft

Draw = Callable[[Rng], Picture]
USUAL_SURFACES: Mapping[str, Draw] = {
    "wood": hard.wood, "tiles": hard.tiles, "plastic": hard.plastic, "marble": hard.marble,
    "concrete": hard.concrete, "white": hard.white, "dark": hard.dark, "cloth": soft.cloth,
    "batik": soft.batik, "carpet": soft.carpet, "checked": soft.checked,
}  # fmt: skip
"""Surfaces of the calibration and training sets."""
UNUSUAL_SURFACES: Mapping[str, Draw] = {
    "wood": hard.wood, "tiles": hard.tiles, "white": hard.white, "plastic": hard.plastic,
    "terrazzo": hard.terrazzo, "bamboo": soft.bamboo, "rattan": soft.rattan,
    "oilcloth": soft.oilcloth, "leather": soft.leather,
}  # fmt: skip
"""Surfaces of the test set; most do not occur in the other sets."""
SURFACES_BY_HABIT: Mapping[str, Mapping[str, Draw]] = {
    "usual": USUAL_SURFACES,
    "unusual": UNUSUAL_SURFACES,
}
