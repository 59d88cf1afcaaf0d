"""The two files of a legibility net: its patch weights for numpy, its other layers as ONNX."""

from itertools import chain
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from precheck.runtime.nets import Net
from precheck.sheet.rectify import NET_STEP_PX
from precheck.text.legibility_net import (
    CHANNELS,
    OUTPUTS,
    PATCH,
    Patches,
    maps_of,
    read_patches,
)
from specimens.arrays import Field, Picture
from training.common.layers import export
from training.common.restart import Weights, load_weights, stored_weights
from training.legibility.net import LEVEL_RANGE, MIDDLE_LEVEL, LegibilityNet


def patches_file(path: Path) -> Path:
    """Return the path of a net's patch weights."""
    return path.with_name(f"{path.stem}_patches.npz")


def save(net: LegibilityNet, path: Path) -> None:
    """Write a trained net, its batch norms folded."""
    example = torch.zeros(1, CHANNELS, 40 * NET_STEP_PX // PATCH, 28 * NET_STEP_PX // PATCH)
    export(net.beyond, example, path, ["maps"], free=(0, 2, 3))
    convolution, norm, _ = net.patches
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    weights = convolution.weight[:, :, 0, 0] * scale[:, None] / LEVEL_RANGE
    bias = norm.bias - norm.running_mean * scale - MIDDLE_LEVEL * weights.sum(1)
    colours_last = weights.reshape(CHANNELS, 3, PATCH, PATCH).permute(0, 2, 3, 1)
    np.savez(
        patches_file(path),
        weights=colours_last.reshape(CHANNELS, -1).detach().numpy(),
        bias=bias.detach().numpy(),
    )


def load_net(net: LegibilityNet, path: Path, pictures: Tensor, new: int = 0) -> None:
    """Load the weights of a saved net, see `load_weights`.

    new: number of last deepest layers that the saved net lacks; they add nothing at first.
    """
    layers = list(net.beyond.deepest)
    known = len(layers) - new
    net.beyond.deepest = nn.Sequential(*layers[:known])
    load_weights(
        net,
        chain(_patch_weights(read_patches(patches_file(path))), stored_weights(onnx.load(path))),
        pictures,
    )
    for layer in layers[known:]:
        *_, mixing, _ = layer.body
        nn.init.zeros_(mixing.weight)
    net.beyond.deepest = nn.Sequential(*layers)


def _patch_weights(patches: Patches) -> Weights:
    """Return the patch weights as the net's first convolution, of normalised levels."""
    weights = torch.from_numpy(patches.weights)
    colours_first = weights.reshape(CHANNELS, PATCH, PATCH, 3).permute(0, 3, 1, 2) * LEVEL_RANGE
    bias = torch.from_numpy(patches.bias) + MIDDLE_LEVEL * weights.sum(1)
    yield colours_first.reshape(CHANNELS, -1, 1, 1), bias


def saved_net(path: Path) -> Net:
    """Return the layers beyond the patches of a saved net, as the service runs them."""
    side = 2 * NET_STEP_PX // PATCH
    return Net(str(path.resolve()), (1, CHANNELS, side, side), OUTPUTS)


class Teacher:
    """A trained net whose maps another net learns."""

    def __init__(self, path: Path) -> None:
        self.net = saved_net(path)
        self.patches = read_patches(patches_file(path))

    def __call__(self, picture: Picture, dense: Field) -> Field:
        """Return the maps of a picture in BGR, 0–1, in cells of 8 px.

        dense: of `precheck.text.legibility_net.density`.
        """
        (maps,) = self.net(self.patches(picture))
        return maps_of(maps[0], dense)
