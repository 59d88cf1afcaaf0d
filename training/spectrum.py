"""Trains the net that tells from the spectrum of print how far it is smeared: models/smear.npz.

    python -m training.lessons DIR --mix blurred --count 2400 --seed 301
    python -m training.spectrum DIR [DIR ...] [--sharp DIR ...] [--held DIR ...] [--out FILE]

It learns from shots with one fault that smears, and from faultless ones
(--sharp) that are smeared here, further than a shot of a suite is, so that it tells of any smear.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import Tensor, nn

from precheck.capture import Capture, Grey, Sheet
from precheck.cells.light import light_of
from precheck.cells.smear import BANDS, FILE, TOLD, UNIT, WAYS
from precheck.decode import decode
from precheck.flatten import page
from precheck.measures.blur import told
from precheck.parallel import unordered
from precheck.text import read_map, regions
from specimens.camera import lens
from training.forms import KNOWN

Floats = NDArray[np.float32]
Row = dict[str, Any]
Batch = tuple[Tensor, Sequence[float], Sequence[float]]
"""Of some pages the smear told, the true one, and what that one may be off by counts by."""
Scores = Mapping[str, tuple[int, float]]
DEVIATION = {"defocus": 1 / 2, "focus_falloff": 1 / 2, "motion": 1 / np.sqrt(12)}
"""Standard deviation of a disk across, by its radius, and of a straight path, by its length."""
TYPICAL = {"defocus": 0.06, "focus_falloff": 0.04, "motion": 0.13}
"""Of the standard deviations, in heights of the text: what one may be off by counts by them."""
MIRRORED = np.arange(TOLD)
"""Where each band of a window is found in the window's mirror image."""
MIRRORED[: 3 * BANDS] = [at - at % WAYS + -at % WAYS for at in range(3 * BANDS)]
TIMES = 4  # that a sharp page is smeared
MOST = 0.5  # heights of the text, standard deviation of such a smear
SHARPENED = 0.4  # share that a phone sharpens afterwards
GRAIN = 8.0  # grey levels, the most that is added
QUALITY = 40, 99  # JPEG
OTHER = "smeared here"
OFF = {**TYPICAL, OTHER: 0.3}
"""Standard deviations, in heights of the text: what one may be off by counts by them."""
HIDDEN = 384
WINDOWS, BATCH = 24, 48
EPOCHS = 60
RATE, DECAY, DROPPED, SEEN = 3e-3, 1e-2, 0.3, 0.95
SEED = 11


@dataclass(frozen=True, slots=True)
class Page:
    """What the net is told of one page."""

    told: Floats
    """Windows × TOLD."""
    smear: float
    """Standard deviation of the smear in heights of the must-read text, the mean over the text."""
    cause: str


def rows(folders: Sequence[Path]) -> list[tuple[Path, Row]]:
    """Find the shots of one sheet with one fault that smears."""
    found = []
    for folder in folders:
        for line in (folder / "manifest.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            causes = [fault["cause"] for fault in row["faults"]]
            if len(causes) == 1 and causes[0] in DEVIATION and row["quad"] and row["sheets"] == 1:
                found.append((folder / row["file"], row))
    return found


def faultless(folder: Path) -> Iterator[tuple[Path, Row]]:
    """Yield the shots of one whole known form without a fault."""
    for row in map(json.loads, (folder / "manifest.jsonl").open(encoding="utf-8")):
        whole = row["sheets"] == 1 and row["quad"] and not row["out"]
        if row["variant"] in KNOWN and whole and not row["faults"]:
            yield folder / row["file"], row


def taken(shot: tuple[Path, Row]) -> tuple[str, list[Page]]:
    """Return the shot's path and its page; smeared TIMES where it has no fault."""
    cv2.setNumThreads(1)
    file, row = shot
    photo = decode(file.read_bytes())
    flat = page(photo, Sheet(quad=np.array(row["quad"], np.float32), confidence=1.0), 0)
    text = read_map(flat)
    light = light_of(photo, flat, text)
    capture = Capture(photo=photo, page=flat, text=text, regions=regions(flat, text), light=light)
    if row["faults"]:
        (fault,) = row["faults"]
        smear = fault["strength"] / row["text_px"] * DEVIATION[fault["cause"]]
        shown = iter([(capture, smear, fault["cause"])])
    else:
        shown = _smeared(capture, row["text_px"] * light.scale, crc32(file.name.encode()))
    pages = [(told(seen), smear, cause) for seen, smear, cause in shown]
    return str(file), [Page(known, *truth) for known, *truth in pages if known is not None]


def _smeared(capture: Capture, height: float, seed: int) -> Iterator[tuple[Capture, float, str]]:
    """Yield a sharp page as lens or hand smear it, and the smear in heights of its text.

    height: that in pixels of `light.grey`.
    """
    rng = np.random.default_rng(seed)
    for _ in range(TIMES):
        kernel = _kernel(float(rng.uniform(0, MOST)) * height, rng)
        grey = _developed(lens.blurred(np.float32(capture.light.grey), kernel), rng)
        light = replace(capture.light, grey=grey)
        yield replace(capture, light=light), lens.spread(kernel) / height, OTHER


def _kernel(width: float, rng: np.random.Generator) -> Floats:
    """Return what a lens or a hand spreads a point over; width: its standard deviation, pixels."""
    kind = rng.random()
    if kind < 0.4:
        return lens.disk(2 * width, float(rng.uniform(0, 0.6)))
    if kind < 0.6:
        axis = cv2.getGaussianKernel(2 * round(3 * width) + 3, max(width, 0.1), cv2.CV_32F)
        return np.asarray(axis @ axis.T, np.float32)
    kernel = lens.path(np.sqrt(12) * width, float(rng.uniform(0, 0.4)), rng)
    if kind < 0.8:
        return kernel
    row, column = rng.choice(np.argwhere(kernel > 0))  # where the hand lingered
    kernel[row, column] += rng.uniform(0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _developed(picture: Floats, rng: np.random.Generator) -> Grey:
    """Return the picture as a phone sends it on: sharpened or not, grained, compressed."""
    if rng.random() < SHARPENED:
        soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.8, 2.0))
        picture = picture + rng.uniform(0.3, 1.5) * (picture - soft)
    picture = picture + rng.uniform(0, GRAIN) * rng.standard_normal(picture.shape, np.float32)
    levels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*QUALITY))]
    sent = cv2.imdecode(cv2.imencode(".jpg", levels, quality)[1], cv2.IMREAD_GRAYSCALE)
    return np.asarray(sent, np.uint8)


