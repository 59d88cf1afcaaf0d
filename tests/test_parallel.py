"""Work on all cores: every item gets its row, whatever becomes of the workers."""

import os
from concurrent.futures import BrokenExecutor

import pytest

from precheck.parallel import surviving, unordered
from tests.tasks import double, slowly, threads


def lost(item, error):
    return item, type(error)


def test_every_item_has_one_row():
    assert sorted(unordered(double, range(40), 2)) == [2 * n for n in range(40)]


def test_with_one_job_everything_runs_here():
    assert list(unordered(slowly, [1], 1)) == [(1, os.getpid())]


def test_a_worker_uses_one_thread():
    assert list(unordered(threads, [1], 2)) == [(1, 1)]


def test_what_the_work_raises_ends_it():
    with pytest.raises(ValueError, match="35140"):
        list(unordered(double, [1, "raise", 2], 2))


@pytest.mark.parametrize("at", [0, 7, 19])
def test_a_worker_that_dies_costs_one_row(at):
    items = [*range(at), "die", *range(at, 20)]
    rows = list(surviving(double, items, 2, lost=lost))
    dead = [row for row in rows if isinstance(row, tuple)]
    assert [item for item, _ in dead] == ["die"]
    assert issubclass(dead[0][1], BrokenExecutor)
    assert sorted(set(rows) - set(dead)) == [2 * n for n in range(20)]
    assert len(rows) == 21


def test_an_item_whose_worker_died_once_is_tried_again(tmp_path):
    once = str(tmp_path / "once")
    assert once * 2 in list(surviving(double, ["a", once, "b"], 2, lost=lost))


def test_an_error_costs_one_row():
    rows = list(surviving(double, [1, "raise", 2], 2, lost=lost))
    assert len(rows) == 3
    assert ("raise", ValueError) in rows


def test_rows_give_rise_to_further_items():
    more = {6: ["x", "y"], "xx": ["z"]}
    rows = list(surviving(double, range(9), 2, lost=lost, more=lambda row: more.get(row, ())))
    assert {"xx", "yy", "zz"} < set(rows)
    assert len(rows) == 12


def test_items_are_taken_only_as_fast_as_they_are_worked_on():
    taken = []
    rows = surviving(double, (taken.append(n) or n for n in range(1000)), 2, lost=lost)
    for _ in range(10):
        next(rows)
    assert len(taken) < 20
    rows.close()
