"""Trains the corner net on scenes drawn during training, and writes models/corners.onnx.

python -m training.corners.train --cache DIR [--surfaces DIR] [--shots DIR] [--minutes 60]
"""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from torch import Tensor, nn

from precheck.runtime.models import MODELS
from specimens.arrays import Field, Rng
from training.common.layers import RunningAverage, export
from training.common.restart import load_weights, stored_weights
from training.corners.net import INPUT_SIDE_PX, MAP_CELLS, VOTE_CELLS, CornerNet, cell_centres
from training.corners.shots import read_shots
from training.scenes.library import load_library, reduce_page
from training.scenes.scene import draw_scene
from training.scenes.surfaces import Surfaces
from training.scenes.view import SceneView

STAGES = ((0.5, 128, 12), (1.0, 256, 6))
"""End of each stage as a share of the time, side of its pictures, batch size."""
SCENE_PAGE_PX = 640  # long side of the pages in scenes
USES_OF_SCENE = 8  # each with another rotation or mirroring
POOL_SIZE = 512  # scenes that batches are sampled from
SHOT_SHARE = 0.5  # of the scenes, with --shots


class CornerExample:
    """A scene at the net's resolution, with its targets."""

    def __init__(self, drawn: SceneView, side: int) -> None:
        self.side, self.left = side, USES_OF_SCENE
        fine, coarse = side * MAP_CELLS // INPUT_SIDE_PX, side * VOTE_CELLS // INPUT_SIDE_PX
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

    def augmented(self, rng: Rng) -> tuple[Field, Field, Field, Field, Field]:
        """Return picture, paper, edges, corners by cell and their presence, randomly rotated."""
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


class CornerBatches:
    """Batches from a pool of drawn scenes and of shots."""

    def __init__(self, cache: Path, surfaces: Path | None, taken: Path | None, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.pages = [
            reduce_page(page.pixels, SCENE_PAGE_PX)
            for page in load_library(cache, 24, 10, 250, seed=1)
        ]
        self.surfaces = Surfaces(surfaces)
        self.shots = read_shots(taken, self.rng) if taken else None
        self.pool: list[CornerExample] = []

    def draw(self, side: int, count: int) -> list[Tensor]:
        """Return `count` examples of a side; each scene is used USES_OF_SCENE times."""
        self.pool = [example for example in self.pool if example.left and example.side == side]
        while len(self.pool) < POOL_SIZE:
            self.pool.append(CornerExample(self._next(side), side))
        chosen = self.rng.choice(len(self.pool), count, replace=False)
        rows = [self.pool[i].augmented(self.rng) for i in chosen]
        for i in chosen:
            self.pool[i].left -= 1
        return [torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True)]

    def _next(self, side: int) -> SceneView:
        if self.shots and self.rng.random() < SHOT_SHARE:
            return next(self.shots)
        return draw_scene(self.rng, self.pages, self.surfaces, long=side * 9 // 8).view()


def vote_loss(votes: Tensor, corners: Tensor, own: Tensor) -> Tensor:
    """Return the Laplace negative log likelihood of the corners, in their best cyclic order."""
    size = votes.shape[2]
    at = cell_centres(size)[None, None]
    aims = corners.permute(0, 3, 4, 1, 2) - at
    predicted = votes[:, :8].unflatten(1, (4, 2))
    spread = votes[:, 8:].clamp(-6, 2)
    found = []
    for turn in range(4):
        aim = aims.roll(turn, 1)
        beyond = (aim + at - (aim + at).clamp(0, 1)).abs().amax(2)
        error = (predicted - aim).abs().sum(2) / (1 + 3 * beyond)
        found.append((error * torch.exp(-spread) + spread).sum(1))
    best = torch.stack(found).amin(0)
    return (best * own).sum() / own.sum().clamp(min=1)


def to_input(pictures: Tensor) -> Tensor:
    """Return N × H × W × 3 as the net's input."""
    return pictures.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def corner_losses(net: nn.Module, batch: list[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    picture, paper, edge, corners, own = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        maps, votes = net(to_input(picture))
    maps, votes = maps.float(), votes.float()
    bce = nn.functional.binary_cross_entropy_with_logits
    return bce(maps[:, 0], paper), 2 * bce(maps[:, 1], edge), vote_loss(votes, corners, own) / 4


def train(options: argparse.Namespace) -> None:
    """Train for some minutes of one core; write the averaged net regularly."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    minutes, out = options.minutes, options.out
    stages = STAGES[-1:] if options.start else STAGES
    net = CornerNet().to(memory_format=torch.channels_last)
    peak = 1e-3 if options.start else 1.5e-3
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.01)
    stream = CornerBatches(options.cache, options.surfaces, options.shots, options.seed)
    first = stream.draw(*stages[0][1:])[0]  # draws the pages before the time is measured
    if options.start:
        load_weights(net, stored_weights(onnx.load(options.start)), to_input(first))
    mean, smooth = RunningAverage(net, 0.999), CornerNet()
    started = written = time.process_time()
    sums, step = np.zeros(3), 0
    while (share := (time.process_time() - started) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1, (step + 1) / 200, 1.02 - share)
        side, count = next(stage[1:] for stage in stages if share < stage[0])
        parts = corner_losses(net.train(), stream.draw(side, count))
        optimiser.zero_grad()
        sum(parts).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        mean.update(net)
        sums += [float(part.detach()) for part in parts]
        step += 1
        if step % 250 == 0:
            print(
                f"{step:6d} {share:5.2f}  paper, edge, votes {np.round(sums / 250, 4)}", flush=True
            )
            sums[:] = 0
        if time.process_time() - written > 90:
            written = time.process_time()
            write_net(smooth, mean, out)
    write_net(smooth, mean, out)


def write_net(net: CornerNet, mean: RunningAverage, out: Path) -> None:
    """Write the averaged net."""
    net.load_state_dict(mean.state)
    export(net, torch.zeros(1, 3, INPUT_SIDE_PX, INPUT_SIDE_PX), out, ["maps", "votes"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--surfaces", type=Path)
    parser.add_argument("--shots", type=Path, help="output of training.corners.shots")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--out", type=Path, default=MODELS / "corners.onnx")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a trained net (.onnx) to go on from")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
