r"""Trains the net that classifies which way up a line is, and writes models/line_turn.onnx.

    python -m training.line_turn.train OUT.onnx --papers DIR --shots DIR ... \
        [--cache FILE] [--steps 6000]

--papers: output of `training.real_papers.read_print`; papers of NOT_UPRIGHT and of --without are
left out. --shots: sets of `training.legibility.shots` or `training.acceptance.lessons`. Lines are
detected and cut as the service does it, on every page in each turn. Prints the accuracy on held-out
pages, by strip and by page. --cache keeps the strips between runs.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from precheck.document.line_turn import LINE_ORIENTATIONS, MIN_LINE_PROBABILITY, TURN_STRIP_PX
from precheck.ocr.crops import READER_STRIP, standardised
from specimens.arrays import Field, Picture, Rng
from training.common.layers import RunningAverage, conv_block, export
from training.line_turn.strips import LabelledStrips, load_or_cut, paper_pages, shot_pages

BATCH_SIZE, LEARNING_RATE = 48, 3e-3
LEARNED_WIDTH_PX = 160  # of a strip in a batch
REAL_SHARE = 0.6  # of a batch
HALF_TURN = [1, 0, 2]
"""Index in WAYS after a half turn."""


def network() -> nn.Sequential:
    return nn.Sequential(
        conv_block(1, 12, stride=2), conv_block(12, 24, stride=2), conv_block(24, 24),
        conv_block(24, 40, stride=2), conv_block(40, 40),
        nn.Conv2d(40, 56, (4, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(56),
        nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Conv2d(56, len(LINE_ORIENTATIONS), 1),
    )  # fmt: skip


def batch(
    rng: Rng, real: LabelledStrips, drawn: LabelledStrips, count: int
) -> tuple[Tensor, Tensor]:
    """Return a batch of strips, balanced over WAYS, augmented, half of them rotated by 180°."""
    pixels, ways = [], []
    for _ in range(count):
        some = real if rng.random() < REAL_SHARE else drawn
        way = int(rng.integers(len(LINE_ORIENTATIONS)))
        strip = some.pixels[rng.choice(some.standing(way))]
        if rng.random() < 0.5:
            strip, way = strip[::-1, ::-1], HALF_TURN[way]
        pixels.append(standardised(augment(rng, strip)))
        ways.append(way)
    return torch.from_numpy(np.stack(pixels)[:, None]), torch.tensor(ways)


def augment(rng: Rng, strip: Picture) -> Picture:
    """Shift, stretch, shear, blur and grain a strip, or invert it."""
    tall, wide = np.exp(rng.normal(0, 0.1, 2))
    matrix = np.array(
        [
            [wide, rng.normal(0, 0.12), (1 - wide) * LEARNED_WIDTH_PX / 2],
            [rng.normal(0, 0.004), tall, (1 - tall) * READER_STRIP.rows / 2 + rng.normal(0, 1.5)],
        ]
    )
    started = np.roll(strip, int(rng.integers(TURN_STRIP_PX)), axis=1)[:, :LEARNED_WIDTH_PX]
    moved = cv2.warpAffine(
        started, matrix, (LEARNED_WIDTH_PX, READER_STRIP.rows), borderMode=cv2.BORDER_REPLICATE
    )
    if rng.random() < 0.4:
        moved = cv2.GaussianBlur(moved, (0, 0), rng.uniform(0.4, 2.2))
    grain = rng.standard_normal(moved.shape, np.float32) * rng.uniform(0, 0.25) * moved.std()
    light = 1 if rng.random() < 0.95 else -1
    return np.asarray(np.clip(127 + light * (moved - moved.mean() + grain), 0, 255), np.uint8)


@torch.no_grad()
def log_likelihoods(net: nn.Module, some: LabelledStrips) -> Field:
    """Return the log likelihood of each of WAYS for each strip, bounded as in the service."""
    net.eval()
    out = []
    for start in range(0, len(some.pixels), 256):
        cuts = [standardised(strip) for strip in some.pixels[start : start + 256]]
        seen = torch.from_numpy(np.stack(cuts)[:, None])
        turned = net(seen.flip(2, 3))[:, HALF_TURN]
        chances = ((net(seen) + turned) / 2).flatten(1).softmax(1)
        out.append((MIN_LINE_PROBABILITY + (1 - MIN_LINE_PROBABILITY) * chances).log().numpy())
    net.train()
    return np.concatenate(out)


def accuracy(net: nn.Module, some: LabelledStrips) -> str:
    """Return the accuracy by strip, and by page from all its strips, as a line of text."""
    by_strip = log_likelihoods(net, some)
    _, page = np.unique(some.pages, return_inverse=True)
    by_page = np.zeros((page.max() + 1, len(LINE_ORIENTATIONS)))
    np.add.at(by_page, page, by_strip)
    way = np.zeros(len(by_page), int)
    way[page] = some.ways
    shares = [(by_strip.argmax(1) == some.ways).mean(), (by_page.argmax(1) == way).mean()]
    return f"strips {shares[0]:.4f} of {len(by_strip)}, pages {shares[1]:.4f} of {len(by_page)}"


def train(real: LabelledStrips, drawn: LabelledStrips, path: Path, count: int, seed: int) -> None:
    """Train and write the running average of the weights."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net, average = network().to(memory_format=torch.channels_last), network()
    running = RunningAverage(net, 0.995)
    best = torch.optim.AdamW(net.parameters(), lr=LEARNING_RATE, weight_decay=1e-3)
    learned = [some.part(held=False) for some in (real, drawn)]
    for step in range(count):
        for group in best.param_groups:
            group["lr"] = LEARNING_RATE * min(1.0, (step + 1) / 100) * (1 - step / count)
        pixels, ways = batch(rng, *learned, BATCH_SIZE)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            raw = net(pixels.to(memory_format=torch.channels_last))
        loss = nn.functional.cross_entropy(raw.float().flatten(1), ways, label_smoothing=0.03)
        best.zero_grad()
        loss.backward()
        best.step()
        running.update(net)
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} of {count}: loss {loss.item():.3f}", flush=True)
    average.load_state_dict(running.state)
    for name, some in (("papers", real), ("shots", drawn)):
        print(f"held out, {name}: {accuracy(average, some.part(held=True))}")
    export(average, torch.zeros(1, 1, READER_STRIP.rows, TURN_STRIP_PX), path, ["ways"], free=(0,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--papers", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], help="may be given again")
    parser.add_argument("--shots", type=Path, nargs="+", required=True)
    parser.add_argument("--most", type=int, default=40, help="shots of each set")
    parser.add_argument("--cache", type=Path, help="beginning of two files' names")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    without = tuple(options.without)
    sets = [paper_pages(options.papers, without), shot_pages(options.shots, without, options.most)]
    files = [options.cache and Path(f"{options.cache}-{name}.npz") for name in ("papers", "shots")]
    real, drawn = (load_or_cut(file, pages) for file, pages in zip(files, sets, strict=True))
    train(real, drawn, options.out, options.steps, options.seed)


if __name__ == "__main__":
    main()
