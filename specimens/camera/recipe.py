"""What decides a shot: its seed, its world, its setting and its faults."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from specimens.camera.chain import PLAIN, Chain, Light, Phone
from specimens.camera.habits import Habits
from specimens.camera.streams import stream


class Setting(StrEnum):
    """How the picture came about."""

    TABLE = "table"
    CROPPED = "cropped"
    """Photographed, then cut to the page by hand or by a scanner app."""
    SCREENSHOT = "screenshot"
    RENDERED = "rendered"
    """A PDF page made into a picture."""
    SCREEN = "screen"
    """A screen photographed."""


UNITS: Mapping[str, str] = {
    "defocus": "px", "motion": "px", "focus_falloff": "px", "faint": "stops",
    "photocopy": "stops", "dark": "stops", "overexposed": "stops", "shadow": "stops",
    "tilt": "degrees", "noise": "grey levels", "jpeg": "log2 of quantisation",
    "moire": "amplitude", "fold": "mm", "finger": "mm", "card": "mm", "far": "text heights a pixel",
    "cut": "mm", "glare": "mm", "hidden_glare": "fields", "hidden_finger": "fields",
    "hidden_card": "fields", "closeup_number": "share of the frame", "several": "sheets",
    "no_document": "", "blank_side": "", "back_side": "",
}  # fmt: skip
"""Every cause and the unit of its strength."""
CAMERA = frozenset({
    "defocus", "motion", "focus_falloff", "dark", "overexposed", "shadow", "glare", "hidden_glare",
    "noise", "jpeg", "moire",
})  # fmt: skip
"""Faults of light, lens, sensor and sending: what lies before the phone is the same with them."""
BY_TEXT = frozenset({"defocus", "motion", "focus_falloff"})
"""Faults whose strength is told in heights of the must-read text and noted in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One shot, fully decided."""

    seed: int
    habits: Habits
    """Of which world shapes, kernels, phones and surfaces are."""
    setting: Setting = Setting.TABLE
    faults: Mapping[str, float] = field(default_factory=dict)
    small: bool = False
    """Whether the photo is sent in a small file: at most 1600 px, compressed hard."""
    chain: Chain = PLAIN
    """Of which phones and lights the shot's own are."""

    def __hash__(self) -> int:
        """Make recipes keys of what is kept from one shot to the next."""
        return hash((self.seed, self.setting, *sorted(self.faults.items())))

    def stream(self, topic: str) -> np.random.Generator:
        """Return the generator of one topic of this shot."""
        return stream(self.seed, topic)

    def strength(self, cause: str) -> float:
        """Return how strong a fault is, 0 where it is absent."""
        return self.faults.get(cause, 0.0)

    def has(self, *causes: str) -> bool:
        """Whether one of the causes is among the faults."""
        return any(cause in self.faults for cause in causes)

    @property
    def digital(self) -> bool:
        """Whether no camera took part."""
        return self.setting in {Setting.SCREENSHOT, Setting.RENDERED}

    @property
    def phone(self) -> Phone:
        """The simulated phone of this shot."""
        phones = self.chain.phones
        if len(phones) == 1:
            return phones[0]
        return phones[int(self.stream("which phone").integers(len(phones)))]

    @property
    def light(self) -> Light:
        """The lights, covers and hands of this shot."""
        lights = self.chain.lights
        if len(lights) == 1:
            return lights[0]
        return lights[int(self.stream("which light").integers(len(lights)))]

    def having(self, faults: Mapping[str, float]) -> "Recipe":
        """Return the same shot with other faults."""
        return replace(self, faults=faults)

    def without(self, causes: Collection[str]) -> "Recipe":
        """Return the same shot without these of its faults."""
        kept = {cause: how for cause, how in self.faults.items() if cause not in causes}
        return self.having(kept)
