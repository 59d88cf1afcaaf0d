"""Leaves out the hidden channels of the legibility net that nothing ever lights.

    python -m training.narrow OUT.onnx NET.onnx SHOTS [SHOTS …]

NET has as many in its last two layers as these are wide. What it tells stays the same.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.legibility import SEED, batch
from training.legibility_files import go_on, save
from training.legibility_net import FAR, LegibilityNet
from training.legibility_pages import flat, shots

LAST = ("beyond.deepest.6", "beyond.deepest.7")
WIDE = 48
BATCHES = 30
PAGES = 120
PARTS = (("0", 0), ("1", 0), ("3", 1))
"""What of a layer's body goes by its hidden channels: its convolution and norm, and its mixing."""


@torch.no_grad()
def lit(layer: nn.Module, net: nn.Module, pictures: Sequence[Tensor]) -> Tensor:
    """Return the channels that something lights on any picture. Raises ValueError for too many."""
    most = torch.zeros(WIDE)

    def see(_module: nn.Module, _given: tuple[Tensor, ...], out: Tensor) -> None:
        torch.maximum(most, out.amax((0, 2, 3)), out=most)

    hook = layer.body[2].register_forward_hook(see)
    for picture in pictures:
        net(picture)
    hook.remove()
    if (most > 0).sum() > FAR:
        raise ValueError(f"{int((most > 0).sum())} channels are lit, more than {FAR}.")
    return most.topk(FAR).indices.sort().values


@torch.no_grad()
def narrow(wide: LegibilityNet, pictures: Sequence[Tensor]) -> LegibilityNet:
    """Return a net that tells the same of the pictures, without the others' channels."""
    weights = wide.state_dict()
    for name in LAST:
        kept = lit(wide.get_submodule(name), wide, pictures)
        for part, axis in PARTS:
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
    known = [shot for folder in options.shots for shot in shots(folder)]
    pages = [flat(known[i], rng) for i in rng.choice(len(known), PAGES)]
    pictures = [batch(pages, rng).pictures for _ in range(BATCHES)]
    wide = LegibilityNet(WIDE)
    go_on(wide, options.net, pictures[0])
    save(narrow(wide.eval(), pictures), options.out)


if __name__ == "__main__":
    main()
