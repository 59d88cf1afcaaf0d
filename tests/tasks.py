"""Work for worker processes, which import it by its name."""

import os
import signal
import time

import cv2
from threadpoolctl import threadpool_info

IMPORTED_BY = os.getpid()


def imported_before(_item):
    """Return whether this process was forked with this module."""
    return os.getpid() != IMPORTED_BY


def double(item):
    """Return the item twice, unless it is one that goes wrong."""
    if item == "raise":
        raise ValueError("3514012345679001")
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if isinstance(item, str) and item.startswith("/"):  # a file: die only once
        try:
            os.close(os.open(item, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return item * 2
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return item * 2


def threads(_item):
    """Return how many threads OpenCV and numpy may use here."""
    blas = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    return cv2.getNumThreads(), max(blas)


def slowly(item):
    """Return the item and this process, after a while."""
    time.sleep(0.2)
    return item, os.getpid()
