"""Features of a reading, and the calibrated probability that it is correct."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from precheck.runtime.models import MODELS

MODEL_FILE = MODELS / "number.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEvidence:
    """Features of one reading, 0–1 unless stated. All but `mended` and `torn` count for it."""

    network: float
    """Whether the line net's first reading is equal."""
    network_again: float
    """Share of the line net's further readings that are equal."""
    alone: float
    """Whether the line net was so certain that tesseract was not run."""
    tesseract: float
    """Share of tesseract's readings that are equal; 0 if it was not run."""
    tesseract_signs: float
    """Whether some reading of tesseract has each character, or one confusable with it."""
    sureness: float
    """Log odds of the least certain character in the line net's readings, −2 to 8."""
    weakest: float
    """Smallest support of a character in the vote over all readings."""
    labelled: float
    """Whether the number stands behind its label."""
    region_known: float
    """Whether the region code is in the table of regions; 1 if the form has none."""
    mended: float
    """Letters that were replaced by digits."""
    torn: float
    """Whether a gap between digits suggests a hidden part of one."""


@cache
def model() -> Mapping[str, Any]:
    """Return the tables of models/number.toml."""
    return tomllib.loads(MODEL_FILE.read_text(encoding="utf-8"))


def confidence(kind: str, evidence: ReadingEvidence) -> float:
    """Return the calibrated probability that the whole number is correct, 0–1."""
    weights = model()[kind]
    score = weights["intercept"]
    score += sum(weights[name] * value for name, value in asdict(evidence).items())
    return 1 / (1 + math.exp(-score))


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, clipped to −2 to 8."""
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return min(max(math.log(clipped / (1 - clipped)), -2.0), 8.0)
