"""The corner net: for each cell of a reduced photo paper, edges and votes for the corners."""

import torch
from torch import Tensor, nn

from training.common.layers import GlobalContext, Residual, conv_block

INPUT_SIDE_PX = 256
"""Photos are resized to a square of this side."""
MAP_CELLS, VOTE_CELLS = 64, 32
"""Cells a side of the maps and of the corner votes."""


class CornerNet(nn.Module):
    """3 × 256 × 256, BGR 0–255 → maps 2 × 64 × 64 (logits: paper, edge), votes 12 × 32 × 32.

    A vote: the four corners relative to the cell's centre, in shares of the frame (x, y each), then
    the logarithm of each corner's scale parameter.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1), nn.ReLU(inplace=True))
        self.fourth = conv_block(16, 32, 3, 2)
        self.eighth = nn.Sequential(conv_block(32, 48, 3, 2), Residual(48))
        self.sixteenth = nn.Sequential(conv_block(48, 64, 3, 2), Residual(64))
        self.deepest = nn.Sequential(conv_block(64, 80, 3, 2), Residual(80), GlobalContext(80))
        self.up_sixteenth = conv_block(80, 64, 1)
        self.mix_sixteenth = conv_block(64, 64)
        self.up_eighth = conv_block(64, 48, 1)
        self.mix_eighth = nn.Sequential(conv_block(48, 48), conv_block(48, 48))
        self.up_fourth = conv_block(48, 32, 1)
        self.mix_fourth = conv_block(32, 32)
        self.votes = nn.Sequential(conv_block(48, 64, 1), nn.Conv2d(64, 12, 1))
        self.maps = nn.Conv2d(32, 2, 1)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """Run it on a batch."""
        fourth = self.fourth(self.stem(picture * (1 / 64) - 2))
        eighth = self.eighth(fourth)
        sixteenth = self.sixteenth(eighth)
        up = upsample(self.up_sixteenth(self.deepest(sixteenth)))
        up = upsample(self.up_eighth(self.mix_sixteenth(up + sixteenth)))
        up = self.mix_eighth(up + eighth)
        fine = self.mix_fourth(upsample(self.up_fourth(up)) + fourth)
        return self.maps(fine), self.votes(up)


def upsample(x: Tensor) -> Tensor:
    return nn.functional.interpolate(x, scale_factor=2.0)


def cell_centres(count: int) -> Tensor:
    """Return the cells' centres in shares of the frame, 2 × count × count (x, y)."""
    line = (torch.arange(count) + 0.5) / count
    y, x = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([x, y])
