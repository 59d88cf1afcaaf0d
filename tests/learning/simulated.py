"""Decisions of a simulated office, whose photos need another calibration than the release's."""

import numpy as np

from bench.learn.office import OFFICERS
from precheck.learning.judging import OfficeRules
from precheck.learning.lessons import Lessons, probability

RULES = OfficeRules(limits={"kk": 0.5, "ktp": 0.5})


def lessons(count=1000, *, offset=0.0, slope=1.0, error=0.03, wrong=None, seed=0, days=20):
    """Return decisions on doubtful photos. wrong: the share that each officer turns on purpose."""
    rng = np.random.default_rng(seed)
    log_odds = rng.normal(0, 2, count)
    officer = rng.choice(OFFICERS, count)
    good = rng.random(count) < probability(offset + slope * log_odds)
    turned = np.array([(wrong or {}).get(name, 0.0) for name in officer])
    return Lessons(
        log_odds=log_odds,
        good=good ^ (rng.random(count) < error) ^ (rng.random(count) < turned),
        weight=np.where(np.abs(log_odds) < 2.2, 1.0, 50.0),
        type=rng.choice(["kk", "ktp"], count),
        officer=officer,
        day=rng.integers(0, days, count).astype(str),
        sender=rng.integers(0, count // 2, count).astype(str),
    )
