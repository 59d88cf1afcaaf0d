import gc
import weakref

import numpy as np
import pytest

from precheck.once import once
from tests.measures import measured_page as drawn


@pytest.fixture
def asked():
    return []


@pytest.fixture
def counted(asked):
    @once
    def grid(capture):
        asked.append(capture)
        return np.zeros(3)

    return grid


def test_it_is_computed_once_for_each(counted, asked):
    first, second = drawn.capture(drawn.page()), drawn.capture(drawn.page())
    assert counted(first) is counted(first)
    assert counted(second) is not counted(first)
    assert len(asked) == 2


def test_what_is_shared_cannot_be_changed(counted):
    capture = drawn.capture(drawn.page())
    with pytest.raises(ValueError, match="read-only"):
        counted(capture)[0] = 1


def test_nothing_of_it_outlives_the_capture():
    alive = []

    @once
    def grid(_):
        kept = np.zeros(3)
        alive.append(weakref.ref(kept))
        return kept

    capture = drawn.capture(drawn.page())
    grid(capture)
    del capture
    gc.collect()
    assert alive[0]() is None
