"""Shares of a suite's answers, to compare the photos of an office with; see models/README.md."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from precheck.runtime.models import MODELS, models_version
from precheck.suite.scored_shot import ScoredShot

SHARES_FILE = MODELS / "suite_shares.json"
P_ACCEPT_BOUNDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Upper bounds of the buckets of p_accept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteShares:
    """Shares of the photos of a suite, 0-1."""

    models: str
    """Version of the models that answered."""
    photos: int
    other: float
    """Share with the document type `other`."""
    bounds: tuple[float, ...]
    up_to: tuple[float, ...]
    """For each bound the share with p_accept up to it."""


def shares_of(shots: Sequence[ScoredShot]) -> SuiteShares:
    """Return the shares of the shots that have an answer."""
    answers = [shot.answer for shot in shots if not shot.failed]
    count = len(answers)
    others = sum(answer["document"]["type"] == "other" for answer in answers)
    up_to = (sum(a["p_accept"] <= bound for a in answers) for bound in P_ACCEPT_BOUNDS)
    return SuiteShares(
        models=models_version(),
        photos=count,
        other=round(others / count, 4),
        bounds=P_ACCEPT_BOUNDS,
        up_to=tuple(round(found / count, 4) for found in up_to),
    )


def write_shares(path: Path, shots: Sequence[ScoredShot]) -> None:
    """Write the shares as JSON."""
    path.write_text(json.dumps(asdict(shares_of(shots)), indent=1) + "\n", encoding="utf-8")


@cache
def read_shares(path: Path = SHARES_FILE) -> SuiteShares | None:
    """Read the shares of the release's suite; None where there is no such file."""
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    bounds, up_to = (tuple(found.pop(name)) for name in ("bounds", "up_to"))
    return SuiteShares(**found, bounds=bounds, up_to=up_to)
