"""Which simulated phone and which lights a set's photos are taken with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from specimens.arrays import Picture

Phone = Literal["plain", "linear", "effects"]
"""`plain`: `sensor`. `linear`: `linear`. `effects`: the chain's own function."""
Light = Literal["usual", "other"]
"""`usual`: `light`, `covers`, `fingers`. `other`: `lights`, `mirrors`, `flat_covers`, `thumbs`."""
Effects = Callable[[Picture, Any, Any, Any], Picture]
"""From scene (evenly lit), sheet, geometry and recipe to the photo, of the scene's size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The phones and lights of a set; each shot draws one of each, evenly."""

    phones: tuple[Phone, ...] = ("plain",)
    lights: tuple[Light, ...] = ("usual",)
    effects: Effects | None = None
    """The photograph step of the phone `effects`: a function of a module, so that it pickles."""

    @property
    def name(self) -> str:
        """What the chain is called where sets are told apart."""
        return f"{'+'.join(self.phones)} in {'+'.join(self.lights)} light"

    def effect(self, scene: Picture, sheet: Any, lies: Any, recipe: Any) -> Picture:
        """Return the photo of a scene that the chain's own function makes."""
        if self.effects is None:
            raise ValueError("the phone `effects` needs a function")
        return self.effects(scene, sheet, lies, recipe)


PLAIN = Chain()
