"""Time that passes."""

import time

import pytest


@pytest.fixture
def later(monkeypatch):
    """Let seconds pass, counted from the real time."""
    now = time.time

    def pass_(seconds):
        monkeypatch.setattr(time, "time", lambda: now() + seconds)

    return pass_
