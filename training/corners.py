"""Trains the corner net on scenes drawn as it goes, and writes models/corners.onnx.

python -m training.corners --cache DIR [--surfaces DIR] [--shots DIR] [--minutes 60] [--out FILE]
"""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.blocks import Average, export
from training.corner_net import COARSE, FINE, SIDE, CornerNet, cells
from training.corner_shots import shots
from training.library import library, small
from training.restart import restart, stored
from training.scenes import scene
from training.surfaces import Surfaces
from training.view import View

Floats = NDArray[np.float32]
STAGES = ((0.5, 128, 12), (1.0, 256, 6))
"""Until which share of the time pictures of which side are shown, and how many at once."""
LONG = 640  # px, of a page as scenes are drawn from it
USES = 8  # times a drawn scene is shown, turned and mirrored differently
HELD = 512  # scenes in the pool that batches are drawn from
TAKEN = 0.5  # of the scenes are shots, where there are any
OUT = Path(__file__).parent.parent / "models" / "corners.onnx"


class Example:
    """A scene as the net sees it, with its targets."""

    def __init__(self, drawn: View, side: int) -> None:
        self.side, self.left = side, USES
        fine, coarse = side * FINE // SIDE, side * COARSE // SIDE
        height, width = drawn.shown.shape
        area, near = cv2.INTER_AREA, cv2.INTER_NEAREST
        self.picture = cv2.resize(drawn.picture, (side, side), interpolation=area).astype(np.uint8)
        paper = (drawn.shown >= 0).astype(np.float32)
        self.paper = cv2.resize(paper, (fine, fine), interpolation=area)
        far = cv2.distanceTransform((drawn.edges < 128).astype(np.uint8), cv2.DIST_L2, 5)
        far = cv2.resize(far, (fine, fine), interpolation=area) * fine / max(height, width)
        self.edge = np.exp(-(far**2) / 1.3).astype(np.float32)
        self.owner = cv2.resize(drawn.shown, (coarse, coarse), interpolation=near)
        self.quads = np.array(drawn.quads, np.float32).reshape(-1, 4, 2)

    def shown(self, rng: np.random.Generator) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Picture, paper, edge, corners per cell and whether there are any; turned at random."""
        corners = np.zeros((*self.owner.shape, 4, 2), np.float32)
        for index, quad in enumerate(self.quads):
            corners[self.owner == index] = quad
        layers = [self.picture.astype(np.float32), self.paper, self.edge, corners, self.owner >= 0]
        if rng.random() < 0.5:
            layers = [layer[:, ::-1] for layer in layers]
            corners = layers[3][:, :, [1, 0, 3, 2]].copy()
            corners[..., 0] = 1 - corners[..., 0]
            layers[3] = corners
        for _ in range(rng.integers(4)):
            layers = [np.rot90(layer) for layer in layers]
            layers[3] = np.stack([layers[3][..., 1], 1 - layers[3][..., 0]], axis=-1)
        gain = rng.uniform(0.8, 1.15, (1, 1, 3)).clip(0.9 if rng.random() < 0.7 else 0, 1.05)
        layers[0] = np.clip(layers[0] * gain * rng.uniform(0.85, 1.1), 0, 255)
        return tuple(np.ascontiguousarray(layer, np.float32) for layer in layers)


class Batches:
    """Draws scenes as they are needed, and takes shots between them."""

    def __init__(self, cache: Path, surfaces: Path | None, taken: Path | None, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.pages = [small(page.pixels, LONG) for page in library(cache, 24, 10, 250, seed=1)]
        self.surfaces = Surfaces(surfaces)
        self.shots = shots(taken, self.rng) if taken else None
        self.pool: list[Example] = []

    def draw(self, side: int, count: int) -> list[Tensor]:
        """Return `count` examples of this side, each scene USES times in all."""
        self.pool = [example for example in self.pool if example.left and example.side == side]
        while len(self.pool) < HELD:
            self.pool.append(Example(self._next(side), side))
        chosen = self.rng.choice(len(self.pool), count, replace=False)
        rows = [self.pool[i].shown(self.rng) for i in chosen]
        for i in chosen:
            self.pool[i].left -= 1
        return [torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True)]

    def _next(self, side: int) -> View:
        if self.shots and self.rng.random() < TAKEN:
            return next(self.shots)
        return scene(self.rng, self.pages, self.surfaces, long=side * 9 // 8).view()


def vote_loss(votes: Tensor, corners: Tensor, mine: Tensor) -> Tensor:
    """Laplace likelihood of the corners, whichever of them the net names first."""
    size = votes.shape[2]
    at = cells(size)[None, None]
    aims = corners.permute(0, 3, 4, 1, 2) - at
    said = votes[:, :8].unflatten(1, (4, 2))
    spread = votes[:, 8:].clamp(-6, 2)
    found = []
    for turn in range(4):
        aim = aims.roll(turn, 1)
        beyond = (aim + at - (aim + at).clamp(0, 1)).abs().amax(2)
        error = (said - aim).abs().sum(2) / (1 + 3 * beyond)
        found.append((error * torch.exp(-spread) + spread).sum(1))
    best = torch.stack(found).amin(0)
    return (best * mine).sum() / mine.sum().clamp(min=1)


def shown(pictures: Tensor) -> Tensor:
    """Turn N × H × W × 3 into what the net takes."""
    return pictures.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def loss(net: nn.Module, batch: list[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    picture, paper, edge, corners, mine = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        maps, votes = net(shown(picture))
    maps, votes = maps.float(), votes.float()
    bce = nn.functional.binary_cross_entropy_with_logits
    return bce(maps[:, 0], paper), 2 * bce(maps[:, 1], edge), vote_loss(votes, corners, mine) / 4


def train(asked: argparse.Namespace) -> None:
    """Train for so many minutes of a core; write the averaged net every few minutes."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    minutes, out = asked.minutes, asked.out
    stages = STAGES[-1:] if asked.start else STAGES
    net = CornerNet().to(memory_format=torch.channels_last)
    peak = 1e-3 if asked.start else 1.5e-3
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.01)
    stream = Batches(asked.cache, asked.surfaces, asked.shots, asked.seed)
    first = stream.draw(*stages[0][1:])[0]  # the pages are drawn before the clock runs
    if asked.start:
        restart(net, stored(onnx.load(asked.start)), shown(first))
    mean, smooth = Average(net, 0.999), CornerNet()
    begun = written = time.process_time()
    sums, step = np.zeros(3), 0
    while (share := (time.process_time() - begun) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1, (step + 1) / 200, 1.02 - share)
        side, count = next(stage[1:] for stage in stages if share < stage[0])
        parts = loss(net.train(), stream.draw(side, count))
        optimiser.zero_grad()
        sum(parts).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        mean.update(net)
        sums += [float(part.detach()) for part in parts]
        step += 1
        if step % 250 == 0:
            print(
                f"{step:6d} {share:5.2f}  paper, edge, votes {np.round(sums / 250, 4)}",
                flush=True,
            )
            sums[:] = 0
        if time.process_time() - written > 90:
            written = time.process_time()
            write(smooth, mean, out)
    write(smooth, mean, out)


def write(net: CornerNet, mean: Average, out: Path) -> None:
    """Write the averaged net."""
    net.load_state_dict(mean.state)
    export(net, torch.zeros(1, 3, SIDE, SIDE), out, ["maps", "votes"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--surfaces", type=Path)
    parser.add_argument("--shots", type=Path, help="what training.corner_shots drew")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a trained net (.onnx) to go on from")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
