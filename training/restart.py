"""Takes the weights back out of an ONNX file that `blocks.export` wrote, to go on training them."""

from collections.abc import Iterator

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

Weights = Iterator[tuple[Tensor, Tensor]]
"""Of each convolution in the order they run: its weights, and what it adds."""


def stored(model: onnx.ModelProto) -> Weights:
    """Read the convolutions of what `onnx.load` read."""
    graph = model.graph
    values = {item.name: torch.tensor(numpy_helper.to_array(item)) for item in graph.initializer}
    for node in graph.node:
        if node.op_type == "Identity":  # the exporter keeps equal weights once
            values[node.output[0]] = values[node.input[0]]
        elif node.op_type == "Conv":
            yield values[node.input[1]], values[node.input[2]]


@torch.no_grad()
def restart(net: nn.Module, weights: Weights, pictures: Tensor) -> None:
    """Give a net the weights that were stored of the same net.

    The exporter folded the batch norms into the convolutions before them. Here each gets the scale
    and shift that undo what it does to `pictures`, a batch like those it will learn from.
    Raises ValueError where they are another net's.
    """
    shifts: list[Tensor] = []

    def fill(conv: nn.Conv2d, _: tuple[Tensor, ...]) -> None:
        weight, shift = next(weights, (torch.empty(0), torch.empty(0)))
        if weight.shape != conv.weight.shape:
            raise ValueError(f"Another net's: no {tuple(conv.weight.shape)} comes next.")
        conv.weight.copy_(weight)
        if conv.bias is None:
            shifts.append(shift)
        else:
            conv.bias.copy_(shift)

    def undo(norm: nn.BatchNorm2d, given: tuple[Tensor, ...]) -> None:
        mean, variance = given[0].mean((0, 2, 3)), given[0].var((0, 2, 3), unbiased=False)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(mean + shifts.pop())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)

    hooks = [
        module.register_forward_pre_hook(fill if isinstance(module, nn.Conv2d) else undo)
        for module in net.modules()
        if isinstance(module, nn.Conv2d | nn.BatchNorm2d)
    ]
    net.eval()(pictures)
    for hook in hooks:
        hook.remove()
    if next(weights, None) is not None:
        raise ValueError("A larger net's.")
