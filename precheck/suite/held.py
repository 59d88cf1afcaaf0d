"""What calibration knows of a labelled shot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """One labelled shot and what a model told of it that never saw its page."""

    type: str
    good: bool
    p_accept: float
    """0–1. Higher is better."""
