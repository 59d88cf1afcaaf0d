r"""Fits the acceptance model on cached evidence and prints how it judges suites left out.

    python -m training.acceptance.judge CACHE --lessons DIR … --suites DIR … [--out accept.json]

What is seen of the photos is computed once and kept in CACHE: a second for each photo and its edits
on one core. Interrupted, it goes on where it was. Every photo enters with its edits, same label and
one weight; borderline photos are not taught. Each suite is predicted by trees fitted on all other
sets. The first table shows how far each feature moves under the edits: the variance within a photo
over its edits ÷ the variance between photos. The second one shows error rates, AUC, calibration
error and flips an edit. A fit takes half a minute.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from precheck.decision.features import DIRECTIONS
from precheck.suite.calibration.calibrate_acceptance import fit_acceptance, fit_trees
from training.acceptance.evidence import AS_IT_IS, EDIT_NAMES, compute
from training.acceptance.rows import Row, rows_of

Sets = Mapping[str, Sequence[Row]]
LIMIT = 0.5
"""Probability from which a photo is accepted."""


def taught(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are lessons: labelled, and not decided by a rule."""
    return [row for row in rows if row.label != "borderline" and not row.decided]


def table_of(rows: Sequence[Row]) -> NDArray[np.float64]:
    return np.stack([row.features for row in rows])


def lessons_of(
    sets: Sequence[Sequence[Row]],
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64], list[str]]:
    """Return features, labels, weights and pages; each set has the same total weight."""
    rows = [row for of in sets for row in of]
    weights = np.array([1 / len(of) for of in sets for _ in of])
    good = np.array([row.label == "accept" for row in rows])
    return table_of(rows), good, weights / weights.mean(), [row.page for row in rows]


def steadiness(rows: Sequence[Row]) -> Mapping[str, float]:
    """Return, by feature, the variance within photos over their edits ÷ that between photos."""
    photos: dict[str, list[NDArray[np.float64]]] = {}
    for row in rows:
        photos.setdefault(row.file, []).append(row.features)
    within = np.mean([np.var(of, axis=0) for of in photos.values()], axis=0)
    between = np.var([np.mean(of, axis=0) for of in photos.values()], axis=0)
    return dict(zip(DIRECTIONS, within / np.maximum(between, 1e-12), strict=True))


def judged(rows: Sequence[Row], p: NDArray[np.float64]) -> str:
    """Return a line of the second table. p: of each row; what a rule decides is sent back."""
    p = np.where([row.decided for row in rows], 0, p)
    by_photo: dict[str, dict[str, float]] = {}
    for row, value in zip(rows, p, strict=True):
        by_photo.setdefault(row.file, {})[row.edit] = value
    labels = {row.file: row.label for row in rows}
    scored = [(labels[f], of[AS_IT_IS]) for f, of in by_photo.items() if AS_IT_IS in of]
    good = [value for label, value in scored if label == "accept"]
    bad = [value for label, value in scored if label == "re-photo"]
    sent_back = sum(value < LIMIT for value in good)
    accepted = sum(value >= LIMIT for value in bad)
    area = roc_auc_score([1] * len(good) + [0] * len(bad), good + bad)
    edits = [(of[AS_IT_IS], of[e]) for of in by_photo.values() if AS_IT_IS in of
             for e in EDIT_NAMES[1:] if e in of]  # fmt: skip
    flips = sum((a >= LIMIT) != (b >= LIMIT) and abs(a - b) > 0.1 for a, b in edits)
    moved = float(np.mean([abs(a - b) for a, b in edits]))
    error = _calibration_error(np.array(good), np.array(bad))
    return (
        f"{sent_back}/{len(good)} {sent_back / len(good):6.1%} | {accepted}/{len(bad)} "
        f"{accepted / len(bad):6.1%} | {area:.3f} | {error:.3f} | {flips}/{len(edits)} "
        f"{flips / len(edits):6.2%} | {moved:.3f}"
    )


def _calibration_error(good: NDArray[np.float64], bad: NDArray[np.float64]) -> float:
    p = np.concatenate([good, bad])
    truth = np.concatenate([np.ones(len(good)), np.zeros(len(bad))])
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(
        abs(float((p - truth)[bins == at].sum())) for at in range(10)
    ) / len(p))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--lessons", type=Path, nargs="+", required=True)
    parser.add_argument("--suites", type=Path, nargs="+", required=True)
    parser.add_argument("--unedited", action="store_true", help="teach photos as they are alone")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    edits = {AS_IT_IS} if options.unedited else set(EDIT_NAMES)
    for folder in options.lessons:
        compute(folder, options.cache, edits)
    for folder in options.suites:
        compute(folder, options.cache)
    sets: dict[Path, list[Row]] = {
        folder: rows_of(folder, options.cache) for folder in (*options.lessons, *options.suites)
    }
    teach = {f: [r for r in taught(rows) if r.edit in edits] for f, rows in sets.items()}
    print("feature                  " + " ".join(f"{f.name[:12]:>12}" for f in options.suites))
    ratios = [steadiness(sets[folder]) for folder in options.suites]
    for name in DIRECTIONS:
        print(f"{name:24} " + " ".join(f"{each[name]:12.2f}" for each in ratios))
    print("left out: sent back | accepted | AUC | calibration error | flips an edit | mean change")
    for left in options.suites:
        others = [of for folder, of in teach.items() if folder != left]
        model = fit_acceptance(*lessons_of(others))
        rows, good, weights, _ = lessons_of(others)
        trees = fit_trees(rows, good, weights)
        odds = trees.decision_function(table_of(sets[left]))
        p = 1 / (1 + np.exp(-(float(str(model["slope"])) * odds + float(str(model["offset"])))))
        print(f"{left.name:14} {judged(sets[left], p)}", flush=True)
    if options.out:
        table = fit_acceptance(*lessons_of(list(teach.values())))
        options.out.write_text(json.dumps(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
