"""The recipe of a shot: seed, habits, setting, faults, phones and lights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from specimens.arrays import Rng
from specimens.camera.chain import DEFAULT_CHAIN, Chain, LightName, PhoneName
from specimens.camera.habits import Habits
from specimens.camera.sampling.streams import stream


class Setting(StrEnum):
    """How the picture is made."""

    TABLE = "table"
    CROPPED = "cropped"
    """Photographed, then cut to the page by hand or by a scanner app."""
    SCREENSHOT = "screenshot"
    RENDERED = "rendered"
    """A PDF page made into a picture."""
    SCREEN = "screen"
    """A screen photographed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that determines one shot of a sheet."""

    seed: int
    habits: Habits
    """Of the world that surfaces, shadows, lenses and phones come from."""
    setting: Setting = Setting.TABLE
    faults: Mapping[str, float] = field(default_factory=dict)
    small: bool = False
    """Whether the photo is sent as a small file: at most 1600 px, strongly compressed."""
    chain: Chain = DEFAULT_CHAIN
    """The phones and lights that the shot's own are sampled from."""

    def __hash__(self) -> int:
        """Hash of what differs between recipes of one set; caches use recipes as keys."""
        return hash((self.seed, self.setting, *sorted(self.faults.items())))

    def stream(self, topic: str) -> Rng:
        """Return the generator of one topic of this shot."""
        return stream(self.seed, topic)

    def strength(self, cause: str) -> float:
        """Return a fault's strength in its unit, 0 where it is absent."""
        return self.faults.get(cause, 0.0)

    def has(self, *causes: str) -> bool:
        """Whether one of the causes is among the faults."""
        return any(cause in self.faults for cause in causes)

    @property
    def digital(self) -> bool:
        """Whether the picture was made without a camera."""
        return self.setting in {Setting.SCREENSHOT, Setting.RENDERED}

    @property
    def phone(self) -> PhoneName:
        """The simulated phone of this shot."""
        phones = self.chain.phones
        if len(phones) == 1:
            return phones[0]
        return phones[int(self.stream("which phone").integers(len(phones)))]

    @property
    def light(self) -> LightName:
        """The lights, covers and hands of this shot."""
        lights = self.chain.lights
        if len(lights) == 1:
            return lights[0]
        return lights[int(self.stream("which light").integers(len(lights)))]

    def with_faults(self, faults: Mapping[str, float]) -> "Recipe":
        """Return the same shot with other faults."""
        return replace(self, faults=faults)

    def without_faults(self, causes: Collection[str]) -> "Recipe":
        """Return the same shot without some of its faults."""
        kept = {cause: dose for cause, dose in self.faults.items() if cause not in causes}
        return self.with_faults(kept)
