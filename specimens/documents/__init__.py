"""The documents that can be drawn, by variant."""

from collections.abc import Callable, Mapping

import numpy as np

from specimens.documents import akta_new, kk, ktp
from specimens.sheet import Sheet
from specimens.world import World

Draw = Callable[[World, np.random.Generator], Sheet]
VARIANTS: Mapping[str, Draw] = {
    "kk_white": kk.draw_white,
    "akta_kelahiran_new": akta_new.draw_birth,
    "akta_kematian_new": akta_new.draw_death,
    "ktp": ktp.draw,
}
"""Each variant's name and what draws it."""


def draw(variant: str, rng: np.random.Generator, world: World) -> Sheet:
    """Draw one sheet of a variant. The same generator state draws the same sheet."""
    return VARIANTS[variant](world, rng)
