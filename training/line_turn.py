"""Trains the net that tells which way up a line stands, and writes models/line_turn.onnx.

    python -m training.line_turn OUT.onnx --papers DIR --shots DIR ... [--cache FILE] [--steps 6000]

--papers: pictures of real papers that `training.read_print` wrote; those named in ASKEW do not
stand upright and are left out, as are those whose name begins with one of --without. --shots: sets
of `training.legibility_shots` or of `training.lessons`. Lines are found and cut out as the service
does it, of every page as it lies, turned each way. Prints how many strips, and pages by all their
strips, of pages that were held out are told right. --cache keeps the strips between runs.
"""

import argparse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from precheck.document.turn import DOUBT, WAYS, WIDTH, levelled, strips
from precheck.flatten import flat, in_steps, size
from precheck.read.cuts import STRIP
from training.blocks import Average, conv, export
from training.legibility_pages import shots
from training.strips.camera import compressed

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

ASKEW = (
    "camscan", "document-scanner_", "omr_a71f021b", "rapidocr_e8a2d902", "rapiddoc_e31d62bd",
    "rapiddoc_d4ee47a9", "rapiddoc_d737f773", "leptonica_890d4524", "receipt-scanner_aa9de1bf",
    "splinter_03b07991", "splinter_2fd320a2",
)  # fmt: skip
"""Beginnings of names of papers that lie askew or sideways, or whose lines run down."""
LOOKS = 2  # at each real paper, each of another size, light and blur
LONGEST = (900, 2000)  # px, of a real paper's longer side
HELD = 5  # one page in so many is held out
BATCH, RATE = 48, 3e-3
SEEN = 160  # px of a strip that are learned from at a time
REAL = 0.6  # of a batch
ROUND = [1, 0, 2]
"""Which of WAYS each becomes by a half turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """Strips of lines and how they stand."""

    pixels: Grey
    """n x STRIP.rows x WIDTH."""
    ways: NDArray[np.int64]
    """n: which of WAYS."""
    pages: NDArray[np.str_]
    """n: name of the page, with the quarter turns in which it was shown."""

    def part(self, *, held: bool) -> "Strips":
        """Return the strips of pages that are held out, or of all others."""
        digests = [crc32(name.split("/")[0].encode()) for name in self.pages]
        chosen = (np.array(digests) % HELD == 0) == held
        return Strips(pixels=self.pixels[chosen], ways=self.ways[chosen], pages=self.pages[chosen])

    def standing(self, way: int) -> NDArray[np.int64]:
        """Return the numbers of the strips that stand so."""
        return np.flatnonzero(self.ways == way)


def network() -> nn.Sequential:
    return nn.Sequential(
        conv(1, 12, stride=2),
        conv(12, 24, stride=2),
        conv(24, 24),
        conv(24, 40, stride=2),
        conv(40, 40),
        nn.Conv2d(40, 56, (4, 3), padding=(0, 1), bias=False),
        nn.BatchNorm2d(56),
        nn.ReLU(inplace=True),
        nn.AdaptiveAvgPool2d(1),
        nn.Conv2d(56, len(WAYS), 1),
    )


def papers(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[str, Grey]]:
    """Yield looks at each paper, with its name."""
    for file in sorted(folder.glob("*.png")):
        if file.name.startswith(ASKEW + without):
            continue
        rng = np.random.default_rng(crc32(file.name.encode()))
        grey = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        for _ in range(LOOKS):
            yield file.stem, looked_at(rng, grey)


def looked_at(rng: np.random.Generator, grey: Grey) -> Grey:
    """Take a page smaller, darker, softer, out of the straight, grained and compressed."""
    scale = min(1.0, np.exp(rng.uniform(*np.log(LONGEST))) / max(grey.shape))
    height, width = (round(scale * n) for n in grey.shape)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    strayed = corners + rng.normal(0, 0.006 * max(width, height), (4, 2)).astype(np.float32)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    matrix = cv2.getPerspectiveTransform(corners, strayed)
    laid = cv2.warpPerspective(small, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(laid, (0, 0), max(0.2, abs(rng.normal(0, 0.9)))).astype(np.float32)
    lit = 255 * (soft / 255) ** rng.uniform(0.7, 1.5) * rng.uniform(0.5, 1.0)
    grained = lit + rng.normal(0, rng.uniform(0, 7), lit.shape)
    return compressed(rng, np.clip(grained, 0, 255).astype(np.uint8))


def photographed(
    folders: list[Path], without: tuple[str, ...], most: int
) -> Iterator[tuple[str, Grey]]:
    """Yield the sheets of shots, flat and upright, with the names of their pages."""
    for folder in folders:
        for shot in shots(folder)[:most]:
            if shot.page.startswith(ASKEW + without):
                continue
            quad = np.array(shot.sheet, np.float32)
            photo = cv2.imread(str(shot.photo))
            laid = flat(photo, quad, in_steps(size(quad)))
            yield shot.page, cv2.cvtColor(laid, cv2.COLOR_BGR2GRAY)


def gathered(pages: Iterator[tuple[str, Grey]]) -> Strips:
    """Cut strips out of pages that lie upright, upside down and, by turns, on either side."""
    rows: list[tuple[Grey, int, str]] = []
    for number, (name, page) in enumerate(pages):
        for way, quarter in enumerate((0, 2, 1 + 2 * (number % 2))):
            cuts = strips(np.ascontiguousarray(np.rot90(page, quarter)))
            rows += [(strip, way, f"{name}/{quarter}") for strip in cuts]
    pixels, ways, names = zip(*rows, strict=True)
    return Strips(pixels=np.stack(pixels), ways=np.array(ways), pages=np.array(names))


def kept(file: Path | None, pages: Iterator[tuple[str, Grey]]) -> Strips:
    """Return the strips of pages, from the file where it is there already."""
    if file is None:
        return gathered(pages)
    if not file.exists():
        np.savez(file, **asdict(gathered(pages)))
    return Strips(**np.load(file))


def batch(
    rng: np.random.Generator, real: Strips, drawn: Strips, count: int
) -> tuple[Tensor, Tensor]:
    """Choose strips, of each way as many, change their looks and turn half of them round."""
    pixels, ways = [], []
    for _ in range(count):
        some = real if rng.random() < REAL else drawn
        way = int(rng.integers(len(WAYS)))
        strip = some.pixels[rng.choice(some.standing(way))]
        if rng.random() < 0.5:
            strip, way = strip[::-1, ::-1], ROUND[way]
        pixels.append(levelled(changed(rng, strip)))
        ways.append(way)
    return torch.from_numpy(np.stack(pixels)[:, None]), torch.tensor(ways)


def changed(rng: np.random.Generator, strip: Grey) -> Grey:
    """Begin a strip elsewhere, stretch, shear, soften and grain it, or show its light reversed."""
    tall, wide = np.exp(rng.normal(0, 0.1, 2))
    matrix = np.array(
        [
            [wide, rng.normal(0, 0.12), (1 - wide) * SEEN / 2],
            [rng.normal(0, 0.004), tall, (1 - tall) * STRIP.rows / 2 + rng.normal(0, 1.5)],
        ]
    )
    begun = np.roll(strip, int(rng.integers(WIDTH)), axis=1)[:, :SEEN]
    moved = cv2.warpAffine(begun, matrix, (SEEN, STRIP.rows), borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.4:
        moved = cv2.GaussianBlur(moved, (0, 0), rng.uniform(0.4, 2.2))
    grain = rng.standard_normal(moved.shape, np.float32) * rng.uniform(0, 0.25) * moved.std()
    light = 1 if rng.random() < 0.95 else -1
    return np.asarray(np.clip(127 + light * (moved - moved.mean() + grain), 0, 255), np.uint8)


@torch.no_grad()
def told(net: nn.Module, some: Strips) -> Floats:
    """Return the log likelihood of each of WAYS by each strip, as the service bounds it."""
    net.eval()
    out = []
    for start in range(0, len(some.pixels), 256):
        cuts = [levelled(strip) for strip in some.pixels[start : start + 256]]
        seen = torch.from_numpy(np.stack(cuts)[:, None])
        turned = net(seen.flip(2, 3))[:, ROUND]
        chances = ((net(seen) + turned) / 2).flatten(1).softmax(1)
        out.append((DOUBT + (1 - DOUBT) * chances).log().numpy())
    net.train()
    return np.concatenate(out)


def right(net: nn.Module, some: Strips) -> str:
    """Say which shares of strips, and of turned pages by all their strips, are told right."""
    by_strip = told(net, some)
    _, page = np.unique(some.pages, return_inverse=True)
    by_page = np.zeros((page.max() + 1, len(WAYS)))
    np.add.at(by_page, page, by_strip)
    way = np.zeros(len(by_page), int)
    way[page] = some.ways
    shares = [(by_strip.argmax(1) == some.ways).mean(), (by_page.argmax(1) == way).mean()]
    return f"strips {shares[0]:.4f} of {len(by_strip)}, pages {shares[1]:.4f} of {len(by_page)}"


def train(real: Strips, drawn: Strips, path: Path, count: int, seed: int) -> None:
    """Train so many steps and write the running average of the weights."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net, average = network().to(memory_format=torch.channels_last), network()
    running = Average(net, 0.995)
    best = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-3)
    learned = [some.part(held=False) for some in (real, drawn)]
    for step in range(count):
        for group in best.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 100) * (1 - step / count)
        pixels, ways = batch(rng, *learned, BATCH)
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
        print(f"held out, {name}: {right(average, some.part(held=True))}")
    export(average, torch.zeros(1, 1, STRIP.rows, WIDTH), path, ["ways"])


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
    given = parser.parse_args()
    without = tuple(given.without)
    sets = [papers(given.papers, without), photographed(given.shots, without, given.most)]
    files = [given.cache and Path(f"{given.cache}-{name}.npz") for name in ("papers", "shots")]
    real, drawn = (kept(file, pages) for file, pages in zip(files, sets, strict=True))
    train(real, drawn, given.out, given.steps, given.seed)


if __name__ == "__main__":
    main()
