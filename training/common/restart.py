"""Loads the weights of an ONNX file of `layers.export` back into a net, to continue training."""

from collections.abc import Iterator

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

Weights = Iterator[tuple[Tensor, Tensor]]
"""Weights and bias of each convolution and linear layer, in execution order."""


def stored_weights(model: onnx.ModelProto) -> Weights:
    """Yield the convolutions and linear layers of an ONNX model."""
    graph = model.graph
    values = {item.name: torch.tensor(numpy_helper.to_array(item)) for item in graph.initializer}
    for node in graph.node:
        if node.op_type == "Identity":  # the exporter stores equal weights once
            values[node.output[0]] = values[node.input[0]]
        elif node.op_type == "DequantizeLinear" and node.input[0] in values:
            values[node.output[0]] = _in_floats(*(values[name] for name in node.input))
        elif node.op_type == "Cast" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]].float()
        elif node.op_type == "Mul" and all(name in values for name in node.input):
            values[node.output[0]] = values[node.input[0]] * values[node.input[1]]
        elif node.op_type in ("Conv", "Gemm"):
            yield values[node.input[1]], values[node.input[2]]


def _in_floats(whole: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
    """Return the weights of `common.quantise`. scale, zero: one of all, or one a channel."""
    channels = (-1, *[1] * (whole.dim() - 1)) if scale.dim() else ()
    return (whole.float() - zero.float().reshape(channels)) * scale.reshape(channels)


@torch.no_grad()
def load_weights(net: nn.Module, weights: Weights, pictures: Tensor) -> None:
    """Load stored weights into a net of the same architecture.

    The exporter folds batch norms into convolutions. Each norm gets the scale and shift that make
    it the identity on `pictures`, a typical batch. Raises ValueError for another architecture.
    """
    shifts: list[Tensor] = []

    def fill(layer: nn.Conv2d | nn.Linear, _: tuple[Tensor, ...]) -> None:
        weight, shift = next(weights, (torch.empty(0), torch.empty(0)))
        if weight.shape != layer.weight.shape:
            raise ValueError(f"Another net's: no {tuple(layer.weight.shape)} comes next.")
        layer.weight.copy_(weight)
        if layer.bias is None:
            shifts.append(shift)
        else:
            layer.bias.copy_(shift)

    def undo(norm: nn.BatchNorm2d, given: tuple[Tensor, ...]) -> None:
        mean, variance = given[0].mean((0, 2, 3)), given[0].var((0, 2, 3), unbiased=False)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(mean + shifts.pop())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)

    hooks = [
        module.register_forward_pre_hook(undo if isinstance(module, nn.BatchNorm2d) else fill)
        for module in net.modules()
        if isinstance(module, nn.Conv2d | nn.Linear | nn.BatchNorm2d)
    ]
    net.eval()(pictures)
    for hook in hooks:
        hook.remove()
    if next(weights, None) is not None:
        raise ValueError("A larger net's.")
