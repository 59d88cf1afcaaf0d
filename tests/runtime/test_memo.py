import gc
import weakref

import numpy as np
import pytest

from precheck.runtime.memo import cached_per_object
from tests.measures import measured_page as drawn


@pytest.fixture
def calls():
    return []


@pytest.fixture
def counted(calls):
    @cached_per_object
    def grid(page):
        calls.append(page)
        return np.zeros(3)

    return grid


def test_it_is_computed_once_for_each_page(counted, calls):
    first, second = drawn.capture(drawn.page()).page, drawn.capture(drawn.page()).page
    assert counted(first) is counted(first)
    assert counted(second) is not counted(first)
    assert len(calls) == 2


def test_the_cached_array_is_read_only(counted):
    page = drawn.capture(drawn.page()).page
    with pytest.raises(ValueError, match="read-only"):
        counted(page)[0] = 1


def test_the_array_does_not_outlive_the_page():
    alive = []

    @cached_per_object
    def grid(_):
        kept = np.zeros(3)
        alive.append(weakref.ref(kept))
        return kept

    page = drawn.capture(drawn.page()).page
    grid(page)
    del page
    gc.collect()
    assert alive[0]() is None
