"""Train the second number reader, a small convolutional line reader, on drawn strips.

    python -m training.number_reader OUT.onnx --minutes 60 [--start models/number_reader.onnx]

Needs requirements-train.txt. Prints the share of whole strips read right on strips of its own
seed, and writes an ONNX file whose input is 1 × 1 × 32 × width and whose output gives, for each
four pixels of width, one score for each sign of CHARSET after a first one for "no sign" (CTC).
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

from precheck.read.network import CHARSET
from training.restart import restart, stored
from training.strips import STRIP_PX, WIDTHS, Strip, draw

BATCH = 24
DRAWERS = 2  # processes that draw strips beside the one that learns
POOL = 480  # strips drawn at a time, so that batches of one width can be made of them
RATE = 2e-3
RATE_GOING_ON = 8e-4  # where training starts from weights that have learned already
VALIDATION = 400  # strips


def block(inside: int, outside: int, stride: tuple[int, int] = (1, 1)) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(inplace=True),
    )


def network() -> nn.Sequential:
    return nn.Sequential(
        block(1, 20, (2, 2)),
        block(20, 32),
        block(32, 56, (2, 2)),
        block(56, 56),
        block(56, 80, (2, 1)),
        block(80, 80),
        nn.Conv2d(80, 128, (4, 1), bias=False),
        nn.BatchNorm2d(128),
        nn.ReLU(inplace=True),
        nn.Conv2d(128, 128, (1, 5), padding=(0, 2), bias=False),
        nn.BatchNorm2d(128),
        nn.ReLU(inplace=True),
        nn.Conv2d(128, 128, (1, 5), padding=(0, 2), bias=False),
        nn.BatchNorm2d(128),
        nn.ReLU(inplace=True),
        nn.Dropout(0.1),
        nn.Conv2d(128, len(CHARSET) + 1, 1),
    )


def levelled(strip: Strip) -> np.ndarray:
    grey = strip.pixels.astype(np.float32)
    return (grey - grey.mean()) / max(float(grey.std()), 4.0)


def pool_of(seed: tuple[int, int]) -> list[Strip]:
    rng = np.random.default_rng(seed)
    return [draw(rng) for _ in range(POOL)]


def pools(seed: int) -> Iterator[list[Strip]]:
    """Yield pools of strips, drawn ahead in processes of their own."""
    with ProcessPoolExecutor(DRAWERS) as drawers:
        ahead = deque(drawers.submit(pool_of, (seed, n)) for n in range(2 * DRAWERS))
        for number in count(2 * DRAWERS):
            yield ahead.popleft().result()
            ahead.append(drawers.submit(pool_of, (seed, number)))


def batches(seed: int) -> Iterator[list[Strip]]:
    rng = np.random.default_rng(seed)
    for pool in pools(seed):
        made = []
        for width in WIDTHS:
            same = [strip for strip in pool if strip.pixels.shape[1] == width]
            made += [same[i : i + BATCH] for i in range(0, len(same) - BATCH // 2, BATCH)]
        for index in rng.permutation(len(made)):
            yield made[index]


def tensors(batch: list[Strip]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    pixels = torch.from_numpy(np.stack([levelled(strip) for strip in batch])[:, None])
    codes = [[CHARSET.index(char) + 1 for char in strip.text] for strip in batch]
    lengths = torch.tensor([len(row) for row in codes])
    return pixels, torch.tensor([code for row in codes for code in row]), lengths


def loss_of(net: nn.Module, batch: list[Strip]) -> torch.Tensor:
    pixels, codes, lengths = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time on processors that have it
        raw = net(pixels.to(memory_format=torch.channels_last))
    scores = raw.float()[:, :, 0].permute(2, 0, 1).log_softmax(2)
    steps = torch.full((len(batch),), scores.shape[0])
    return nn.functional.ctc_loss(scores, codes, steps, lengths, zero_infinity=True)


def greedy(scores: np.ndarray) -> str:
    best = scores.argmax(0)
    kept = [c for i, c in enumerate(best) if c and (i == 0 or c != best[i - 1])]
    return "".join(CHARSET[c - 1] for c in kept)


@torch.no_grad()
def right(net: nn.Module, strips: list[Strip]) -> float:
    net.eval()
    hits = 0
    for strip in strips:
        scores = net(torch.from_numpy(levelled(strip)[None, None]))[0, :, 0].numpy()
        hits += greedy(scores).replace(" ", "") == strip.text.replace(" ", "")
    net.train()
    return hits / len(strips)


def export(net: nn.Module, path: Path) -> None:
    net.eval()
    example = torch.zeros(1, 1, STRIP_PX, WIDTHS[0])
    axes = {"strip": {3: "width"}, "scores": {3: "steps"}}
    torch.onnx.export(
        net,
        (example,),
        str(path),
        input_names=["strip"],
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    net.train()


def train(path: Path, minutes: float, start: Path | None, seed: int) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(7)
    net = network().to(memory_format=torch.channels_last)
    fixed = np.random.default_rng(99)
    held = [draw(fixed) for _ in range(VALIDATION)]
    if start:
        shown = [levelled(strip) for strip in held if strip.pixels.shape[1] == WIDTHS[1]]
        restart(net, stored(onnx.load(start)), torch.from_numpy(np.stack(shown)[:, None]))
        print(f"start: right {right(net, held):.3f}", flush=True)
    best = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    rate = RATE_GOING_ON if start else RATE
    began, seen, said = time.monotonic(), 0, time.monotonic()
    for batch in batches(seed):
        done = (time.monotonic() - began) / (60 * minutes)
        if done >= 1:
            break
        for group in best.param_groups:
            warm = min(1.0, (seen + BATCH) / 4000)
            group["lr"] = rate * warm * (0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2)
        best.zero_grad()
        loss = loss_of(net, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        best.step()
        seen += len(batch)
        if time.monotonic() - said > 240:
            said = time.monotonic()
            print(
                f"{done:.2f} seen {seen} loss {loss.item():.3f} right {right(net, held):.3f}",
                flush=True,
            )
            export(net, path)
    export(net, path)
    print(f"end: seen {seen} right {right(net, held):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60, help="by the clock")
    parser.add_argument("--start", type=Path, help="an ONNX file of this script to go on from")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    train(given.out, given.minutes, given.start, given.seed)


if __name__ == "__main__":
    main()
