"""Trains the legibility net on shots of a drawn set, and writes models/legibility.onnx.

    python -m training.legibility_shots DIR
    python -m specimens draw training --out SET
    python -m training.legibility DIR SET [--steps 4000] [--out FILE]

Needs requirements-train.txt. One page in ten is held out; its scores are printed.
"""

import argparse
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from precheck.text.maps import CELL, LEGIBLE
from training.blocks import Average
from training.covers import covered
from training.legibility_files import go_on, save
from training.legibility_net import CODES, PLAIN, LegibilityNet
from training.legibility_pages import NONE, UNSURE, Flat, flat, shots
from training.legibility_scores import report
from training.marks import marked
from training.teacher import Teacher

BATCH = 4
CROP = 1024  # px: of a page of 1600 at most
RATE, RATE_GOING_ON = 4e-3, 1e-3
TOUCHED, HIDDEN = 0.05, 0.7  # share of a cell that a cover lies on
PIECE_CELLS = 4  # cells of a piece, about
READABLE = 0.72  # index of a piece below which there is a reason for it
COLOURLESS = 0.15  # of squares: copies and black-and-white modes
SHARPENED = 0.4  # of squares: more than the phone that took the shot did
FADED, LEAST = 0.35, 18.0
"""Share of squares whose contrast is less, and grey levels of deviation that its text keeps: what
stays above those that the index asks for is as legible as before."""
WHY, COVERED = 0.25, 0.5  # weights of the reasons and of the covers
GUESSED = 5.0  # weight of whether text lies under a cover: few cells do, and they decide much
HIDING = ("finger", "card", "fold", "glare", "shadow")  # faults that lie over the paper
GONE = 0.35  # index of a piece that surely lies under such a fault
MARGIN = 0.08  # of the page, from its sides: hands may lie there on any shot
UNKNOWN = -1
REACHES = (2.5, 7.0, 20.0)  # cells: how far text tells of the paper beside it
NEAR = 0.04  # of the cells in reach that hold text, from which they tell
BETWEEN = 0.5  # weight of the legibility where no text is
MARKED = 3.0  # weight of paper under a mark: it looks covered, and is not
TAUGHT = 0.4  # of squares that a teacher told of: they are shown as it saw them
BARE, WELL = 0.3, 0.05  # how much its bare paper counts beside text, its legible text beside lost
MAPS = PLAIN + len(CODES)
KEEP = 0.998  # of the running average of weights
SEED = 11
OUT = Path(__file__).parent.parent / "models" / "legibility.onnx"


def held_out(page: str) -> bool:
    return zlib.crc32(page.encode()) % 10 == 0


@dataclass(frozen=True, slots=True)
class Square:
    """A part of a page, a little lighter or darker than it was, with marks and covers over it."""

    picture: np.ndarray
    """H × W × 3, BGR."""
    printed: np.ndarray
    """Number of the piece in the cell, under a cover too, NONE or UNSURE."""
    cells: np.ndarray
    """The same, but UNSURE where a cover lies."""
    under: np.ndarray
    """Cells that a cover lies on, whether or not text stands there."""
    right: np.ndarray
    """H × W × CODES: which reasons are right where text is lost; all 0 where none is known."""
    covered: np.ndarray
    """Whether something lies over the cell: 1, 0 or UNKNOWN."""
    index: np.ndarray
    """Of the page's words; below 0 where a cover touches one."""
    between: np.ndarray
    """How legible text would be in cells that hold none, 0–1, or UNKNOWN."""
    dense: np.ndarray
    """Photo pixels in the height of a pixel, cell by cell."""
    weight: np.ndarray
    """How much it counts that paper is told covered, or illegible: MARKED where a mark lies."""
    told: np.ndarray
    """MAPS × H × W: what the teacher tells, 0–1, or UNKNOWN."""


