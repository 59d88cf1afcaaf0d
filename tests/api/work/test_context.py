"""The thread that checks steps back behind everything else; the others of its process do not."""

import os
import threading

import pytest

from api.work.context import check_executor


def niceness():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.parametrize("by", [0, 5, 19])
def test_only_the_checking_thread_steps_back(by):
    before = niceness()
    with check_executor(by) as thread:
        assert thread.submit(niceness).result() == min(19, before + by)
    assert niceness() == before
