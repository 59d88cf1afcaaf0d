"""The legibility net: for each cell of a flattened page text, legibility, covers and reasons."""

import torch
from torch import Tensor, nn

from precheck.text.legibility_net import CHANNELS, CODES, PATCH, PIXELS, SIGMOID_MAPS
from training.common.layers import conv_block

MIDDLE_LEVEL, LEVEL_RANGE = 128, 64
"""Picture levels that the net takes for 0, and for 1 above it."""
HIDDEN_CHANNELS = 12
"""Of two deep layers, after `training.legibility.narrow`."""


class MixingBlock(nn.Module):
    """A residual block: a convolution to `hidden` channels, grouped or not, and a 1 × 1 mixing."""

    def __init__(self, width: int, reach: int = 1, groups: int = 1, hidden: int = 0) -> None:
        super().__init__()
        hidden = hidden or width
        self.body = nn.Sequential(
            nn.Conv2d(width, hidden, 3, 1, reach, reach, groups, bias=False),
            nn.BatchNorm2d(hidden), nn.ReLU(inplace=True),
            nn.Conv2d(hidden, width, 1, bias=False), nn.BatchNorm2d(width),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """Return a tensor of the input's shape."""
        return torch.relu(x + self.body(x))


class PatchesToMaps(nn.Module):
    """The layers after the patches: 16 × H/4 × W/4 → 13 × H/8 × W/8, logits.

    Maps: probability of text; legibility index, also where there is no text (the logarithm of
    `density` is added); probability of a cover, fold or reflection; the shares of CODES in what
    makes text illegible, summing to 1. The receptive field grows to the whole page, so that hidden
    text is inferred from nearby lines and the form.
    """

    def __init__(self, far: int) -> None:
        super().__init__()
        self.eighth = nn.Sequential(conv_block(CHANNELS, 24, 3, 2), MixingBlock(24, groups=24))
        self.sixteenth = nn.Sequential(conv_block(24, 32, 3, 2), MixingBlock(32), MixingBlock(32))
        self.deepest = nn.Sequential(
            conv_block(32, 48, 3, 2), MixingBlock(48),
            MixingBlock(48, reach=2), MixingBlock(48, reach=4),
            MixingBlock(48, reach=8, groups=48), MixingBlock(48, reach=16, groups=48),
            MixingBlock(48, hidden=far), MixingBlock(48, reach=2, hidden=far),
            MixingBlock(48), MixingBlock(48, reach=4),
        )  # fmt: skip
        self.up_sixteenth = nn.Conv2d(48, 32, 1)
        self.mix_sixteenth = MixingBlock(32)
        self.up_eighth = nn.Conv2d(32, 24, 1)
        self.mix_eighth = MixingBlock(24, groups=24)
        self.out = nn.Conv2d(24, SIGMOID_MAPS + len(CODES), 1)

    def forward(self, fourth: Tensor) -> Tensor:
        """Return the maps as logits."""
        eighth = self.eighth(fourth)
        sixteenth = self.sixteenth(eighth)
        up = upsample(self.up_sixteenth(self.deepest(sixteenth)))
        up = self.mix_sixteenth(torch.relu(sixteenth + up))
        up = self.mix_eighth(torch.relu(eighth + upsample(self.up_eighth(up))))
        return self.out(up)


class LegibilityNet(nn.Module):
    """The whole net: patches of 4 × 4 pixels, then PatchesToMaps."""

    def __init__(self, far: int = HIDDEN_CHANNELS) -> None:
        super().__init__()
        self.patches = conv_block(PIXELS, CHANNELS, 1)
        self.beyond = PatchesToMaps(far)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the maps before the sigmoid. pictures: N × 3 × H × W, BGR, 0–255."""
        levels = (pictures - MIDDLE_LEVEL) / LEVEL_RANGE
        return self.beyond(self.patches(nn.functional.pixel_unshuffle(levels, PATCH)))


def upsample(x: Tensor) -> Tensor:
    return nn.functional.interpolate(x, scale_factor=2.0)
