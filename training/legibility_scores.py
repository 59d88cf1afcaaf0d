"""Scores of the legibility net on held-out pages, run as the service runs it, by cv2.dnn."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from training.legibility_pages import NONE, Flat

Floats = NDArray[np.float32]
READABLE, UNREADABLE = 0.72, 0.50


@dataclass(frozen=True, slots=True)
class Told:
    """What the net says of the words of one page whose index was taken."""

    truth: Floats
    index: Floats
    text: Floats
    """Probability of text, the mean over the word's cells."""
    must_read: NDArray[np.bool_]
    stray: float
    """Share of the cells without text that are taken for text."""
    cause: str


def told(net: cv2.dnn.Net, page: Flat) -> Told:
    """Run the net on a page and take the mean over each word."""
    net.setInput(cv2.dnn.blobFromImage(page.grey, 1 / 64, mean=128))
    text, legible = net.forward()[0]
    inside = page.cells >= 0
    word = page.words[page.cells[inside]]
    many = np.bincount(word, minlength=len(page.index))
    text_mean, mean = (
        np.bincount(word, values[inside], len(page.index)) / np.maximum(many, 1)
        for values in (text, legible)
    )
    taken = many > 0
    return Told(
        page.index[taken], mean[taken], text_mean[taken], page.must_read[taken],
        float((text[page.cells == NONE] > 0.5).mean()), page.cause,
    )  # fmt: skip


def auc(truth: Floats, index: Floats) -> float:
    clear = (truth >= READABLE) | (truth < UNREADABLE)
    good = truth[clear] >= READABLE
    if good.all() or not good.any():
        return float("nan")
    return float(roc_auc_score(good, index[clear]))


def line(name: str, pages: list[Told]) -> str:
    truth, index, text = (
        np.concatenate([getattr(page, key) for page in pages]) for key in ("truth", "index", "text")
    )
    if len(truth) < 2:
        return f"{name:28s} {len(pages):5d} stray {np.mean([page.stray for page in pages]):.4f}"
    lost = [float((p.truth < UNREADABLE).mean()) for p in pages if len(p.truth)]
    said = [float((p.index < 0.6).mean()) for p in pages if len(p.truth)]
    return (
        f"{name:28s} {len(pages):5d} {len(truth):7d} AUC {auc(truth, index):.4f} "
        f"MAE {np.abs(truth - index).mean():.3f} rho {spearmanr(truth, index)[0]:.3f} "
        f"text {(text > 0.5).mean():.3f} where lost {(text[truth < UNREADABLE] > 0.5).mean():.3f} "
        f"stray {np.mean([page.stray for page in pages]):.4f} "
        f"share lost off {np.abs(np.array(lost) - said).mean():.3f}"
    )


def worst(pages: list[Told]) -> str:
    """Tell how well the worst must-read word of a page is told."""
    pairs = [
        (p.truth[p.must_read].min(), p.index[p.must_read].min()) for p in pages if p.must_read.any()
    ]
    if len(pairs) < 3:
        return ""
    truth, index = np.array(pairs, np.float32).T
    rho = spearmanr(truth, index)[0]
    return f"worst must-read word of a page: AUC {auc(truth, index):.4f} rho {rho:.3f}"


def report(model: Path, pages: Iterable[Flat]) -> str:
    """Return the scores over all pages and by cause."""
    cv2.setNumThreads(1)
    net = cv2.dnn.readNetFromONNX(str(model), engine=cv2.dnn.ENGINE_CLASSIC)
    groups: dict[str, list[Told]] = defaultdict(list)
    for page in pages:
        groups[page.cause].append(told(net, page))
    everything = [page for group in groups.values() for page in group]
    lines = [line("all", everything), worst(everything)]
    return "\n".join(lines + [line(name, group) for name, group in sorted(groups.items())])
