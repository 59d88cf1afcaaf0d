"""Removes the hidden channels of the legibility net that are never active.

    python -m training.legibility.narrow OUT.onnx NET.onnx SHOTS [SHOTS …]

NET has FULL_WIDTH hidden channels in these layers. Its output stays the same.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.legibility.examples.batches import draw_batch
from training.legibility.examples.labelled_shots import find_shots
from training.legibility.examples.pages import flatten_shot
from training.legibility.files import load_net, save
from training.legibility.net import HIDDEN_CHANNELS, LegibilityNet
from training.legibility.train import SEED

NARROWED_LAYERS = ("beyond.deepest.6", "beyond.deepest.7")
FULL_WIDTH = 48
SAMPLE_BATCHES = 30
SAMPLE_PAGES = 120
BODY_PARTS = (("0", 0), ("1", 0), ("3", 1))
"""Modules and axes of a layer's body with hidden channels: convolution, norm and mixing."""


@torch.no_grad()
def active_channels(layer: nn.Module, net: nn.Module, pictures: Sequence[Tensor]) -> Tensor:
    """Return the channels that are active on any picture. Raises ValueError for too many."""
    most = torch.zeros(FULL_WIDTH)

    def see(_module: nn.Module, _given: tuple[Tensor, ...], out: Tensor) -> None:
        torch.maximum(most, out.amax((0, 2, 3)), out=most)

    hook = layer.body[2].register_forward_hook(see)
    for picture in pictures:
        net(picture)
    hook.remove()
    if (most > 0).sum() > HIDDEN_CHANNELS:
        raise ValueError(
            f"{int((most > 0).sum())} channels are active, more than {HIDDEN_CHANNELS}."
        )
    return most.topk(HIDDEN_CHANNELS).indices.sort().values


@torch.no_grad()
def narrow(wide: LegibilityNet, pictures: Sequence[Tensor]) -> LegibilityNet:
    """Return a net with the same maps of the pictures, without inactive channels."""
    weights = wide.state_dict()
    for name in NARROWED_LAYERS:
        kept = active_channels(wide.get_submodule(name), wide, pictures)
        for part, axis in BODY_PARTS:
            for key in [key for key in weights if key.startswith(f"{name}.body.{part}.")]:
                if weights[key].ndim:
                    weights[key] = weights[key].index_select(axis, kept)
    net = LegibilityNet()
    net.load_state_dict(weights)
    return net.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("net", type=Path)
    parser.add_argument("shots", type=Path, nargs="+")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rng = np.random.default_rng(SEED)
    known = [shot for folder in options.shots for shot in find_shots(folder)]
    pages = [flatten_shot(known[i], rng) for i in rng.choice(len(known), SAMPLE_PAGES)]
    pictures = [draw_batch(pages, rng).pictures for _ in range(SAMPLE_BATCHES)]
    wide = LegibilityNet(FULL_WIDTH)
    load_net(wide, options.net, pictures[0])
    save(narrow(wide.eval(), pictures), options.out)


if __name__ == "__main__":
    main()
