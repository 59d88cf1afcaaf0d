"""Shares of a suite's answers, and those of the release's suite in models/."""

import json

import pytest

from precheck.runtime.models import MODELS
from precheck.suite.scored_shot import ScoredShot
from precheck.suite.shares import P_ACCEPT_BOUNDS, read_shares, shares_of, write_shares


def shot(type_, p_accept):
    return ScoredShot(None, {"document": {"type": type_}, "p_accept": p_accept})


SHOTS = [shot("kk", 0.05), shot("kk", 0.93), shot("other", 0.5), ScoredShot(None, {"error": {}})]


def test_shares_are_of_the_photos_with_an_answer():
    shares = shares_of(SHOTS)
    assert (shares.photos, shares.other) == (3, pytest.approx(1 / 3, abs=1e-4))
    up_to = dict(zip(shares.bounds, shares.up_to, strict=True))
    assert [up_to[bound] for bound in (0.05, 0.4, 0.5, 0.9, 0.95, 1.0)] == [
        pytest.approx(share, abs=1e-4) for share in (1 / 3, 1 / 3, 2 / 3, 2 / 3, 1, 1)
    ]


def test_what_is_written_is_read(tmp_path):
    write_shares(tmp_path / "shares.json", SHOTS)
    assert read_shares(tmp_path / "shares.json") == shares_of(SHOTS)
    assert read_shares(tmp_path / "none.json") is None


def test_the_releases_shares_are_of_its_baseline():
    shares, baseline = read_shares(), json.loads((MODELS / "baseline.json").read_text())
    assert shares.photos == len(baseline["shots"])
    assert shares.bounds == P_ACCEPT_BOUNDS
    assert list(shares.up_to) == sorted(shares.up_to)
    assert shares.up_to[-1] == 1
