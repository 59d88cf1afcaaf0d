"""Scores of the legibility net on held-out pages, run as the service runs it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from precheck.runtime.nets import Net
from precheck.text.legibility_net import Patches, maps_of, read_patches
from specimens.arrays import Field
from specimens.truth.legibility import LOST_INDEX, READABLE_INDEX
from training.legibility.examples.pages import NO_PIECE, FlatPage
from training.legibility.files import patches_file, saved_net


@dataclass(frozen=True, slots=True)
class PageScores:
    """The net's scores of the words of one page."""

    truth: Field
    index: Field
    text: Field
    """Mean probability of text of each word."""
    must_read: NDArray[np.bool_]
    stray: float
    """Share of cells without text that are classified as text."""
    why: float | None
    """Whether the reason with the largest share in illegible text is correct; None without one."""
    covers: tuple[float, float]
    """Share of cells classified as covered, of illegible and of readable text."""
    cause: str


def score_page(patches: Patches, net: Net, page: FlatPage) -> PageScores:
    """Run the net on a page and average over each word."""
    (maps,) = net(patches(page.picture))
    text, legible, covered, *why = maps_of(maps[0], page.dense)
    inside = page.cells >= 0
    word = page.words[page.cells[inside]]
    many = np.bincount(word, minlength=len(page.index))
    text_mean, mean = (
        np.bincount(word, values[inside], len(page.index)) / np.maximum(many, 1)
        for values in (text, legible)
    )
    taken = many > 0
    return PageScores(
        page.index[taken], mean[taken], text_mean[taken], page.must_read[taken],
        float((text[page.cells == NO_PIECE] > 0.5).mean()), _right(page, legible, np.stack(why)),
        _covers(page, covered), page.cause,
    )  # fmt: skip


def _covers(page: FlatPage, covered: Field) -> tuple[float, float]:
    inside = page.cells >= 0
    index, found = page.pieces[page.cells[inside]], covered[inside] > 0.5
    return tuple(
        float(found[kind].mean()) if kind.any() else float("nan")
        for kind in (index < LOST_INDEX, index >= READABLE_INDEX)
    )


def _right(page: FlatPage, legible: Field, why: Field) -> float | None:
    lost = (page.cells >= 0) & (legible < READABLE_INDEX)
    if not page.reasons or not lost.any():
        return None
    return float(int(why[:, lost].mean(1).argmax()) in page.reasons)


def auc(truth: Field, index: Field) -> float:
    clear = (truth >= READABLE_INDEX) | (truth < LOST_INDEX)
    good = truth[clear] >= READABLE_INDEX
    if good.all() or not good.any():
        return float("nan")
    return float(roc_auc_score(good, index[clear]))


def score_line(name: str, pages: list[PageScores]) -> str:
    truth, index, text = (
        np.concatenate([getattr(page, key) for page in pages]) for key in ("truth", "index", "text")
    )
    if len(truth) < 2:
        return f"{name:28s} {len(pages):5d} stray {np.mean([page.stray for page in pages]):.4f}"
    lost = [float((p.truth < LOST_INDEX).mean()) for p in pages if len(p.truth)]
    predicted = [float((p.index < 0.6).mean()) for p in pages if len(p.truth)]
    return (
        f"{name:28s} {len(pages):5d} {len(truth):7d} AUC {auc(truth, index):.4f} "
        f"MAE {np.abs(truth - index).mean():.3f} rho {spearmanr(truth, index)[0]:.3f} "
        f"text {(text > 0.5).mean():.3f} where lost {(text[truth < LOST_INDEX] > 0.5).mean():.3f} "
        f"stray {np.mean([page.stray for page in pages]):.4f} "
        f"why {np.mean([p.why for p in pages if p.why is not None] or [np.nan]):.2f} "
        f"covered {np.nanmean([p.covers[0] for p in pages]):.2f} "
        f"of readable {np.nanmean([p.covers[1] for p in pages]):.3f} "
        f"share lost off {np.abs(np.array(lost) - predicted).mean():.3f}"
    )


def worst_word_line(pages: list[PageScores]) -> str:
    """Return the scores of the worst must-read word of each page."""
    pairs = [
        (p.truth[p.must_read].min(), p.index[p.must_read].min()) for p in pages if p.must_read.any()
    ]
    if len(pairs) < 3:
        return ""
    truth, index = np.array(pairs, np.float32).T
    rho = spearmanr(truth, index)[0]
    return f"worst must-read word of a page: AUC {auc(truth, index):.4f} rho {rho:.3f}"


def report(model: Path, pages: Iterable[FlatPage]) -> str:
    """Return the scores over all pages and by cause."""
    net = saved_net(model)
    patches = read_patches(patches_file(model))
    groups: dict[str, list[PageScores]] = defaultdict(list)
    for page in pages:
        groups[page.cause].append(score_page(patches, net, page))
    everything = [page for group in groups.values() for page in group]
    lines = [score_line("all", everything), worst_word_line(everything)]
    return "\n".join(lines + [score_line(name, group) for name, group in sorted(groups.items())])
