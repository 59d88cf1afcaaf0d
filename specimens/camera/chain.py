"""The simulated phones and the lights that a set is photographed with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from specimens.arrays import Picture

PhoneName = Literal["plain", "linear", "effects"]
"""`plain`: `phone.plain`. `linear`: `phone.linear`. `effects`: the chain's own function."""
LightName = Literal["usual", "other"]
"""`usual`: `lighting.usual`, `covers`, `fingers`.

`other`: `lighting.other`, `reflections`, `flat_covers`, `thumbs`.
"""
PhotographFunction = Callable[[Picture, Any, Any, Any], Picture]
"""Scene (evenly lit), sheet, geometry, recipe → photo of the scene's size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The phones and lights of a set; each shot samples one of each, uniformly."""

    phones: tuple[PhoneName, ...] = ("plain",)
    lights: tuple[LightName, ...] = ("usual",)
    effects: PhotographFunction | None = None
    """Photographs with the phone `effects`; a module-level function, so that it can be pickled."""

    @property
    def name(self) -> str:
        """The chain's name in the stamp of a drawn set."""
        return f"{'+'.join(self.phones)} in {'+'.join(self.lights)} light"

    def photograph(self, scene: Picture, sheet: Any, geometry: Any, recipe: Any) -> Picture:
        """Return the photo of a scene by the chain's function. Raises ValueError without one."""
        if self.effects is None:
            raise ValueError("the phone `effects` needs a function")
        return self.effects(scene, sheet, geometry, recipe)


DEFAULT_CHAIN = Chain()
