import subprocess
import sys

import pytest

FAULTS = """
import resource
import numpy as np
from precheck.runtime.process import prepare_process
if {prepared}:
    prepare_process()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def check():
    return [np.ones(size, np.uint8) for size in (20_000_000, 20_000_000, 12_000_000)]
check()
before = faults()
for _ in range(10):
    check()
print(faults() - before)
"""
PAGES = 52_000_000 // 4096
"""Of the pictures of one check."""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator")
def test_the_memory_of_a_check_is_kept_for_the_next_one():
    def faults(*, prepared):
        code = FAULTS.format(prepared=prepared)
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        return int(done.stdout)

    assert faults(prepared=True) < PAGES / 10
    assert faults(prepared=False) > PAGES  # else the setting is not needed any more
