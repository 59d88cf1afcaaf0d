"""The page net: what a flattened page is and how it is turned."""

from torch import Tensor, nn

from precheck.recognise import TURNS
from training.blocks import Residual, conv
from training.forms import BY_NET

FORMS = tuple(BY_NET)
"""Forms in the order of the outputs, by the name of the specimen that shows each."""
KNOWN = tuple(specimen for specimen, (_, form) in BY_NET.items() if form)
"""Those that it knows; all others are other papers to it, or empty sides."""


class PageNet(nn.Module):
    """3 × 256 × 256, BGR 0–255 → 11 form logits, 4 turn logits."""

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

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """Run it on a batch."""
        told = self.mix(self.body(picture * (1 / 64) - 2).flatten(1))
        return self.forms(told), self.turns(told)


def form_of(kind: str) -> int:
    """Index in FORMS of a specimen's variant."""
    if kind in KNOWN:
        return KNOWN.index(kind)
    side = f"{kind}_side"
    return FORMS.index(side if side in FORMS else "other")
