"""The population stability index, its bound, and of what there is more."""

import numpy as np
import pytest

from api.drift.stability import HIGHER, LOWER, chi_square_quantile, compare, lumpiness

EVEN = {"a": 500, "b": 500}


def test_the_index_of_two_known_distributions():
    of = compare({"a": 6000, "b": 4000}, [{"a": 5000, "b": 5000}] * 8, ordered=False)
    expected = 0.1 * np.log(0.6 / 0.5) - 0.1 * np.log(0.4 / 0.5)
    assert of.psi == pytest.approx(expected, rel=1e-3)
    assert of.kind == "a"
    same = compare(EVEN, [EVEN] * 8, ordered=False)
    assert same.psi == pytest.approx(0, abs=1e-6)
    assert not same.moved


@pytest.mark.parametrize(
    ("week", "moved", "changed"),
    [
        ({"a": 500, "b": 500}, False, False),
        ({"a": 680, "b": 320}, True, False),
        ({"a": 800, "b": 200}, True, True),
        ({"a": 16, "b": 4}, False, False),  # the same shares, of too few photos
    ],
)
def test_an_index_counts_beyond_its_threshold_and_beyond_chance(week, moved, changed):
    of = compare(week, [EVEN] * 8, ordered=False, tests=18)
    assert (of.moved, of.changed) == (moved, changed)


@pytest.mark.parametrize(
    ("free", "share", "exact"),
    [(1, 0.99, 6.635), (9, 0.99, 21.67), (9, 0.9994, 29.1), (1, 0.9994, 11.75)],
)
def test_the_quantile_of_chi_square_is_at_most_a_tenth_too_large(free, share, exact):
    assert exact * 0.99 <= chi_square_quantile(share, free) <= exact * 1.1


def test_the_index_without_a_change_is_distributed_as_its_bound_says():
    chance, beyond = np.random.default_rng(2), 0
    for _ in range(1000):
        weeks = chance.multinomial(200, [0.1] * 10, 9)
        counts = [{str(at): int(n) for at, n in enumerate(week)} for week in weeks]
        of = compare(counts[-1], counts[:-1], ordered=True)
        beyond += of.psi > of.bound
    assert 0.001 <= beyond / 1000 <= 0.02


def test_numbers_are_joined_to_ten_bins_and_small_codes_to_one():
    numbers = {str(at): 50 for at in range(100)}
    assert len(compare(numbers, [numbers] * 8, ordered=True).bins) == 10
    codes = {"a": 900, "b": 90, "c": 3, "d": 4, "e": 3}
    names = [one.names for one in compare(codes, [codes] * 8, ordered=False).bins]
    assert names == [("a",), ("b",), ("rest", "c", "d", "e")]
    assert compare({"a": 9}, [{"a": 9}] * 8, ordered=False) is None


def test_it_is_told_whether_numbers_rose_and_that_more_are_not_measured():
    low, high = {"0": 400, "1": 300, "2": 300}, {"0": 300, "1": 300, "2": 400}
    assert compare(high, [low] * 8, ordered=True).kind == HIGHER
    assert compare(low, [high] * 8, ordered=True).kind == LOWER
    lost = {"0": 200, "1": 150, "2": 150, "unmeasured": 500}
    assert compare(lost, [{**low, "unmeasured": 10}] * 8, ordered=True).kind == "unmeasured"


def test_a_code_that_is_new_is_told():
    of = compare({"kk": 60, "other": 40}, [{"kk": 100}] * 8, ordered=False)
    assert (of.changed, of.kind) == (True, "other")


def test_weeks_that_differ_anyway_widen_the_bound():
    uneven = [{"a": 500 + off, "b": 500 - off} for off in (-150, 150, -100, 100, -50, 50, 0, 0)]
    assert lumpiness(EVEN, uneven, ordered=False) > 10
    calm, unsteady = (compare(EVEN, past, ordered=False) for past in ([EVEN] * 8, uneven))
    assert unsteady.bound > 10 * calm.bound
    assert lumpiness(EVEN, [EVEN] * 8, ordered=False) == 0
