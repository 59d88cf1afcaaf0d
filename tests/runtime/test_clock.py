"""The time of each step."""

from functools import partial
from types import SimpleNamespace

from precheck.runtime.clock import Clock


def test_the_laps_of_a_step_add_up(monkeypatch):
    clock = Clock(start=0.0, _last=0.0)
    times = iter((0.02, 0.05, 0.09, 0.1))
    monkeypatch.setattr(
        "precheck.runtime.clock.time", SimpleNamespace(perf_counter=partial(next, times))
    )
    for step in ("measure", "read", "measure"):
        clock.lap(step)
    assert clock.total() == {"measure": 60, "read": 30, "total": 100}
