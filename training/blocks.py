"""Parts both nets are built of, and the way a trained net becomes an ONNX file."""

from pathlib import Path

import torch
from torch import Tensor, nn


def conv(inputs: int, outputs: int, size: int = 3, stride: int = 1, groups: int = 1) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Two convolutions added to the input. Dense: cv2.dnn runs these faster than depthwise ones."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv(width, width), nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Run it."""
        return torch.relu(x + self.body(x))


class Context(nn.Module):
    """Tells every cell what the whole picture holds."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Run it."""
        return torch.relu(x + self.mix(x.mean((2, 3), keepdim=True)))


def export(net: nn.Module, example: Tensor, path: Path, outputs: list[str]) -> None:
    """Write the net, in float32 with its batch norms folded by the exporter, for cv2.dnn."""
    net.eval()
    torch.onnx.export(
        net, (example,), str(path), input_names=["picture"], output_names=outputs,
        opset_version=17, dynamo=False,
    )  # fmt: skip


class Average:
    """Running average of a net's weights: what is exported is smoother than the last step."""

    def __init__(self, net: nn.Module, keep: float) -> None:
        self.keep = keep
        self.updates = 0
        self.state = {name: value.clone() for name, value in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net: nn.Module) -> None:
        """Take in the net's present weights; early ones are forgotten sooner."""
        self.updates += 1
        keep = min(self.keep, self.updates / (self.updates + 10))
        for name, value in net.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[name].lerp_(value, 1 - keep)
            else:
                self.state[name].copy_(value)
