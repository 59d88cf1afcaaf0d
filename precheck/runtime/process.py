"""What each process that checks photos sets once: its threads, and the memory that it keeps."""

import ctypes

import cv2
from threadpoolctl import threadpool_limits

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""
MAX_KEPT_BLOCK = 32 << 20
"""Bytes of the largest block that is kept when it is freed; glibc allows no more."""
MAX_KEPT = 64 << 20
"""Bytes of freed memory that a process keeps."""


def prepare_process() -> None:
    """Limit OpenCV and numpy's matrix products to one thread, and keep freed memory for reuse.

    There is a process a core: more threads than cores would wait for one another. glibc else gives
    each picture's memory back to the system, which must clear it page by page for the next one: a
    tenth of a check.
    """
    cv2.setNumThreads(1)
    threadpool_limits(1)
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, MAX_KEPT_BLOCK)
        mallopt(M_TRIM_THRESHOLD, MAX_KEPT)
