"""The two files of a legibility net: its patches for numpy, and what comes after for cv2.dnn."""

from itertools import chain
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from precheck.flatten import STEP
from precheck.text.patches import CHANNELS, PATCH, Patches, read
from training.blocks import export
from training.legibility_net import MIDDLE, RANGE, LegibilityNet
from training.restart import Weights, restart, stored


def patches_of(path: Path) -> Path:
    """Return where the patches of a net are kept."""
    return path.with_name(f"{path.stem}_patches.npz")


def save(net: LegibilityNet, path: Path) -> None:
    """Write a trained net, its batch norms folded."""
    example = torch.zeros(1, CHANNELS, 40 * STEP // PATCH, 28 * STEP // PATCH)
    export(net.beyond, example, path, ["maps"])
    convolution, norm, _ = net.patches
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    weights = convolution.weight[:, :, 0, 0] * scale[:, None] / RANGE
    bias = norm.bias - norm.running_mean * scale - MIDDLE * weights.sum(1)
    colours_last = weights.reshape(CHANNELS, 3, PATCH, PATCH).permute(0, 2, 3, 1)
    np.savez(
        patches_of(path),
        weights=colours_last.reshape(CHANNELS, -1).detach().numpy(),
        bias=bias.detach().numpy(),
    )


def go_on(net: LegibilityNet, path: Path, pictures: Tensor, new: int = 0) -> None:
    """Give a net the weights of a saved one; see `restart`.

    new: how many of its deepest layers, the last ones, the saved one lacks; they add nothing yet.
    """
    layers = list(net.beyond.deepest)
    known = len(layers) - new
    net.beyond.deepest = nn.Sequential(*layers[:known])
    restart(
        net,
        chain(
            _first(read(patches_of(path))),
            stored(onnx.load(path)),
        ),
        pictures,
    )
    for layer in layers[known:]:
        *_, mixing, _ = layer.body
        nn.init.zeros_(mixing.weight)
    net.beyond.deepest = nn.Sequential(*layers)


def _first(patches: Patches) -> Weights:
    """Return the patches as the net's first convolution, of levels about MIDDLE."""
    weights = torch.from_numpy(patches.weights)
    colours_first = weights.reshape(CHANNELS, PATCH, PATCH, 3).permute(0, 3, 1, 2) * RANGE
    bias = torch.from_numpy(patches.bias) + MIDDLE * weights.sum(1)
    yield colours_first.reshape(CHANNELS, -1, 1, 1), bias
