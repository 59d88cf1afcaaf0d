"""Every measure's docstring has an example that runs."""

import doctest
from importlib import import_module

import pytest

from precheck.measures import MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_the_example_of_a_measure_runs(name):
    found = doctest.testmod(import_module(f"precheck.measures.{name}"))
    assert found.attempted > 0
    assert found.failed == 0


def test_the_example_of_attribution_runs():
    assert doctest.testmod(import_module("precheck.loss.visible")) == (0, 1)