def square(page: Flat, rng: np.random.Generator) -> Square:
    """Cut a square of the page; pad a small page. What a teacher told of is shown as it was."""
    as_told = page.told is not None and rng.random() < TAUGHT
    rows, columns = page.cells.shape
    side = CROP // CELL
    top, left = (int(rng.integers(max(0, n - side) + 1)) for n in (rows, columns))
    cells = page.cells[top : top + side, left : left + side]
    part = page.picture[top * CELL : top * CELL + CROP, left * CELL : left * CELL + CROP]
    room = [(0, side - n) for n in cells.shape]
    beyond = [(0, n * CELL) for _, n in room]
    text = np.argwhere(cells >= 0)[:, ::-1] * float(CELL)
    cells = np.pad(cells, room, constant_values=UNSURE)
    told = page.told if as_told else np.full((MAPS, rows, columns), UNKNOWN)
    told = told[:, top : top + side, left : left + side].astype(np.float32)
    none = np.zeros(part.shape[:2], np.float32)
    if as_told:
        picture, mark = np.float32(part), none
    else:
        picture, mark = marked(np.float32(_toned(_faded(part, text, rng), rng)), rng)
    picture = np.pad(picture, [*beyond, (0, 0)], mode="edge")
    covers = [np.pad(none, beyond)] * 2
    if not as_told:
        picture, *covers = covered(picture, text, rng)
    maps = (*covers, np.pad(mark, beyond))
    cover, lit, mark = (cv2.resize(m, (side, side), interpolation=cv2.INTER_AREA) for m in maps)
    touched = (cover > TOUCHED) & (cells >= 0)
    index = page.index.copy()
    index[page.words[cells[touched]]] = -1
    under = cover > HIDDEN
    hidden = under & (cells >= 0)
    over = _covered(page)[top : top + side, left : left + side]
    over = np.pad(over, room, constant_values=UNKNOWN)
    over[cover > TOUCHED] = UNKNOWN
    over[under] = 1
    between = between_words(page)[top : top + side, left : left + side]
    between = np.pad(between, room, constant_values=UNKNOWN)
    between[cover > TOUCHED] = UNKNOWN
    between[under & (cells == NONE)] = 0
    return Square(
        picture,
        cells,
        np.where(cover > TOUCHED, UNSURE, cells),
        under,
        _right(page, cells, hidden, lit),
        over,
        index,
        between,
        np.pad(page.dense[top : top + side, left : left + side], room, constant_values=1),
        np.where(mark > TOUCHED, MARKED, 1).astype(np.float32),
        np.pad(told, [(0, 0), *room], constant_values=UNKNOWN),
    )


def between_words(page: Flat) -> np.ndarray:
    """Guess how legible text would be on the bare paper, from the text round it.

    UNKNOWN in cells that hold text, a picture or a panel, and far from all text.
    """
    told = page.cells >= 0
    index = np.zeros(told.shape, np.float32)
    index[told] = page.pieces[page.cells[told]]
    guess = np.full(told.shape, UNKNOWN, np.float32)
    for reach in reversed(REACHES):
        many = cv2.GaussianBlur(told.astype(np.float32), (0, 0), reach, borderType=0)
        mean = cv2.GaussianBlur(index, (0, 0), reach, borderType=0) / np.maximum(many, 1e-6)
        guess = np.where(many > NEAR, mean, guess)
    return np.where((page.cells == NONE) & page.bare, guess, UNKNOWN).astype(np.float32)


