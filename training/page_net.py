"""The page net: what a flattened page is, how it is turned and what of it the frame cuts off."""

from torch import Tensor, nn

from precheck.recognise import FORMS as TYPED
from precheck.recognise import TURNS
from training.blocks import Residual, conv

_TYPES = [type_ for type_, _ in TYPED]
FORMS = tuple(f"{type_}_{form}" if _TYPES.count(type_) > 1 else type_ for type_, form in TYPED)
"""Forms in the order of the outputs, by the name of the specimen that shows each."""
KNOWN = FORMS[: sum(bool(form) for _, form in TYPED)]
"""Those whose layout we know."""
SIDES = ("top", "right", "bottom", "left")
"""Of the upright page."""


class PageNet(nn.Module):
    """3 × 256 × 256, BGR 0–255 → 11 form logits, 4 turn logits, 4 shares.

    The shares tell how far each of SIDES lies beyond the picture's, of the picture's own length;
    below 0 where the picture shows more than the page. They mean something where it is upright.
    """

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 32, 6, 4, 1),
            nn.ReLU(inplace=True),
            conv(32, 40, 3, 2),
            Residual(40),
            conv(40, 64, 3, 2),
            Residual(64),
            conv(64, 96, 3, 2),
            conv(96, 96, 3, 2),
            conv(96, 40, 1),
        )
        self.mix = nn.Sequential(nn.Dropout(0.2), nn.Linear(40 * 16, 64), nn.ReLU(inplace=True))
        self.forms = nn.Linear(64, len(FORMS))
        self.turns = nn.Linear(64, len(TURNS))
        self.beyond = nn.Sequential(
            nn.Linear(40 * 16, 96), nn.LeakyReLU(0.1), nn.Linear(96, len(SIDES))
        )

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Run it on a batch."""
        seen = self.body(picture * (1 / 64) - 2).flatten(1)
        told = self.mix(seen)
        return self.forms(told), self.turns(told), self.beyond(seen)


def form_of(kind: str) -> int:
    """Index in FORMS of a specimen's variant."""
    if kind in KNOWN:
        return KNOWN.index(kind)
    side = f"{kind}_side"
    return FORMS.index(side if side in FORMS else "other")
