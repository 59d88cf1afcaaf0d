"""The page net: form and turn of a flattened page."""

from torch import Tensor, nn

from precheck.sheet.page_net import PAGE_TURNS
from training.common.layers import Residual, conv_block
from training.page.forms import FORM_BY_SPECIMEN

SPECIMENS = tuple(FORM_BY_SPECIMEN)
"""The specimens of the forms, in the order of the outputs."""
KNOWN_SPECIMENS = tuple(specimen for specimen, (_, form) in FORM_BY_SPECIMEN.items() if form)
"""Those of known forms; the others are other papers and blank sides."""


class PageNet(nn.Module):
    """3 × 256 × 256, BGR 0–255 → 11 form logits, 4 turn logits."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 32, 6, 4, 1), nn.ReLU(inplace=True), conv_block(32, 40, 3, 2),
            Residual(40), conv_block(40, 64, 3, 2), Residual(64), conv_block(64, 96, 3, 2),
            conv_block(96, 96, 3, 2), conv_block(96, 40, 1),
        )  # fmt: skip
        self.mix = nn.Sequential(nn.Dropout(0.2), nn.Linear(40 * 16, 64), nn.ReLU(inplace=True))
        self.forms = nn.Linear(64, len(SPECIMENS))
        self.turns = nn.Linear(64, len(PAGE_TURNS))

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """Run it on a batch."""
        mixed = self.mix(self.body(picture * (1 / 64) - 2).flatten(1))
        return self.forms(mixed), self.turns(mixed)


def form_index(kind: str) -> int:
    """Return the output index of a specimen's variant."""
    if kind in KNOWN_SPECIMENS:
        return KNOWN_SPECIMENS.index(kind)
    side = f"{kind}_side"
    return SPECIMENS.index(side if side in SPECIMENS else "other")
