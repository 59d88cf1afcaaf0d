"""Teaches the legibility net to tell how far print is smeared, and writes it anew.

    python -m training.lessons DIR --mix blurred --count 2400 --seed 301
    python -m training.smear DIR [DIR ...] [--held DIR ...] [--out FILE]

All else of the net stays as it is: of what its layers tell of squares of 32 pixels two further ones
tell the smear. They learn from shots with one fault that smears, of which the manifest tells how
far; of the mean over the text of a page, for that is what is known.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from scipy.special import expit
from scipy.stats import spearmanr
from torch import Tensor, nn

from precheck.capture import Sheet
from precheck.cells.light import inward
from precheck.decode import decode
from precheck.flatten import page
from precheck.parallel import unordered
from precheck.text.maps import CELL, MODEL, SMEAR, UNIT, first_look
from precheck.text.patches import Patches, read
from training.legibility_files import maps_alone, patches_of

Floats = NDArray[np.float32]
LAYERS = {
    "/eighth/eighth.1/Relu_output_0": 4,
    "/mix_eighth/Relu_output_0": 4,
    "/sixteenth/sixteenth.2/Relu_output_0": 2,
    "/deepest/deepest.7/Relu_output_0": 1,
}
"""What the smear is told from, and how many of its cells are the side of a square of SQUARE px."""
SQUARE = 32
HIDDEN = 64
DEVIATION = {"defocus": 1 / 2, "focus_falloff": 1 / 2, "motion": 1 / np.sqrt(12)}
"""Standard deviation of a disk across, by its radius, and of a straight path, by its length."""
TYPICAL = {"defocus": 0.06, "focus_falloff": 0.04, "motion": 0.13}
"""Of the standard deviations, in heights of the text: what one may be off by counts by them."""
FAINTLY = 0.3  # probability of text from which a cell tells
SCANT = 0.02  # of a square that text fills
FEW = 4  # squares with text
BATCH, SQUARES = 32, 128
EPOCHS = 30
RATE, DECAY, DROPPED = 2e-3, 1e-2, 0.3
SEED = 11


@dataclass(frozen=True, slots=True)
class Page:
    """The squares of one page that hold text."""

    told: NDArray[np.float16]
    """n × channels: what the layers tell of each."""
    text: Floats
    """n: how much text each holds."""
    smear: float
    """Standard deviation of the smear in heights of the must-read text, the mean over the text."""
    cause: str


Row = dict[str, Any]
Batch = tuple[Tensor, Sequence[float], Sequence[float]]
"""Of some pages the smear told, the true one, and what that one may be off by counts by."""
Scores = Mapping[str, tuple[int, float]]


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


def pooled(graph: onnx.GraphProto) -> str:
    """Add to a legibility net the means of LAYERS over squares, stacked; return their name."""
    means = []
    for at, (layer, side) in enumerate(LAYERS.items()):
        if side > 1:
            mean = f"{SMEAR}/mean{at}"
            sides = [side, side]
            graph.node.append(
                helper.make_node(
                    "AveragePool", [layer], [mean], mean, kernel_shape=sides, strides=sides
                )
            )
        means.append(mean if side > 1 else layer)
    graph.node.append(helper.make_node("Concat", means, [f"{SMEAR}/told"], axis=1))
    return f"{SMEAR}/told"


def telling(model: onnx.ModelProto, name: str) -> onnx.ModelProto:
    """Give a net another output."""
    shape = [1, "channels", "rows", "columns"]
    output = helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
    model.graph.output.append(output)
    return model


class Net:
    """A legibility net as far as the means over squares, run by cv2.dnn."""

    def __init__(self, path: Path) -> None:
        model = maps_alone(path)
        name = pooled(model.graph)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "net.onnx"
            onnx.save(telling(model, name), file)
            self.net = cv2.dnn.readNetFromONNX(str(file), cv2.dnn.ENGINE_NEW)
        self.names = ["maps", name]
        self.patches: Patches = read(patches_of(path))


_net = cache(Net)


def taken(path: Path, shot: tuple[Path, Row]) -> tuple[str, Page | None]:
    """Return the shot's path and its page; None where it holds too little text."""
    cv2.setNumThreads(1)
    file, row = shot
    net = _net(path)
    photo = decode(file.read_bytes())
    flat = page(photo, Sheet(quad=np.array(row["quad"], np.float32), confidence=1.0), 0)
    net.net.setInput(net.patches(first_look(flat)))
    maps, told = (np.array(out[0], np.float32) for out in net.net.forward(net.names))
    text = expit(maps[0])
    text[(text < FAINTLY) | (inward(flat, photo, text.shape) < 0)] = 0
    held = text.reshape(told.shape[1], -1, told.shape[2], SQUARE // CELL).mean((1, 3))
    where = held > SCANT
    if where.sum() < FEW:
        return str(file), None
    (fault,) = row["faults"]
    smear = fault["strength"] / row["text_px"] * DEVIATION[fault["cause"]]
    return str(file), Page(told[:, where].T.astype(np.float16), held[where], smear, fault["cause"])


class Smear(nn.Module):
    """What the layers tell of a square → its smear in UNITs, before the softplus."""

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        shown = torch.from_numpy(np.concatenate([p.told[::7] for p in pages]).astype(np.float32))
        self.mean, self.spread = shown.mean(0), shown.std(0) + 1e-3
        self.first = nn.Linear(shown.shape[1], HIDDEN)
        self.drop = nn.Dropout(DROPPED)
        self.last = nn.Linear(HIDDEN, 1)
        nn.init.constant_(self.last.bias, -2.0)

    def forward(self, told: Tensor) -> Tensor:
        """Return the logits: one for the channels of each square."""
        levels = (told - self.mean) / self.spread
        return self.last(self.drop(torch.relu(self.first(levels))))[..., 0]

    def layers(self) -> list[tuple[Floats, Floats]]:
        """Return weights and biases of two convolutions of 1 × 1 that do the same."""
        weight = self.first.weight / self.spread
        bias = self.first.bias - weight @ self.mean
        return [
            (w.detach().numpy()[..., None, None], b.detach().numpy())
            for w, b in ((weight, bias), (self.last.weight, self.last.bias))
        ]


def told_by(net: Smear, told: NDArray[np.float16]) -> Tensor:
    """Return the smear of squares, in heights of the text; more is worse."""
    return nn.functional.softplus(net(torch.from_numpy(told.astype(np.float32)))) * UNIT


def train(pages: Sequence[Page]) -> Smear:
    """Learn from pages, a few squares of each at a time."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    net = Smear(pages)

    def batch() -> Batch:
        chosen = [pages[i] for i in rng.choice(len(pages), BATCH)]
        told = [p.told[rng.choice(len(p.text), SQUARES, p=p.text / p.text.sum())] for p in chosen]
        means = told_by(net, np.stack(told)).mean(1)
        return means, [p.smear for p in chosen], [TYPICAL[p.cause] for p in chosen]

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
def scores(net: Smear, pages: Sequence[Page]) -> Scores:
    """Return how the smear told of pages follows the truth."""
    means = [float(np.average(told_by(net, p.told).numpy(), weights=p.text)) for p in pages]
    return followed(means, [p.smear for p in pages], [p.cause for p in pages])


def followed(told: Sequence[float], truth: Sequence[float], causes: Sequence[str]) -> Scores:
    """Return how many pages there are of each fault, and how the smear told follows the truth."""
    found = {}
    for cause in sorted(set(causes)):
        mine = [pair for *pair, of in zip(told, truth, causes, strict=True) if of == cause]
        found[cause] = len(mine), round(float(spearmanr(np.array(mine))[0]), 3)
    return found


def joined(path: Path, net: Smear) -> onnx.ModelProto:
    """Return the legibility net of a file with the layers that tell the smear."""
    model = maps_alone(path)
    graph = model.graph
    before = pooled(graph)
    names = [f"{SMEAR}/first", SMEAR]
    for name, (weight, bias) in zip(names, net.layers(), strict=True):
        parts = [f"{SMEAR}/{len(graph.initializer)}", f"{SMEAR}/{len(graph.initializer) + 1}"]
        graph.initializer.extend(map(numpy_helper.from_array, (weight, bias), parts))
        graph.node.append(helper.make_node("Conv", [before, *parts], [name], name))
        if name != SMEAR:
            graph.node.append(helper.make_node("Relu", [name], [f"{name}/lit"]))
        before = f"{name}/lit"
    return telling(model, SMEAR)


def pages(path: Path, folders: Sequence[Path], jobs: int) -> list[Page]:
    """Take the pages of all shots, in the order of their names."""
    told = dict(unordered(partial(taken, path), rows(folders), jobs))
    return [page for _, page in sorted(told.items()) if page is not None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="sets for scores alone")
    parser.add_argument("--net", type=Path, default=MODEL)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    net = train(pages(asked.net, asked.folders, asked.jobs))
    for folder in asked.held:
        print(folder, scores(net, pages(asked.net, [folder], asked.jobs)))
    onnx.save(joined(asked.net, net), asked.out)


if __name__ == "__main__":
    main()
