"""Layers of the nets, the export to ONNX, and the running average of weights."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn


def conv_block(
    inputs: int, outputs: int, size: int = 3, stride: int = 1, groups: int = 1
) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """A residual block of two dense convolutions, which a CPU runs faster than depthwise ones."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv_block(width, width),
            nn.Conv2d(width, width, 3, 1, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        return torch.relu(x + self.body(x))


class GlobalContext(nn.Module):
    """Adds the global average, mixed by a 1 × 1 convolution, to every cell."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        return torch.relu(x + self.mix(x.mean((2, 3), keepdim=True)))


def export(
    net: nn.Module, example: Tensor, path: Path, outputs: list[str], *, free: Sequence[int] = ()
) -> None:
    """Write the net, in float32 with its batch norms folded by the exporter.

    free: axes of the picture whose lengths vary; the runtime refuses other lengths of the rest.
    """
    net.eval()
    torch.onnx.export(
        net, (example,), str(path), input_names=["picture"], output_names=outputs,
        opset_version=17, dynamo=False,
        dynamic_axes={"picture": {axis: f"axis_{axis}" for axis in free}},
    )  # fmt: skip


class RunningAverage:
    """The exponential moving average of a net's weights."""

    def __init__(self, net: nn.Module, keep: float) -> None:
        self.keep = keep
        self.updates = 0
        self.state = {name: value.clone() for name, value in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net: nn.Module) -> None:
        """Update with the net's current weights; early weights decay sooner."""
        self.updates += 1
        keep = min(self.keep, self.updates / (self.updates + 10))
        for name, value in net.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[name].lerp_(value, 1 - keep)
            else:
                self.state[name].copy_(value)
