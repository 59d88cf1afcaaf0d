"""What a measure says, what a limit makes of it, and what is told in the end. Data and rules."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from precheck.capture import Capture, Place, Points


class Code(StrEnum):
    """Reason codes, in the order that breaks ties."""

    NO_DOCUMENT = "no_document"
    WRONG_DOCUMENT = "wrong_document"
    SEVERAL_DOCUMENTS = "several_documents"
    CROPPING = "cropping"
    OCCLUSION = "occlusion"
    GLARE = "glare"
    BLUR = "blur"
    DARK = "dark"
    OVEREXPOSED = "overexposed"
    SHADOW = "shadow"
    LOW_CONTRAST = "low_contrast"
    TOO_SMALL = "too_small"
    PERSPECTIVE = "perspective"
    NOISE = "noise"
    NUMBER_UNREAD = "number_unread"
    SCREEN = "screen"
    SCREENSHOT = "screenshot"
    MORE_PAGES = "more_pages"


class Outcome(StrEnum):
    """What a limit makes of a value."""

    OK = "ok"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measure's value, in the measure's own unit, and where it lies."""

    value: float | None
    places: tuple[Place, ...] = ()
    """Largest share of must-read text first."""


Measure = Callable[[Capture], Measurement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The values a measure may take, edges included, in the measure's unit."""

    at_least: float = -math.inf
    at_most: float = math.inf
    source: str

    def judge(self, value: float | None) -> Outcome:
        """Say on which side of the limit the value lies. NaN never passes."""
        if value is None:
            return Outcome.UNMEASURED
        if self.at_least <= value <= self.at_most:
            return Outcome.OK
        return Outcome.TOO_LOW if value < self.at_least else Outcome.TOO_HIGH
