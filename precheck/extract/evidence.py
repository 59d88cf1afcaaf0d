"""What speaks for a reading, and the calibrated probability that it is right."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from precheck.models_dir import MODELS

FILE = MODELS / "number.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Features of one reading, 0–1 unless told; all but `mended` and `torn` speak for it."""

    network: float
    """Whether the network reads the very same."""
    network_again: float
    """Share of its further readings, cut tight, that are the very same."""
    alone: float
    """Whether the network was so sure that tesseract was not asked."""
    tesseract: float
    """Share of tesseract's readings that are the very same; 0 where it was not asked."""
    tesseract_signs: float
    """Whether each sign is read so, or nearly so, by tesseract at least once."""
    sureness: float
    """Log odds of the least sure sign in the network's readings, −2 to 8."""
    weakest: float
    """Support of the weakest sign among all readings."""
    labelled: float
    region_known: float
    """Whether the region code is in the table of regions; 1 where the form has none."""
    mended: float
    """Letters that had to be taken for digits."""
    torn: float
    """Whether a gap between digits shows that a part of one is hidden."""


@cache
def model() -> Mapping[str, Any]:
    """Return the tables of models/number.toml."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def confidence(kind: str, evidence: Evidence) -> float:
    """Return the calibrated probability that the whole number is right, 0–1."""
    weights = model()[kind]
    score = weights["intercept"]
    score += sum(weights[name] * value for name, value in asdict(evidence).items())
    return 1 / (1 + math.exp(-score))


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, kept between −2 and 8."""
    sure = min(max(probability, 1e-6), 1 - 1e-6)
    return min(max(math.log(sure / (1 - sure)), -2.0), 8.0)
