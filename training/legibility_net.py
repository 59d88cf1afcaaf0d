"""The legibility net: in every cell of a flattened page, is there text, how legible, why not."""

import torch
from torch import Tensor, nn

from precheck.text.maps import CODES, PLAIN
from precheck.text.patches import CHANNELS, PATCH, PIXELS
from training.blocks import conv

MIDDLE, RANGE = 128, 64
"""Grey levels that the net takes for 0, and for 1 above it."""


FAR = 12
"""Hidden channels of the last two layers, which came to use no more; see `training.narrow`."""


class Mixed(nn.Module):
    """A convolution to a few channels, or one channel at a time, and a mixing, added to the input.

    What the convolution gives is `hidden` wide.
    """

    def __init__(self, width: int, reach: int = 1, groups: int = 1, hidden: int = 0) -> None:
        super().__init__()
        hidden = hidden or width
        self.body = nn.Sequential(
            nn.Conv2d(width, hidden, 3, 1, reach, reach, groups, bias=False),
            nn.BatchNorm2d(hidden),
            nn.ReLU(inplace=True),
            nn.Conv2d(hidden, width, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Return as many channels as came in."""
        return torch.relu(x + self.body(x))


class Beyond(nn.Module):
    """What comes after the patches: 16 × H/4 × W/4 → 13 × H/8 × W/8, logits.

    Probability of text; legibility index, that which text would have where there is none, of a
    page photographed as large as it is seen (the logarithm of `density` is added);
    probability that something lies over the paper, a thing, a fold or a reflection; the share of
    each of CODES in what makes the cell's text illegible, together 1. Cells of 8, 16 and 32 pixels
    see further and further, the largest the whole page, so that text that is hidden is guessed from
    the lines around it and from what form it is.
    """

    def __init__(self, far: int) -> None:
        super().__init__()
        self.eighth = nn.Sequential(conv(CHANNELS, 24, 3, 2), Mixed(24, groups=24))
        self.sixteenth = nn.Sequential(conv(24, 32, 3, 2), Mixed(32), Mixed(32))
        self.deepest = nn.Sequential(
            conv(32, 48, 3, 2), Mixed(48), Mixed(48, reach=2), Mixed(48, reach=4),
            Mixed(48, reach=8, groups=48), Mixed(48, reach=16, groups=48),
            Mixed(48, hidden=far), Mixed(48, reach=2, hidden=far),
            Mixed(48), Mixed(48, reach=4),
        )  # fmt: skip
        self.up_sixteenth = nn.Conv2d(48, 32, 1)
        self.mix_sixteenth = Mixed(32)
        self.up_eighth = nn.Conv2d(32, 24, 1)
        self.mix_eighth = Mixed(24, groups=24)
        self.out = nn.Conv2d(24, PLAIN + len(CODES), 1)

    def forward(self, fourth: Tensor) -> Tensor:
        """Return the maps as logits: cv2.dnn takes its time over a softmax."""
        eighth = self.eighth(fourth)
        sixteenth = self.sixteenth(eighth)
        up = larger(self.up_sixteenth(self.deepest(sixteenth)))
        up = self.mix_sixteenth(torch.relu(sixteenth + up))
        up = self.mix_eighth(torch.relu(eighth + larger(self.up_eighth(up))))
        return self.out(up)


class LegibilityNet(nn.Module):
    """A picture to the logits of its maps; its patches of 4 × 4 pixels first."""

    def __init__(self, far: int = FAR) -> None:
        super().__init__()
        self.patches = conv(PIXELS, CHANNELS, 1)
        self.beyond = Beyond(far)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the maps before the sigmoid. pictures: N × 3 × H × W, BGR, 0–255."""
        levels = (pictures - MIDDLE) / RANGE
        return self.beyond(self.patches(nn.functional.pixel_unshuffle(levels, PATCH)))


def larger(x: Tensor) -> Tensor:
    return nn.functional.interpolate(x, scale_factor=2.0)
