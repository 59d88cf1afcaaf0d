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

from precheck.text.maps import maps_of
from precheck.text.patches import Patches, read
from training.legibility_files import patches_of
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
    why: float | None
    """Whether the reason with the largest share in illegible text is right; None without one."""
    covers: tuple[float, float]
    """Share of the cells of illegible text told as covered, and of those of readable text."""
    cause: str


def told(patches: Patches, net: cv2.dnn.Net, page: Flat) -> Told:
    """Run the net on a page and take the mean over each word."""
    net.setInput(patches(page.picture))
    text, legible, covered, *why = maps_of(net.forward()[0], page.dense)
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
        float((text[page.cells == NONE] > 0.5).mean()), _right(page, legible, np.stack(why)),
        _covers(page, covered), page.cause,
    )  # fmt: skip


def _covers(page: Flat, covered: Floats) -> tuple[float, float]:
    inside = page.cells >= 0
    index, told = page.pieces[page.cells[inside]], covered[inside] > 0.5
    return tuple(
        float(told[kind].mean()) if kind.any() else float("nan")
        for kind in (index < UNREADABLE, index >= READABLE)
    )


def _right(page: Flat, legible: Floats, why: Floats) -> float | None:
    lost = (page.cells >= 0) & (legible < READABLE)
    if not page.reasons or not lost.any():
        return None
    return float(int(why[:, lost].mean(1).argmax()) in page.reasons)


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
        f"why {np.mean([p.why for p in pages if p.why is not None] or [np.nan]):.2f} "
        f"covered {np.nanmean([p.covers[0] for p in pages]):.2f} "
        f"of readable {np.nanmean([p.covers[1] for p in pages]):.3f} "
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
    patches = read(patches_of(model))
    groups: dict[str, list[Told]] = defaultdict(list)
    for page in pages:
        groups[page.cause].append(told(patches, net, page))
    everything = [page for group in groups.values() for page in group]
    lines = [line("all", everything), worst(everything)]
    return "\n".join(lines + [line(name, group) for name, group in sorted(groups.items())])
