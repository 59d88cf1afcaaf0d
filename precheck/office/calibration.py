"""An office's calibration: how it changes the release's log odds of `p_accept`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Calibration:
    """Slope and offsets of the log odds; by default those of the release."""

    name: str | None = None
    """As `version.models` names it; None for the release's own."""
    slope: float = 1.0
    """Above 0: the order of photos of one type stays."""
    offset: float = 0.0
    offsets: Mapping[str, float] = field(default_factory=dict)
    """By document type, added to `offset`."""

    def log_odds(self, shipped: float, type_: str) -> float:
        """Return the office's log odds. shipped: the release's."""
        return self.offset + self.offsets.get(type_, 0.0) + self.slope * shipped

    def version(self, models: str) -> str:
        """Return the version of the models with the calibration's name."""
        return models if self.name is None else f"{models}{SEPARATOR}{self.name}"


SEPARATOR = "+"
"""Between the version of the models and the calibration's name."""
SHIPPED = Calibration()
"""The release's own."""
