"""Trains the page net on flattened pages drawn as it goes, and writes models/page.onnx.

python -m training.page --cache DIR [--surfaces DIR] [--minutes 50] [--out FILE]
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from precheck.recognise import PAD, SIDE
from training.blocks import Average, export
from training.library import Page, library
from training.light import camera, finger, glare, lamp, relief, thing
from training.page_net import FORMS, KNOWN, PageNet, form_of
from training.surfaces import Surfaces
from training.warp import Lay, curl, laid

Floats = NDArray[np.float32]
BATCH = 10
HELD = 240
USES = 4  # each time turned differently
OUT = Path(__file__).parent.parent / "models" / "page.onnx"
CUT, WIDER = 0.35, 0.06  # of pages: a part is out of frame, or more is shown than the page
LEANS, FAINT, DARK = 0.25, 0.08, 0.08  # of pages
SHARES = {
    "kk_blue": 0.06, "kk_2018": 0.06, "kk_white": 0.06,
    "akta_kelahiran_old": 0.08, "akta_kelahiran_new": 0.08,
    "akta_kematian_old": 0.08, "akta_kematian_new": 0.08,
    "ktp": 0.12, "other": 0.25, "blank_side": 0.08, "back_side": 0.05,
}  # fmt: skip


def blank(rng: np.random.Generator) -> Page:
    """Make an empty side of paper, with or without what shines through from the other."""
    long = int(rng.uniform(300, 576))
    shape = (long, int(long / 1.414)) if rng.random() < 0.5 else (int(long / 1.5), long)
    tint = 255 - rng.uniform(0, 30) - rng.uniform(0, 25, 3) * (rng.random() < 0.4)
    return Page("blank", np.full((*shape, 3), tint, np.float32).astype(np.uint8))


def seen_through(rng: np.random.Generator, page: Page) -> Page:
    """Make the back of a printed sheet: its print faint and mirrored."""
    share = rng.uniform(0.0, 0.25)
    mirrored = cv2.GaussianBlur(page.pixels[:, ::-1], (0, 0), rng.uniform(1, 3))
    pixels = mirrored * share + 250.0 * (1 - share)
    return Page("blank", pixels.astype(np.uint8))


def choose(rng: np.random.Generator, pages: dict[str, list[Page]]) -> Page:
    """Take a page of a form drawn by SHARES; a form without specimens is skipped."""
    names = [name for name in SHARES if pages.get(name) or name == "blank_side"]
    weights = np.array([SHARES[name] for name in names])
    name = names[rng.choice(len(names), p=weights / weights.sum())]
    if name != "blank_side":
        return pages[name][rng.integers(len(pages[name]))]
    if rng.random() < 0.5:
        return blank(rng)
    some = pages["other"]
    return seen_through(rng, some[rng.integers(len(some))])


def part(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Choose which part of a page is shown, in shares of it: nearly all, or one cut off, or more.

    Return where it begins and ends, x then y.
    """
    low, high = np.zeros(2, np.float32), np.ones(2, np.float32)
    kind = rng.random()
    if kind < CUT:
        for axis in rng.permutation(2)[: rng.choice([1, 2], p=[0.7, 0.3])]:
            most = rng.choice([0.15, 0.4], p=[0.6, 0.4])
            away = rng.uniform(0, most)
            if rng.random() < 0.5:
                low[axis] = away
            else:
                high[axis] = 1 - away
    elif kind < CUT + WIDER:
        low -= rng.uniform(0, 0.15, 2).astype(np.float32)
        high += rng.uniform(0, 0.15, 2).astype(np.float32)
    return low, high


def flattened(rng: np.random.Generator, page: Page, surfaces: Surfaces) -> Floats:
    """Draw the page as `flatten` would give it from a photo: corners a little off, spoiled."""
    height, width = page.pixels.shape[:2]
    low, high = part(rng)
    seen = np.array([width, height]) * (high - low) * np.exp(rng.normal(0, 0.04, 2))
    if rng.random() < LEANS:  # and looks narrower than it is
        seen[rng.integers(2)] *= rng.uniform(0.35, 1)
    extent = np.maximum(seen * SIDE / seen.max(), 8).astype(int)
    shape = (int(extent[1]), int(extent[0]))
    unit = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]])
    quad = (unit - low) / (high - low) + rng.normal(0, rng.choice([0.004, 0.015]), (4, 2))
    quad = (quad * extent - 0.5).astype(np.float32)
    lay = Lay(cv2.getPerspectiveTransform(unit, quad), curl(rng, 0.03))
    pixels, cover, maps = laid(page.pixels, lay, shape)
    ground = surfaces(rng, shape)
    shaded = pixels * relief(rng, maps)[..., None]
    if page.kind in KNOWN and rng.random() < FAINT:  # other papers of faint print look blank
        shaded = 255 - (255 - shaded) * rng.uniform(0.15, 0.6)
    whole = ground * (1 - cover[..., None]) + shaded * cover[..., None]
    return spoiled(rng, whole, lay)


