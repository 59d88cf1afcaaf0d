"""Trains the net that estimates blur from the spectrum of print, and writes models/smear.npz.

    python -m training.acceptance.lessons DIR --mix blurred --count 2400 --seed 301
    python -m training.smear.train DIR [DIR ...] [--sharp DIR ...] [--held DIR ...] [--out FILE]

It learns from shots with one blurring fault, and from faultless shots (--sharp) that are blurred
here, by more than any shot of a suite.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from scipy.stats import spearmanr
from torch import Tensor, nn

from precheck.text.smear import BAND_DIRECTIONS, BANDS, NET_INPUTS, SMEAR_FILE, SMEAR_UNIT
from specimens.arrays import Field
from training.smear.shots import BLURRED_HERE, SmearPage, load_pages, sharp_shots, smeared_shots

Batch = tuple[Tensor, Sequence[float], Sequence[float]]
"""Estimated smear of some pages, true smear, error scale."""
ScoresByCause = Mapping[str, tuple[int, float]]
FAULT_ERROR_SCALES = {"defocus": 0.06, "focus_falloff": 0.04, "motion": 0.13}
"""Error scales by fault, in text heights of standard deviation."""
MIRROR_INDEX = np.arange(NET_INPUTS)
"""Index of each band in the window's mirror image."""
MIRROR_INDEX[: 3 * BANDS] = [
    at - at % BAND_DIRECTIONS + -at % BAND_DIRECTIONS for at in range(3 * BANDS)
]
ERROR_SCALES = {**FAULT_ERROR_SCALES, BLURRED_HERE: 0.3}
"""Error scales, in text heights of standard deviation; the loss divides by them."""
HIDDEN_UNITS = 384
WINDOWS_PER_PAGE, PAGES_PER_BATCH = 24, 48
EPOCHS = 60
LEARNING_RATE, WEIGHT_DECAY, DROPOUT, INPUT_KEPT = 3e-3, 1e-2, 0.3, 0.95
SEED = 11


class SmearNet(nn.Module):
    """Bands of a window → its smear in UNITs, before the softplus."""

    def __init__(self, pages: Sequence[SmearPage]) -> None:
        super().__init__()
        shown = torch.from_numpy(np.concatenate([p.windows[::5] for p in pages]))
        self.mean, self.deviation = shown.mean(0), shown.std(0) + 1e-3
        self.seen, self.drop = nn.Dropout(1 - INPUT_KEPT), nn.Dropout(DROPOUT)
        self.first, self.last = nn.Linear(NET_INPUTS, HIDDEN_UNITS), nn.Linear(HIDDEN_UNITS, 1)
        nn.init.constant_(self.last.bias, -1.0)

    def forward(self, windows: Tensor) -> Tensor:
        """Return the smear of windows in text heights; higher is worse."""
        levels = self.seen((windows - self.mean) / self.deviation)
        logits = self.last(self.drop(torch.relu(self.first(levels))))[..., 0]
        return nn.functional.softplus(logits) * SMEAR_UNIT

    def arrays(self) -> dict[str, Field]:
        """Return its layers in the format of `precheck.text.smear`."""
        first = self.first.weight / self.deviation
        layers = {
            "first": first, "first_bias": self.first.bias - first @ self.mean,
            "last": self.last.weight[0], "last_bias": self.last.bias,
        }  # fmt: skip
        return {name: layer.detach().numpy() for name, layer in layers.items()}


def train(pages: Sequence[SmearPage]) -> SmearNet:
    """Train on pages, some windows of each in a batch, half of them mirrored."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    net = SmearNet(pages)

    def batch() -> Batch:
        chosen = [pages[i] for i in rng.choice(len(pages), PAGES_PER_BATCH)]
        windows = np.stack(
            [p.windows[rng.integers(len(p.windows), size=WINDOWS_PER_PAGE)] for p in chosen]
        )
        turned = rng.random(PAGES_PER_BATCH) < 0.5
        windows[turned] = windows[turned][..., MIRROR_INDEX]
        means = net(torch.from_numpy(windows)).mean(1)
        return means, [p.smear for p in chosen], [ERROR_SCALES[p.cause] for p in chosen]

    optimise(net, batch, EPOCHS * len(pages) // PAGES_PER_BATCH, LEARNING_RATE)
    return net.eval()


def optimise(net: nn.Module, batch: Callable[[], Batch], steps: int, rate: float) -> None:
    """Optimise a net for some steps on batches."""
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=WEIGHT_DECAY)
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
def score_pages(net: SmearNet, pages: Sequence[SmearPage]) -> ScoresByCause:
    """Return the rank correlation of estimated and true smear by fault."""
    means = [float(net(torch.from_numpy(p.windows)).mean()) for p in pages]
    return rank_correlations(means, [p.smear for p in pages], [p.cause for p in pages])


def rank_correlations(
    estimates: Sequence[float], truth: Sequence[float], causes: Sequence[str]
) -> ScoresByCause:
    """Return the number of pages and Spearman's correlation with the truth, by fault."""
    found = {}
    for cause in sorted(set(causes)):
        own = [pair for *pair, of in zip(estimates, truth, causes, strict=True) if of == cause]
        found[cause] = len(own), round(float(spearmanr(np.array(own))[0]), 3)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sharp", type=Path, nargs="*", default=[], help="sets to smear here")
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="sets for scores alone")
    parser.add_argument("--out", type=Path, default=SMEAR_FILE)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    sharp = [shot for folder in options.sharp for shot in sharp_shots(folder)]
    net = train(load_pages([*smeared_shots(options.folders), *sharp], options.jobs))
    for folder in options.held:
        print(folder, score_pages(net, load_pages(smeared_shots([folder]), options.jobs)))
    np.savez(options.out, **net.arrays())


if __name__ == "__main__":
    main()
