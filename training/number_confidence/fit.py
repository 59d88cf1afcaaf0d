"""Fits the probability that a number was read right, and writes its weights to models/number.toml.

    python -m training.number_confidence.fit EVIDENCE.jsonl "SOURCE"

Each line of the file is {"kind", "right": true or false, and the features of ReadingEvidence}, as
`training.number_confidence.evidence` writes it. Kinds without a line keep their weights. Logistic
regression with a ridge prior, by Newton's method.
"""

import json
import re
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np

from precheck.number.confidence import MODEL_FILE, ReadingEvidence
from specimens.arrays import Floats

FEATURES = [field.name for field in fields(ReadingEvidence)]
RIDGE_WEIGHT = 0.5  # of the prior below, in shots
PRIOR_WEIGHTS = {
    "network": 1.0, "network_again": 1.0, "alone": 3.0, "tesseract": 1.0,
    "tesseract_signs": 1.0, "sureness": 0.4, "weakest": 2.0, "labelled": 0.3,
    "region_known": 0.3, "mended": -0.7, "torn": -3.0,
}  # fmt: skip
NEWTON_STEPS = 60


def fit(rows: Floats, right: Floats) -> Floats:
    """Return intercept and weights; rows hold the features.

    A weight whose sign contradicts its prior is removed.
    """
    inputs = np.column_stack([np.ones(len(rows)), rows])
    prior = np.array([-3.0, *(PRIOR_WEIGHTS[name] for name in FEATURES)])
    used = np.ones(len(prior), bool)
    while True:
        weights = np.zeros(len(prior))
        weights[used] = newton(inputs[:, used], right, prior[used])
        wrong = used & (weights * prior < 0)
        wrong[0] = False
        if not wrong.any():
            return weights
        used &= ~wrong


def newton(inputs: Floats, right: Floats, prior: Floats) -> Floats:
    weights = prior.copy()
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - chance) - RIDGE_WEIGHT * (weights - prior)
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + RIDGE_WEIGHT * np.eye(
            len(prior)
        )
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def expected_calibration_error(chances: Floats, right: Floats) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    bins = np.minimum((chances * 10).astype(int), 9)
    gaps = [abs(chances[bins == b].sum() - right[bins == b].sum()) for b in range(10)]
    return float(sum(gaps) / len(right))


def auc(chances: Floats, right: Floats) -> float:
    """Return the area under the ROC curve; NaN without right or wrong readings."""
    good, bad = chances[right > 0], chances[right == 0]
    if not len(good) or not len(bad):
        return float("nan")
    above = (good[:, None] > bad).mean() + 0.5 * (good[:, None] == bad).mean()
    return float(above)


def replace_table(text: str, kind: str, weights: Floats, source: str) -> str:
    """Return the text of number.toml with a kind's weights replaced."""
    names = ["intercept", *FEATURES]
    lines = [f"{name} = {value:.4f}" for name, value in zip(names, weights, strict=True)]
    table = f"[{kind}]\n" + "\n".join(lines) + f'\nsource = "{source}"\n'
    return re.sub(rf"\[{kind}\]\n(?:[^\[\n].*\n)*", table, text)


def main(path: Path, source: str) -> None:
    shots = [json.loads(line) for line in path.read_text().splitlines()]
    text = MODEL_FILE.read_text(encoding="utf-8")
    for kind in ("kk", "nik", "akta"):
        own = [shot for shot in shots if shot["kind"] == kind and "network" in shot]
        if not own:  # its weights stay
            continue
        rows = np.array([[shot[name] for name in FEATURES] for shot in own], float)
        right = np.array([shot["right"] for shot in own], float)
        weights = fit(rows, right)
        chances = 1 / (1 + np.exp(-np.column_stack([np.ones(len(rows)), rows]) @ weights))
        print(
            f"{kind}: {len(own)} readings, {int((1 - right).sum())} wrong, "
            f"ECE {expected_calibration_error(chances, right):.4f}, AUC {auc(chances, right):.4f}"
        )
        text = replace_table(text, kind, weights, source)
    MODEL_FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