def spoiled(rng: np.random.Generator, picture: Floats, lay: Lay) -> Floats:
    """Fingers, things, light, glare and the camera."""
    if rng.random() < 0.2:
        outline = lay.outline()
        at = outline[rng.integers(len(outline))]
        inward = lay.quad.mean(0) - at
        picture = finger(rng, picture, at, inward / (np.linalg.norm(inward) + 1e-6))
    if rng.random() < 0.12:
        picture = thing(rng, picture)
    picture = picture * lamp(rng, picture.shape[:2])
    if rng.random() < 0.25:
        picture = glare(rng, picture)
    if rng.random() < DARK:
        grain = rng.normal(0, rng.uniform(0.5, 8), picture.shape)
        picture = picture * rng.uniform(0.06, 0.4) + grain.astype(np.float32)
    return camera(rng, picture).astype(np.float32)


def squared(picture: Floats) -> NDArray[np.uint8]:
    """Centre a picture in a grey square."""
    out = np.full((SIDE, SIDE, 3), PAD, np.uint8)
    height, width = picture.shape[:2]
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    out[top : top + height, left : left + width] = picture
    return out


def batches(rng: np.random.Generator, cache: Path, surfaces: Path | None) -> Iterator[list[Tensor]]:
    """Draw pages for ever, each shown in USES turns."""
    pages: dict[str, list[Page]] = {}
    for page in library(cache, 40, 15, 300, seed=1):
        pages.setdefault(FORMS[form_of(page.kind)], []).append(page)
    ground = Surfaces(surfaces)
    pool: list[tuple[NDArray[np.uint8], int, list[int]]] = []
    while True:
        while len(pool) < HELD:
            page = choose(rng, pages)
            picture = flattened(rng, page, ground)
            turns = list(rng.permutation(4)[:USES])
            pool.append((squared(picture), form_of(page.kind), turns))
        rows = []
        for i in rng.choice(len(pool), BATCH, replace=False):
            picture, kind, left = pool[i]
            turn = left.pop()
            rows.append((np.rot90(picture, turn).copy(), kind, turn))
        pool = [row for row in pool if row[2]]
        pictures, kinds, turned = zip(*rows, strict=True)
        yield [
            torch.from_numpy(np.stack(pictures)),
            torch.tensor(kinds),
            torch.tensor(turned),
        ]


def losses(net: nn.Module, batch: list[Tensor]) -> tuple[Tensor, Tensor, float]:
    """Loss of the forms, of the turns (blank sides have none); share of right ones."""
    pictures, kinds, turns = batch
    x = pictures.float().permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said, way = net(x)
    said, way = said.float(), way.float()
    entropy = nn.functional.cross_entropy
    turned = kinds != FORMS.index("blank_side")
    right = (said.argmax(1) == kinds) & ((way.argmax(1) == turns) | ~turned)
    way_loss = (entropy(way, turns, reduction="none") * turned).mean()
    return entropy(said, kinds, label_smoothing=0.02), way_loss, float(right.float().mean())


def train(asked: argparse.Namespace) -> None:
    """Train for so many minutes of a core; write the averaged net now and then."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    minutes, out = asked.minutes, asked.out
    net = PageNet().to(memory_format=torch.channels_last)
    if asked.start:
        net.load_state_dict(torch.load(asked.start, weights_only=True))
    mean, smooth = Average(net, 0.999), PageNet()
    peak = 1.5e-3
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.02)
    stream = batches(np.random.default_rng(asked.seed), asked.cache, asked.surfaces)
    batch = next(stream)
    begun = written = time.process_time()
    sums, step = np.zeros(3), 0
    while (share := (time.process_time() - begun) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1, (step + 1) / 200, 1.02 - share)
        *parts, right = losses(net.train(), batch)
        optimiser.zero_grad()
        sum(parts).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        mean.update(net)
        sums += [*(float(part.detach()) for part in parts), right]
        step += 1
        if step % 100 == 0:
            told = np.round(sums / 100, 3)
            print(f"{step:6d} {share:5.2f}  forms, turns, right {told}", flush=True)
            sums[:] = 0
        if time.process_time() - written > 90:
            written = time.process_time()
            write(smooth, mean, out)
        batch = next(stream)
    write(smooth, mean, out)


def write(net: PageNet, mean: Average, out: Path) -> None:
    """Write the averaged net: as ONNX, and as weights that a later run can start from."""
    net.load_state_dict(mean.state)
    torch.save(mean.state, out.with_suffix(".pt"))
    export(net, torch.zeros(1, 3, SIDE, SIDE), out, ["forms", "turns"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--surfaces", type=Path)
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--start", type=Path, help="weights (.pt) of an earlier run")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
