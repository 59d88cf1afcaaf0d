"""Officers' decisions as columns."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from precheck.office.calibration import SHIPPED, Calibration

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Names = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lessons:
    """Decisions on photos on which `p_accept` decides; all columns have the same length."""

    log_odds: Floats
    """Of the release, before any calibration by the office."""
    good: Mask
    """Whether the officer accepted the photo."""
    weight: Floats
    """How many photos of the office a decision stands for, above 0."""
    type: Names
    officer: Names
    day: Names
    sender: Names
    """Unknown senders each have a name of their own."""

    def __len__(self) -> int:
        return len(self.log_odds)

    def where(self, mask: Mask) -> "Lessons":
        """Return the decisions that a mask selects."""
        return Lessons(**{one.name: getattr(self, one.name)[mask] for one in fields(self)})

    def probabilities(self, calibration: Calibration = SHIPPED) -> Floats:
        """Return `p_accept` of each photo under a calibration."""
        offset = np.full(len(self), calibration.offset)
        for type_, own in calibration.offsets.items():
            offset[self.type == type_] += own
        return probability(offset + calibration.slope * self.log_odds)


def probability(log_odds: Floats) -> Floats:
    """Return the probabilities of log odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -500, 500))), np.float64)


OFFICER_ERROR = 0.03
"""Share of decisions that an officer is assumed to get wrong, whatever the photo.

Without it one wrong key on a sure photo would outweigh hundreds of decisions (Copas 1988).
"""


def decided(p: Floats) -> Floats:
    """Return how probably an officer accepts photos that are acceptable with probability `p`."""
    return OFFICER_ERROR + (1 - 2 * OFFICER_ERROR) * p
