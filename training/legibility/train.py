r"""Trains the legibility net on shots of a drawn set, and writes models/legibility.onnx.

    python -m training.legibility.shots DIR
    python -m specimens draw training --out SET
    python -m training.legibility.train DIR SET [--steps 4000] [--out FILE] \
        [--start FILE] [--teacher FILE [--read SUITE …] [--papers DIR …]] \
        [--covers DIR]

Needs requirements-train.txt. One page in ten is held out; its scores are printed. With --teacher
the net also learns that net's maps of evenly lit squares; real photos are learned by them alone,
those of --read corrected by their label. With --covers real hands and things lie over squares.
"""

import argparse
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from precheck.runtime.models import MODELS
from training.common.covers import Cover, read_covers
from training.common.layers import RunningAverage
from training.legibility.examples.batches import draw_batch
from training.legibility.examples.labelled_shots import find_shots
from training.legibility.examples.pages import FlatPage, flatten_shot
from training.legibility.examples.read_photos import acceptable, photographed_pages
from training.legibility.files import Teacher, load_net, save
from training.legibility.losses import ask_teacher, teacher_loss, truth_losses
from training.legibility.net import LegibilityNet
from training.legibility.scores import report

LEARNING_RATE, CONTINUED_LEARNING_RATE = 4e-3, 1e-3
REASON_WEIGHT, COVER_WEIGHT = 0.25, 0.5  # weights of the reasons and of the covers
AVERAGE_DECAY = 0.998  # of the running average of weights
SEED = 11
READ_TIMES = 4  # each photo known to be readable, among the pages to learn from


def is_held_out(page: str) -> bool:
    return zlib.crc32(page.encode()) % 10 == 0


def train(
    net: LegibilityNet,
    pages: Sequence[FlatPage],
    steps: int,
    rate: float,
    *,
    seed: int,
    teacher: nn.Module | None = None,
    bodies: Sequence[Cover] = (),
) -> RunningAverage:
    """Train; return the running average of the weights.

    teacher: maps the augmented squares. bodies: real hands and things to lay over them.
    """
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=1e-3)
    average = RunningAverage(net, AVERAGE_DECAY)
    start, sums = time.monotonic(), np.zeros(5)
    net.to(memory_format=torch.channels_last)
    for step in range(1, steps + 1):
        warm, cosine = min(1.0, step / 100), (1 + np.cos(np.pi * step / steps)) / 2
        for group in optimizer.param_groups:
            group["lr"] = rate * warm * (0.02 + 0.98 * cosine)
        shown = ask_teacher(draw_batch(pages, rng, bodies), teacher)
        with torch.autocast("cpu", torch.bfloat16):  # half the time of float32
            maps = net(shown.pictures)
        where, legible, why, covered = losses = truth_losses(maps.float(), shown)
        optimizer.zero_grad()
        off_teacher = teacher_loss(maps.float(), shown)
        (
            where + 2 * legible + REASON_WEIGHT * why + COVER_WEIGHT * covered + off_teacher
        ).backward()
        steep = nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        if not torch.isfinite(steep):  # squares without a target of one loss
            continue
        optimizer.step()
        average.keep = min(AVERAGE_DECAY, step / (step + 10))  # early weights decay sooner
        average.update(net)
        sums += np.array([*(part.item() for part in losses), off_teacher.item()])
        if step % 100 == 0:
            seconds = time.monotonic() - start
            print(
                f"{step} of {steps}: text, index, why, covers, taught {np.round(sums / 100, 4)} "
                f"{seconds:.0f} s",
                flush=True,
            )
            sums[:] = 0
    return average


def real_pages(read: Sequence[Path], papers: Sequence[Path], teacher: Teacher) -> list[FlatPage]:
    """Return the pages of real photos; those known to be readable READ_TIMES."""
    known = [path for folder in read for path in acceptable(folder)]
    others = [path for folder in papers for path in sorted(folder.glob("*.jpg"))]
    return READ_TIMES * list(photographed_pages(known, teacher, read=True)) + list(
        photographed_pages(others, teacher, read=False)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shots", type=Path, nargs="+")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--out", type=Path, default=MODELS / "legibility.onnx")
    parser.add_argument("--start", type=Path, help="a trained net (.onnx) to go on from")
    parser.add_argument("--new", type=int, default=0, help="deepest layers that it lacks")
    parser.add_argument("--seed", type=int, default=SEED, help="of augmentation and order")
    parser.add_argument("--teacher", type=Path, help="a net (.onnx) whose maps are learned too")
    parser.add_argument("--read", type=Path, nargs="*", default=[], help="labelled real photos")
    parser.add_argument("--papers", type=Path, nargs="*", default=[], help="unlabelled real photos")
    parser.add_argument("--covers", type=Path, help="cut-out hands and things")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--without", default="", metavar="KEY=VALUE", help="leave a world out")
    options = parser.parse_args()
    if (options.read or options.papers) and not options.teacher:
        parser.error("Real photos are learned by a teacher's maps: name --teacher.")
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(options.seed)
    teacher = Teacher(options.teacher) if options.teacher else None
    found = [shot for folder in options.shots for shot in find_shots(folder, options.without)]
    pages = [flatten_shot(shot, rng, teacher) for shot in found]
    learned = [page for page in pages if not is_held_out(page.page)]
    kept = [page for page in pages if is_held_out(page.page)]
    if teacher is not None:
        learned += real_pages(options.read, options.papers, teacher)
    print(f"{len(learned)} shots to learn from, {len(kept)} held out", flush=True)
    net = LegibilityNet()
    if options.start:
        shown = draw_batch(learned, np.random.default_rng(SEED)).pictures
        load_net(net, options.start, shown, options.new)
        net.eval()  # small batches have unreliable statistics
    rate = CONTINUED_LEARNING_RATE if options.start else LEARNING_RATE
    beside = None
    if options.teacher:
        beside = LegibilityNet()
        load_net(beside, options.teacher, draw_batch(learned, np.random.default_rng(SEED)).pictures)
        beside.eval().to(memory_format=torch.channels_last)
    bodies = read_covers(options.covers, held_out=False) if options.covers else ()
    average = train(
        net, learned, options.steps, rate, seed=options.seed, teacher=beside, bodies=bodies
    )
    net.load_state_dict(average.state)
    save(net.eval(), options.out)
    print(report(options.out, kept))


if __name__ == "__main__":
    main()
