"""The page net: what a flattened page is and how it is turned, from a small copy."""

from torch import Tensor, nn

from training.blocks import Residual, conv

SIDE = 256
"""px: pages are fitted into a square of this side, the rest is grey."""
TYPES = ("kk", "akta_kelahiran", "akta_kematian", "ktp", "other", "blank_side", "back_side")
TURNS = (0, 90, 180, 270)
"""Clockwise degrees that bring the page upright."""


class PageNet(nn.Module):
    """3 × 256 × 256, BGR 0–255 → 7 type logits, 4 turn logits."""

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
        self.types = nn.Linear(64, len(TYPES))
        self.turns = nn.Linear(64, len(TURNS))

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """Run it on a batch."""
        seen = self.body(picture * (1 / 64) - 2).flatten(1)
        told = self.mix(seen)
        return self.types(told), self.turns(told)


def type_of(kind: str) -> int:
    """Index in TYPES of a specimen's variant."""
    if "blank" in kind:
        return TYPES.index("blank_side")
    if "back" in kind:
        return TYPES.index("back_side")
    known = [i for i, name in enumerate(TYPES[:4]) if kind.startswith(name)]
    return known[0] if known else TYPES.index("other")
