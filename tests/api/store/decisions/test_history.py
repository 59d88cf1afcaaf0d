"""Weights of decisions."""

import pytest

from api.store.decisions import history


@pytest.mark.parametrize(
    ("sampled", "probability", "weight"),
    [
        (False, 1.0, 1),
        (True, 0.02, 50),
        (False, 0.02, None),
        (None, None, None),
        (False, 0.0, None),
    ],
)
def test_weights(sampled, probability, weight):
    row = {"sampled": sampled, "sampling_probability": probability}
    assert history.weight(row) == weight