class Spectrum(nn.Module):
    """Bands of a window → its smear in UNITs, before the softplus."""

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        shown = torch.from_numpy(np.concatenate([p.told[::5] for p in pages]))
        self.mean, self.deviation = shown.mean(0), shown.std(0) + 1e-3
        self.seen, self.drop = nn.Dropout(1 - SEEN), nn.Dropout(DROPPED)
        self.first, self.last = nn.Linear(TOLD, HIDDEN), nn.Linear(HIDDEN, 1)
        nn.init.constant_(self.last.bias, -1.0)

    def forward(self, told: Tensor) -> Tensor:
        """Return the smear of windows, in heights of the text; more is worse."""
        levels = self.seen((told - self.mean) / self.deviation)
        logits = self.last(self.drop(torch.relu(self.first(levels))))[..., 0]
        return nn.functional.softplus(logits) * UNIT

    def arrays(self) -> dict[str, Floats]:
        """Return its layers as `precheck.cells.smear` reads them."""
        first = self.first.weight / self.deviation
        layers = {
            "first": first,
            "first_bias": self.first.bias - first @ self.mean,
            "last": self.last.weight[0],
            "last_bias": self.last.bias,
        }
        return {name: layer.detach().numpy() for name, layer in layers.items()}


def train(pages: Sequence[Page]) -> Spectrum:
    """Learn from pages, some windows of each at a time, as they are or mirrored."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    net = Spectrum(pages)

    def batch() -> Batch:
        chosen = [pages[i] for i in rng.choice(len(pages), BATCH)]
        told = np.stack([p.told[rng.integers(len(p.told), size=WINDOWS)] for p in chosen])
        turned = rng.random(BATCH) < 0.5
        told[turned] = told[turned][..., MIRRORED]
        means = net(torch.from_numpy(told)).mean(1)
        return means, [p.smear for p in chosen], [OFF[p.cause] for p in chosen]

    learn(net, batch, EPOCHS * len(pages) // BATCH, RATE)
    return net.eval()


def learn(net: nn.Module, batch: Callable[[], Batch], steps: int, rate: float) -> None:
    """Teach a net so many steps: what a batch tells comes nearer to the truth."""
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=DECAY)
    for step in range(steps):
        means, *known = batch()
        truth, off = (torch.tensor(values, dtype=torch.float32) for values in known)
        for group in optimizer.param_groups:
            group["lr"] = rate * (0.02 + 0.98 * (1 + np.cos(np.pi * step / steps)) / 2)
        loss = nn.functional.smooth_l1_loss(means / off, truth / off, beta=0.3)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@torch.no_grad()
def scores(net: Spectrum, pages: Sequence[Page]) -> Scores:
    """Return how the smear told of pages follows the truth."""
    means = [float(net(torch.from_numpy(p.told)).mean()) for p in pages]
    return followed(means, [p.smear for p in pages], [p.cause for p in pages])


def followed(told: Sequence[float], truth: Sequence[float], causes: Sequence[str]) -> Scores:
    """Return how many pages there are of each fault, and how the smear told follows the truth."""
    found = {}
    for cause in sorted(set(causes)):
        mine = [pair for *pair, of in zip(told, truth, causes, strict=True) if of == cause]
        found[cause] = len(mine), round(float(spearmanr(np.array(mine))[0]), 3)
    return found


def pages(shots: Sequence[tuple[Path, Row]], jobs: int) -> list[Page]:
    """Take the pages of all shots, in the order of their names."""
    found = dict(unordered(taken, shots, jobs))
    return [page for _, pages in sorted(found.items()) for page in pages]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sharp", type=Path, nargs="*", default=[], help="sets to smear here")
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="sets for scores alone")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    sharp = [shot for folder in asked.sharp for shot in faultless(folder)]
    net = train(pages([*rows(asked.folders), *sharp], asked.jobs))
    for folder in asked.held:
        print(folder, scores(net, pages(rows([folder]), asked.jobs)))
    np.savez(asked.out, **net.arrays())


if __name__ == "__main__":
    main()
