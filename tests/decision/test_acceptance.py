"""The probability of a photo by its features."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from precheck.decision.acceptance import p_accept


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(np.array([0.9]), 0.9, id="by the model"),
        pytest.param(None, 0.0, id="nothing to judge"),
    ],
)
def test_the_model_answers_where_there_is_something_to_judge(row, expected, monkeypatch):
    model = SimpleNamespace(log_odds=lambda row: math.log(row[0] / (1 - row[0])))
    monkeypatch.setattr("precheck.decision.acceptance.model", lambda: model)
    assert p_accept(row, "kk") == pytest.approx(expected)
