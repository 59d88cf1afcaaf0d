"""Trains the line reader of numbers on drawn strips, and writes models/number_reader.onnx.

    python -m training.number_reader.train OUT.onnx --minutes 60 [--start models/number_reader.onnx]

Prints the share of held-out strips that are read without error. The net's input is 1 × 1 × 32 ×
width; its output, for each four pixels of width, a score for blank (CTC) and for each sign of
CHARSET.
"""

import argparse
import math
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from precheck.ocr.line_reader import CHARSET
from training.common.restart import load_weights, stored_weights
from training.number_reader.camera import STRIP_HEIGHT_PX, STRIP_WIDTHS_PX
from training.number_reader.strips import NumberStrip, draw_strip

BATCH_SIZE = 24
DRAWING_PROCESSES = 2
POOL_SIZE = 480  # strips drawn at a time and batched by width
LEARNING_RATE = 2e-3
CONTINUED_LEARNING_RATE = 8e-4  # with --start
VALIDATION_STRIPS = 400  # strips


def block(inside: int, outside: int, stride: tuple[int, int] = (1, 1)) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(inplace=True),
    )


def network() -> nn.Sequential:
    return nn.Sequential(
        block(1, 20, (2, 2)), block(20, 32), block(32, 56, (2, 2)), block(56, 56),
        block(56, 80, (2, 1)), block(80, 80), nn.Conv2d(80, 128, (4, 1), bias=False),
        nn.BatchNorm2d(128), nn.ReLU(inplace=True),
        nn.Conv2d(128, 128, (1, 5), padding=(0, 2), bias=False), nn.BatchNorm2d(128),
        nn.ReLU(inplace=True), nn.Conv2d(128, 128, (1, 5), padding=(0, 2), bias=False),
        nn.BatchNorm2d(128), nn.ReLU(inplace=True), nn.Dropout(0.1),
        nn.Conv2d(128, len(CHARSET) + 1, 1),
    )  # fmt: skip


def standardise(strip: NumberStrip) -> np.ndarray:
    grey = strip.pixels.astype(np.float32)
    return (grey - grey.mean()) / max(float(grey.std()), 4.0)


def pool_of(seed: tuple[int, int]) -> list[NumberStrip]:
    rng = np.random.default_rng(seed)
    return [draw_strip(rng) for _ in range(POOL_SIZE)]


def pools(seed: int) -> Iterator[list[NumberStrip]]:
    """Yield pools of strips, drawn ahead in other processes."""
    with ProcessPoolExecutor(DRAWING_PROCESSES) as drawers:
        ahead = deque(drawers.submit(pool_of, (seed, n)) for n in range(2 * DRAWING_PROCESSES))
        for number in count(2 * DRAWING_PROCESSES):
            yield ahead.popleft().result()
            ahead.append(drawers.submit(pool_of, (seed, number)))


def batches(seed: int) -> Iterator[list[NumberStrip]]:
    rng = np.random.default_rng(seed)
    for pool in pools(seed):
        made = []
        for width in STRIP_WIDTHS_PX:
            same = [strip for strip in pool if strip.pixels.shape[1] == width]
            made += [
                same[i : i + BATCH_SIZE] for i in range(0, len(same) - BATCH_SIZE // 2, BATCH_SIZE)
            ]
        for index in rng.permutation(len(made)):
            yield made[index]


def tensors(batch: list[NumberStrip]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    pixels = torch.from_numpy(np.stack([standardise(strip) for strip in batch])[:, None])
    codes = [[CHARSET.index(char) + 1 for char in strip.text] for strip in batch]
    lengths = torch.tensor([len(row) for row in codes])
    return pixels, torch.tensor([code for row in codes for code in row]), lengths


def loss_of(net: nn.Module, batch: list[NumberStrip]) -> torch.Tensor:
    pixels, codes, lengths = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time on processors that have it
        raw = net(pixels.to(memory_format=torch.channels_last))
    scores = raw.float()[:, :, 0].permute(2, 0, 1).log_softmax(2)
    steps = torch.full((len(batch),), scores.shape[0])
    return nn.functional.ctc_loss(scores, codes, steps, lengths, zero_infinity=True)


def decode_greedily(scores: np.ndarray) -> str:
    best = scores.argmax(0)
    kept = [c for i, c in enumerate(best) if c and (i == 0 or c != best[i - 1])]
    return "".join(CHARSET[c - 1] for c in kept)


@torch.no_grad()
def accuracy(net: nn.Module, strips: list[NumberStrip]) -> float:
    net.eval()
    hits = 0
    for strip in strips:
        scores = net(torch.from_numpy(standardise(strip)[None, None]))[0, :, 0].numpy()
        hits += decode_greedily(scores).replace(" ", "") == strip.text.replace(" ", "")
    net.train()
    return hits / len(strips)


def export(net: nn.Module, path: Path) -> None:
    net.eval()
    example = torch.zeros(1, 1, STRIP_HEIGHT_PX, STRIP_WIDTHS_PX[0])
    axes = {"strip": {3: "width"}, "scores": {3: "steps"}}
    torch.onnx.export(
        net, (example,), str(path), input_names=["strip"], output_names=["scores"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    net.train()


def train(path: Path, minutes: float, start: Path | None, seed: int) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(7)
    net = network().to(memory_format=torch.channels_last)
    fixed = np.random.default_rng(99)
    held = [draw_strip(fixed) for _ in range(VALIDATION_STRIPS)]
    if start:
        shown = [
            standardise(strip) for strip in held if strip.pixels.shape[1] == STRIP_WIDTHS_PX[1]
        ]
        load_weights(
            net, stored_weights(onnx.load(start)), torch.from_numpy(np.stack(shown)[:, None])
        )
        print(f"start: right {accuracy(net, held):.3f}", flush=True)
    best = torch.optim.AdamW(net.parameters(), lr=LEARNING_RATE, weight_decay=1e-4)
    rate = CONTINUED_LEARNING_RATE if start else LEARNING_RATE
    started, seen, predicted = time.monotonic(), 0, time.monotonic()
    for batch in batches(seed):
        done = (time.monotonic() - started) / (60 * minutes)
        if done >= 1:
            break
        for group in best.param_groups:
            warm = min(1.0, (seen + BATCH_SIZE) / 4000)
            group["lr"] = rate * warm * (0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2)
        best.zero_grad()
        loss = loss_of(net, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        best.step()
        seen += len(batch)
        if time.monotonic() - predicted > 240:
            predicted = time.monotonic()
            print(
                f"{done:.2f} seen {seen} loss {loss.item():.3f} right {accuracy(net, held):.3f}",
                flush=True,
            )
            export(net, path)
    export(net, path)
    print(f"end: seen {seen} right {accuracy(net, held):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60, help="wall-clock time")
    parser.add_argument("--start", type=Path, help="an ONNX file of this script to go on from")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    train(options.out, options.minutes, options.start, options.seed)


if __name__ == "__main__":
    main()
