"""Work on all cores: every item gives one row, even where its worker dies."""

import os
import subprocess
import sys
from concurrent.futures import BrokenExecutor

import pytest

from precheck.runtime.parallel import map_surviving, map_unordered
from tests.tasks import double, slowly, threads


def lost(item, error):
    return item, type(error)


def test_every_item_has_one_row():
    assert sorted(map_unordered(double, range(40), 2)) == [2 * n for n in range(40)]


def test_with_one_job_everything_runs_in_this_process():
    assert list(map_unordered(slowly, [1], 1)) == [(1, os.getpid())]


def test_a_worker_uses_one_thread():
    assert list(map_unordered(threads, [1], 2)) == [(1, 1)]


def test_an_exception_of_the_work_ends_the_iteration():
    with pytest.raises(ValueError, match="35140"):
        list(map_unordered(double, [1, "raise", 2], 2))


@pytest.mark.parametrize("at", [0, 7, 19])
def test_a_worker_that_dies_loses_one_item(at):
    items = [*range(at), "die", *range(at, 20)]
    rows = list(map_surviving(double, items, 2, lost=lost))
    dead = [row for row in rows if isinstance(row, tuple)]
    assert [item for item, _ in dead] == ["die"]
    assert issubclass(dead[0][1], BrokenExecutor)
    assert sorted(set(rows) - set(dead)) == [2 * n for n in range(20)]
    assert len(rows) == 21


def test_an_item_whose_worker_died_once_is_tried_again(tmp_path):
    path = str(tmp_path / "dies-once")
    assert path * 2 in list(map_surviving(double, ["a", path, "b"], 2, lost=lost))


def test_an_error_loses_one_item():
    rows = list(map_surviving(double, [1, "raise", 2], 2, lost=lost))
    assert len(rows) == 3
    assert ("raise", ValueError) in rows


def test_rows_may_add_items():
    more = {6: ["x", "y"], "xx": ["z"]}
    rows = list(map_surviving(double, range(9), 2, lost=lost, more=lambda row: more.get(row, ())))
    assert {"xx", "yy", "zz"} < set(rows)
    assert len(rows) == 12


def test_items_are_taken_only_as_fast_as_they_are_processed():
    taken = []
    rows = map_surviving(double, (taken.append(n) or n for n in range(1000)), 2, lost=lost)
    for _ in range(10):
        next(rows)
    assert len(taken) < 20
    rows.close()


def test_workers_are_forked_with_the_module_of_their_work():
    """In a process of its own: the fork server of this one is running already."""
    script = """
import sys
from functools import partial
from precheck.runtime.parallel import map_unordered
from tests.tasks import imported_before
print(list(map_unordered(partial(imported_before), [1], 2)))
"""
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.stdout == "[True]\n", done.stderr