def _faded(part: np.ndarray, text: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Make print and noise paler alike, as pale ink and an even veil do.

    text: N × 2, pixels of the cells that hold text, x then y.
    """
    if not len(text) or rng.random() > FADED:
        return part
    size = part.shape[1] // CELL, part.shape[0] // CELL
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mean, square = (cv2.resize(v, size, interpolation=cv2.INTER_AREA) for v in (grey, grey * grey))
    columns, rows = (text / CELL).astype(int).T
    strong = np.sqrt(np.maximum(square - mean * mean, 0))[rows, columns]
    least = min(1.0, LEAST / max(float(np.quantile(strong, 0.2)), 1.0))
    paper = np.quantile(part[::8, ::8].reshape(-1, 3), 0.7, axis=0)
    keep = rng.uniform(least, 1)
    levels = paper * rng.uniform(0.85, 1.05) + keep * (np.arange(256)[:, None] - paper)
    return cv2.LUT(part, np.clip(levels, 0, 255).astype(np.uint8)[None])


def _toned(part: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Develop a square as another phone might: its curve, brightness, cast, sharpness.

    Now and then the colour is taken away.
    """
    if rng.random() < COLOURLESS:
        part = cv2.merge([part[..., 1]] * 3)
    if rng.random() < SHARPENED:
        soft = cv2.GaussianBlur(part, (0, 0), rng.uniform(0.6, 2))
        by = rng.uniform(0, 0.6)
        part = cv2.addWeighted(part, 1 + by, soft, -by, 0)
    gain = rng.uniform(0.85, 1.15) * rng.normal(1, 0.03, 3)
    curve = 255 * (np.arange(256) / 255) ** np.exp(rng.normal(0, 0.15))
    levels = curve[:, None] * gain + rng.uniform(-12, 12)
    return cv2.LUT(part, np.clip(levels, 0, 255).astype(np.uint8)[None])


def _right(page: Flat, cells: np.ndarray, hidden: np.ndarray, lit: np.ndarray) -> np.ndarray:
    """Say which reasons are right in each cell: the page's own fault's, or the cover's."""
    right = np.zeros((*cells.shape, len(CODES)), np.float32)
    lost = cells >= 0
    lost[lost] = page.pieces[cells[lost]] < READABLE
    for code in page.reasons:
        right[lost, code] = 1
    right[hidden] = 0
    right[hidden & (lit > HIDDEN), CODES.index("glare")] = 1
    right[hidden & (lit < TOUCHED), CODES.index("occlusion")] = 1
    return right


def _covered(page: Flat) -> np.ndarray:
    """Say of each cell of a page whether something lies over it: 1, 0 or UNKNOWN."""
    faults = page.cause.replace("hidden_", "").split("+")
    hiding = [fault for fault in faults if fault in HIDING]
    covered = np.full(page.cells.shape, UNKNOWN if hiding else 0, np.int8)
    rows, columns = (max(1, round(MARGIN * length)) for length in covered.shape)
    inner = np.zeros(covered.shape, bool)
    inner[rows:-rows, columns:-columns] = True
    covered[~inner] = UNKNOWN
    covered[page.plain & ~page.bare] = UNKNOWN  # a panel on the page, or a card
    text = page.cells >= 0
    index = page.pieces[page.cells[text]]
    told = np.where(index >= READABLE, 0, UNKNOWN)
    covered[text] = np.where((index < GONE) & (len(hiding) == len(faults)), 1, told)
    return covered


@dataclass(frozen=True, slots=True)
class Batch:
    """Squares of pages; pieces and words are numbered through the batch."""

    pictures: Tensor
    printed: Tensor
    cells: Tensor
    under: Tensor
    right: Tensor
    covered: Tensor
    pieces: Tensor
    words: Tensor
    index: Tensor
    between: Tensor
    dense: Tensor
    weight: Tensor
    told: Tensor


def batch(pages: Sequence[Flat], rng: np.random.Generator) -> Batch:
    chosen = [pages[i] for i in rng.choice(len(pages), BATCH)]
    squares = [square(page, rng) for page in chosen]
    first_piece = np.cumsum([0] + [len(page.pieces) for page in chosen])[:-1]
    first_word = np.cumsum([0] + [len(page.index) for page in chosen])[:-1]
    cells = [
        np.where(s.cells >= 0, s.cells + n, s.cells)
        for s, n in zip(squares, first_piece, strict=True)
    ]
    words = [page.words + n for page, n in zip(chosen, first_word, strict=True)]
    pictures = np.stack([s.picture for s in squares])
    return Batch(
        torch.from_numpy(pictures).permute(0, 3, 1, 2),
        torch.from_numpy(np.stack([s.printed for s in squares])),
        torch.from_numpy(np.stack(cells).astype(np.int64)),
        torch.from_numpy(np.stack([s.under for s in squares])),
        torch.from_numpy(np.stack([s.right for s in squares])),
        torch.from_numpy(np.stack([s.covered for s in squares])),
        torch.from_numpy(np.concatenate([page.pieces for page in chosen])),
        torch.from_numpy(np.concatenate(words).astype(np.int64)),
        torch.from_numpy(np.concatenate([s.index for s in squares])),
        torch.from_numpy(np.stack([s.between for s in squares])),
        torch.from_numpy(np.stack([s.dense for s in squares])),
        torch.from_numpy(np.stack([s.weight for s in squares])),
        torch.from_numpy(np.stack([s.told for s in squares])),
    )


def loss(maps: Tensor, truth: Batch) -> tuple[Tensor, ...]:
    """Return the losses: where text is, how legible, why not, what is covered."""
    known = truth.printed != UNSURE
    where = nn.functional.binary_cross_entropy_with_logits(
        maps[:, 0][known],
        (truth.printed[known] != NONE).float(),
        weight=1 + (GUESSED - 1) * truth.under[known].float(),
        pos_weight=torch.tensor(1.2),
    )
    index = torch.sigmoid(maps[:, LEGIBLE] + truth.dense.log())
    inside = truth.cells >= 0
    piece, value = truth.cells[inside], index[inside]
    under = index[truth.under & (truth.printed >= 0)]
    by_piece, pieces = off(piece, value, truth.pieces)
    by_word, words = off(truth.words[piece], value, truth.index)
    covers = miss(under, torch.zeros_like(under)).sum() / PIECE_CELLS
    legible = 0.7 * (by_piece + covers) / (pieces + len(under) / PIECE_CELLS + 1)
    legible = legible + by_word / (words + 1)
    empty = truth.between >= 0
    missed = truth.weight[empty] * miss(index[empty], truth.between[empty])
    legible = legible + BETWEEN * missed.mean()
    told = truth.right.any(-1)
    shares = torch.log_softmax(maps[:, PLAIN:].permute(0, 2, 3, 1)[told], 1)
    right = truth.right[told]
    why = -torch.logsumexp(shares.masked_fill(right == 0, -1e4), 1)
    seen = truth.covered != UNKNOWN
    covered = nn.functional.binary_cross_entropy_with_logits(
        maps[:, 2][seen],
        truth.covered[seen].float(),
        weight=truth.weight[seen],
        pos_weight=torch.tensor(2.0),
    )
    return where, legible, why.sum() / (len(why) + PIECE_CELLS), covered


def untaught(maps: Tensor, truth: Batch) -> Tensor:
    """Return how far the maps are from what the teacher tells of the whole page."""
    known = truth.told[:, 0] != UNKNOWN
    if not known.any():
        return torch.zeros(())
    aim = truth.told.permute(0, 2, 3, 1)[known]
    logits = maps.permute(0, 2, 3, 1)[known]
    bce = nn.functional.binary_cross_entropy_with_logits
    index = torch.sigmoid(logits[:, LEGIBLE] + truth.dense[known].log())
    weight = BARE + aim[:, 0]
    legible = (weight * miss(index, aim[:, LEGIBLE])).mean()
    lost = weight * (WELL + 1 - aim[:, LEGIBLE])
    why = -(lost[:, None] * aim[:, PLAIN:] * torch.log_softmax(logits[:, PLAIN:], 1)).sum(1)
    return (
        bce(logits[:, 0], aim[:, 0])
        + 2 * legible
        + why.sum() / lost.sum() / 2
        + bce(logits[:, 2], aim[:, 2], weight=1 + 4 * aim[:, 2])
    )


def off(group: Tensor, value: Tensor, truth: Tensor) -> tuple[Tensor, int]:
    """Return how far the means of groups of cells are off, summed, and how many groups told."""
    count = torch.bincount(group, minlength=len(truth))
    mean = torch.zeros(len(truth)).index_add(0, group, value) / count.clamp(min=1)
    told = (count > 0) & (truth >= 0)
    return miss(mean[told], truth[told]).sum(), int(told.sum())


def miss(value: Tensor, truth: Tensor) -> Tensor:
    """Weigh how far the index is off; it counts most where the verdict flips."""
    weight = 1 + 2 * torch.exp(-(((truth - 0.63) / 0.15) ** 2))
    return weight * nn.functional.huber_loss(value, truth, reduction="none", delta=0.1) * 10


@torch.no_grad()
def taught(truth: Batch, teacher: nn.Module | None) -> Batch:
    """Let the teacher tell of the squares of which it has told nothing yet, as they are shown."""
    if teacher is None:
        return truth
    with torch.autocast("cpu", torch.bfloat16):
        maps = teacher(truth.pictures).float()
    alone, shares = maps[:, :PLAIN], torch.softmax(maps[:, PLAIN:], 1)
    alone[:, LEGIBLE] += truth.dense.log()
    told = torch.cat([torch.sigmoid(alone), shares], 1)
    return replace(truth, told=torch.where(truth.told == UNKNOWN, told, truth.told))


def train(
    net: LegibilityNet,
    pages: Sequence[Flat],
    steps: int,
    rate: float,
    *,
    seed: int,
    teacher: nn.Module | None = None,
) -> Average:
    """Train for some steps; return the running average of the weights.

    teacher: tells of the squares as they are shown, covers and marks included.
    """
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=1e-3)
    average = Average(net, KEEP)
    start, sums = time.monotonic(), np.zeros(5)
    net.to(memory_format=torch.channels_last)
    for step in range(1, steps + 1):
        warm, cosine = min(1.0, step / 100), (1 + np.cos(np.pi * step / steps)) / 2
        for group in optimizer.param_groups:
            group["lr"] = rate * warm * (0.02 + 0.98 * cosine)
        shown = taught(batch(pages, rng), teacher)
        with torch.autocast("cpu", torch.bfloat16):  # half the time of float32
            maps = net(shown.pictures)
        where, legible, why, covered = losses = loss(maps.float(), shown)
        optimizer.zero_grad()
        off_teacher = untaught(maps.float(), shown)
        (where + 2 * legible + WHY * why + COVERED * covered + off_teacher).backward()
        steep = nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        if not torch.isfinite(steep):  # on these squares nothing tells one of the four
            continue
        optimizer.step()
        average.keep = min(KEEP, step / (step + 10))  # early weights are soon forgotten
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shots", type=Path, nargs="+")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--start", type=Path, help="a trained net (.onnx) to go on from")
    parser.add_argument("--new", type=int, default=0, help="deepest layers that it lacks yet")
    parser.add_argument("--seed", type=int, default=SEED, help="of the pages' lie and order")
    parser.add_argument("--teacher", type=Path, help="a net (.onnx) whose whole looks are learned")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--without", default="", metavar="KEY=VALUE", help="see training.left_out")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(options.seed)
    teacher = Teacher(options.teacher) if options.teacher else None
    found = [shot for folder in options.shots for shot in shots(folder, options.without)]
    pages = [flat(shot, rng, teacher) for shot in found]
    learned = [page for page in pages if not held_out(page.page)]
    kept = [page for page in pages if held_out(page.page)]
    print(f"{len(learned)} shots to learn from, {len(kept)} held out", flush=True)
    net = LegibilityNet()
    if options.start:
        shown = batch(learned, np.random.default_rng(SEED)).pictures
        go_on(net, options.start, shown, options.new)
        net.eval()  # batches are small: their statistics would undo what was learned
    rate = RATE_GOING_ON if options.start else RATE
    beside = None
    if options.teacher:
        beside = LegibilityNet()
        go_on(beside, options.teacher, batch(learned, np.random.default_rng(SEED)).pictures)
        beside.eval().to(memory_format=torch.channels_last)
    average = train(net, learned, options.steps, rate, seed=options.seed, teacher=beside)
    net.load_state_dict(average.state)
    save(net.eval(), options.out)
    print(report(options.out, kept))


if __name__ == "__main__":
    main()
