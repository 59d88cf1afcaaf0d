"""Trains the page net on flattened pages drawn during training, and writes models/page.onnx.

python -m training.page.train --cache DIR [--surfaces DIR] [--minutes 50] [--out FILE]
"""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from precheck.runtime.models import MODELS
from precheck.sheet.page_net import PAGE_NET_PX
from training.common.layers import RunningAverage, export
from training.page.flattened import page_batches
from training.page.net import SPECIMENS, PageNet


def page_losses(net: nn.Module, batch: list[Tensor]) -> tuple[Tensor, Tensor, float]:
    """Return the losses of forms and of turns (blank sides have none), and the accuracy."""
    pictures, kinds, turns = batch
    x = pictures.float().permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        predicted, way = net(x)
    predicted, way = predicted.float(), way.float()
    entropy = nn.functional.cross_entropy
    turned = kinds != SPECIMENS.index("blank_side")
    right = (predicted.argmax(1) == kinds) & ((way.argmax(1) == turns) | ~turned)
    way_loss = (entropy(way, turns, reduction="none") * turned).mean()
    return entropy(predicted, kinds, label_smoothing=0.02), way_loss, float(right.float().mean())


def train(options: argparse.Namespace) -> None:
    """Train for some minutes of one core; write the averaged net regularly."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    minutes, out = options.minutes, options.out
    net = PageNet().to(memory_format=torch.channels_last)
    if options.start:
        net.load_state_dict(torch.load(options.start, weights_only=True))
    mean, smooth = RunningAverage(net, 0.999), PageNet()
    peak = 1.5e-3
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.02)
    stream = page_batches(np.random.default_rng(options.seed), options.cache, options.surfaces)
    batch = next(stream)
    started = written = time.process_time()
    sums, step = np.zeros(3), 0
    while (share := (time.process_time() - started) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1, (step + 1) / 200, 1.02 - share)
        *parts, right = page_losses(net.train(), batch)
        optimiser.zero_grad()
        sum(parts).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        mean.update(net)
        sums += [*(float(part.detach()) for part in parts), right]
        step += 1
        if step % 100 == 0:
            means = np.round(sums / 100, 3)
            print(f"{step:6d} {share:5.2f}  forms, turns, right {means}", flush=True)
            sums[:] = 0
        if time.process_time() - written > 90:
            written = time.process_time()
            write_net(smooth, mean, out)
        batch = next(stream)
    write_net(smooth, mean, out)


def write_net(net: PageNet, mean: RunningAverage, out: Path) -> None:
    """Write the averaged net as ONNX, and its weights for --start."""
    net.load_state_dict(mean.state)
    torch.save(mean.state, out.with_suffix(".pt"))
    export(net, torch.zeros(1, 3, PAGE_NET_PX, PAGE_NET_PX), out, ["forms", "turns"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--surfaces", type=Path)
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--out", type=Path, default=MODELS / "page.onnx")
    parser.add_argument("--start", type=Path, help="weights (.pt) of an earlier run")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
